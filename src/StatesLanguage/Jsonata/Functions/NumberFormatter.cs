using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary><c>$formatNumber</c>: decimal pictures of XPath F&amp;O 3.1, section 4.7.</summary>
internal static class NumberFormatter
{
    // Doubles have at most 1074 significant decimal places; pictures beyond that are no use to anybody.
    private const int MaxDigits = 1100;

    public static Value FormatNumber(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return default;
        }

        if (arguments[1].Reference is not string picture)
        {
            throw new JsonataException("T0410", argument: 2);
        }

        context.AllocateText(picture.Length + 400L);
        var symbols = DecimalSymbols.From(arguments[2]);
        var subpictures = picture.Split([symbols.PatternSeparator], StringSplitOptions.None);
        if (subpictures.Length > 2)
        {
            throw new JsonataException("D3080");
        }

        var parts = Array.ConvertAll(subpictures, subpicture => new NumberPicture(subpicture, symbols));
        var value = arguments[0].AsDouble;
        var isNegative = !(value >= 0);
        var chosen = isNegative && parts.Length == 2 ? parts[1] : parts[0];
        var minus = isNegative && parts.Length == 1 ? symbols.MinusSign : "";
        return Value.String(minus + Format(value, chosen, symbols, context));
    }

    private static string Format(double value, NumberPicture picture, DecimalSymbols symbols, EvaluationContext context)
    {
        var adjusted = value * picture.Scale;
        if (double.IsNaN(adjusted) || double.IsInfinity(adjusted))
        {
            return picture.Prefix + (double.IsNaN(adjusted) ? symbols.NaN : symbols.Infinity) + picture.Suffix;
        }

        var mantissa = adjusted;
        var exponent = 0;
        if (picture.MinExponentDigits > 0 && mantissa != 0)
        {
            var most = Math.Pow(10, picture.ScalingFactor);
            var least = Math.Pow(10, picture.ScalingFactor - 1);
            while (Math.Abs(mantissa) < least)
            {
                mantissa *= 10;
                exponent--;
            }

            while (Math.Abs(mantissa) > most)
            {
                mantissa /= 10;
                exponent++;
            }
        }

        if (picture.MaxFractionDigits > MaxDigits || picture.MinIntegerDigits > MaxDigits)
        {
            throw new JsonataException(JsonataErrors.MemoryExceeded, -1, null, "digits in a number picture");
        }

        var rounded = Math.Abs(NumberFunctions.RoundHalfEven(mantissa, picture.MaxFractionDigits));
        var digits = FixedPoint(rounded, picture.MaxFractionDigits);
        context.AllocateText(digits.Length * 4L);
        var point = digits.IndexOf('.');
        var whole = (point < 0 ? digits : digits.Substring(0, point)).TrimStart('0').PadLeft(picture.MinIntegerDigits, '0');
        var fraction = (point < 0 ? "" : digits.Substring(point + 1)).TrimEnd('0').PadRight(picture.MinFractionDigits, '0');

        var text = new StringBuilder();
        text.Append(picture.Prefix);
        text.Append(GroupInteger(symbols.Localize(whole), picture, symbols));
        if (fraction.Length > 0 && picture.HasDecimalSeparator)
        {
            text.Append(symbols.DecimalSeparator).Append(GroupFraction(symbols.Localize(fraction), picture, symbols));
        }

        if (picture.MinExponentDigits > 0)
        {
            var exponentDigits = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(picture.MinExponentDigits, '0');
            text.Append(symbols.ExponentSeparator).Append(exponent < 0 ? symbols.MinusSign : "").Append(symbols.Localize(exponentDigits));
        }

        return text.Append(picture.Suffix).ToString();
    }

    // As many places as asked for; beyond what "F" rounds the digits of the double itself are exact.
    private static string FixedPoint(double value, int places) => value >= 1e21
        ? Json.NumberText.Format(value)
        : value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string GroupInteger(string digits, NumberPicture picture, DecimalSymbols symbols)
    {
        var text = new StringBuilder(digits);
        if (picture.RegularGrouping > 0)
        {
            for (var at = digits.Length - picture.RegularGrouping; at > 0; at -= picture.RegularGrouping)
            {
                text.Insert(at, symbols.GroupingSeparator);
            }

            return text.ToString();
        }

        // From the rightmost one to the left, so that places counted from the left stay right.
        foreach (var position in picture.IntegerGroups.Reverse().Where(position => position < digits.Length))
        {
            text.Insert(digits.Length - position, symbols.GroupingSeparator);
        }

        return text.ToString();
    }

    private static string GroupFraction(string digits, NumberPicture picture, DecimalSymbols symbols)
    {
        var text = new StringBuilder(digits);
        var inserted = 0;
        foreach (var position in picture.FractionGroups)
        {
            if (position + inserted < text.Length)
            {
                text.Insert(position + inserted, symbols.GroupingSeparator);
                inserted += symbols.GroupingSeparator.Length;
            }
        }

        return text.ToString();
    }
}

