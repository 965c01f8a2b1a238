using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Comparison;

/// <summary>Says where two JSON values part.</summary>
internal static class JsonDifference
{
    /// <summary>The first place in document order, such as <c>$.Item.id is "7" in the handler and "8" in the state machine</c>.</summary>
    public static string Describe(JsonData handler, JsonData machine) => Find("$", handler, machine) ?? "they are equal";

    private static string? Find(string path, JsonData? handler, JsonData? machine)
    {
        if (JsonData.DeepEquals(handler, machine)) return null;
        switch (handler, machine)
        {
            case (DataObject left, DataObject right):
                foreach (var name in left.Select(member => member.Key).Concat(right.Select(member => member.Key)).Distinct())
                {
                    if (Find($"{path}.{name}", left.Get(name), right.Get(name)) is { } found) return found;
                }

                return null;
            case (DataArray left, DataArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    if (Find($"{path}[{i}]", i < left.Count ? left[i] : null, i < right.Count ? right[i] : null) is { } found) return found;
                }

                return null;
            default:
                return $"{path.Replace(".$json", "", StringComparison.Ordinal)} is {Show(handler)} in the handler and {Show(machine)} in the state machine";
        }
    }

    private static string Show(JsonData? value)
    {
        if (value is null) return "absent";
        var text = value.ToString();
        return text.Length <= 120 ? text : text[..117] + "…";
    }
}
