using System.Globalization;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>
/// A JSON number: a finite double, and the original spelling where that says more (<c>1.0</c>, <c>12345678901234567890</c>).
/// </summary>
public sealed class DataNumber : JsonData
{
    private const int CachedFrom = -128;
    private const int CachedTo = 1023;
    private const double ExactIntegers = 9007199254740992;

    private static readonly DataNumber[] Cache = CreateCache();

    private readonly string? _raw;

    private DataNumber(double value, string? raw)
        : base(JsonDataKind.Number)
    {
        Value = value;
        _raw = raw;
    }

    /// <summary>The value, rounded to the nearest double. Always finite.</summary>
    public double Value { get; }

    /// <summary>The number as JSON text: as it was spelled when read, else the shortest text that reads back as <see cref="Value"/>.</summary>
    public string Text => _raw ?? NumberText.Format(Value);

    /// <summary>Whether the value has no fraction (<c>1.0</c> has none).</summary>
    public bool IsInteger => Value == Math.Floor(Value);

    /// <summary>The spelling kept from the source, or null if <see cref="NumberText.Format"/> gives it back.</summary>
    internal string? Raw => _raw;

    /// <summary>The value as an integer, exactly; false for a fraction or beyond the range of <see cref="long"/>.</summary>
    public bool TryGetInt64(out long value)
    {
        if (Math.Abs(Value) <= ExactIntegers)
        {
            value = (long)Value;
            return value == Value;
        }

        value = 0;
        if (Math.Abs(Value) > 9.3e18)
        {
            return false;
        }

        return decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && exact == decimal.Truncate(exact)
            && exact is >= long.MinValue and <= long.MaxValue
            && long.TryParse(exact.ToString("0", CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    internal static DataNumber Create(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no number that is not finite.");
        }

        if (value is >= CachedFrom and <= CachedTo)
        {
            var whole = (int)value;
            if (whole == value)
            {
                return Cache[whole - CachedFrom];
            }
        }

        return new DataNumber(value, null);
    }

    internal static DataNumber Create(long value)
    {
        if (value is >= CachedFrom and <= CachedTo)
        {
            return Cache[value - CachedFrom];
        }

        var rounded = (double)value;
        if (Math.Abs(rounded) < ExactIntegers)
        {
            return new DataNumber(rounded, null);
        }

        var text = value.ToString(CultureInfo.InvariantCulture);
        return new DataNumber(rounded, text == NumberText.Format(rounded) ? null : text);
    }

    /// <summary>A number with the spelling of its source; the spelling is dropped where it adds nothing.</summary>
    internal static DataNumber Create(double value, string raw) =>
        raw == NumberText.Format(value) ? Create(value) : new DataNumber(value, raw);

    private protected override bool ValueEquals(JsonData other)
    {
        var number = (DataNumber)other;
        if (number.Value != Value)
        {
            return false;
        }

        return Math.Abs(Value) < ExactIntegers || (_raw is null && number._raw is null) || NumberText.SameWhole(Text, number.Text);
    }

    private protected override int ValueHash() => (Value == 0 ? 0d : Value).GetHashCode();

    private static DataNumber[] CreateCache()
    {
        var cache = new DataNumber[CachedTo - CachedFrom + 1];
        for (var i = 0; i < cache.Length; i++)
        {
            cache[i] = new DataNumber(i + CachedFrom, null);
        }

        return cache;
    }
}
