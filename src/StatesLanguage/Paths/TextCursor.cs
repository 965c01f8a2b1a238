using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>A place in a text, with what paths, filters and intrinsic calls have in common: white space, constants, nesting. Offsets in errors are those of the text.</summary>
internal abstract class TextCursor
{
    /// <summary>How deep calls, filters and parentheses may nest: far beyond what AWS takes, well within the stack.</summary>
    private const int MaxDepth = 100;

    private int _depth;

    protected TextCursor(string text) => Text = text ?? throw new ArgumentNullException(nameof(text));

    protected string Text { get; }

    protected int At { get; set; }

    protected bool IsAtEnd => At >= Text.Length;

    protected JsonData? Word()
    {
        foreach (var (word, value) in new (string, JsonData)[] { ("true", JsonData.True), ("false", JsonData.False), ("null", JsonData.Null) })
        {
            var end = At + word.Length;
            if (Peek(word) && (end == Text.Length || !(char.IsLetterOrDigit(Text[end]) || Text[end] is '.' or '_' or '(')))
            {
                At = end;
                return value;
            }
        }

        return null;
    }

    protected DataNumber Number()
    {
        var start = At;
        At += Text[At] is '-' or '+' ? 1 : 0;
        while (!IsAtEnd && (Text[At] is (>= '0' and <= '9') or '.' or 'e' or 'E' || (Text[At] is '-' or '+' && Text[At - 1] is 'e' or 'E')))
        {
            At++;
        }

        var text = Text.Substring(start, At - start);
        if (JsonData.TryParse(text, out var value) && value is DataNumber number)
        {
            return number;
        }

        At = start;
        throw Error("A number expected");
    }

    /// <summary>A string in single quotes; a backslash takes the character after it as it is.</summary>
    protected string Literal()
    {
        var quote = Text[At];
        var start = At++;
        var value = new StringBuilder();
        for (; !IsAtEnd; At++)
        {
            var c = Text[At];
            if (c == quote)
            {
                At++;
                return value.ToString();
            }

            if (c == '\\' && ++At == Text.Length)
            {
                break;
            }

            value.Append(Text[At]);
        }

        At = start;
        throw Error("The string does not end");
    }

    protected void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error("The expression nests too deep");
        }
    }

    protected void Leave() => _depth--;

    protected bool Peek(string text) => string.CompareOrdinal(Text, At, text, 0, text.Length) == 0;

    protected bool Take(string text)
    {
        if (!Peek(text))
        {
            return false;
        }

        At += text.Length;
        return true;
    }

    protected void Space()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Text[At]))
        {
            At++;
        }
    }

    protected PathSyntaxException Error(string problem) => new(problem, Text, Math.Min(At, Text.Length));
}
