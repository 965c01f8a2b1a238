using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>A state where it stands: what a check needs to know about its surroundings.</summary>
/// <param name="State">The state.</param>
/// <param name="Place">Its JSON.</param>
/// <param name="IsJsonata">Whether its expressions are JSONata.</param>
/// <param name="Scope">The variables it sees.</param>
internal sealed record StateSite(State State, Place Place, bool IsJsonata, VariableScope Scope)
{
    public string Name => State.Name;
}

/// <summary>The variables that the states of one graph assign, inside those of the graphs around it.</summary>
internal sealed class VariableScope(VariableScope? outer, bool isDistributed)
{
    public HashSet<string> Assigned { get; } = new(StringComparer.Ordinal);

    public VariableScope? Outer => outer;

    /// <summary>How a name can be read from here.</summary>
    public VariableAccess Find(string name)
    {
        var behindDistributedMap = false;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Assigned.Contains(name))
            {
                return behindDistributedMap ? VariableAccess.BehindDistributedMap : VariableAccess.Visible;
            }

            behindDistributedMap |= scope.IsDistributed;
        }

        return VariableAccess.Unknown;
    }

    public bool IsDistributed => isDistributed;

    /// <summary>Whether a graph around this one assigns the name and its variables are visible here.</summary>
    public bool IsAssignedOutside(string name)
    {
        for (var scope = this; scope is { Outer: { } around, IsDistributed: false }; scope = around)
        {
            if (around.Assigned.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}

internal enum VariableAccess
{
    Unknown,
    Visible,
    BehindDistributedMap,
}
