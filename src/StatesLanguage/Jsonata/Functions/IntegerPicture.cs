using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>How the integer of a picture is written.</summary>
internal enum IntegerForm
{
    Decimal,
    Letters,
    Roman,
    Words,
    Sequence,
}

/// <summary>Upper, lower or title case.</summary>
internal enum LetterCase
{
    Lower,
    Upper,
    Title,
}

/// <summary>Integer pictures of XPath F&amp;O 3.1, section 4.6: <c>$formatInteger</c>, <c>$parseInteger</c>, parts of date pictures.</summary>
internal sealed class IntegerPicture
{
    // The zero of each group of decimal digits in the basic plane.
    private static readonly int[] Zeros =
    [
        0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
        0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900,
        0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    ];

    private readonly List<(int Position, string Text)> _separators = [];
    private readonly string _token;
    private int _zero = '0';
    private int _regularGrouping;

    private IntegerPicture(string token) => _token = token;

    public IntegerForm Form { get; private set; }

    public LetterCase Case { get; private set; }

    public bool IsOrdinal { get; private set; }

    /// <summary>The least number of digits.</summary>
    public int MandatoryDigits { get; set; }

    public int OptionalDigits { get; private set; }

    /// <summary>Whether digits are grouped evenly by one separator, or that separator itself.</summary>
    public string? RegularSeparator => _regularGrouping > 0 ? _separators[0].Text : null;

    public static Value FormatInteger(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return default;
        }

