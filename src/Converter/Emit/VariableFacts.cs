using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>Facts about variables that follow from all that is assigned to them.</summary>
internal static class VariableFacts
{
    /// <summary>Assumes a fact of every variable of a root, then takes it back from those that are assigned something else, until nothing changes.</summary>
    /// <param name="root">The graph.</param>
    /// <param name="facts">The variables of which the fact holds; <paramref name="holds"/> may read it.</param>
    /// <param name="holds">Whether the fact holds of a value.</param>
    public static void Assume(FlowGraph root, HashSet<IrVariable> facts, Func<IrExpression, bool> holds)
    {
        var values = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).ToLookup(a => a.Variable, a => a.Value);
        facts.UnionWith(values.Select(v => v.Key));
        for (var changed = true; changed;)
            changed = facts.RemoveWhere(v => !values[v].All(holds)) > 0;
    }
}
