using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Turns a definition into nodes and edges.</summary>
internal sealed class WorkflowGraphBuilder
{
    private int _nodes;

    internal WorkflowGraph Build(StateGraph graph)
    {
        var ids = graph.States.ToDictionary(state => state.Name, _ => NewId(), StringComparer.Ordinal);
        var start = new GraphNode { Id = NewId(), Kind = NodeKind.Start };
        var end = new GraphNode { Id = NewId(), Kind = NodeKind.End };
        var nodes = ImmutableArray.CreateBuilder<GraphNode>();
        var edges = ImmutableArray.CreateBuilder<GraphEdge>();

        void Connect(string from, string? target, EdgeKind kind, string label)
        {
            if (target is not null && ids.TryGetValue(target, out var to))
            {
                edges.Add(new GraphEdge(from, to, kind, label));
            }
        }

        nodes.Add(start);
        Connect(start.Id, graph.StartAt, EdgeKind.Next, "");
        foreach (var state in graph.States)
        {
            var id = ids[state.Name];
            nodes.Add(new GraphNode
            {
                Id = id,
                Kind = NodeKind.State,
                Name = state.Name,
                Detail = Detail(state),
                Type = state.Type,
                Children = [.. state.Subgraphs.Select(Build)],
            });
            switch (state)
            {
                case ChoiceState choice:
                    foreach (var rule in choice.Choices)
                    {
                        Connect(id, rule.Next, EdgeKind.Choice, ConditionText.Of(rule));
                    }

                    Connect(id, choice.Default, EdgeKind.Default, "else");
                    break;
                case TransitionState { End: false, Next: var next }:
                    Connect(id, next, EdgeKind.Next, "");
                    break;
                case TransitionState or SucceedState:
                    edges.Add(new GraphEdge(id, end.Id, EdgeKind.Next, ""));
                    break;
            }

            if (state is FallibleState fallible)
            {
                foreach (var catcher in fallible.Catch)
                {
                    Connect(id, catcher.Next, EdgeKind.Catch, string.Join(", ", catcher.ErrorEquals));
                }
            }
        }

        if (edges.Any(edge => edge.To == end.Id))
        {
            nodes.Add(end);
        }

        return new WorkflowGraph(nodes.ToImmutable(), edges.ToImmutable());
    }

    private string NewId() => "n" + (++_nodes).ToString(CultureInfo.InvariantCulture);

    private static string Detail(State state) => state switch
    {
        TaskState task => Resource(task.Resource),
        FailState fail => fail.Error ?? "",
        WaitState { Seconds.Number: { } seconds } => seconds.ToString(CultureInfo.InvariantCulture) + " s",
        MapState map => map.IsDistributed ? "for each item, distributed" : "for each item",
        _ => "",
    };

    /// <summary><c>arn:aws:states:::aws-sdk:cloudwatch:putMetricData</c> is for people <c>cloudwatch:putMetricData</c>.</summary>
    private static string Resource(string arn)
    {
        const string Marker = ":states:::";
        var start = arn.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
        {
            return arn.Substring(arn.LastIndexOf(':') + 1);
        }

        var integration = arn.Substring(start + Marker.Length);
        return integration.StartsWith("aws-sdk:", StringComparison.Ordinal) ? integration.Substring("aws-sdk:".Length) : integration;
    }
}
