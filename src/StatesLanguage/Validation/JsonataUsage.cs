using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>What an expression uses from outside itself.</summary>
internal sealed class JsonataUsage
{
    // Functions of JSONata 2.0 and those that Step Functions adds.
    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains", "count", "decodeUrl", "decodeUrlComponent",
        "distinct", "each", "encodeUrl", "encodeUrlComponent", "error", "eval", "exists", "filter", "floor", "formatBase", "formatInteger", "formatNumber",
        "fromMillis", "join", "keys", "length", "lookup", "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number", "pad",
        "parseInteger", "power", "random", "reduce", "replace", "reverse", "round", "shuffle", "sift", "single", "sort", "split", "spread", "sqrt", "string",
        "substring", "substringAfter", "substringBefore", "sum", "toMillis", "trim", "type", "uppercase", "zip",
        "hash", "parse", "partition", "range", "uuid",
    };

    private readonly HashSet<string> _free = new(StringComparer.Ordinal);
    private readonly HashSet<string> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);

    /// <summary>Variables that the expression reads and does not bind itself.</summary>
    public IEnumerable<string> FreeVariables => _free.Where(name => !_bound.Contains(name)).OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>The fields of <c>$states</c> that it reads.</summary>
    public IEnumerable<string> StatesFields => _states.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Whether it calls <c>$eval</c>.</summary>
    public bool CallsEval { get; private set; }

    public static JsonataUsage Of(JsonataNode expression)
    {
        var usage = new JsonataUsage();
        usage.Visit(expression);
        return usage;
    }

    private void Visit(JsonataNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case VariableReference { Name: not ("" or "$" or "states") } variable when !Functions.Contains(variable.Name):
                _free.Add(variable.Name);
                break;
            case PathExpression path when IsStates(path.Steps[0]) && Name(path.Steps[1]) is { } field:
                _states.Add(field);
                break;
            case Assignment assignment:
                _bound.Add(assignment.Name);
                break;
            case LambdaExpression lambda:
                _bound.UnionWith(lambda.Parameters.Select(parameter => parameter.Name));
                break;
            case FocusBinding focus:
                _bound.Add(focus.Name);
                break;
            case IndexBinding index:
                _bound.Add(index.Name);
                break;
            case CallExpression { Function: VariableReference { Name: "eval" } }:
                CallsEval = true;
                break;
        }

        foreach (var child in node.Children)
        {
            Visit(child);
        }
    }

    private static bool IsStates(JsonataNode node) => node is VariableReference { Name: "states" };

    // A step may carry predicates and the like around its name.
    private static string? Name(JsonataNode step) => step switch
    {
        FieldName field => field.Name,
        FilterExpression filter => Name(filter.Operand),
        KeepArrayExpression keep => Name(keep.Operand),
        _ => null,
    };
}
