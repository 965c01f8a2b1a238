using System.Diagnostics.CodeAnalysis;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>
/// An RFC 3339 time with up to nine digits of a second's fraction, as the States Language writes times: upper-case <c>T</c>, and
/// <c>Z</c> or an offset.
/// </summary>
internal readonly record struct Timestamp(long Ticks, int Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>To the 100 nanoseconds that a <see cref="DateTimeOffset"/> holds.</summary>
    public DateTimeOffset Time => new(Ticks, TimeSpan.Zero);

    public int CompareTo(Timestamp other)
    {
        int byTicks = Ticks.CompareTo(other.Ticks);
        return byTicks != 0 ? byTicks : Nanoseconds.CompareTo(other.Nanoseconds);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Timestamp timestamp)
    {
        timestamp = default;
        if (text is null) return false;
        var reader = new Reader(text);
        if (!reader.Digits(4, out int year) || !reader.Take('-') || !reader.Digits(2, out int month) || !reader.Take('-') || !reader.Digits(2, out int day)
            || !reader.Take('T') || !reader.Digits(2, out int hour) || !reader.Take(':') || !reader.Digits(2, out int minute))
        {
            return false;
        }

        int second = 0, nanoseconds = 0;
        if (reader.Take(':') && (!reader.Digits(2, out second) || (reader.Take('.') && !reader.Fraction(out nanoseconds)))) return false;
        TimeSpan offset = TimeSpan.Zero;
        if (!reader.Take('Z'))
        {
            int sign = reader.Take('+') ? 1 : reader.Take('-') ? -1 : 0;
            if (sign == 0 || !reader.Digits(2, out int hours) || !reader.Take(':') || !reader.Digits(2, out int minutes) || hours > 18 || minutes > 59) return false;
            offset = sign * new TimeSpan(hours, minutes, 0);
        }

        if (!reader.AtEnd || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        long ticks = new DateTime(year, month, day, hour, minute, second).Ticks - offset.Ticks + nanoseconds / 100;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        timestamp = new Timestamp(ticks, nanoseconds % 100);
        return true;
    }

    private ref struct Reader(string text)
    {
        private ReadOnlySpan<char> _left = text;

        public readonly bool AtEnd => _left.IsEmpty;

        public bool Take(char c)
        {
            if (_left.IsEmpty || _left[0] != c) return false;
            _left = _left[1..];
            return true;
        }

        public bool Digits(int count, out int value)
        {
            value = 0;
            if (_left.Length < count) return false;
            for (int i = 0; i < count; i++)
            {
                if (!char.IsAsciiDigit(_left[i])) return false;
                value = value * 10 + (_left[i] - '0');
            }

            _left = _left[count..];
            return true;
        }

        /// <summary>One to nine digits after the point, as nanoseconds.</summary>
        public bool Fraction(out int nanoseconds)
        {
            nanoseconds = 0;
            int digits = 0;
            while (digits < 9 && !_left.IsEmpty && char.IsAsciiDigit(_left[0]))
            {
                nanoseconds = nanoseconds * 10 + (_left[0] - '0');
                _left = _left[1..];
                digits++;
            }

            for (int i = digits; i < 9; i++) nanoseconds *= 10;
            return digits > 0;
        }
    }
}
