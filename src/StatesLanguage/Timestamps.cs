using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage;

/// <summary>RFC 3339 timestamps as the States Language has them: an uppercase <c>T</c>, and <c>Z</c> or an offset.</summary>
/// <remarks>Source: https://states-language.net/spec.html#timestamps.</remarks>
public static class Timestamps
{
    private static readonly Regex Form = new(
        @"^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant);

    /// <summary>Reads a timestamp; fractions beyond 100 ns are cut off.</summary>
    public static bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        if (Form.Match(text) is not { Success: true } match)
        {
            return false;
        }

        var seconds = match.Groups[1].Value + (match.Groups[2].Success ? "" : ":00");
        var zone = match.Groups[4].Value == "Z" ? "+00:00" : match.Groups[4].Value;
        if (!DateTimeOffset.TryParseExact(seconds + zone, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out value))
        {
            return false;
        }

        var fraction = match.Groups[3].Value;
        if (fraction.Length > 1)
        {
            value = value.AddTicks(long.Parse(fraction.Substring(1).PadRight(9, '0').Substring(0, 7), CultureInfo.InvariantCulture));
        }

        return true;
    }
}
