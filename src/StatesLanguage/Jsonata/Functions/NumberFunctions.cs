using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Aggregates and arithmetic.</summary>
internal static class NumberFunctions
{
    private static readonly Regex DecimalText = new(@"\A-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant);

    public static Value Sum(Value[] arguments, EvaluationContext context) =>
        arguments[0].Reference is ValueArray array ? Value.Number(Total(array)) : default;

    public static Value Count(Value[] arguments, EvaluationContext context) =>
        Value.Number(arguments[0].Reference is ValueArray array ? array.Count : 0);

    public static Value Max(Value[] arguments, EvaluationContext context) => Extreme(arguments[0], Math.Max);

    public static Value Min(Value[] arguments, EvaluationContext context) => Extreme(arguments[0], Math.Min);

    public static Value Average(Value[] arguments, EvaluationContext context) =>
        arguments[0].Reference is ValueArray { Count: > 0 } array ? Value.Number(Total(array) / array.Count) : default;

    public static Value ToNumber(Value[] arguments, EvaluationContext context)
    {
        var value = arguments[0];
        switch (value.Reference)
        {
            case null:
                return default;
            case DataBoolean boolean:
                return Value.Number(boolean.Value ? 1 : 0);
            case string text when TryParse(text, out var number):
                return Value.Number(number);
            default:
                return value.IsNumber ? value : throw new JsonataException("D3030", value: ValueOperations.Describe(value), argument: 1);
        }
    }

    public static Value Floor(Value[] arguments, EvaluationContext context) => Apply(arguments[0], Math.Floor);

    public static Value Ceil(Value[] arguments, EvaluationContext context) => Apply(arguments[0], Math.Ceiling);

    public static Value Abs(Value[] arguments, EvaluationContext context) => Apply(arguments[0], Math.Abs);

    public static Value Round(Value[] arguments, EvaluationContext context) => arguments[0].IsUndefined
        ? default
        : Value.Number(RoundHalfEven(arguments[0].AsDouble, arguments[1].IsUndefined ? 0 : arguments[1].AsDouble));

    public static Value Sqrt(Value[] arguments, EvaluationContext context) => arguments[0].AsDouble < 0
        ? throw new JsonataException("D3060", value: ValueOperations.Describe(arguments[0]), argument: 1)
        : Apply(arguments[0], Math.Sqrt);

    public static Value Power(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return default;
        }

        var exponent = arguments[1].IsUndefined ? double.NaN : arguments[1].AsDouble;

        // Unlike in .NET no power with such an exponent is a number, not even of one.
        var isNumber = !double.IsNaN(exponent) && !(Math.Abs(arguments[0].AsDouble) == 1 && double.IsInfinity(exponent));
        var result = !isNumber ? double.NaN : Math.Pow(arguments[0].AsDouble, exponent);
        return double.IsNaN(result) || double.IsInfinity(result)
            ? throw new JsonataException("D3061", value: ValueOperations.Describe(arguments[0]), value2: ValueOperations.Describe(arguments[1]), argument: 1)
            : Value.Number(result);
    }

    public static Value FormatBase(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].IsUndefined)
        {
            return default;
        }

        var radix = arguments[1].IsUndefined ? 10 : RoundHalfEven(arguments[1].AsDouble, 0);
        return radix is >= 2 and <= 36
            ? Value.String(ToBase(RoundHalfEven(arguments[0].AsDouble, 0), (int)radix))
            : throw new JsonataException("D3100", value: ValueOperations.NumberName(radix));
    }

    /// <summary>Rounds to so many decimal places, halves to the even neighbour, on the decimal digits of the number.</summary>
    public static double RoundHalfEven(double number, double places)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            return number;
        }

        var shifted = places == 0 ? number : Shift(number, places);
        var rounded = Math.Floor(shifted + 0.5);
        if (double.IsInfinity(shifted))
        {
            return double.NaN;
        }

        // Adding a half can itself round up, just below it and beyond 2^52.
        if (rounded - shifted > 0.5 || Math.Abs(shifted) >= 4503599627370496)
        {
            rounded = Math.Abs(shifted) >= 4503599627370496 ? shifted : rounded - 1;
        }

        if (Math.Abs(rounded - shifted) == 0.5 && Math.Abs(rounded % 2) == 1)
        {
            rounded--;
        }

        var result = places == 0 ? rounded : Shift(rounded, -places);
        return result == 0 ? 0 : result;
    }

    public static bool TryParse(string text, out double number)
    {
        if (DecimalText.IsMatch(text))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && !double.IsInfinity(number);
        }

        number = 0;
        if (text.Length < 3 || text[0] != '0')
        {
            return false;
        }

        var radix = char.ToLowerInvariant(text[1]) switch
        {
            'x' => 16,
            'o' => 8,
            'b' => 2,
            _ => 0,
        };
        foreach (var c in text.Skip(2))
        {
            var digit = c is >= '0' and <= '9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                return false;
            }

            number = (number * radix) + digit;
        }

        return true;
    }

    private static double Total(ValueArray array)
    {
        var total = 0d;
        for (var i = 0; i < array.Count; i++)
        {
            total += array[i].AsDouble;
        }

        return total;
    }

    private static Value Extreme(Value value, Func<double, double, double> choose)
    {
        if (value.Reference is not ValueArray { Count: > 0 } array)
        {
            return default;
        }

        var result = array[0].AsDouble;
        for (var i = 1; i < array.Count; i++)
        {
            result = choose(result, array[i].AsDouble);
        }

        return Value.Number(result);
    }

    private static Value Apply(Value value, Func<double, double> function) => value.IsUndefined ? default : Value.Number(function(value.AsDouble));

    // Moves the decimal point in the shortest decimal form, which multiplying by a power of ten would not do exactly.
    private static double Shift(double number, double places)
    {
        var text = NumberText.Format(number);
        var exponentAt = text.IndexOf('e');
        var mantissa = exponentAt < 0 ? text : text.Substring(0, exponentAt);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var shifted = exponent + places;
        if (shifted != Math.Floor(shifted))
        {
            return double.NaN;
        }

        shifted = Math.Max(-5000, Math.Min(5000, shifted));
        return double.TryParse(mantissa + "e" + shifted.ToString("0", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var result)
            ? result
            : double.PositiveInfinity;
    }

    private static string ToBase(double number, int radix)
    {
        if (radix == 10 || double.IsInfinity(number))
        {
            return ValueOperations.NumberName(number);
        }

        if (number == 0)
        {
            return "0";
        }

        var rest = new System.Numerics.BigInteger(Math.Abs(number));
        var digits = new StringBuilder();
        while (!rest.IsZero)
        {
            rest = System.Numerics.BigInteger.DivRem(rest, radix, out var digit);
            digits.Insert(0, "0123456789abcdefghijklmnopqrstuvwxyz"[(int)digit]);
        }

        return number < 0 ? "-" + digits : digits.ToString();
    }
}
