namespace LambdaLift.Interpreter.States;

/// <summary>States that refer to each other, prepared for execution.</summary>
internal sealed class CompiledGraph
{
    /// <summary>Where the graph starts; set once its states are prepared.</summary>
    public StateNode Start { get; set; } = null!;
}
