using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Strings. Lengths and positions count code points.</summary>
internal static class TextFunctions
{
    public static Value ToText(Value[] arguments, EvaluationContext context) => arguments[0].IsUndefined
        ? default
        : Value.String(ToText(arguments[0], indented: arguments[1].Reference is DataBoolean { Value: true }, context));

    /// <summary>A value as text: a string as it is, anything else as JSON.</summary>
    public static string ToText(Value value, bool indented, EvaluationContext context)
    {
        switch (value.Reference)
        {
            case string text:
                return text;
            case Function:
                return "";
            case ValueArray { IsOuterWrapper: true } wrapper:
                value = wrapper[0];
                break;
        }

        if (value.IsNumber)
        {
            return double.IsNaN(value.AsDouble) || double.IsInfinity(value.AsDouble)
                ? throw new JsonataException("D3001", value: ValueOperations.NumberName(value.AsDouble))
                : JsonText.Number(value.AsDouble, context.Version);
        }

        return new JsonText(indented, context).Write(value);
    }

    public static Value Substring(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var codePoints = CodePoints.Of(text);
        var start = arguments[1].IsUndefined ? 0 : arguments[1].AsDouble;
        if (codePoints.Count + start < 0)
        {
            start = 0;
        }

        if (arguments[2].IsUndefined)
        {
            return Value.String(codePoints.Slice(start, codePoints.Count));
        }

        var length = arguments[2].AsDouble;
        return Value.String(length <= 0 || arguments[1].IsUndefined ? "" : codePoints.Slice(start, start >= 0 ? start + length : codePoints.Count + start + length));
    }

    public static Value SubstringBefore(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var at = IndexOf(text, arguments[1]);
        return at < 0 ? arguments[0] : Value.String(text.Substring(0, at));
    }

    public static Value SubstringAfter(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var at = IndexOf(text, arguments[1]);
        return at < 0 ? arguments[0] : Value.String(text.Substring(at + Searched(arguments[1]).Length));
    }

#pragma warning disable CA1308 // What is asked for is lower case.
    public static Value Lowercase(Value[] arguments, EvaluationContext context) =>
        arguments[0].Reference is string text ? Value.String(text.ToLowerInvariant()) : default;
#pragma warning restore CA1308

    public static Value Uppercase(Value[] arguments, EvaluationContext context) => arguments[0].Reference is string text
        ? Value.String(text.Contains('ß') ? text.ToUpperInvariant().Replace("ß", "SS") : text.ToUpperInvariant())
        : default;

    public static Value Length(Value[] arguments, EvaluationContext context) =>
        arguments[0].Reference is string text ? Value.Number(CodePoints.CountOf(text)) : default;

    public static Value Trim(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var words = text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return Value.String(string.Join(" ", words));
    }

    public static Value Pad(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text || arguments[1].IsUndefined)
        {
            return arguments[0];
        }

        var width = Math.Truncate(arguments[1].AsDouble);
        var missing = Math.Abs(width) - CodePoints.CountOf(text);
        if (!(missing > 0))
        {
            return arguments[0];
        }

        var pattern = CodePoints.Of(arguments[2].Reference is string { Length: > 0 } given ? given : " ");
        context.AllocateText((long)Math.Min(missing, long.MaxValue / 8));
        context.Steps((long)missing / 16);
        var padding = new StringBuilder();
        for (var i = 0; i < missing; i++)
        {
            padding.Append(pattern[i % pattern.Count]);
        }

        return Value.String(width > 0 ? text + padding : padding + text);
    }

    public static Value Join(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var separator = arguments[1].Reference as string ?? "";
        var result = new StringBuilder();
        for (var i = 0; i < array.Count; i++)
        {
            var item = array[i].Reference as string ?? "";
            context.AllocateText(item.Length + separator.Length);
            result.Append(i > 0 ? separator : "").Append(item);
        }

        return Value.String(result.ToString());
    }

    private static int IndexOf(string text, Value searched) => text.IndexOf(Searched(searched), StringComparison.Ordinal);

    // The reference implementation looks for the word where the argument is undefined.
    private static string Searched(Value value) => value.Reference as string ?? "undefined";
}

/// <summary>The code points of a string; half a surrogate pair counts as one.</summary>
internal readonly struct CodePoints
{
    private readonly string _text;
    private readonly int[]? _starts;

    private CodePoints(string text, int[]? starts)
    {
        _text = text;
        _starts = starts;
    }

    public int Count => _starts?.Length ?? _text.Length;

    public string this[int index] => Slice(index, index + 1);

    public static int CountOf(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    public static CodePoints Of(string text)
    {
        var count = CountOf(text);
        if (count == text.Length)
        {
            return new CodePoints(text, null);
        }

        var starts = new int[count];
        for (int i = 0, n = 0; i < text.Length; n++)
        {
            starts[n] = i;
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        }

        return new CodePoints(text, starts);
    }

    /// <summary>From a position up to another one; negative positions count from the end.</summary>
    public string Slice(double start, double end)
    {
        var from = Clamp(start);
        var to = Clamp(end);
        return from >= to ? "" : _text.Substring(IndexOf(from), IndexOf(to) - IndexOf(from));
    }

    private int Clamp(double position)
    {
        var whole = Math.Truncate(position);
        whole = whole < 0 ? Math.Max(0, Count + whole) : Math.Min(whole, Count);
        return double.IsNaN(whole) ? 0 : (int)whole;
    }

    private int IndexOf(int position) => _starts is null ? position : position < _starts.Length ? _starts[position] : _text.Length;
}
