using System.Globalization;
using System.Numerics;
using System.Text;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>How numbers are spelled.</summary>
public static class NumberText
{
    /// <summary>
    /// The shortest decimal text that reads back as the same double, as ECMAScript's <c>Number::toString</c> lays it out:
    /// plain digits from 1e-6 up to below 1e21, an exponent (<c>1e+21</c>, <c>1e-7</c>) outside.
    /// </summary>
    public static string Format(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        if (Math.Abs(value) < 1e15)
        {
            var whole = (long)value;
            if (whole == value)
            {
                return whole.ToString(CultureInfo.InvariantCulture);
            }
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = shortest.IndexOf('E');
        var magnitude = Math.Abs(value);
        if (exponentAt < 0)
        {
            return magnitude < 1e-6 || magnitude >= 1e21 ? FromParts(shortest, 0) : shortest;
        }

        var exponent = int.Parse(shortest.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return FromParts(shortest.Substring(0, exponentAt), exponent);
    }

    /// <summary>Whether two spellings of numbers with the same double are also the same whole number, digit by digit.</summary>
    internal static bool SameWhole(string left, string right)
    {
        return left == right
            || !TryWhole(left, out var leftWhole)
            || !TryWhole(right, out var rightWhole)
            || leftWhole == rightWhole;
    }

    private static bool TryWhole(string text, out BigInteger whole)
    {
        whole = BigInteger.Zero;
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? text : text.Substring(0, exponentAt);
        var exponent = exponentAt < 0 ? 0 : int.Parse(text.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        if (!BigInteger.TryParse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
        {
            return false;
        }

        // A finite double has an exponent of at most 308; a long mantissa may bring the written one down to minus its length.
        if (exponent >= 0)
        {
            whole *= BigInteger.Pow(10, exponent);
            return true;
        }

        whole = BigInteger.DivRem(whole, BigInteger.Pow(10, -exponent), out var rest);
        return rest.IsZero;
    }

    private static string FromParts(string mantissa, int exponent)
    {
        var negative = mantissa[0] == '-';
        if (negative)
        {
            mantissa = mantissa.Substring(1);
        }

        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var before = (point < 0 ? mantissa.Length : point) + exponent;
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Substring(leading).TrimEnd('0');
        before -= leading;

        var text = new StringBuilder(28);
        if (negative)
        {
            text.Append('-');
        }

        if (before is > 21 or < -5)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            var shown = before - 1;
            text.Append(shown < 0 ? "e-" : "e+").Append(Math.Abs(shown).ToString(CultureInfo.InvariantCulture));
        }
        else if (before <= 0)
        {
            text.Append("0.").Append('0', -before).Append(digits);
        }
        else if (before >= digits.Length)
        {
            text.Append(digits).Append('0', before - digits.Length);
        }
        else
        {
            text.Append(digits, 0, before).Append('.').Append(digits, before, digits.Length - before);
        }

        return text.ToString();
    }
}
