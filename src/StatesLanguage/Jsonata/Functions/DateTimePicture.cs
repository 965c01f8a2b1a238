namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A part of a date picture: a text, or a component with how it is written.</summary>
internal sealed class DateTimePart
{
    /// <summary>The text as it stands; null for a component.</summary>
    public string? Literal { get; init; }

    /// <summary>The letter of the component.</summary>
    public char Component { get; init; }

    public string Presentation { get; init; } = "";

    /// <summary><c>a</c>, <c>t</c>, <c>c</c> or <c>o</c> after the presentation, or a null character.</summary>
    public char Modifier { get; init; }

    public int? MaxWidth { get; init; }

    /// <summary>The case of a name; null for a number.</summary>
    public LetterCase? NameCase { get; set; }

    public IntegerPicture? Integer { get; set; }

    /// <summary>How many digits of a year are written, or read of a year, month or day; -1 for all.</summary>
    public int Digits { get; set; } = -1;

    /// <summary>Whether <see cref="Digits"/> counts for writing only.</summary>
    public bool ReadsAnyWidth { get; set; }

    /// <summary>How many digits are read because another number follows at once; 0 for all.</summary>
    public int ReadDigits { get; set; }
}

/// <summary>Date and time pictures of XPath F&amp;O 3.1, section 9.8.4, with <c>X</c> and <c>x</c> for the year and month of a week.</summary>
internal sealed class DateTimePicture
{
    private const string Integers = "YMDdFWwXxHhmsf";

    private static readonly Dictionary<char, string> DefaultPresentations = new()
    {
        ['Y'] = "1",
        ['M'] = "1",
        ['D'] = "1",
        ['d'] = "1",
        ['F'] = "n",
        ['W'] = "1",
        ['w'] = "1",
        ['X'] = "1",
        ['x'] = "1",
        ['H'] = "1",
        ['h'] = "1",
        ['P'] = "n",
        ['m'] = "01",
        ['s'] = "01",
        ['f'] = "1",
        ['Z'] = "01:01",
        ['z'] = "01:01",
        ['C'] = "n",
        ['E'] = "n",
    };

    private DateTimePicture(List<DateTimePart> parts) => Parts = parts;

    public IReadOnlyList<DateTimePart> Parts { get; }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="JsonataException">D3131, D3132, D3135.</exception>
    public static DateTimePicture Parse(string picture, JsonataVersion version)
    {
        var parts = new List<DateTimePart>();
        var start = 0;
        var position = 0;

        void AddLiteral(int end)
        {
            if (end > start)
            {
                parts.Add(new DateTimePart { Literal = picture.Substring(start, end - start).Replace("]]", "]") });
            }
        }

        while (position < picture.Length)
        {
            if (picture[position] != '[')
            {
                position++;
                continue;
            }

            AddLiteral(position);
            if (position + 1 < picture.Length && picture[position + 1] == '[')
            {
                parts.Add(new DateTimePart { Literal = "[" });
                position += 2;
                start = position;
                continue;
            }

            var close = picture.IndexOf(']', position);
            if (close < 0)
            {
                throw new JsonataException("D3135");
            }

            var marker = string.Concat(picture.Substring(position + 1, close - position - 1).Where(c => !char.IsWhiteSpace(c)));
            parts.Add(ParseMarker(marker, parts, version));
            position = close + 1;
            start = position;
        }

        AddLiteral(position);
        return new DateTimePicture(parts);
    }

    private static DateTimePart ParseMarker(string marker, List<DateTimePart> before, JsonataVersion version)
    {
        var component = marker.Length > 0 ? marker[0] : '\0';
        var comma = marker.LastIndexOf(',');
        var presentation = comma < 0 ? marker.Substring(Math.Min(1, marker.Length)) : marker.Substring(1, Math.Max(0, comma - 1));
        var (minWidth, maxWidth) = comma < 0 ? (null, null) : ParseWidth(marker.Substring(comma + 1));
        var modifier = '\0';
        if (presentation.Length > 1 && presentation[presentation.Length - 1] is 'a' or 't' or 'c' or 'o')
        {
            modifier = presentation[presentation.Length - 1];
            presentation = presentation.Substring(0, presentation.Length - 1);
        }

        if (!DefaultPresentations.TryGetValue(component, out var standard))
        {
            throw new JsonataException("D3132", value: component == '\0' ? "" : component.ToString());
        }

        var part = new DateTimePart
        {
            Component = component,
            Presentation = presentation.Length > 0 ? presentation : standard,
            Modifier = modifier,
            MaxWidth = maxWidth,
        };
        Analyse(part, minWidth, before, version);
        return part;
    }

    private static (int? Min, int? Max) ParseWidth(string text)
    {
        var dash = text.IndexOf('-');
        return dash < 0 ? (ParseBound(text), null) : (ParseBound(text.Substring(0, dash)), ParseBound(text.Substring(dash + 1)));
    }

    private static int? ParseBound(string text)
    {
        var number = IntegerPicture.LeadingInteger(text);
        return number is >= 0 and <= 1000 ? (int)number : null;
    }

    private static void Analyse(DateTimePart part, int? minWidth, List<DateTimePart> before, JsonataVersion version)
    {
        if (part.Presentation[0] is 'n' or 'N')
        {
            part.NameCase = part.Presentation[0] == 'n' ? LetterCase.Lower
                : part.Presentation.Length > 1 && part.Presentation[1] == 'n' ? LetterCase.Title
                : LetterCase.Upper;
        }
        else if (Integers.Contains(part.Component))
        {
            AnalyseInteger(part, minWidth, before, version);
        }

        if (part.Component is 'Z' or 'z')
        {
            part.Integer = IntegerPicture.Parse(part.Presentation);
        }
    }

    private static void AnalyseInteger(DateTimePart part, int? minWidth, List<DateTimePart> before, JsonataVersion version)
    {
        var integer = IntegerPicture.Parse(part.Modifier == '\0' ? part.Presentation : part.Presentation + ";" + part.Modifier);
        part.Integer = integer;
        part.ReadsAnyWidth = version == JsonataVersion.Latest;
        if (integer.Form == IntegerForm.Decimal)
        {
            integer.MandatoryDigits = Math.Max(integer.MandatoryDigits, minWidth ?? 0);
            if (part.Component is 'Y' or 'M' or 'D' && (part.Component == 'Y' || version == JsonataVersion.StepFunctions))
            {
                if (part.MaxWidth is { } width)
                {
                    part.Digits = width;
                    integer.MandatoryDigits = width;
                }
                else if (integer.MandatoryDigits + integer.OptionalDigits >= 2)
                {
                    part.Digits = integer.MandatoryDigits + integer.OptionalDigits;
                }
            }
        }

        // Two numbers in a row: where the first one ends only its width can tell.
        if (version == JsonataVersion.Latest && before.Count > 0 && before[before.Count - 1] is { Integer: { } previous, Component: not 'Z' and not 'z' } last)
        {
            last.ReadDigits = previous.MandatoryDigits;
        }
    }
}
