using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>
/// The JSON that a node of the model was read from, for diagnostics; <c>default</c> for a node that a program built.
/// It takes no part in comparisons: two nodes mean the same wherever they stand.
/// </summary>
public readonly struct SourceNode(LocatedJson? json) : IEquatable<SourceNode>
{
    /// <summary>The JSON, or null.</summary>
    public LocatedJson? Json { get; } = json;

    /// <summary>Where the node starts.</summary>
    public SourcePosition Position => Json?.Position ?? default;

    /// <summary>Where a field's value starts; the node itself if it has no such field.</summary>
    public SourcePosition Field(string name) => Json?.Member(name)?.Value.Position ?? Position;

    /// <summary>Always true.</summary>
    public bool Equals(SourceNode other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SourceNode;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    public static bool operator ==(SourceNode left, SourceNode right) => left.Equals(right);

    public static bool operator !=(SourceNode left, SourceNode right) => !left.Equals(right);
}
