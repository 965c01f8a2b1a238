using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>
/// In JSONPath an intrinsic function can only stand as a whole value: what is computed inside a path or in a condition gets a field of
/// its own before the state that uses it. What a loop does not change is computed before the loop.
/// </summary>
internal static class JsonPathOperands
{
    /// <summary>Gives one value a field; false when there is none left that needs one.</summary>
    public static bool Hoist(FlowGraph graph)
    {
        foreach (var node in graph.Nodes())
        {
            if (node is FlowChoice choice)
            {
                var rule = choice.Rules.FindIndex(r => Operands(r.Condition).Any());
                if (rule < 0)
                    continue;
                var operand = Operands(choice.Rules[rule].Condition).First();
                if (!Split(choice, rule, operand))
                    HoistValue(graph, node, operand);
                return true;
            }

            var found = node.Expressions.SelectMany(Parts).FirstOrDefault();
            if (found is null)
                continue;
            if (found is IrCallFunction { Function: IrFunction.Append or IrFunction.AppendAll } append)
                HoistLists(graph, node, append);
            else
                HoistValue(graph, node, found);
            return true;
        }

        return false;
    }

    /// <summary>What may fail is only computed when the conditions before it did not decide: they become a decision of their own.</summary>
    private static bool Split(FlowChoice choice, int rule, IrExpression operand)
    {
        if (operand is IrBinary)
            return false;
        if (rule > 0)
        {
            choice.Default = new FlowChoice(choice.Rules.Skip(rule).ToList(), choice.Default, choice.Origin);
            choice.Rules = choice.Rules.Take(rule).ToList();
            return true;
        }

        var first = choice.Rules[0];
        if (first.Condition is not IrBinary { Operator: IrOperator.And or IrOperator.Or } both || Operands(both.Left).Any())
            return false;
        if (both.Operator == IrOperator.Or)
        {
            choice.Rules = [first with { Condition = both.Left }, first with { Condition = both.Right }, .. choice.Rules.Skip(1)];
            return true;
        }

        var rest = choice.Rules.Count > 1 ? new FlowChoice(choice.Rules.Skip(1).ToList(), choice.Default, choice.Origin) : choice.Default;
        var second = new FlowChoice([first with { Condition = both.Right }], rest, first.Origin);
        choice.Rules = [first with { Condition = both.Left, Target = second }];
        choice.Default = rest;
        return true;
    }

    private static void HoistValue(FlowGraph graph, FlowNode node, IrExpression found)
    {
        var key = Key(found);
        var variable = new IrVariable(NameOf(found), found.Type);
        var incoming = FlowEdge.ByTarget(graph)[node].ToList();
        node.MapExpressions(e => e.Rewrite(x => ReferenceEquals(x, found) || (x.GetType() == found.GetType() && Key(x) == key && SameReads(x, found)) ? new IrRead(variable, x.Origin) : x));
        var loop = LoopOf(graph, node);
        var isInvariant = IsOnlyEnteredThrough(graph, loop, node) && !loop.SelectMany(VariableNames.AssignmentsOf).Any(a => found.Reads().Contains(a.Variable));
        foreach (var edge in incoming)
        {
            if (isInvariant && edge.Source is not null && loop.Contains(edge.Source))
                continue;
            edge.Target = new FlowAssign(node, found.Origin) { Assignments = [new FlowAssignment(variable, found)] };
        }

        Share(graph, node);
    }

    // Another way into the loop would come around to the node without the value.
    private static bool IsOnlyEnteredThrough(FlowGraph graph, HashSet<FlowNode> loop, FlowNode node)
    {
        var entries = FlowEdge.Of(graph).Where(e => (loop.Contains(e.Target) || ReferenceEquals(e.Target, node)) && (e.Source is null || !loop.Contains(e.Source))).ToList();
        return entries.Count > 0 && entries.All(e => ReferenceEquals(e.Target, node));
    }

    // `[...a, ...b]` is the list of both, taken apart by a path.
    private static void HoistLists(FlowGraph graph, FlowNode node, IrCallFunction append)
    {
        var added = append.Function == IrFunction.Append ? new IrList([append.Arguments[1]], append.Type, append.Origin) : append.Arguments[1];
        var both = new IrList([append.Arguments[0], added], null, append.Origin);
        var variable = new IrVariable("lists", null);
        foreach (var edge in FlowEdge.ByTarget(graph)[node].ToList())
            edge.Target = new FlowAssign(node, append.Origin) { Assignments = [new FlowAssignment(variable, both)] };
        node.MapExpressions(e => e.Rewrite(x => ReferenceEquals(x, append) ? new IrCallFunction(IrFunction.Flatten, [new IrRead(variable, x.Origin)], x.Type, x.Origin) : x));
        Share(graph, node);
    }

