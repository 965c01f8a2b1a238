using System.Text;

namespace LambdaLift.Converter.Frontend;

/// <summary>The zone at the end of a format.</summary>
internal enum TimeZonePart
{
    /// <summary>No zone.</summary>
    None,

    /// <summary><c>K</c>: as the kind of the time says.</summary>
    Kind,

    /// <summary><c>zzz</c>: hours and minutes.</summary>
    Offset,
}

/// <summary>
/// Formats of .NET's <c>DateTime.ToString</c> ("Custom date and time format strings") as pictures of XPath's <c>format-dateTime</c>, which JSONata's <c>$fromMillis</c> takes.
/// </summary>
internal static class TimePicture
{
    /// <summary>The custom format that a standard one stands for in the invariant culture; null when there is none.</summary>
    public static string? Standard(string format, bool hasOffset) => format switch
    {
        "O" or "o" => "yyyy-MM-ddTHH:mm:ss.fffffff" + (hasOffset ? "zzz" : "K"),
        "s" => "yyyy-MM-ddTHH:mm:ss",
        "u" => "yyyy-MM-dd HH:mm:ss'Z'",
        "R" or "r" => "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "d" => "MM/dd/yyyy",
        "D" => "dddd, dd MMMM yyyy",
        "f" => "dddd, dd MMMM yyyy HH:mm",
        "F" => "dddd, dd MMMM yyyy HH:mm:ss",
        "g" => "MM/dd/yyyy HH:mm",
        "G" => "MM/dd/yyyy HH:mm:ss" + (hasOffset ? " zzz" : ""),
        "t" => "HH:mm",
        "T" => "HH:mm:ss",
        "M" or "m" => "MMMM dd",
        "Y" or "y" => "yyyy MMMM",
        _ => null,
    };

    /// <summary>The picture of a custom format.</summary>
    /// <returns>The picture, the zone behind it, and whether cultures write it differently; null for what a picture cannot say.</returns>
    public static (string Picture, TimeZonePart Zone, bool IsCultural)? Translate(string format)
    {
        var picture = new StringBuilder();
        var isCultural = false;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            switch (c)
            {
                case '\\' when i + 1 < format.Length:
                    Literal(format[++i]);
                    continue;
                case '\\':
                    return null;
                case '\'' or '"':
                    var end = format.IndexOf(c, i + 1);
                    if (end < 0)
                        return null;
                    foreach (var quoted in format.Substring(i + 1, end - i - 1))
                        Literal(quoted);
                    i = end;
                    continue;
                case '%' when i + 1 < format.Length && i == 0:
                    continue;
                case 'K' when i == format.Length - 1:
                    return (picture.ToString(), TimeZonePart.Kind, isCultural);
                case 'z' when format.Substring(i) == "zzz":
                    return (picture.ToString(), TimeZonePart.Offset, isCultural);
            }

            if ("yMdHhmsfFtgKz%".IndexOf(c) < 0)
            {
                isCultural |= c is '/' or ':';
                Literal(c);
                continue;
            }

            var count = 1;
            while (i + count < format.Length && format[i + count] == c)
                count++;
            if (Component(c, count) is not { } component)
                return null;
            isCultural |= component.Contains("N");
            picture.Append(component);
            i += count - 1;
        }

        return (picture.ToString(), TimeZonePart.None, isCultural);

        void Literal(char c)
        {
            if (c is '[' or ']')
                picture.Append(c);
            picture.Append(c);
        }
    }

    private static string? Component(char letter, int count) => (letter, count) switch
    {
        ('y', 2) => "[Y01]",
        ('y', 4) => "[Y0001]",
        ('M', 1) => "[M1]",
        ('M', 2) => "[M01]",
        ('M', 3) => "[MNn,3-3]",
        ('M', 4) => "[MNn]",
        ('d', 1) => "[D1]",
        ('d', 2) => "[D01]",
        ('d', 3) => "[FNn,3-3]",
        ('d', 4) => "[FNn]",
        ('H', 1) => "[H1]",
        ('H', 2) => "[H01]",
        ('h', 1) => "[h1]",
        ('h', 2) => "[h01]",
        ('m', 1) => "[m1]",
        ('m', 2) => "[m01]",
        ('s', 1) => "[s1]",
        ('s', 2) => "[s01]",
        ('f', >= 3 and <= 7) => "[f001]" + new string('0', count - 3),
        ('t', 2) => "[PN]",
        _ => null,
    };
}
