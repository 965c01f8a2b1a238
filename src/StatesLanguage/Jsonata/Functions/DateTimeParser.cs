using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Reads time stamps by a picture.</summary>
internal static class DateTimeParser
{
    // Which components make a date or a time: any of them, and no others.
    private const string DateOfMonth = "YMD";
    private const string DateOfYear = "Yd";
    private const string DateOfWeekInMonth = "Xxw";
    private const string DateOfWeekInYear = "XW";
    private const string Time24 = "Hmsf";
    private const string Time12 = "Phmsf";
    private const string DateComponents = "YXMxWwdD";
    private const string TimeComponents = "PHhmsf";

    /// <summary>The moment in milliseconds from 1970; undefined if the text does not fit the picture.</summary>
    /// <exception cref="JsonataException">D3130, D3133, D3136.</exception>
    public static Value Parse(string text, DateTimePicture picture, EvaluationContext context)
    {
        var readers = picture.Parts.Select(part => Reader.For(part, context.Version)).ToList();
        var pattern = new StringBuilder(@"\A");
        foreach (var reader in readers)
        {
            pattern.Append('(').Append(reader.Pattern).Append(')');
        }

        Match match;
        try
        {
            match = Regex.Match(text, pattern.Append(@"\z").ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexTranslation.MatchTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException(JsonataErrors.InvalidRegex, -1, null, "the match took too long");
        }

        if (!match.Success)
        {
            return default;
        }

        var found = new Dictionary<char, double>();
        var hasComponents = false;
        for (var i = 0; i < readers.Count; i++)
        {
            if (readers[i].Read is { } read)
            {
                hasComponents = true;
                var value = read(match.Groups[i + 1].Value);
                if (!double.IsNaN(value))
                {
                    found[readers[i].Component] = value;
                }
                else
                {
                    found.Remove(readers[i].Component);
                }
            }
        }

        return hasComponents ? ToMillis(found, context) : default;
    }

    private static Value ToMillis(Dictionary<char, double> found, EvaluationContext context)
    {
        var isDateOfMonth = Consists(found, DateComponents, DateOfMonth);
        var isDateOfYear = !isDateOfMonth && Consists(found, DateComponents, DateOfYear);
        if (Consists(found, DateComponents, DateOfWeekInMonth) || Consists(found, DateComponents, DateOfWeekInYear))
        {
            // Dates by week are not supported.
            throw new JsonataException("D3136");
        }

        var isTime12 = !Consists(found, TimeComponents, Time24) && Consists(found, TimeComponents, Time12);
        FillIn(found, (isDateOfYear ? "YD" : DateOfMonth) + (isTime12 ? Time12 : Time24), context);

        double Part(char component) => found.TryGetValue(component, out var value) ? value : 0;

        var month = Part('M') > 0 ? Part('M') : 1;
        var day = Part('D');
        if (isDateOfYear)
        {
            month = 1;
            day = Part('d');
        }

        var hour = Part('H');
        if (isTime12)
        {
            hour = (Part('h') == 12 ? 0 : Part('h')) + (Part('P') == 1 ? 12 : 0);
        }

        var zone = Part('Z') != 0 ? Part('Z') : Part('z');
        var millis = CalendarDate.ToMillis(Part('Y'), month, day, hour, Part('m'), Part('s'), Part('f')) - (zone * 60_000);
        return double.IsNaN(millis) || double.IsInfinity(millis) ? default : Value.Number(millis);
    }

    // A component whose value is 0 does not count as there.
    private static bool Consists(Dictionary<char, double> found, string all, string wanted)
    {
        var present = all.Where(component => found.TryGetValue(component, out var value) && value != 0).ToList();
        return present.Count > 0 && present.TrueForAll(wanted.Contains);
    }

    // What is more significant than all that was given comes from the present, what is less significant is the least possible.
    private static void FillIn(Dictionary<char, double> found, string components, EvaluationContext context)
    {
        var now = new CalendarDate(context.Now.ToUnixTimeMilliseconds());
        var started = false;
        var ended = false;
        foreach (var component in components)
        {
            if (found.ContainsKey(component))
            {
                started = true;
                if (ended)
                {
                    throw new JsonataException("D3136");
                }
            }
            else if (started)
            {
                found[component] = component is 'M' or 'D' or 'd' ? 1 : 0;
                ended = true;
            }
            else if (component != 'P')
            {
                found[component] = DateTimeNames.ComponentOf(now, component);
            }
        }
    }

    /// <summary>How a part of a picture is found in the text and read.</summary>
    /// <param name="Pattern">Its regular expression, without capturing groups.</param>
    /// <param name="Component">Its letter.</param>
    /// <param name="Read">Its value, NaN if there is none; null for a literal.</param>
    private sealed record Reader(string Pattern, char Component, Func<string, double>? Read)
    {
        public static Reader For(DateTimePart part, JsonataVersion version)
        {
            if (part.Literal is not null)
            {
                return new Reader(Regex.Escape(part.Literal), '\0', null);
            }

            if (part.Component is 'Z' or 'z')
            {
                return ForZone(part);
            }

            if (part.Component == 'f' && part.Integer is not null && version == JsonataVersion.Latest)
            {
                return new Reader("[0-9]+", 'f', text => Math.Round(double.Parse("0." + text.Substring(0, Math.Min(3, text.Length)), CultureInfo.InvariantCulture) * 1000));
            }

            return part.Integer is not null ? ForInteger(part, part.Integer) : ForName(part);
        }

        private static Reader ForZone(DateTimePart part)
        {
            var separator = part.Integer!.RegularSeparator;
            var prefix = part.Component == 'z' ? "GMT" : "";
            var pattern = prefix + "[-+][0-9]+" + (separator is null ? "" : Regex.Escape(separator) + "[0-9]+");
            return new Reader(pattern, part.Component, text =>
            {
                text = text.Substring(prefix.Length);
                var split = separator is null ? text.Length - 1 <= 2 ? text.Length : 3 : text.IndexOf(separator, StringComparison.Ordinal);
                var minutes = split + (separator?.Length ?? 0) < text.Length ? text.Substring(split + (separator?.Length ?? 0)) : "0";
                return (IntegerPicture.LeadingInteger(text.Substring(0, split)) * 60) + IntegerPicture.LeadingInteger(minutes);
            });
        }

        private static Reader ForInteger(DateTimePart part, IntegerPicture integer)
        {
            var isUpper = integer.Case == LetterCase.Upper;
            var pattern = integer.Form switch
            {
                IntegerForm.Letters => isUpper ? "[A-Z]+" : "[a-z]+",
                IntegerForm.Roman => isUpper ? "[MDCLXVI]+" : "[mdclxvi]+",
                IntegerForm.Words => "(?:" + string.Join("|", IntegerNames.Words) + "|and|[\\-, ])+",
                IntegerForm.Decimal => "[0-9]" + Occurrences(part, integer) + (integer.IsOrdinal ? "(?:th|st|nd|rd)" : ""),
                _ => throw new JsonataException("D3130", value: Json.JsonDataWriter.Quote(part.Presentation)),
            };
            return new Reader(pattern, part.Component, integer.Read);
        }

        private static string Occurrences(DateTimePart part, IntegerPicture integer)
        {
            if (part.ReadDigits > 0)
            {
                return "{" + part.ReadDigits.ToString(CultureInfo.InvariantCulture) + "}";
            }

            if (part.Digits <= 0 || part.ReadsAnyWidth)
            {
                return "+";
            }

            var most = part.Digits.ToString(CultureInfo.InvariantCulture);
            return integer.OptionalDigits == 0
                ? "{" + most + "}"
                : "{" + Math.Max(0, part.Digits - integer.OptionalDigits).ToString(CultureInfo.InvariantCulture) + "," + most + "}";
        }

        private static Reader ForName(DateTimePart part)
        {
            IReadOnlyList<string> names = part.Component switch
            {
                'M' or 'x' => DateTimeNames.Months,
                'F' => DateTimeNames.Days,
                'P' => [],
                _ => throw new JsonataException("D3133", value: part.Component.ToString()),
            };
            return new Reader("[a-zA-Z]+", part.Component, text =>
            {
                if (part.Component == 'P')
                {
                    return text switch
                    {
                        "am" or "AM" => 0,
                        "pm" or "PM" => 1,
                        _ => double.NaN,
                    };
                }

                for (var i = 0; i < names.Count; i++)
                {
                    var name = part.MaxWidth is { } width and > 0 && width < names[i].Length ? names[i].Substring(0, width) : names[i];
                    if (name == text)
                    {
                        return i + 1;
                    }
                }

                return double.NaN;
            });
        }
    }
}
