using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>Which variables are still needed when a state begins: in JSONPath they travel in the payload, and a state that rebuilds it must carry them.</summary>
internal sealed class Liveness
{
    private readonly Dictionary<FlowNode, HashSet<IrVariable>> _live = new();

    public Liveness(FlowGraph graph)
    {
        var nodes = graph.Nodes().Reverse().ToList();
        foreach (var node in nodes)
            _live[node] = new HashSet<IrVariable>();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in nodes)
            {
                var live = Before(node);
                if (live.SetEquals(_live[node]))
                    continue;
                _live[node] = live;
                changed = true;
            }
        }
    }

    /// <summary>The variables that the node or something after it reads.</summary>
    public IReadOnlyCollection<IrVariable> At(FlowNode node) => _live[node];

    private HashSet<IrVariable> Before(FlowNode node)
    {
        var live = new HashSet<IrVariable>(node.Expressions.SelectMany(e => e.Reads()));
        foreach (var inner in node.Subgraphs)
            live.UnionWith(new Liveness(inner).At(inner.Entry).Where(v => !ReferenceEquals(v, inner.Item) && !ReferenceEquals(v, inner.Index)));
        switch (node)
        {
            case FlowStep step:
                Add(step.Next, step.Assignments);
                if (step is FlowFallible fallible)
                {
                    foreach (var catcher in fallible.Catchers)
                        Add(catcher.Target, catcher.Assignments);
                }

                break;
            default:
                foreach (var next in node.Successors)
                    Add(next, []);
                break;
        }

        return live;

        void Add(FlowNode next, List<FlowAssignment> assignments) =>
            live.UnionWith(_live[next].Where(v => !assignments.Any(a => ReferenceEquals(a.Variable, v))));
    }
}
