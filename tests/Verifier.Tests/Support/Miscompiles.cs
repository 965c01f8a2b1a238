using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LambdaLift.Verifier.Tests.Support;

/// <summary>One way to spoil a JSONata state machine, as a compiler with an error in it might.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Apply">Spoils the first place where it can; null if there is none.</param>
internal sealed record Miscompile(string Name, Func<JsonObject, JsonObject?> Apply)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Miscompile> All { get; } =
    [
        new("swapped branches", machine => AtState(machine, "Choice", state =>
        {
            var rule = state["Choices"]![0]!;
            (rule["Next"], state["Default"]) = (state["Default"]!.DeepClone(), rule["Next"]!.DeepClone());
        })),
        new("a branch that is never taken", machine => AtState(machine, "Choice", state => state["Choices"]![0]!["Condition"] = "{% false %}")),
        new("a condition negated", machine => AtState(machine, "Choice", state =>
            state["Choices"]![0]!["Condition"] = "{% $not" + "(" + Inner(state["Choices"]![0]!["Condition"]!) + ") %}")),
        new("a dropped catch", machine => AtState(machine, state => state["Catch"] is JsonArray { Count: > 0 }, state => state.Remove("Catch"))),
        new("a catcher of another error", machine => AtState(machine, state => state["Catch"] is JsonArray { Count: > 0 }, state => state["Catch"]![0]!["ErrorEquals"] = new JsonArray("Elsewhere.Error"))),
        new("a wrong error name", machine => AtState(machine, "Fail", state => state["Error"] = "WrongException")),
        new("a lost message", machine => AtState(machine, "Fail", state => state["Cause"] = "")),
        new("a lost assignment", machine => AtState(machine, state => state["Assign"] is JsonObject { Count: > 0 }, state =>
        {
            var name = ((JsonObject)state["Assign"]!).Last().Key;
            state["Assign"]![name] = null;
        })),
        new("a wrong JSON name in a request", machine => AtState(machine, state => state["Type"]!.GetValue<string>() == "Task" && NameInside(state) is not null, state =>
        {
            var (owner, name) = NameInside(state)!.Value;
            var value = owner[name]!.DeepClone();
            owner.Remove(name);
            owner[name + "x"] = value;
        })),
        new("a wrong text in a request", machine => AtState(machine, state => state["Type"]!.GetValue<string>() == "Task" && Text(state["Arguments"]) is not null, state =>
        {
            var (owner, name) = Text(state["Arguments"])!.Value;
            owner[name] = owner[name]!.GetValue<string>() is var text && text.EndsWith("%}", StringComparison.Ordinal) ? "{% " + "'?' & " + "(" + Inner(owner[name]!) + ") %}" : text + "?";
        })),
        new("a call left out", machine => Bypass(machine)),
        new("calls in the wrong order", machine => Reorder(machine)),
        new("an output lost", machine => AtState(machine, state => state["End"] is not null && state["Output"] is not null, state => state["Output"] = null)),
        new("a wrong null test", machine => AtExpression(machine, @"!= null", "= null")),
        new("a comparison off by one", machine => AtExpression(machine, @"(?<=\S )<(?= \S)", "<=") ?? AtExpression(machine, @"(?<=\S )>(?= \S)", ">=")),
        new("an off-by-one step", machine => AtExpression(machine, @"\+ 1\b", "+ 2")),
        new("an operator changed", machine => AtExpression(machine, @"(?<=\S )\+(?= \S)", "-")),
        new("and instead of or", machine => AtCondition(machine, @"\bor\b", "and") ?? AtCondition(machine, @"(?<!\$exists\([^)]*\) )\band\b", "or")),
        new("a branch of a fan-out dropped", machine => AtState(machine, state => state["Branches"] is JsonArray { Count: > 1 }, state => ((JsonArray)state["Branches"]!).RemoveAt(1))),
        new("a fan-out over one item less", machine => AtState(machine, state => state["Items"] is not null, state => state["Items"] = "{% ($list := " + Inner(state["Items"]!) + "; [$list[[0..$count($list) - 2]]]) %}")),
        new("a text constant changed", machine => AtExpression(machine, @"'[A-Za-z]{3,}'", "'changed'")),
    ];

    private static JsonObject? AtState(JsonObject machine, string type, Action<JsonObject> spoil) => AtState(machine, state => state["Type"]!.GetValue<string>() == type, spoil);

    private static JsonObject? AtState(JsonObject machine, Func<JsonObject, bool> where, Action<JsonObject> spoil)
    {
        var copy = (JsonObject)machine.DeepClone();
        var state = States(copy).FirstOrDefault(where);
        if (state is null) return null;
        spoil(state);
        return copy;
    }

    /// <summary>All states, those inside of fan-outs after the one that holds them.</summary>
    private static IEnumerable<JsonObject> States(JsonObject graph)
    {
        foreach (var (_, node) in (JsonObject)graph["States"]!)
        {
            var state = (JsonObject)node!;
            yield return state;
            var inner = (state["Branches"] as JsonArray ?? []).Select(branch => (JsonObject)branch!).Concat(state["ItemProcessor"] is JsonObject processor ? [processor] : []);
            foreach (var nested in inner.SelectMany(States)) yield return nested;
        }
    }

    private static JsonObject? Bypass(JsonObject machine)
    {
        var copy = (JsonObject)machine.DeepClone();
        var states = (JsonObject)copy["States"]!;
        foreach (var (name, node) in states)
        {
            if (node!["Type"]!.GetValue<string>() != "Task" || node["Next"] is not { } next) continue;
            foreach (var other in States(copy)) Redirect(other, name, next.GetValue<string>());
            if (copy["StartAt"]!.GetValue<string>() == name) copy["StartAt"] = next.DeepClone();
            states.Remove(name);
            return copy;
        }

        return null;
    }

    private static void Redirect(JsonObject state, string from, string to)
    {
        if (state["Next"]?.GetValue<string>() == from) state["Next"] = to;
        if (state["Default"]?.GetValue<string>() == from) state["Default"] = to;
        foreach (var way in (state["Choices"] as JsonArray ?? []).Concat(state["Catch"] as JsonArray ?? []))
        {
            if (way!["Next"]?.GetValue<string>() == from) way["Next"] = to;
        }
    }

    /// <summary>Two tasks that follow each other directly, neither using what it returns, make each other's call.</summary>
    private static JsonObject? Reorder(JsonObject machine)
    {
        var copy = (JsonObject)machine.DeepClone();
        foreach (var state in States(copy))
        {
            if (state["Next"]?.GetValue<string>() is not { } next || States(copy).FirstOrDefault(other => other.GetPropertyName() == next) is not { } second) continue;
            if (!IsCallForEffect(state) || !IsCallForEffect(second) || state["Resource"]!.ToJsonString() == second["Resource"]!.ToJsonString()) continue;
            foreach (var field in new[] { "Resource", "Arguments" }) (state[field], second[field]) = (second[field]!.DeepClone(), state[field]!.DeepClone());
            return copy;
        }

        return null;
    }

    private static bool IsCallForEffect(JsonObject state) =>
        state["Type"]!.GetValue<string>() == "Task" && state["Arguments"] is not null
        && !$"{state["Assign"]?.ToJsonString()}{state["Output"]?.ToJsonString()}".Contains("$states.result", StringComparison.Ordinal);

    private static JsonObject? AtCondition(JsonObject machine, string pattern, string replacement) => AtState(
        machine,
        state => state["Choices"] is JsonArray rules && Regex.IsMatch(rules[0]!["Condition"]!.GetValue<string>(), pattern),
        state => state["Choices"]![0]!["Condition"] = new Regex(pattern).Replace(state["Choices"]![0]!["Condition"]!.GetValue<string>(), replacement, 1));

    private static JsonObject? AtExpression(JsonObject machine, string pattern, string replacement)
    {
        var copy = (JsonObject)machine.DeepClone();
        var regex = new Regex(pattern);
        foreach (var (owner, name, text) in Expressions(copy))
        {
            // Reading the event tests every member for null: what the code itself says comes later.
            var from = text.LastIndexOf("$fields(", StringComparison.Ordinal) >= 0 ? int.MaxValue : 0;
            if (from == int.MaxValue || !regex.IsMatch(text)) continue;
            if (owner is JsonObject members) members[name!] = regex.Replace(text, replacement, 1);
            return copy;
        }

        return null;
    }

    private static IEnumerable<(JsonNode Owner, string? Name, string Text)> Expressions(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null && member.Key != "Comment").SelectMany(member => member.Value is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith("{%", StringComparison.Ordinal)
            ? [(members, member.Key, text)]
            : Expressions(member.Value!)).ToList(),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Expressions(item!)).ToList(),
        _ => [],
    };

    private static (JsonObject Owner, string Name)? NameInside(JsonObject task)
    {
        foreach (var holder in new[] { "Item", "Key", "Payload" })
        {
            if (task["Arguments"]?[holder] is JsonObject { Count: > 0 } members) return (members, members.First().Key);
        }

        return null;
    }

    private static (JsonObject Owner, string Name)? Text(JsonNode? arguments)
    {
        foreach (var name in new[] { "Message", "MessageBody", "Subject", "TableName", "FunctionName" })
        {
            if (arguments?[name] is JsonValue) return ((JsonObject)arguments, name);
        }

        return null;
    }

    private static string Inner(JsonNode expression)
    {
        var text = expression.GetValue<string>().Trim();
        return text.StartsWith("{%", StringComparison.Ordinal) ? text[2..^2].Trim() : System.Text.Json.JsonSerializer.Serialize(text);
    }
}
