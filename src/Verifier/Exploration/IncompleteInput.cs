using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Exploration;

/// <summary>Whether an input lacks what its type declares as never null; serializers do not look, so handlers get null there.</summary>
internal static class IncompleteInput
{
    public static bool Is(JsonData input, SampleShape? shape) => (shape, input) switch
    {
        (SampleShape.Structure structure, DataObject members) => structure.Members.Any(member => Lacks(member, members)),
        (SampleShape.Sequence sequence, DataArray items) => items.Any(item => Is(item, sequence.Element)),
        (SampleShape.Map map, DataObject entries) => entries.Any(entry => Is(entry.Value, map.Value)),
        _ => false,
    };

    private static bool Lacks(SampleMember member, DataObject members)
    {
        var value = members.FirstOrDefault(entry => string.Equals(entry.Key, member.Name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is null or DataNull ? !member.IsNullable : Is(value, member.Shape);
    }
}
