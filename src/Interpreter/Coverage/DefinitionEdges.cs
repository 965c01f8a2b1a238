using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.Coverage;

/// <summary>
/// Lists every edge of a definition: what an execution's <see cref="ExecutionResult.Transitions"/> are compared with to find
/// what tests have not covered. States have paths: <c>Outer</c>, <c>Fan[1]/Send</c> (in branch 1 of the Parallel state
/// Fan), <c>EachOrder[]/Charge</c> (in the processor of the Map state EachOrder).
/// </summary>
public static class DefinitionEdges
{
    /// <summary>All edges, in the order of the definition, outer states before inner ones.</summary>
    public static IReadOnlyList<Edge> Of(StateMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var edges = new List<Edge>();
        AddGraph(machine, "", edges);
        return edges;
    }

    /// <summary>The edges of a definition that none of the executions took.</summary>
    public static IReadOnlyList<Edge> Uncovered(StateMachine machine, IEnumerable<ExecutionResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var taken = new HashSet<Edge>(results.SelectMany(r => r.Transitions).Select(t => t.Edge));
        return [.. Of(machine).Where(edge => !taken.Contains(edge))];
    }

    internal static IEnumerable<Edge> Of(State state, string graphPath)
    {
        string from = StatePaths.State(graphPath, state.Name);
        switch (state)
        {
            case FailState:
                yield return new Edge(from, EdgeKind.Fail, 0, null);
                break;
            case ChoiceState choice:
                for (int i = 0; i < choice.Choices.Length; i++) yield return new Edge(from, EdgeKind.Choice, i, StatePaths.State(graphPath, choice.Choices[i].Next));
                if (choice.Default is not null) yield return new Edge(from, EdgeKind.Default, 0, StatePaths.State(graphPath, choice.Default));
                break;
            case TransitionState { Next: { } next }:
                yield return new Edge(from, EdgeKind.Next, 0, StatePaths.State(graphPath, next));
                break;
            default:
                yield return new Edge(from, EdgeKind.End, 0, null);
                break;
        }

        if (state is not FallibleState fallible) yield break;
        for (int i = 0; i < fallible.Retry.Length; i++) yield return new Edge(from, EdgeKind.Retry, i, from);
        for (int i = 0; i < fallible.Catch.Length; i++) yield return new Edge(from, EdgeKind.Catch, i, StatePaths.State(graphPath, fallible.Catch[i].Next));
    }

    private static void AddGraph(StateGraph graph, string graphPath, List<Edge> edges)
    {
        foreach (State state in graph.States) edges.AddRange(Of(state, graphPath));
        foreach (State state in graph.States)
        {
            string path = StatePaths.State(graphPath, state.Name);
            if (state is ParallelState parallel)
            {
                for (int i = 0; i < parallel.Branches.Length; i++) AddGraph(parallel.Branches[i], StatePaths.Branch(path, i), edges);
            }
            else if (state is MapState map)
            {
                AddGraph(map.ItemProcessor, StatePaths.Processor(path), edges);
            }
        }
    }
}
