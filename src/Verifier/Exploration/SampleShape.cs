namespace LambdaLift.Verifier.Exploration;

/// <summary>The JSON that a piece of data may be, as far as its type says: what samples and their variations are made from.</summary>
internal abstract record SampleShape
{
    private SampleShape() { }

    /// <summary>Text; <paramref name="Known"/> values are all that an enumeration has.</summary>
    public sealed record Text(IReadOnlyList<string> Known, string Sample) : SampleShape
    {
        public Text() : this([], "text") { }
    }

    /// <summary>A number.</summary>
    public sealed record Number(bool IsIntegral) : SampleShape;

    /// <summary>A truth value.</summary>
    public sealed record Flag : SampleShape;

    /// <summary>An array.</summary>
    public sealed record Sequence(SampleShape Element) : SampleShape;

    /// <summary>An object of any names.</summary>
    public sealed record Map(SampleShape Value) : SampleShape;

    /// <summary>An object of given names.</summary>
    public sealed record Structure(IReadOnlyList<SampleMember> Members) : SampleShape;

    /// <summary>One of several structures, by the one member that is set.</summary>
    public sealed record Union(IReadOnlyList<SampleMember> Members) : SampleShape;

    /// <summary>Anything; nothing is known.</summary>
    public sealed record Any : SampleShape;
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="Shape">Its values.</param>
/// <param name="IsRequired">It is never absent or null.</param>
/// <param name="IsNullable">It may be null, not only absent.</param>
/// <param name="InSample">Whether the plain sample has it: pagination tokens, for one, would make it endless.</param>
internal sealed record SampleMember(string Name, SampleShape Shape, bool IsRequired, bool IsNullable, bool InSample = true);
