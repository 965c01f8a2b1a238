using System.Runtime.CompilerServices;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// States that do the same and go on in the same way are one state: the finally blocks on several ways out, decisions that end alike. Calls are
/// joined when they come from the same place in the code, so that every call in the code keeps a state of its own.
/// </summary>
internal static class EqualStates
{
    /// <summary>Joins them; false when there are none.</summary>
    public static bool Merge(FlowGraph graph)
    {
        var nodes = graph.Nodes();
        var classes = Classes(nodes);
        var kept = nodes.GroupBy(n => classes[n]).ToDictionary(g => g.Key, g => g.First());
        var changed = false;
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            // An end that belongs to a state stays with it.
            if (edge.Target is FlowEnd { IsAbsorbed: true } || ReferenceEquals(kept[classes[edge.Target]], edge.Target))
                continue;
            edge.Target = kept[classes[edge.Target]];
            changed = true;
        }

        return changed;
    }

    /// <summary>The coarsest partition in which states of one class do the same and lead, transition by transition, to states of one class.</summary>
    private static Dictionary<FlowNode, int> Classes(IReadOnlyList<FlowNode> nodes)
    {
        var text = new Text();
        var own = nodes.ToDictionary(n => n, text.Of);
        var classes = nodes.ToDictionary(n => n, _ => 0);
        for (var count = 1; ;)
        {
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            var next = new Dictionary<FlowNode, int>();
            foreach (var node in nodes)
            {
                var key = string.Join(" ", node.Successors.Select(s => classes[s])) + "|" + own[node];
                if (!ids.TryGetValue(key, out var id))
                    ids.Add(key, id = ids.Count);
                next.Add(node, id);
            }

            classes = next;
            if (ids.Count == count)
                return classes;
            count = ids.Count;
        }
    }

    /// <summary>What a state does, as text: equal text means equal effect and equal result.</summary>
    private sealed class Text
    {
        // One printer gives each variable a name of its own.
        private readonly IrPrinter _printer = new();
        private readonly ConditionalWeakTable<object, string> _identities = new();
        private int _identity;

        public string Of(FlowNode node) => node switch
        {
            FlowTask n => $"task {n.Resource} {Identity(n.Origin.Syntax)} {n.Retry} {n.TimeoutSeconds} {Identity((object?)n.Residual ?? string.Empty)} {Of(n.Request)} {Of(n.Assignments)} {Catchers(n)}",
            FlowAssign n => $"assign {Of(n.Assignments)}",
            FlowChoice n => "choice " + string.Join("; ", n.Rules.Select(r => $"{Of(r.Condition)}: {Of(r.Assignments)}")),
            FlowWait n => $"wait {Identity(n.Origin.Syntax)} {Of(n.Seconds)} {Of(n.Assignments)}",
            FlowFail n => $"fail {Of(n.Error)} {Of(n.Cause)}",
            FlowEnd n => $"end {n.IsAbsorbed} {(n.Output is null ? "" : Of(n.Output))}",

            // What has states inside stays as it is.
            _ => "only " + Identity(node),
        };

        private string Catchers(FlowFallible node) => string.Join("; ", node.Catchers.Select(c => $"{string.Join(",", c.Errors)}: {Of(c.Assignments)}"));

        private string Of(List<FlowAssignment> assignments) => string.Join(", ", assignments.Select(a => $"{_printer.Name(a.Variable)} = {Of(a.Value)}"));

        // What the printer leaves out and the back ends look at.
        private string Of(IrExpression expression) => _printer.Text(expression) + string.Concat(expression.DescendantsAndSelf().Select(e => e switch
        {
            IrMember m => $"{Flag(m.TargetMayBeNull)}{Flag(m.IsKnownNotNull)}",
            IrElement m => $"{Flag(m.IsInRange)}{Flag(m.IsKnownNotNull)}",
            IrJsonMember m => $"{Flag(m.IsPresent)}{Flag(m.IsKnownNotNull)}",
            _ => "",
        }));

        private static char Flag(bool value) => value ? '+' : '-';

        private string Identity(object key) => _identities.GetValue(key, _ => (++_identity).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
