using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Integers in English words, Roman numerals, and letters.</summary>
internal static class IntegerNames
{
    private static readonly string[] Small =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen",
        "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] SmallOrdinals =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
        "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ];

    private static readonly string[] Tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly (int Value, string Numeral)[] Numerals =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
        (4, "iv"), (1, "i"),
    ];

    private static readonly Dictionary<string, double> WordValues = CreateWordValues();

    /// <summary>All words that numbers are made of, in lower case, the longest first.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. WordValues.Keys.OrderByDescending(word => word.Length)];

    public static string ToWords(double value, bool ordinal)
    {
        var text = new StringBuilder();
        AppendWords(text, value, follows: false, ordinal);
        return text.ToString();
    }

    public static double FromWords(string text)
    {
        var parts = text.Replace(", ", " ").Replace(" and ", " ").Split(' ', '-', '\t', '\n', '\\');
        var segments = new List<double> { 0 };
        foreach (var part in parts)
        {
            if (!WordValues.TryGetValue(part, out var value))
            {
                return double.NaN;
            }

            var top = segments[segments.Count - 1];
            if (value >= 100)
            {
                segments[segments.Count - 1] = top * value;
            }
            else if (top >= 1000)
            {
                segments.Add(value);
            }
            else
            {
                segments[segments.Count - 1] = top + value;
            }
        }

        return segments.Sum();
    }

    public static string ToRoman(double value)
    {
        if (value > 1e6)
        {
            throw new JsonataException(JsonataErrors.MemoryExceeded, -1, null, "the length of a Roman numeral");
        }

        var text = new StringBuilder();
        foreach (var (number, numeral) in Numerals)
        {
            for (; value >= number; value -= number)
            {
                text.Append(numeral);
            }
        }

        return text.ToString();
    }

    public static double FromRoman(string text)
    {
        double total = 0;
        double highest = 1;
        foreach (var c in text.Reverse())
        {
            double value = c switch
            {
                'M' => 1000,
                'D' => 500,
                'C' => 100,
                'L' => 50,
                'X' => 10,
                'V' => 5,
                'I' => 1,
                _ => double.NaN,
            };
            if (value < highest)
            {
                total -= value;
            }
            else
            {
                highest = value;
                total += value;
            }
        }

        return total;
    }

    public static string ToLetters(double value, char first)
    {
        var letters = new StringBuilder();
        for (; value > 0; value = Math.Floor((value - 1) / 26))
        {
            letters.Insert(0, (char)(((value - 1) % 26) + first));
        }

        return letters.ToString();
    }

    public static double FromLetters(string text, char first)
    {
        double value = 0;
        foreach (var c in text)
        {
            value = (value * 26) + (c - first + 1);
        }

        return value;
    }

    private static void AppendWords(StringBuilder text, double value, bool follows, bool ordinal)
    {
        if (value < 20)
        {
            text.Append(follows ? " and " : "").Append((ordinal ? SmallOrdinals : Small)[(int)value]);
        }
        else if (value < 100)
        {
            var tens = Tens[(int)(value / 10) - 2];
            text.Append(follows ? " and " : "");
            if (value % 10 != 0)
            {
                text.Append(tens).Append('-');
                AppendWords(text, value % 10, follows: false, ordinal);
            }
            else
            {
                text.Append(ordinal ? tens.Substring(0, tens.Length - 1) + "ieth" : tens);
            }
        }
        else if (value < 1000)
        {
            text.Append(follows ? ", " : "").Append(Small[(int)(value / 100)]).Append(" Hundred");
            AppendRest(text, value % 100, ordinal);
        }
        else
        {
            var magnitude = Math.Min(Magnitudes.Length, (int)Math.Floor(Math.Log10(value) / 3));
            var factor = Math.Pow(10, magnitude * 3);
            if (double.IsInfinity(value))
            {
                throw new JsonataException("D1001", value: "Infinity");
            }

            var count = Math.Floor(value / factor);
            text.Append(follows ? ", " : "");
            AppendWords(text, count, follows: false, ordinal: false);
            text.Append(' ').Append(Magnitudes[magnitude - 1]);
            AppendRest(text, value - (count * factor), ordinal);
        }
    }

    private static void AppendRest(StringBuilder text, double rest, bool ordinal)
    {
        if (rest > 0)
        {
            AppendWords(text, rest, follows: true, ordinal);
        }
        else if (ordinal)
        {
            text.Append("th");
        }
    }

#pragma warning disable CA1308 // The table of words is in lower case.
    private static Dictionary<string, double> CreateWordValues()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < Small.Length; i++)
        {
            values[Small[i].ToLowerInvariant()] = i;
            values[SmallOrdinals[i].ToLowerInvariant()] = i;
        }

        for (var i = 0; i < Tens.Length; i++)
        {
            var word = Tens[i].ToLowerInvariant();
            values[word] = (i + 2) * 10;
            values[word.Substring(0, word.Length - 1) + "ieth"] = (i + 2) * 10;
        }

        values["hundred"] = 100;
        values["hundredth"] = 100;
        for (var i = 0; i < Magnitudes.Length; i++)
        {
            var word = Magnitudes[i].ToLowerInvariant();
            values[word] = Math.Pow(10, (i + 1) * 3);
            values[word + "th"] = values[word];
        }

        return values;
    }
#pragma warning restore CA1308
}
