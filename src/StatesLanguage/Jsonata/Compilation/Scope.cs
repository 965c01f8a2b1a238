namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A region of the source that has variables of its own.</summary>
/// <param name="parent">The scope around it.</param>
/// <param name="kind">When it gets a frame.</param>
internal sealed class Scope(Scope? parent, ScopeKind kind)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    public Scope? Parent => parent;

    public ScopeKind Kind => kind;

    public int SlotCount { get; private set; }

    /// <summary>Whether a frame exists at run time. Asked only when all of the expression is compiled.</summary>
    public bool HasFrame => kind != ScopeKind.Block || SlotCount > 0;

    /// <summary>The slot of a variable that is assigned in this scope.</summary>
    public int Declare(string name)
    {
        if (!_slots.TryGetValue(name, out var slot))
        {
            slot = SlotCount++;
            _slots.Add(name, slot);
        }

        return slot;
    }

    /// <summary>The next slot for a parameter: of two with one name the last one counts.</summary>
    public void DeclareParameter(string name) => _slots[name] = SlotCount++;

    public bool TryGet(string name, out int slot) => _slots.TryGetValue(name, out slot);
}

/// <summary>When a scope gets a frame.</summary>
internal enum ScopeKind
{
    /// <summary>The whole expression: always.</summary>
    Root,

    /// <summary>A block: if something is assigned in it.</summary>
    Block,

    /// <summary>The body of a lambda: at each call.</summary>
    Lambda,

    /// <summary>What is evaluated for one tuple of a path with <c>@</c>, <c>#</c> or <c>%</c>.</summary>
    Tuple,
}
