using LambdaLift.Converter.Flow;

namespace LambdaLift.Converter.Emit;

/// <summary>Names states: from the code, unique in the whole definition, at most 80 characters (Amazon States Language, "State Machine Structure").</summary>
internal sealed class StateNaming
{
    private const int MaxLength = 80;

    private readonly Dictionary<FlowNode, string> _names = new();
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public StateNaming(FlowGraph root) => Name(root);

    public string Of(FlowNode node) => _names[node];

    private void Name(FlowGraph graph)
    {
        foreach (var node in graph.Nodes().Where(n => n is not FlowEnd { IsAbsorbed: true }))
        {
            var stem = Stem(node, graph);
            if (stem.Length > MaxLength - 4)
                stem = stem.Substring(0, MaxLength - 4).TrimEnd();
            var name = stem;
            for (var n = 2; !_used.Add(name); n++)
                name = stem + " " + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _names[node] = name;
        }

        foreach (var inner in graph.Nodes().SelectMany(n => n.Subgraphs))
            Name(inner);
    }

    private static string Stem(FlowNode node, FlowGraph graph) => node switch
    {
        { NameHint: { } hint } => hint,
        FlowAssign assign when ReferenceEquals(assign, graph.Entry) && assign.Assignments.Count > 0 => "Read " + StateNames.Words(assign.Assignments[0].Variable.Name).ToLowerInvariant(),
        FlowAssign { Assignments: [{ Variable.IsError: true }] } => "Keep error",
        FlowAssign { Assignments.Count: > 0 } assign => "Set " + string.Join(" and ", assign.Assignments.Take(2).Select(a => StateNames.Words(a.Variable.Name).ToLowerInvariant())),
        FlowChoice choice => StateNames.ForChoice(choice),
        FlowFail fail => StateNames.ForFail(fail),
        FlowEnd => "Return result",
        FlowWait => "Wait",
        FlowParallel => "Run in parallel",
        FlowMap => "For each item",
        _ => "Step",
    };
}
