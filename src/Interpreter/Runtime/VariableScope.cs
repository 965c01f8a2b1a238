using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// The variables of one branch. A branch reads the variables of the branches around it and assigns only its own; what it
/// assigned is gone when it ends. Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.
/// </summary>
internal sealed class VariableScope(VariableScope? outer)
{
    private Dictionary<string, JsonData>? _own;

    public VariableScope? Outer { get; } = outer;

    public IReadOnlyDictionary<string, JsonData> Own => (IReadOnlyDictionary<string, JsonData>?)_own ?? DataObject.Empty;

    /// <summary>All names that can be read, each once.</summary>
    public IEnumerable<string> Names()
    {
        IEnumerable<string> own = _own is null ? [] : _own.Keys;
        return Outer is null ? own : own.Union(Outer.Names(), StringComparer.Ordinal);
    }

    public JsonData? Get(string name)
    {
        for (VariableScope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._own is not null && scope._own.TryGetValue(name, out JsonData? value)) return value;
        }

        return null;
    }

    /// <summary>Assigns all members at once.</summary>
    public void Assign(DataObject values)
    {
        if (values.Count == 0) return;
        _own ??= new Dictionary<string, JsonData>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonData> member in values) _own[member.Key] = member.Value;
    }
}
