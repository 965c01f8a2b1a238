using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// Which variables are still needed when a state begins. What is not needs no assignment; in JSONPath, where variables travel in the
/// payload, a state that rebuilds it carries those that are.
/// </summary>
internal sealed class Liveness
{
    private readonly Dictionary<FlowNode, HashSet<IrVariable>> _live = new();

    // What a node reads itself does not change from round to round.
    private readonly Dictionary<FlowNode, HashSet<IrVariable>> _own = new();

    public Liveness(FlowGraph graph)
    {
        var nodes = graph.Nodes().Reverse().ToList();
        foreach (var node in nodes)
        {
            _live[node] = new HashSet<IrVariable>();
            _own[node] = OwnReads(node);
        }

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

    // What an assignment reads is only needed if its variable is: then it is added with the way that makes it.
    private static HashSet<IrVariable> OwnReads(FlowNode node)
    {
        var reads = new HashSet<IrVariable>(Own(node).SelectMany(e => e.Reads()));
        foreach (var inner in node.Subgraphs)
            reads.UnionWith(new Liveness(inner).At(inner.Entry).Where(v => !ReferenceEquals(v, inner.Item) && !ReferenceEquals(v, inner.Index)));
        return reads;
    }

    private HashSet<IrVariable> Before(FlowNode node)
    {
        var live = new HashSet<IrVariable>(_own[node]);
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
            case FlowChoice choice:
                foreach (var rule in choice.Rules)
                    Add(rule.Target, rule.Assignments);
                Add(choice.Default, []);
                break;
            default:
                foreach (var next in node.Successors)
                    Add(next, []);
                break;
        }

        return live;

        void Add(FlowNode next, List<FlowAssignment> assignments)
        {
            live.UnionWith(_live[next].Where(v => !assignments.Any(a => ReferenceEquals(a.Variable, v))));
            foreach (var assignment in assignments.Where(a => _live[next].Contains(a.Variable) || CopyPropagation.CanFail(a.Value)))
                live.UnionWith(assignment.Value.Reads());
        }
    }

    /// <summary>What a state evaluates whatever is assigned afterwards.</summary>
    internal static IEnumerable<IrExpression> Own(FlowNode node)
    {
        var assigned = new HashSet<IrExpression>(Emit.VariableNames.AssignmentsOf(node).Select(a => a.Value), ReferenceComparer.Instance);
        return node.Expressions.Where(e => !assigned.Contains(e));
    }
}
