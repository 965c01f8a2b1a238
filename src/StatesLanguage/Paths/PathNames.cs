using System.Globalization;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>How names are spelled in paths.</summary>
public static class PathNames
{
    private static readonly (FilterOperator Operator, string Text)[] OperatorTexts =
    [
        (FilterOperator.Equal, "=="), (FilterOperator.NotEqual, "!="), (FilterOperator.LessOrEqual, "<="), (FilterOperator.GreaterOrEqual, ">="),
        (FilterOperator.Matches, "=~"), (FilterOperator.Less, "<"), (FilterOperator.Greater, ">"), (FilterOperator.In, "in"), (FilterOperator.NotIn, "nin"),
        (FilterOperator.Contains, "contains"), (FilterOperator.Size, "size"), (FilterOperator.Empty, "empty"), (FilterOperator.SubsetOf, "subsetof"),
        (FilterOperator.AnyOf, "anyof"), (FilterOperator.NoneOf, "noneof"),
    ];

    /// <summary>Whether a name may name a variable: a Unicode identifier of at most 80 characters.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.</remarks>
    public static bool IsIdentifier(string name)
    {
        if (name.Length is 0 or > 80)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (!(i == 0 ? IsIdentifierStart(name, i) : IsIdentifierPart(name, i)))
            {
                return false;
            }

            i += char.IsHighSurrogate(name[i]) ? 1 : 0;
        }

        return true;
    }

    /// <summary>Whether a member name can be written in a path at all. The dialect cannot escape a backslash, so a few names with one cannot.</summary>
    public static bool IsExpressible(string name) => TryQuote(name, '\'') is not null || TryQuote(name, '"') is not null;

    internal static bool IsIdentifierStart(string text, int at) => text[at] == '_' || CharUnicodeInfo.GetUnicodeCategory(text, at) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    internal static bool IsIdentifierPart(string text, int at) => IsIdentifierStart(text, at) || CharUnicodeInfo.GetUnicodeCategory(text, at) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;

    /// <summary>Whether a name can follow a dot everywhere: letters of ASCII, digits and underscores.</summary>
    internal static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
            {
                return false;
            }
        }

        return name.Length > 0 && name[0] is not (>= '0' and <= '9');
    }

    /// <summary>A name in quotes, as it stands between brackets.</summary>
    internal static string Quote(string name) =>
        (name.Contains('\'') && !name.Contains('"') ? TryQuote(name, '"') : null) ?? TryQuote(name, '\'') ?? TryQuote(name, '"')
        ?? throw new ArgumentException($"The member name '{name}' cannot be written in a path.", nameof(name));

    /// <summary>Reads a name in quotes at a place in a text: a backslash is part of it, save before the quote, as on AWS.</summary>
    /// <returns>The name and the place after it; null if the name does not end.</returns>
    internal static (string Name, int End)? Unquote(string text, int at)
    {
        var quote = text[at];
        var name = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == quote)
            {
                return (name.ToString(), at + 1);
            }

            if (c == '\\' && at + 1 < text.Length)
            {
                c = text[++at];
                name.Append(c == quote ? "" : "\\");
            }

            name.Append(c);
        }

        return null;
    }

    // Quoted so that it reads back; null where a backslash of the name would swallow a quote.
    private static string? TryQuote(string name, char quote)
    {
        var quoted = quote + name.Replace(quote.ToString(), "\\" + quote) + quote;
        return Unquote(quoted, 0) is var (read, end) && read == name && end == quoted.Length ? quoted : null;
    }

    internal static string Text(FilterOperator value) => OperatorTexts.First(entry => entry.Operator == value).Text;

    internal static IEnumerable<(FilterOperator Operator, string Text)> Operators => OperatorTexts;
}