/// <summary>The characters of number pictures, which the caller may replace.</summary>
internal sealed class DecimalSymbols
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    private DecimalSymbols(Value options)
    {
        if (ObjectView.TryGet(options, out var members))
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (members.ValueAt(i).Reference is string { Length: > 0 } text)
                {
                    _given[members.NameAt(i)] = text;
                }
            }
        }

        DecimalSeparator = Symbol("decimal-separator", ".");
        GroupingSeparator = Symbol("grouping-separator", ",");
        ExponentSeparator = Symbol("exponent-separator", "e");
        Infinity = Symbol("infinity", "Infinity");
        MinusSign = Symbol("minus-sign", "-");
        NaN = Symbol("NaN", "NaN");
        Percent = Symbol("percent", "%");
        PerMille = Symbol("per-mille", "\u2030");
        ZeroDigit = Symbol("zero-digit", "0")[0];
        OptionalDigit = Symbol("digit", "#");
        PatternSeparator = Symbol("pattern-separator", ";");
    }

    public string DecimalSeparator { get; }

    public string GroupingSeparator { get; }

    public string ExponentSeparator { get; }

    public string Infinity { get; }

    public string MinusSign { get; }

    public string NaN { get; }

    public string Percent { get; }

    public string PerMille { get; }

    public char ZeroDigit { get; }

    public string OptionalDigit { get; }

    public string PatternSeparator { get; }

    public static DecimalSymbols From(Value options) => new(options);

    public bool IsDigit(char c) => c >= ZeroDigit && c < ZeroDigit + 10;

    public bool IsDigitOrOther(char c) => !IsOptionalDigit(c);

    public bool IsOptionalDigit(char c) => OptionalDigit.Length == 1 && OptionalDigit[0] == c;

    /// <summary>Whether a character is part of the number, the exponent separator aside.</summary>
    public bool IsActive(char c) =>
        IsDigit(c) || IsOptionalDigit(c) || Is(DecimalSeparator, c) || Is(GroupingSeparator, c) || Is(PatternSeparator, c);

    public bool IsExponentSeparator(char c) => Is(ExponentSeparator, c);

    /// <summary>Digits in the caller's own digit family.</summary>
    public string Localize(string digits) =>
        ZeroDigit == '0' ? digits : string.Concat(digits.Select(c => c is >= '0' and <= '9' ? (char)(c - '0' + ZeroDigit) : c));

    private static bool Is(string symbol, char c) => symbol.Length == 1 && symbol[0] == c;

    private string Symbol(string name, string standard) => _given.TryGetValue(name, out var text) ? text : standard;
}

/// <summary>A sub-picture, checked and analysed.</summary>
internal sealed class NumberPicture
{
    private readonly string _picture;
    private readonly DecimalSymbols _symbols;

    public NumberPicture(string picture, DecimalSymbols symbols)
    {
        _picture = picture;
        _symbols = symbols;

        var start = 0;
        while (start < picture.Length && !symbols.IsActive(picture[start]))
        {
            start++;
        }

        var end = picture.Length;
        while (end > start && !symbols.IsActive(picture[end - 1]))
        {
            end--;
        }

        // A picture without any active character is all passive.
        if (start == picture.Length)
        {
            start = 0;
            end = picture.Length;
        }

        Prefix = picture.Substring(0, start);
        Suffix = picture.Substring(end);
        var active = picture.Substring(start, end - start);
        var exponentAt = active.IndexOf(symbols.ExponentSeparator, StringComparison.Ordinal);
        var mantissa = exponentAt < 0 ? active : active.Substring(0, exponentAt);
        var exponent = exponentAt < 0 ? null : active.Substring(exponentAt + symbols.ExponentSeparator.Length);
        var pointAt = mantissa.IndexOf(symbols.DecimalSeparator, StringComparison.Ordinal);
        var whole = pointAt < 0 ? mantissa : mantissa.Substring(0, pointAt);
        var fraction = pointAt < 0 ? "" : mantissa.Substring(pointAt + symbols.DecimalSeparator.Length);
        Check(active, mantissa, exponent, whole, fraction);

        HasDecimalSeparator = pointAt >= 0;
        Scale = picture.Contains(symbols.Percent) ? 100 : picture.Contains(symbols.PerMille) ? 1000 : 1;
        IntegerGroups = GroupPositions(whole, fromRight: true);
        FractionGroups = GroupPositions(fraction, fromRight: false);
        RegularGrouping = RegularityOf(IntegerGroups);
        ScalingFactor = MinIntegerDigits = whole.Count(symbols.IsDigit);
        MinFractionDigits = fraction.Count(symbols.IsDigit);
        MaxFractionDigits = fraction.Count(c => symbols.IsDigit(c) || symbols.IsOptionalDigit(c));
        MinExponentDigits = exponent is null ? 0 : exponent.Count(symbols.IsDigit);
        ApplyMinima(exponent is not null, whole);
    }

