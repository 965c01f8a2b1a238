using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Exploration;

/// <summary>A hash of JSON values that is the same in every process and, like their equality, does not depend on the order of members.</summary>
internal static class StableHash
{
    private const uint Basis = 2166136261;

    public static uint Of(JsonData value) => value switch
    {
        DataObject members => members.Aggregate(Basis, (sum, member) => unchecked(sum + Mix(Text(member.Key), Of(member.Value)))),
        DataArray items => items.Aggregate(Basis, (hash, item) => Mix(hash, Of(item))),
        DataNumber => Text(double.Parse(value.ToString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)),
        _ => Text(value.ToString()),
    };

    // FNV-1a.
    private static uint Text(string text) => text.Aggregate(Basis, (hash, letter) => Mix(hash, letter));

    private static uint Mix(uint hash, uint next) => unchecked((hash ^ next) * 16777619);
}
