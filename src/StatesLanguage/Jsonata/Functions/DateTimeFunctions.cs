using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Time stamps.</summary>
internal static class DateTimeFunctions
{
    private static readonly Regex Iso8601 = new(
        @"\A(?<year>[0-9]{4})(-(?<month>[01][0-9]))?(-(?<day>[0-3][0-9]))?(T(?<hour>[0-2][0-9]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9]))?(?<fraction>\.[0-9]+)?((?<sign>[+-])(?<zoneHour>[0-2][0-9]):?(?<zoneMinute>[0-5][0-9])|Z)?\z",
        RegexOptions.CultureInvariant);

    public static Value Now(Value[] arguments, EvaluationContext context) =>
        FromMillis([Value.Number(context.Now.ToUnixTimeMilliseconds()), arguments[0], arguments[1]], context);

    public static Value Millis(Value[] arguments, EvaluationContext context) => Value.Number(context.Now.ToUnixTimeMilliseconds());

    public static Value FromMillis(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return default;
        }

        var picture = arguments[1].Reference as string ?? "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
        context.AllocateText(picture.Length * 20L);
        context.Steps(picture.Length);
        return Value.String(Format(arguments[0].AsDouble, DateTimePicture.Parse(picture, context.Version), arguments[2].Reference as string));
    }

    public static Value ToMillis(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        if (arguments[1].Reference is not string picture)
        {
            return ParseIso(text);
        }

        context.AllocateText((picture.Length + text.Length) * 20L);
        context.Steps(picture.Length + text.Length);
        return DateTimeParser.Parse(text, DateTimePicture.Parse(picture, context.Version), context);
    }

    private static Value ParseIso(string text)
    {
        var match = Iso8601.Match(text);
        if (!match.Success)
        {
            throw new JsonataException("D3110", value: Json.JsonDataWriter.Quote(text));
        }

        int Field(string name, int standard) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : standard;

        var month = Field("month", 1);
        var day = Field("day", 1);
        var hour = Field("hour", 0);
        if (month is < 1 or > 12 || day is < 1 or > 31 || hour > 24)
        {
            return default;
        }

        var fraction = match.Groups["fraction"].Success ? match.Groups["fraction"].Value.Substring(1).PadRight(3, '0').Substring(0, 3) : "0";
        var zone = ((Field("zoneHour", 0) * 60) + Field("zoneMinute", 0)) * (match.Groups["sign"].Value == "-" ? -1 : 1);

        // Unlike pictures, time stamps mean years before 100 as they stand: 400 Gregorian years are a whole number of days.
        const double MillisIn400Years = 146_097 * 86_400_000d;
        var millis = CalendarDate.ToMillis(Field("year", 0) + 400, month, day, hour, Field("minute", 0), Field("second", 0), 0) - MillisIn400Years;
        return Value.Number(millis + int.Parse(fraction, CultureInfo.InvariantCulture) - (zone * 60_000d));
    }

    private static string Format(double millis, DateTimePicture picture, string? zone)
    {
        double hours = 0;
        double minutes = 0;
        if (zone is not null)
        {
            // +hhmm as one number, whose last two digits are the minutes.
            var offset = IntegerPicture.LeadingInteger(zone);
            hours = Math.Floor(offset / 100);
            minutes = offset % 100;
        }

        var date = new CalendarDate(millis + (((60 * hours) + minutes) * 60_000));
        var text = new StringBuilder();
        foreach (var part in picture.Parts)
        {
            text.Append(part.Literal ?? FormatComponent(date, part, hours, minutes));
        }

        return text.ToString();
    }

    private static string FormatComponent(CalendarDate date, DateTimePart part, double hours, double minutes)
    {
        switch (part.Component)
        {
            case 'Z' or 'z':
                return FormatZone(part, hours, minutes);
            case 'P':
                var half = date.Hour >= 12 ? "pm" : "am";
                return part.NameCase == LetterCase.Upper ? half.ToUpperInvariant() : half;
            case 'C' or 'E':
                return "ISO";
        }

        var value = DateTimeNames.ComponentOf(date, part.Component);
        if (part.NameCase is { } nameCase)
        {
            return FormatName(part, value, nameCase);
        }

        if (part.Component == 'Y' && part.Digits != -1)
        {
            value %= Math.Pow(10, part.Digits);
        }

        return part.Integer!.Format(value);
    }

    private static string FormatName(DateTimePart part, double value, LetterCase nameCase)
    {
        var name = part.Component switch
        {
            'M' or 'x' => DateTimeNames.Months[(int)value - 1],
            'F' => DateTimeNames.Days[(int)value - 1],
            _ => throw new JsonataException("D3133", value: part.Component.ToString()),
        };
#pragma warning disable CA1308 // What is asked for is lower case.
        name = nameCase switch
        {
            LetterCase.Upper => name.ToUpperInvariant(),
            LetterCase.Lower => name.ToLowerInvariant(),
            _ => name,
        };
#pragma warning restore CA1308
        return part.MaxWidth is { } width && name.Length > width ? name.Substring(0, width) : name;
    }

    private static string FormatZone(DateTimePart part, double hours, double minutes)
    {
        var offset = (hours * 100) + minutes;
        if (offset == 0 && part.Modifier == 't')
        {
            return CheckZone(part.Integer!) ? "Z" : "";
        }

        var picture = part.Integer!;
        string text;
        if (picture.RegularSeparator is not null || (CheckZone(picture) && picture.MandatoryDigits > 2))
        {
            text = picture.Format(offset);
        }
        else
        {
            text = picture.Format(hours) + (minutes != 0 ? ":" + IntegerPicture.Parse("00").Format(minutes) : "");
        }

        return (part.Component == 'z' ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
    }

    private static bool CheckZone(IntegerPicture picture) => picture.RegularSeparator is not null || picture.MandatoryDigits is >= 1 and <= 4
        ? true
        : throw new JsonataException("D3134", value: picture.MandatoryDigits.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Names and values of the components of dates.</summary>
internal static class DateTimeNames
{
    public static IReadOnlyList<string> Months { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static IReadOnlyList<string> Days { get; } = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>The value of a component that has a number; for am/pm 0 and 1.</summary>
    public static double ComponentOf(CalendarDate date, char component) => component switch
    {
        'Y' => date.Year,
        'M' => date.Month,
        'D' => date.Day,
        'd' => date.DayOfYear,
        'F' => date.DayOfWeek,
        'W' => date.WeekOfYear,
        'w' => date.WeekOfMonth,
        'X' => date.WeekYear,
        'x' => date.WeekMonth,
        'H' => date.Hour,
        'h' => date.Hour % 12 == 0 ? 12 : date.Hour % 12,
        'P' => date.Hour >= 12 ? 1 : 0,
        'm' => date.Minute,
        's' => date.Second,
        'f' => date.Millisecond,
        _ => double.NaN,
    };
}
