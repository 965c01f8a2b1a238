using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tests.Conformance;

/// <summary>Compares values with recorded ones: numbers as numbers, order of keys ignored, anything where the recording was masked.</summary>
internal static class JsonComparison
{
    public static bool Matches(JsonData? expected, JsonData? actual, string path, IReadOnlySet<string> placeholders)
    {
        if (placeholders.Contains(path)) return true;
        switch (expected, actual)
        {
            case (null, null):
                return true;
            case (DataNumber left, DataNumber right):
                return left.Value.Equals(right.Value);
            case (DataObject left, DataObject right):
                if (left.Count != right.Count) return false;
                foreach (KeyValuePair<string, JsonData> member in left)
                {
                    if (!right.TryGetValue(member.Key, out JsonData? other) || !Matches(member.Value, other, $"{path}.{member.Key}", placeholders)) return false;
                }

                return true;
            case (DataArray left, DataArray right):
                if (left.Count != right.Count) return false;
                for (int i = 0; i < left.Count; i++)
                {
                    if (!Matches(left[i], right[i], $"{path}[{i}]", placeholders)) return false;
                }

                return true;
            default:
                return expected is not null && actual is not null && expected.Equals(actual);
        }
    }

    public static IReadOnlySet<string> Placeholders(JsonData? list) =>
        (list as DataArray ?? DataArray.Empty).AsSpan().ToArray().Select(p => ((DataString)p).Value).ToHashSet(StringComparer.Ordinal);
}
