using System.Globalization;

namespace LambdaLift.Converter.Frontend;

/// <summary>A piece of a composite format string: literal text, or an item <c>{index,alignment:format}</c>.</summary>
/// <param name="Text">The literal text; null for an item.</param>
/// <param name="Index">The number of the argument.</param>
/// <param name="Alignment">The least width; negative to the left, 0 for none.</param>
/// <param name="Format">The format; null for none.</param>
internal sealed record CompositeFormat(string? Text, int Index, int Alignment, string? Format)
{
    /// <summary>The pieces of a format; null when it is malformed, for which C# throws.</summary>
    public static IReadOnlyList<CompositeFormat>? Parse(string format)
    {
        var pieces = new List<CompositeFormat>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                text.Append(format[i++]);
                continue;
            }

            if (format[i] == '}')
                return null;
            if (format[i] != '{')
            {
                text.Append(format[i]);
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0)
                return null;
            var item = format.Substring(i + 1, end - i - 1);
            var colon = item.IndexOf(':');
            var head = (colon < 0 ? item : item.Substring(0, colon)).Split(',');
            var alignment = 0;
            if (head.Length > 2
                || !int.TryParse(head[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                || (head.Length == 2 && !int.TryParse(head[1].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out alignment)))
                return null;
            if (text.Length > 0)
                pieces.Add(new CompositeFormat(text.ToString(), 0, 0, null));
            text.Clear();
            pieces.Add(new CompositeFormat(null, index, alignment, colon < 0 ? null : item.Substring(colon + 1)));
            i = end;
        }

        if (text.Length > 0)
            pieces.Add(new CompositeFormat(text.ToString(), 0, 0, null));
        return pieces;
    }
}
