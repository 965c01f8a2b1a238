using System.Globalization;
using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// The two spellings of characters in JSON text: System.Text.Json writes quotation marks in texts, <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, <c>'</c>, <c>+</c>,
/// <c>`</c> and all beyond ASCII as <c>\uXXXX</c>, JSONata's <c>$string</c> and <c>States.JsonToString</c> write what need not be escaped as it is.
/// </summary>
internal static partial class JsonSpelling
{
    /// <summary>JSON text of System.Text.Json, spelled as Step Functions does.</summary>
    public static string OfStepFunctions(string json) => Escapes().Replace(json, escape => escape.ValueSpan[1] != 'u' ? escape.Value
        : JsonData.String(string.Concat(escape.Value.Chunk(@"\uXXXX".Length).Select(code => (char)int.Parse(code.AsSpan()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))).ToString()[1..^1]);

    // Pairs of surrogates belong together; a backslash that is escaped itself says nothing about what follows.
    [GeneratedRegex(@"\\[^u]|(\\u[0-9A-Fa-f]{4})+", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escapes();
}