    // The same assignment on several ways is one state.
    private static void Share(FlowGraph graph, FlowNode node)
    {
        FlowAssign? shared = null;
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            if (edge.Target is not FlowAssign { Assignments: [var only] } assign || !ReferenceEquals(assign.Next, node))
                continue;
            if (shared is not null && ReferenceEquals(shared.Assignments[0].Variable, only.Variable) && ReferenceEquals(shared.Assignments[0].Value, only.Value))
                edge.Target = shared;
            else
                shared ??= assign;
        }
    }

    /// <summary>The nodes that lie on a way from a node back to itself.</summary>
    private static HashSet<FlowNode> LoopOf(FlowGraph graph, FlowNode node)
    {
        var after = new HashSet<FlowNode>(node.Successors.SelectMany(s => new FlowGraph(s).Nodes()));
        return new HashSet<FlowNode>(after.Where(n => new FlowGraph(n).Nodes().Contains(node)));
    }

    /// <summary>Operands of a condition that are no place in the payload.</summary>
    private static IEnumerable<IrExpression> Operands(IrExpression condition)
    {
        switch (condition)
        {
            case IrBinary { Operator: IrOperator.And or IrOperator.Or } e:
                return Operands(e.Left).Concat(Operands(e.Right));
            case IrNot e:
                return Operands(e.Operand);
            case IrBinary { Left: IrConstant, Right: not IrConstant } e:
                return Operands(e with { Left = e.Right, Right = e.Left, Operator = e.Operator.Mirror() });
            case IrBinary { Left: IrCallFunction { Function: IrFunction.Count }, Right: IrConstant { Value: int count } } e when JsonPathConditions.Place(e.Operator, count) is not null:
                return [];
            case IrBinary e:
                return Computed(e.Left).Concat(Computed(e.Right));
            case IrCallFunction { Function: IrFunction.IsNullOrEmpty or IrFunction.Any } e:
                return e.Arguments.SelectMany(Computed);
            default:
                return Computed(condition);
        }

        static IEnumerable<IrExpression> Computed(IrExpression operand) => operand switch
        {
            IrCallFunction { Function: IrFunction.Count } => [operand],
            IrBinary { Operator: IrOperator.Add or IrOperator.Subtract } e when e.Type.IsInteger() => [operand],
            IrElement { Index: not IrConstant } => [operand],
            _ => Parts(operand),
        };
    }

    /// <summary>Values inside an expression that need a field of their own.</summary>
    private static IEnumerable<IrExpression> Parts(IrExpression expression)
    {
        if (expression is IrLambda || expression.DescendantsAndSelf().Any(e => e is IrTaskResult or IrCaughtError))
            yield break;
        if (expression is IrCallFunction { Function: IrFunction.Append or IrFunction.AppendAll, Arguments: [var list, var added] })
        {
            // An object is no argument of an intrinsic function either.
            yield return Parts(list).Concat(Parts(added)).FirstOrDefault() ?? (added is IrNew or IrDictionary or IrWith or IrToJson or IrConcat ? added : expression);
            yield break;
        }

        var target = expression switch
        {
            IrMember e => e.Target,
            IrJsonMember e => e.Target,
            IrElement { Index: IrConstant } e => e.Target,
            _ => null,
        };
        if (target is IrElement { Index: not IrConstant })
        {
            yield return target;
            yield break;
        }

        var inner = new List<IrExpression>();
        expression.MapChildren(child =>
        {
            inner.AddRange(Parts(child));
            return child;
        });
        foreach (var part in inner)
            yield return part;
    }

    private static bool SameReads(IrExpression a, IrExpression b) => a.Reads().SetEquals(b.Reads());

    private static string Key(IrExpression expression) => IrPrinter.Print(expression);

    private static string NameOf(IrExpression expression) => expression switch
    {
        IrCallFunction { Function: IrFunction.Count } => "count",
        IrElement => "item",
        _ => "value",
    };
}
