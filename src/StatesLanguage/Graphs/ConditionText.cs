using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Writes a Choice rule's condition for people.</summary>
internal static class ConditionText
{
    /// <summary>Longer conditions are cut: a drawing shows the way, the definition the details.</summary>
    private const int MaximumLength = 60;

    internal static string Of(ChoiceRule rule)
    {
        var text = rule switch
        {
            { Condition: DataString { Value: var condition } } when JsonataText.IsExpression(condition) => JsonataText.Body(condition).Trim(),
            { Condition: { } condition } => condition.ToJson(),
            { Test: { } test } => Of(test, nested: false),
            _ => "",
        };
        var line = string.Join(" ", text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximumLength ? line : line.Substring(0, MaximumLength - 1) + "…";
    }

    private static string Of(ChoiceTest test, bool nested)
    {
        var text = test switch
        {
            AndTest and => string.Join(" and ", and.Tests.Select(inner => Of(inner, nested: true))),
            OrTest or => string.Join(" or ", or.Tests.Select(inner => Of(inner, nested: true))),
            NotTest not => "not " + Of(not.Test, nested: true),
            ComparisonTest comparison => Comparison(comparison),
            _ => "",
        };
        return nested && test is AndTest or OrTest ? "(" + text + ")" : text;
    }

    private static string Comparison(ComparisonTest comparison)
    {
        var name = comparison.Operator.ToString();
        var symbol =
            name.Contains("LessThanEquals") ? "≤"
            : name.Contains("GreaterThanEquals") ? "≥"
            : name.Contains("LessThan") ? "<"
            : name.Contains("GreaterThan") ? ">"
            : name.Contains("Equals") ? "="
            : name.Contains("Matches") ? "like"
            : null;
        var operand = name.EndsWith("Path", StringComparison.Ordinal) && comparison.Operand is DataString { Value: var path }
            ? path
            : comparison.Operand.ToJson();
        return symbol is null
            ? comparison.Variable + (comparison.Operand.ToJson() == "false" ? " is not " : " is ") + name.Substring(2).ToLowerInvariant()
            : comparison.Variable + " " + symbol + " " + operand;
    }
}
