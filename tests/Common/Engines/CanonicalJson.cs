using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>A text that is the same for equal values: members in the order of their names, numbers by value.</summary>
internal static class CanonicalJson
{
    public static string Of(JsonData value) => value switch
    {
        DataObject o => "{" + string.Join(',', o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{JsonData.String(m.Key)}:{Of(m.Value)}")) + "}",
        DataArray a => "[" + string.Join(',', a.AsSpan().ToArray().Select(Of)) + "]",
        DataNumber n => n.Value.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToJson(),
    };
}
