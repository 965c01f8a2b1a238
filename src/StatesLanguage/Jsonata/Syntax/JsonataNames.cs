using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Which characters names and strings may have, and how they are quoted.</summary>
internal static class JsonataNames
{
    /// <summary>White space between tokens.</summary>
    public const string WhiteSpace = " \t\n\r\v";

    /// <summary>Characters that end a name.</summary>
    public const string OperatorCharacters = ".[]{}(),@#;:?+-*/%|=<>^&!~";

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "and", "or", "in", "true", "false", "null", "function", "λ" };

    public static bool EndsName(char c) => WhiteSpace.Contains(c) || OperatorCharacters.Contains(c);

    /// <summary>Whether a field name can be written without backquotes, for human readers too.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0
        && !char.IsDigit(name[0])
        && name.All(c => c == '_' || (char.IsLetterOrDigit(c) && c < 0x80))
        && !Reserved.Contains(name);

    /// <summary>Whether backquotes can hold the name: there is no escape for a backquote in it.</summary>
    public static bool CanBackquote(string name) => !name.Contains('`');

    /// <summary>Whether a variable can have this name: there is no way to quote one.</summary>
    public static bool IsVariable(string name) => !name.Any(EndsName);

    /// <summary>A string literal: in single quotes, which need no escape inside JSON, or in double ones if the text has a single quote.</summary>
    public static void AppendQuoted(StringBuilder text, string value)
    {
        var quote = value.Contains('\'') ? '"' : '\'';
        text.Append(quote);
        foreach (var c in value)
        {
            switch (c)
            {
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                default:
                    if (c == quote)
                    {
                        // Only the double quote has an escape of its own.
                        text.Append("\\\"");
                    }
                    else if (c < 0x20 || c == 0x7f || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\ufeff')
                    {
                        text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        text.Append(c);
                    }

                    break;
            }
        }

        text.Append(quote);
    }
}
