using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Makes DynamoDB requests independent of how they name the placeholders of their expressions.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html</remarks>
public static class DynamoDbExpressions
{
    private const string Names = "ExpressionAttributeNames";
    private const string Values = "ExpressionAttributeValues";

    private static readonly string[] Expressions = { "KeyConditionExpression", "ConditionExpression", "UpdateExpression", "FilterExpression", "ProjectionExpression" };
    private static readonly Regex Clause = new(@"\b(SET|REMOVE|ADD|DELETE)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex Placeholder = new("[#:][A-Za-z0-9_]+", RegexOptions.CultureInvariant);
    private static readonly Regex Identifier = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);

    /// <summary>
    /// Puts the attribute names in the place of their placeholders (quoted if they are no identifiers), sorts what each clause of an update says, and numbers the
    /// placeholders of values in the order of their first use. Placeholders that no expression uses, or that have no entry, stay as they are. Looks into
    /// batches and transactions.
    /// </summary>
    /// <param name="request">A request in API terms; it is changed.</param>
    public static void Normalize(JsonNode? request)
    {
        if (request is JsonArray items)
        {
            foreach (var item in items)
                Normalize(item);
        }
        else if (request is JsonObject members)
        {
            if (members[Names] is JsonObject || members[Values] is JsonObject)
                NormalizeExpressions(members);
            foreach (var member in members)
                Normalize(member.Value);
        }
    }

    private static void NormalizeExpressions(JsonObject request)
    {
        var names = request[Names] as JsonObject ?? new JsonObject();
        var values = request[Values] as JsonObject ?? new JsonObject();
        var usedNames = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Expressions)
        {
            if (request[member] is not JsonValue text || text.GetValueKind() != JsonValueKind.String)
                continue;
            var expression = text.GetValue<string>();
            var named = member == "UpdateExpression" ? SortedUpdate(expression, part => WithNames(part, names, usedNames)) : WithNames(expression, names, usedNames);
            request[member] = WithNumbers(named, values, numbers);
        }

        foreach (var name in usedNames)
            names.Remove(name);
        var renamed = new JsonObject();
        foreach (var value in values)
            renamed[numbers.TryGetValue(value.Key, out var number) ? number : value.Key] = value.Value?.DeepClone();
        values = renamed;

        if (names.Count == 0)
            request.Remove(Names);
        if (values.Count == 0)
            request.Remove(Values);
        else
            request[Values] = values;
    }

    // The order within a clause has no meaning: all parts see the item as it was before.
    private static string SortedUpdate(string expression, Func<string, string> rewrite)
    {
        var clauses = Clause.Matches(expression).Cast<Match>().ToArray();
        if (clauses.Length == 0 || expression.Substring(0, clauses[0].Index).Trim().Length > 0)
            return rewrite(expression);
        return string.Join(" ", clauses
            .Select((clause, i) => (
                Keyword: clause.Value.ToUpperInvariant(),
                Text: expression.Substring(clause.Index + clause.Length, (i + 1 < clauses.Length ? clauses[i + 1].Index : expression.Length) - clause.Index - clause.Length)))
            .OrderBy(clause => clause.Keyword, StringComparer.Ordinal)
            .Select(clause => clause.Keyword + " " + string.Join(", ", Parts(clause.Text).Select(part => rewrite(part.Trim())).OrderBy(part => part, StringComparer.Ordinal))));
    }

    private static IEnumerable<string> Parts(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
            }
        }

        yield return text.Substring(start);
    }

    private static string WithNames(string expression, JsonObject names, HashSet<string> used) => Placeholder.Replace(expression, match =>
    {
        if (match.Value[0] != '#' || names[match.Value] is not JsonValue name || name.GetValueKind() != JsonValueKind.String)
            return match.Value;
        used.Add(match.Value);
        var text = name.GetValue<string>();
        return Identifier.IsMatch(text) ? text : JsonSerializer.Serialize(text);
    });

    private static string WithNumbers(string expression, JsonObject values, Dictionary<string, string> numbers) => Placeholder.Replace(expression, match =>
    {
        if (match.Value[0] != ':' || values[match.Value] is null)
            return match.Value;
        // No placeholder that somebody wrote has a $ in it.
        if (!numbers.TryGetValue(match.Value, out var number))
            numbers.Add(match.Value, number = $":${numbers.Count + 1}");
        return number;
    });
}
