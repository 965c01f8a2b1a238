namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A moment in the proleptic Gregorian calendar at UTC, over the whole range of ECMAScript's dates.</summary>
internal readonly struct CalendarDate
{
    /// <summary>The last moment that a date can have, in milliseconds from 1970.</summary>
    public const double MaxMillis = 8.64e15;

    private const long MillisPerDay = 86_400_000;

    private readonly long _day;
    private readonly long _millisOfDay;

    /// <exception cref="JsonataException">D3110: the moment is out of range.</exception>
    public CalendarDate(double millis)
    {
        if (!(Math.Abs(millis) <= MaxMillis))
        {
            throw new JsonataException("D3110", value: ValueOperations.NumberName(millis));
        }

        var whole = (long)millis;
        _day = FloorDivide(whole, MillisPerDay);
        _millisOfDay = whole - (_day * MillisPerDay);
        (Year, Month, Day) = FromDayNumber(_day);
    }

    public long Year { get; }

    /// <summary>From 1.</summary>
    public int Month { get; }

    public int Day { get; }

    public int Hour => (int)(_millisOfDay / 3_600_000);

    public int Minute => (int)(_millisOfDay / 60_000 % 60);

    public int Second => (int)(_millisOfDay / 1000 % 60);

    public int Millisecond => (int)(_millisOfDay % 1000);

    public long DayOfYear => _day - DayNumber(Year, 1, 1) + 1;

    /// <summary>1 is Monday, 7 is Sunday.</summary>
    public long DayOfWeek => DayOfWeekOf(_day);

    /// <summary>ISO 8601: week 1 is the one with the year's first Thursday.</summary>
    public long WeekOfYear => _day >= FirstWeek(Year + 1, 1) ? 1
        : WeekFrom(_day >= FirstWeek(Year, 1) ? FirstWeek(Year, 1) : FirstWeek(Year - 1, 1));

    /// <summary>The year that <see cref="WeekOfYear"/> belongs to.</summary>
    public long WeekYear => _day < FirstWeek(Year, 1) ? Year - 1 : _day >= FirstWeek(Year + 1, 1) ? Year + 1 : Year;

    /// <summary>The same rule applied to months.</summary>
    public long WeekOfMonth
    {
        get
        {
            var (nextYear, nextMonth) = Month == 12 ? (Year + 1, 1) : (Year, Month + 1);
            var (lastYear, lastMonth) = Month == 1 ? (Year - 1, 12) : (Year, Month - 1);
            return _day >= FirstWeek(nextYear, nextMonth) ? 1
                : WeekFrom(_day >= FirstWeek(Year, Month) ? FirstWeek(Year, Month) : FirstWeek(lastYear, lastMonth));
        }
    }

    /// <summary>The month that <see cref="WeekOfMonth"/> belongs to.</summary>
    public int WeekMonth
    {
        get
        {
            var (nextYear, nextMonth) = Month == 12 ? (Year + 1, 1) : (Year, Month + 1);
            return _day < FirstWeek(Year, Month) ? Month == 1 ? 12 : Month - 1 : _day >= FirstWeek(nextYear, nextMonth) ? nextMonth : Month;
        }
    }

    /// <summary>Milliseconds from 1970; what exceeds its unit is carried over. Years up to 99 mean 1900 and after, as in ECMAScript.</summary>
    public static double ToMillis(double year, double month, double day, double hour, double minute, double second, double millisecond)
    {
        if (year is >= 0 and <= 99)
        {
            year += 1900;
        }

        year += Math.Floor((month - 1) / 12);
        month = month - 1 - (Math.Floor((month - 1) / 12) * 12);
        if (!(Math.Abs(year) < 400_000))
        {
            return double.NaN;
        }

        var days = DayNumber((long)year, (int)month + 1, 1) + day - 1;
        return (((((((days * 24) + hour) * 60) + minute) * 60) + second) * 1000) + millisecond;
    }

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    private static long DayOfWeekOf(long day) => ((((day + 3) % 7) + 7) % 7) + 1;

    private static long FirstWeek(long year, int month)
    {
        var first = DayNumber(year, month, 1);
        var weekday = DayOfWeekOf(first);
        return weekday > 4 ? first + 8 - weekday : first - weekday + 1;
    }

    // Years start in March here, so that the leap day is the last one; 400 years have 146,097 days.
    private static long DayNumber(long year, int month, int day)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var era = FloorDivide(shifted, 400);
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * ((month + 9) % 12)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    private static (long Year, int Month, int Day) FromDayNumber(long day)
    {
        var fromEpoch = day + 719_468;
        var era = FloorDivide(fromEpoch, 146_097);
        var dayOfEra = fromEpoch - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1));
    }

    private long WeekFrom(long firstDay) => ((_day - firstDay) / 7) + 1;
}