        var picture = arguments[1].Reference as string ?? throw new JsonataException("T0410", argument: 2);
        context.AllocateText((picture.Length * 4L) + 4000);
        context.Steps(picture.Length);
        return Value.String(Parse(picture).Format(Math.Floor(arguments[0].AsDouble)));
    }

    public static Value ParseInteger(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var picture = arguments[1].Reference as string ?? throw new JsonataException("T0410", argument: 2);
        context.Steps(picture.Length + text.Length);
        var number = Parse(picture).Read(text);
        return double.IsNaN(number) ? default : Value.Number(number);
    }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="JsonataException">D3131.</exception>
    public static IntegerPicture Parse(string picture)
    {
        var semicolon = picture.LastIndexOf(';');
        var token = semicolon < 0 ? picture : picture.Substring(0, semicolon);
        var result = new IntegerPicture(token) { IsOrdinal = semicolon >= 0 && semicolon + 1 < picture.Length && picture[semicolon + 1] == 'o' };
        (result.Form, result.Case) = token switch
        {
            "A" => (IntegerForm.Letters, LetterCase.Upper),
            "a" => (IntegerForm.Letters, LetterCase.Lower),
            "I" => (IntegerForm.Roman, LetterCase.Upper),
            "i" => (IntegerForm.Roman, LetterCase.Lower),
            "W" => (IntegerForm.Words, LetterCase.Upper),
            "Ww" => (IntegerForm.Words, LetterCase.Title),
            "w" => (IntegerForm.Words, LetterCase.Lower),
            _ => (IntegerForm.Decimal, LetterCase.Lower),
        };
        if (result.Form == IntegerForm.Decimal)
        {
            result.AnalyseDigits();
        }

        return result;
    }

    /// <summary>An integer in this form.</summary>
    /// <exception cref="JsonataException">D3130.</exception>
    public string Format(double value)
    {
        var magnitude = Math.Abs(value);
        var text = Form switch
        {
            IntegerForm.Letters => IntegerNames.ToLetters(magnitude, Case == LetterCase.Upper ? 'A' : 'a'),
            IntegerForm.Roman => Cased(IntegerNames.ToRoman(magnitude)),
            IntegerForm.Words => Cased(IntegerNames.ToWords(magnitude, IsOrdinal)),
            IntegerForm.Decimal => FormatDigits(magnitude),
            _ => throw Unsupported(),
        };
        return value < 0 ? "-" + text : text;
    }

    /// <summary>The integer that a text in this form stands for, or NaN.</summary>
    /// <exception cref="JsonataException">D3130.</exception>
    public double Read(string text) => Form switch
    {
        IntegerForm.Letters => IntegerNames.FromLetters(text, Case == LetterCase.Upper ? 'A' : 'a'),
        IntegerForm.Roman => IntegerNames.FromRoman(Case == LetterCase.Upper ? text : text.ToUpperInvariant()),
#pragma warning disable CA1308 // The table of words is in lower case.
        IntegerForm.Words => IntegerNames.FromWords(text.ToLowerInvariant()),
#pragma warning restore CA1308
        IntegerForm.Decimal => ReadDigits(text),
        _ => throw Unsupported(),
    };

    private JsonataException Unsupported() => new("D3130", value: Json.JsonDataWriter.Quote(_token));

    private string Cased(string text) => Case switch
    {
        LetterCase.Upper => text.ToUpperInvariant(),
#pragma warning disable CA1308 // What is asked for is lower case.
        LetterCase.Lower => text.ToLowerInvariant(),
#pragma warning restore CA1308
        _ => text,
    };

    // From the right: digits, optional digits (#), and whatever else separates groups of them.
    private void AnalyseDigits()
    {
        var zero = -1;
        var position = 0;
        for (var i = _token.Length - 1; i >= 0; i--)
        {
            var length = i > 0 && char.IsSurrogatePair(_token, i - 1) ? 2 : 1;
            i -= length - 1;
            var group = length == 2 ? -1 : Array.FindIndex(Zeros, first => _token[i] >= first && _token[i] <= first + 9);
            if (group >= 0)
            {
                MandatoryDigits++;
                position++;
                if (zero >= 0 && zero != Zeros[group])
                {
                    throw new JsonataException("D3131");
                }

                zero = Zeros[group];
            }
            else if (_token[i] == '#')
            {
                position++;
                OptionalDigits++;
            }
            else
            {
                _separators.Add((position, _token.Substring(i, length)));
            }
        }

        if (MandatoryDigits == 0)
        {
            Form = IntegerForm.Sequence;
            return;
        }

        _zero = zero;
        _regularGrouping = Regularity();
    }

    private int Regularity()
    {
        if (_separators.Count == 0 || _separators.Exists(separator => separator.Text != _separators[0].Text))
        {
            return 0;
        }

        var factor = _separators.Aggregate(0, (divisor, separator) => NumberPicture.GreatestCommonDivisor(divisor, separator.Position));
        return Enumerable.Range(1, _separators.Count).All(i => _separators.Exists(separator => separator.Position == i * factor)) ? factor : 0;
    }

    private string FormatDigits(double magnitude)
    {
        var digits = ValueOperations.NumberName(magnitude).PadLeft(MandatoryDigits, '0');
        var text = new StringBuilder(_zero == '0' ? digits : string.Concat(digits.Select(c => (char)(c + _zero - '0'))));
        if (_regularGrouping > 0)
        {
            for (var at = digits.Length - _regularGrouping; at > 0; at -= _regularGrouping)
            {
                text.Insert(at, _separators[0].Text);
            }
        }
        else
        {
            foreach (var (position, separator) in Enumerable.Reverse(_separators))
            {
                if (position <= digits.Length)
                {
                    text.Insert(text.Length - position, separator);
                }
            }
        }

        return IsOrdinal ? text.Append(OrdinalSuffix(text.ToString())).ToString() : text.ToString();
    }

    private static string OrdinalSuffix(string digits)
    {
        var isTeen = digits.Length > 1 && digits[digits.Length - 2] == '1';
        return isTeen ? "th" : digits[digits.Length - 1] switch
        {
            '1' => "st",
            '2' => "nd",
            '3' => "rd",
            _ => "th",
        };
    }

    private double ReadDigits(string text)
    {
        var digits = IsOrdinal ? text.Substring(0, Math.Max(0, text.Length - 2)) : text;
        digits = _regularGrouping > 0
            ? digits.Replace(",", "")
            : _separators.Aggregate(digits, (rest, separator) => rest.Replace(separator.Text, ""));
        if (_zero != '0')
        {
            digits = string.Concat(digits.Select(c => (char)(c - _zero + '0')));
        }

        return LeadingInteger(digits);
    }

    /// <summary>The integer that a text starts with, or NaN.</summary>
    public static double LeadingInteger(string text)
    {
        var trimmed = text.TrimStart();
        var end = trimmed.Length > 0 && trimmed[0] is '+' or '-' ? 1 : 0;
        var start = end;
        while (end < trimmed.Length && trimmed[end] is >= '0' and <= '9')
        {
            end++;
        }

        return end == start ? double.NaN : double.Parse(trimmed.Substring(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
