using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>
/// Gives every variable of a state machine a name of its own: Step Functions refuses that an inner scope assigns a name of an outer one,
/// and a variable named like a JSONata function would hide it.
/// </summary>
internal sealed class VariableNames
{
    // A variable may have up to 80 characters (Step Functions developer guide, "Passing data between states with variables").
    private const int MaxLength = 80;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "states", "abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains", "count",
        "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error", "eval", "exists", "filter", "floor",
        "formatBase", "formatInteger", "formatNumber", "fromMillis", "hash", "join", "keys", "length", "lookup", "lowercase", "map", "match",
        "max", "merge", "millis", "min", "not", "now", "number", "pad", "parse", "parseInteger", "partition", "power", "random", "range",
        "reduce", "replace", "reverse", "round", "shuffle", "sift", "single", "sort", "split", "spread", "sqrt", "string", "substring",
        "substringAfter", "substringBefore", "sum", "toMillis", "trim", "type", "uppercase", "uuid", "zip",
    };

    private readonly Dictionary<IrVariable, string> _names = new();
    private readonly HashSet<string> _used = new(Reserved, StringComparer.Ordinal);

    public VariableNames(FlowGraph root)
    {
        // Plain names go to the variables that the state machine holds; lambda parameters take what is left.
        foreach (var assignment in FlowOptimizer.Graphs(root).Reverse().SelectMany(g => g.Nodes()).SelectMany(AssignmentsOf))
            Of(assignment.Variable);
    }

    /// <summary>The name without <c>$</c>.</summary>
    public string Of(IrVariable variable)
    {
        if (_names.TryGetValue(variable, out var name))
            return name;
        var stem = new string(variable.Name.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray());
        if (stem.Length == 0 || char.IsDigit(stem[0]))
            stem = "value" + stem;
        stem = stem.LowerFirst();
        if (stem.Length > MaxLength - 4)
            stem = stem.Substring(0, MaxLength - 4);
        name = Reserved.Contains(stem) ? stem + "Value" : stem;
        for (var n = 2; !_used.Add(name); n++)
            name = stem + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return _names[variable] = name;
    }

    public static IEnumerable<FlowAssignment> AssignmentsOf(FlowNode node)
    {
        if (node is FlowStep step)
        {
            foreach (var a in step.Assignments)
                yield return a;
        }

        if (node is FlowChoice choice)
        {
            foreach (var a in choice.Rules.SelectMany(r => r.Assignments))
                yield return a;
        }

        if (node is FlowFallible fallible)
        {
            foreach (var a in fallible.Catchers.SelectMany(c => c.Assignments))
                yield return a;
        }
    }
}
