using System.Globalization;
using System.Text;

namespace LambdaLift.Interpreter;

/// <summary>
/// Where in a run something happened: from the outside in, the Parallel branches and Map iterations that enclose it, each with
/// the number of the state entry that opened it. Two things are ordered by the definition alone exactly when one's path
/// is a prefix of the other's; otherwise they ran concurrently.
/// </summary>
public sealed class BranchPath : IEquatable<BranchPath>
{
    /// <summary>The top level of an execution.</summary>
    public static BranchPath Root { get; } = new(null, "", 0, 0, false, false);

    private BranchPath(BranchPath? parent, string stateName, int entryId, int index, bool isIteration, bool isSequential)
    {
        Parent = parent;
        StateName = stateName;
        EntryId = entryId;
        Index = index;
        IsIteration = isIteration;
        IsSequential = isSequential;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    /// <summary>The enclosing branch; null at the top level.</summary>
    public BranchPath? Parent { get; }

    /// <summary>Name of the Parallel or Map state that opened this branch; empty at the top level.</summary>
    public string StateName { get; }

    /// <summary>Entry id of that state.</summary>
    public int EntryId { get; }

    /// <summary>Zero-based number of the branch, or of the Map item (of the batch, with <c>ItemBatcher</c>).</summary>
    public int Index { get; }

    /// <summary>True for a Map iteration, false for a branch of a Parallel state.</summary>
    public bool IsIteration { get; }

    /// <summary>True for an iteration of a Map whose <c>MaxConcurrency</c> is 1: its iterations run one after the other, in order.</summary>
    public bool IsSequential { get; }

    /// <summary>Number of enclosing branches; 0 at the top level.</summary>
    public int Depth { get; }

    internal BranchPath Branch(string stateName, int entryId, int index) => new(this, stateName, entryId, index, isIteration: false, isSequential: false);

    internal BranchPath Iteration(string stateName, int entryId, int index, bool isSequential) =>
        new(this, stateName, entryId, index, isIteration: true, isSequential);

    /// <summary>Whether this path is <paramref name="other"/> or encloses it.</summary>
    public bool Encloses(BranchPath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        BranchPath? path = other;
        while (path is not null && path.Depth > Depth) path = path.Parent;
        return Equals(path);
    }

    /// <inheritdoc/>
    public bool Equals(BranchPath? other)
    {
        BranchPath? left = this, right = other;
        while (!ReferenceEquals(left, right))
        {
            if (left is null || right is null) return false;
            if (left.EntryId != right.EntryId || left.Index != right.Index || left.StateName != right.StateName) return false;
            left = left.Parent;
            right = right.Parent;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BranchPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StateName, EntryId, Index, Parent);

    /// <summary>For example <c>Fan[1]/EachOrder#3</c>: branch 1 of Parallel state Fan, in it item 3 of Map state EachOrder; empty at the top level.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (Parent is null) return;
        Parent.Write(text);
        if (text.Length > 0) text.Append('/');
        text.Append(StateName);
        if (IsIteration) text.Append('#').Append(Index.ToString(CultureInfo.InvariantCulture));
        else text.Append('[').Append(Index.ToString(CultureInfo.InvariantCulture)).Append(']');
    }
}
