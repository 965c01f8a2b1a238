using LambdaLift.Interpreter.States;

namespace LambdaLift.Interpreter.Compilation;

/// <summary>A definition, prepared for execution; immutable afterwards and shared by all executions.</summary>
/// <param name="Graph">The outermost states.</param>
/// <param name="Nodes">All states, by their path in the definition.</param>
/// <param name="TimeoutSeconds">The machine's <c>TimeoutSeconds</c>; null: none.</param>
internal sealed record CompiledMachine(CompiledGraph Graph, IReadOnlyDictionary<string, StateNode> Nodes, double? TimeoutSeconds);
