using System.Globalization;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>What a number must be.</summary>
internal sealed record NumberRange(double Min, double Max, bool IsInteger)
{
    private const double Unlimited = double.MaxValue;

    /// <summary>Timeouts and heartbeats.</summary>
    public static readonly NumberRange Seconds = new(1, 99_999_999, true);

    public static readonly NumberRange WaitSeconds = new(0, 99_999_999, true);

    public static readonly NumberRange Attempts = new(0, 99_999_999, true);

    public static readonly NumberRange MaxDelay = new(1, 31_622_400, true);

    public static readonly NumberRange BackoffRate = new(1, Unlimited, false);

    public static readonly NumberRange Count = new(0, Unlimited, true);

    public static readonly NumberRange PositiveCount = new(1, Unlimited, true);

    public static readonly NumberRange Percentage = new(0, 100, false);

    public static readonly NumberRange BatchBytes = new(1, 262_144, true);

    public bool Contains(double value) => value >= Min && value <= Max && (!IsInteger || Math.Floor(value) == value);

    public override string ToString()
    {
        var kind = IsInteger ? "an integer" : "a number";
        return Max == Unlimited
            ? string.Format(CultureInfo.InvariantCulture, "{0} of at least {1}", kind, Min)
            : string.Format(CultureInfo.InvariantCulture, "{0} from {1} to {2}", kind, Min, Max);
    }
}

/// <summary>Checks fields that hold a number, or an expression that gives one.</summary>
internal static class NumberChecks
{
    public static void Check(Findings findings, Place place, bool isJsonata, string field, NumberOrExpression? value, NumberRange range)
    {
        if (value is not { } given)
        {
            return;
        }

        if (given.Number is { } number)
        {
            Check(findings, place, field, number, range);
        }
        else if (!Substitutions.Occur(given.Expression!) && !(isJsonata && JsonataText.IsExpression(given.Expression!)))
        {
            findings.Add(AslRules.WrongType, place.Field(field), field, isJsonata ? "a number or a JSONata expression" : "a number");
        }
    }

    public static void Check(Findings findings, Place place, string field, double? value, NumberRange range)
    {
        if (value is { } number && !range.Contains(number))
        {
            findings.Add(AslRules.OutOfRange, place.Field(field), field, range, number);
        }
    }
}

/// <summary>Placeholders <c>${Name}</c> that CloudFormation and SAM fill before AWS sees the definition.</summary>
internal static class Substitutions
{
    private static readonly System.Text.RegularExpressions.Regex Placeholder = new(@"\$\{[^{}$]+\}");

    public static bool Occur(string text) => Placeholder.IsMatch(text);
}
