using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// The variables of one branch. A branch reads the variables of the branches around it and assigns only its own; what it
/// assigned is gone when it ends. Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.
/// </summary>
internal sealed class VariableScope(VariableScope? outer)
{
    private readonly VariableUsage _usage = outer?._usage ?? new VariableUsage();
    private Dictionary<string, JsonData>? _own;
    private long _ownBytes;

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

    /// <summary>UTF-8 bytes of all variables of the execution, in all its branches, once these are assigned.</summary>
    public long BytesAfter(DataObject values) => _usage.Bytes + Growth(values);

    /// <summary>Assigns all members at once.</summary>
    public void Assign(DataObject values)
    {
        if (values.Count == 0) return;
        Count(Growth(values));
        _own ??= new Dictionary<string, JsonData>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonData> member in values) _own[member.Key] = member.Value;
    }

    /// <summary>The branch has ended: its variables no longer count.</summary>
    public void Release() => Count(-_ownBytes);

    private void Count(long bytes)
    {
        _ownBytes += bytes;
        _usage.Bytes += bytes;
    }

    private long Growth(DataObject values)
    {
        long growth = 0;
        foreach (KeyValuePair<string, JsonData> member in values)
        {
            growth += DataSize.Count(member.Value, int.MaxValue);
            if (_own is not null && _own.TryGetValue(member.Key, out JsonData? old)) growth -= DataSize.Count(old, int.MaxValue);
        }

        return growth;
    }

    /// <summary>Shared by the scopes of one execution.</summary>
    private sealed class VariableUsage
    {
        public long Bytes { get; set; }
    }
}