    public string Prefix { get; }

    public string Suffix { get; }

    public double Scale { get; }

    public bool HasDecimalSeparator { get; }

    public int MinIntegerDigits { get; private set; }

    public int ScalingFactor { get; }

    public int MinFractionDigits { get; private set; }

    public int MaxFractionDigits { get; private set; }

    public int MinExponentDigits { get; }

    /// <summary>The distance of grouping separators, if they are evenly spaced, else 0.</summary>
    public int RegularGrouping { get; }

    /// <summary>How many digits there are to the right of each grouping separator of the integer part.</summary>
    public IReadOnlyList<int> IntegerGroups { get; }

    /// <summary>How many digits there are to the left of each grouping separator of the fraction.</summary>
    public IReadOnlyList<int> FractionGroups { get; }

    // Some digit is always shown.
    private void ApplyMinima(bool hasExponent, string whole)
    {
        if (MinIntegerDigits == 0 && MaxFractionDigits == 0)
        {
            if (hasExponent)
            {
                MinFractionDigits = 1;
                MaxFractionDigits = 1;
            }
            else
            {
                MinIntegerDigits = 1;
            }
        }

        if (hasExponent && MinIntegerDigits == 0 && whole.Any(_symbols.IsOptionalDigit))
        {
            MinIntegerDigits = 1;
        }

        if (MinIntegerDigits == 0 && MinFractionDigits == 0)
        {
            MinFractionDigits = 1;
        }
    }

    // Of several faults the one with the highest number is reported.
    private void Check(string active, string mantissa, string? exponent, string whole, string fraction)
    {
        string? fault = null;
        void When(bool condition, string code) => fault = condition ? code : fault;

        var s = _symbols;
        When(CountOf(s.DecimalSeparator) > 1, "D3081");
        When(CountOf(s.Percent) > 1, "D3082");
        When(CountOf(s.PerMille) > 1, "D3083");
        When(CountOf(s.Percent) > 0 && CountOf(s.PerMille) > 0, "D3084");
        When(!mantissa.Any(c => s.IsDigit(c) || s.IsOptionalDigit(c)), "D3085");
        When(active.Any(c => !s.IsActive(c) && !s.IsExponentSeparator(c)), "D3086");

        var pointAt = _picture.IndexOf(s.DecimalSeparator, StringComparison.Ordinal);
        if (pointAt >= 0)
        {
            var before = _picture.Substring(0, pointAt);
            var after = _picture.Substring(pointAt + s.DecimalSeparator.Length);
            When(before.EndsWith(s.GroupingSeparator, StringComparison.Ordinal) || after.StartsWith(s.GroupingSeparator, StringComparison.Ordinal), "D3087");
        }
        else
        {
            When(whole.EndsWith(s.GroupingSeparator, StringComparison.Ordinal), "D3088");
        }

        When(_picture.Contains(s.GroupingSeparator + s.GroupingSeparator), "D3089");
        When(whole.SkipWhile(s.IsDigitOrOther).Any() && whole.TakeWhile(s.IsDigitOrOther).Any(s.IsDigit), "D3090");
        var lastOptional = fraction.LastIndexOf(s.OptionalDigit, StringComparison.Ordinal);
        When(lastOptional >= 0 && fraction.Substring(lastOptional).Any(s.IsDigit), "D3091");
        When(exponent is { Length: > 0 } && (CountOf(s.Percent) > 0 || CountOf(s.PerMille) > 0), "D3092");
        When(exponent is not null && (exponent.Length == 0 || !exponent.All(s.IsDigit)), "D3093");
        if (fault is not null)
        {
            throw new JsonataException(fault);
        }
    }

    private int CountOf(string symbol)
    {
        var count = 0;
        for (var at = _picture.IndexOf(symbol, StringComparison.Ordinal); at >= 0; at = _picture.IndexOf(symbol, at + symbol.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private List<int> GroupPositions(string part, bool fromRight)
    {
        var positions = new List<int>();
        for (var at = part.IndexOf(_symbols.GroupingSeparator, StringComparison.Ordinal);
             at >= 0;
             at = part.IndexOf(_symbols.GroupingSeparator, at + 1, StringComparison.Ordinal))
        {
            var side = fromRight ? part.Substring(at) : part.Substring(0, at);
            positions.Add(side.Count(c => _symbols.IsDigit(c) || _symbols.IsOptionalDigit(c)));
        }

        return positions;
    }

    private static int RegularityOf(IReadOnlyList<int> positions)
    {
        var factor = positions.Aggregate(0, GreatestCommonDivisor);
        return positions.Count > 0 && Enumerable.Range(1, positions.Count).All(i => positions.Contains(i * factor)) ? factor : 0;
    }

    internal static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
