using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Which parts of <c>$states</c> a field sees beside <c>input</c> and <c>context</c>.</summary>
internal enum StatesParts
{
    None,
    Result,
    ErrorOutput,
}

/// <summary>JSONata expressions inside a field.</summary>
internal static class JsonataChecks
{
    public static void Check(Findings findings, StateSite site, Place place, string field, StatesParts parts)
    {
        if (place.Has(field))
        {
            Check(findings, site, place.Field(field), parts, field);
        }
    }

    public static void Check(Findings findings, StateSite site, Place place, StatesParts parts, string field)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (place.Json.Value is DataString text)
        {
            Text(findings, site, place, text.Value, parts, field);
        }

        for (var i = 0; i < place.Json.Items.Count; i++)
        {
            Check(findings, site, place.Item(i), parts, field);
        }

        foreach (var member in place.Json.Members)
        {
            Check(findings, site, place.Field(member.Name), parts, field);
        }
    }

    /// <summary>The condition of a Choice rule: a boolean or an expression.</summary>
    public static void Condition(Findings findings, StateSite site, Place rule, JsonData? condition)
    {
        switch (condition)
        {
            case null or DataBoolean:
                return;
            case DataString text when JsonataText.IsExpression(text.Value) || Substitutions.Occur(text.Value):
                Check(findings, site, rule, "Condition", StatesParts.None);
                return;
            default:
                findings.Add(AslRules.WrongType, rule.Field("Condition"), "Condition", "a JSONata expression or a boolean");
                return;
        }
    }

    private static void Text(Findings findings, StateSite site, Place place, string text, StatesParts parts, string field)
    {
        var opens = text.StartsWith(JsonataText.Open, StringComparison.Ordinal);
        var closes = text.EndsWith(JsonataText.Close, StringComparison.Ordinal);
        if (!opens && !closes)
        {
            return;
        }

        if (!JsonataText.IsExpression(text))
        {
            findings.Add(AslRules.HalfExpression, place);
            return;
        }

        JsonataNode expression;
        try
        {
            expression = JsonataParser.Parse(JsonataText.Body(text));
        }
        catch (JsonataException e)
        {
            if (!Substitutions.Occur(text))
            {
                findings.AddInside(AslRules.InvalidJsonata, place, JsonataText.Open.Length + Math.Max(0, e.Position - 1), $"{e.Code}: {e.Message}");
            }

            return;
        }

        var usage = JsonataUsage.Of(expression);
        foreach (var name in usage.FreeVariables)
        {
            VariableChecks.Read(findings, site, place, name);
        }

        foreach (var name in usage.StatesFields)
        {
            var isAvailable = name is "input" or "context" || (name == "result" && parts == StatesParts.Result) || (name == "errorOutput" && parts == StatesParts.ErrorOutput);
            if (!isAvailable)
            {
                findings.Add(AslRules.WrongStatesField, place, name, $"the field '{field}' of a {site.State.Type} state");
            }
        }

        if (usage.CallsEval)
        {
            findings.Add(AslRules.UnsupportedFunction, place, "eval", ": use $parse");
        }
    }
}
