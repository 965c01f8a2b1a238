using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>
/// Brings a graph into the form that JSONPath can write: a state places one result, so further assignments get states of their own; a
/// conditional value becomes a decision; what an iteration receives becomes variables.
/// </summary>
internal static class JsonPathShaping
{
    public static void Run(FlowGraph root)
    {
        foreach (var graph in FlowOptimizer.Graphs(root).ToList())
        {
            if (!ReferenceEquals(graph, root))
                NameInputs(graph);
            SplitRuleAssignments(graph);
            foreach (var node in graph.Nodes())
            {
                if (node is FlowStep step and not FlowAssign)
                    KeepOneResult(step);
                if (node is FlowFallible fallible)
                {
                    foreach (var catcher in fallible.Catchers)
                        KeepError(catcher);
                }
            }

            var settled = new HashSet<IrExpression>();
            while (HoistConditional(graph) || HoistAbsent(graph, root, settled) || JsonPathOperands.Hoist(graph))
            {
            }
        }

        FlowOptimizer.Thread(root);
        InlineAliases(root);
    }

    // A rule of a decision sets nothing in the payload: what it sets gets a state behind it.
    private static void SplitRuleAssignments(FlowGraph graph)
    {
        foreach (var choice in graph.Nodes().OfType<FlowChoice>())
        {
            choice.Rules = choice.Rules
                .Select(r => r.Assignments.Count == 0 ? r : r with { Target = new FlowAssign(r.Target, r.Origin) { Assignments = r.Assignments }, Assignments = new List<FlowAssignment>() })
                .ToList();
        }
    }

    // An iteration's item and index become fields of its payload, by the Map state's ItemSelector.
    private static void NameInputs(FlowGraph iteration)
    {
        IrVariable? item = null, index = null;
        foreach (var node in iteration.Nodes())
        {
            node.MapExpressions(expression => expression.Rewrite(e => e switch
            {
                IrInput => new IrRead(item ??= new IrVariable("item", null), e.Origin),
                IrMapIndex => new IrRead(index ??= new IrVariable("index", e.Type), e.Origin),
                _ => e,
            }));
        }

        iteration.Item = item;
        iteration.Index = index;
    }

    private static void KeepOneResult(FlowStep step)
    {
        if (step.Next is FlowEnd { IsAbsorbed: true } end && end.Output is not null && (end.Output is IrConstant || end.Output.Reads().Count > 0))
        {
            var result = new IrVariable(ResultName(step), TypeOfResult([end.Output]));
            end.Output = ReplaceResult(end.Output, result);
            end.IsAbsorbed = false;
            if (end.Output.Reads().Contains(result))
                step.Assignments = [new FlowAssignment(result, new IrTaskResult(null, step.Origin))];
        }

        // Without a result to hold, and in a wait, which can only pass its input on, the end is a state of its own.
        if (step.Next is FlowEnd { IsAbsorbed: true } other && (other.Output is null || step is FlowWait))
            other.IsAbsorbed = false;
        if (step.Assignments.Count == 0 || step.Assignments is [{ Value: IrTaskResult }])
            return;

        var kept = new IrVariable(ResultName(step), TypeOfResult(step.Assignments.Select(a => a.Value)));
        var after = step.Assignments.Select(a => new FlowAssignment(a.Variable, ReplaceResult(a.Value, kept))).ToList();
        var usesResult = after.Any(a => a.Value.Reads().Contains(kept));
        step.Next = new FlowAssign(step.Next, step.Origin) { Assignments = after };
        step.Assignments = usesResult ? [new FlowAssignment(kept, new IrTaskResult(kept.Type, step.Origin))] : [];
    }

    private static void KeepError(FlowCatcher catcher)
    {
        if (catcher.Assignments.Count == 0 || catcher.Assignments is [{ Value: IrCaughtError }])
            return;
        var error = new IrVariable("error", null) { IsError = true };
        var after = catcher.Assignments
            .Select(a => new FlowAssignment(a.Variable, a.Value.Rewrite(e => e is IrCaughtError ? new IrRead(error, e.Origin) : e)))
            .ToList();
        catcher.Target = new FlowAssign(catcher.Target, catcher.Origin) { Assignments = after };
        catcher.Assignments = after.Any(a => a.Value.Reads().Contains(error)) ? [new FlowAssignment(error, new IrCaughtError(null, catcher.Origin))] : [];
    }

    private static IrExpression ReplaceResult(IrExpression expression, IrVariable variable) =>
        expression.Rewrite(e => e is IrTaskResult ? new IrRead(variable, e.Origin) : e);

    private static Microsoft.CodeAnalysis.ITypeSymbol? TypeOfResult(IEnumerable<IrExpression> expressions) =>
        expressions.SelectMany(e => e.DescendantsAndSelf()).OfType<IrTaskResult>().FirstOrDefault()?.Type;

    private static string ResultName(FlowStep step) => step switch
    {
        FlowTask { NameHint: { } hint } => Camel(hint),
        FlowParallel => "results",
        FlowMap => "results",
        _ => "result",
    };

    private static string Camel(string words) =>
        string.Concat(words.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select((w, i) => i == 0 ? w.ToLowerInvariant() : char.ToUpperInvariant(w[0]) + w.Substring(1)));

    /// <summary>JSONPath has no conditional expression: a decision before the state sets a variable.</summary>
    private static bool HoistConditional(FlowGraph graph)
    {
        foreach (var node in graph.Nodes())
        {
            if (node is FlowChoice)
                continue;
            var candidates = node.Expressions.SelectMany(Candidates).ToList();
            if (candidates.Count == 0)
                continue;
            var found = candidates[0];
            var (condition, whenTrue, whenFalse) = found switch
            {
                IrConditional c => (c.Condition, c.WhenTrue, c.WhenFalse),
                { Type: var type } when IsDecision(found) => (found, new IrConstant(true, type, found.Origin), new IrConstant(false, type, found.Origin)),
                IrCoalesce c => ((IrExpression)new IrBinary(IrOperator.NotEqual, c.Value, new IrConstant(null, null, c.Origin), null, c.Origin), c.Value, c.WhenNull),
                _ => throw new InvalidOperationException("No conditional."),
            };
            var entries = FlowEdge.ByTarget(graph)[node].ToList();
            var set = Outcome(node, found, candidates.Count);
            var choice = new FlowChoice([new FlowRule(condition, set(whenTrue), found.Origin)], set(whenFalse), found.Origin);
            foreach (var edge in entries)
                edge.Target = choice;
            return true;
        }

        return false;

        // Each outcome sets the variable itself, or ends the graph, where the conditional is all that there is to decide.
        static Func<IrExpression, FlowNode> Outcome(FlowNode node, IrExpression found, int candidates)
        {
            switch (node)
            {
                case FlowAssign { Assignments: [var only] } assign when ReferenceEquals(only.Value, found) && assign.Next is not FlowEnd { IsAbsorbed: true }:
                    return value => new FlowAssign(assign.Next, found.Origin) { Assignments = [only with { Value = value }], NameHint = assign.NameHint };
                case FlowEnd { IsAbsorbed: false, Output: { } output } end when candidates == 1:
                    return value => new FlowEnd(output.Rewrite(e => ReferenceEquals(e, found) ? value : e), end.Origin) { NameHint = end.NameHint };
                default:
                    var variable = new IrVariable(NameOf(node, found), found.Type);
                    node.MapExpressions(e => e.Rewrite(x => ReferenceEquals(x, found) ? new IrRead(variable, x.Origin) : x));
                    return value => new FlowAssign(node, found.Origin) { Assignments = [new FlowAssignment(variable, value)] };
            }
        }

        // The property that the value is for.
        static string NameOf(FlowNode node, IrExpression found) => node.Expressions.SelectMany(e => e.DescendantsAndSelf())
            .Select(e => e switch
            {
                IrNew made => made.Members.FirstOrDefault(m => ReferenceEquals(m.Value, found))?.Name,
                IrWith with => with.Members.FirstOrDefault(m => ReferenceEquals(m.Value, found))?.Name,
                _ => null,
            })
            .FirstOrDefault(name => name is not null) is { } property ? property.LowerFirst() : "choice";

        // Outermost first, none inside a lambda; what a state evaluates after its work cannot be decided before it.
        static IEnumerable<IrExpression> Candidates(IrExpression expression)
        {
            if (expression is IrLambda || expression.DescendantsAndSelf().Any(e => e is IrTaskResult or IrCaughtError))
                return [];
            if (expression is IrConditional or IrCoalesce || IsDecision(expression))
                return [expression];
            var found = new List<IrExpression>();
            expression.MapChildren(child =>
            {
                found.AddRange(Candidates(child));
                return child;
            });
            return found;
        }
    }

    /// <summary>
    /// A variable that takes a part of an answer in one place and something else in another may hold null: what the service left out is
    /// null, which a path does not say.
    /// </summary>
    private static bool HoistAbsent(FlowGraph graph, FlowGraph root, HashSet<IrExpression> settled)
    {
        foreach (var assign in graph.Nodes().OfType<FlowAssign>())
        {
            var found = assign.Assignments.FirstOrDefault(a => a.Value is IrMember { Target: var whole } && whole.Type.IsSdkModel() && !Errors.IsError(whole) && a.Value.Type.CanBeNull() && !settled.Contains(a.Value)
                && root.AllNodes().SelectMany(VariableNames.AssignmentsOf).Count(other => ReferenceEquals(other.Variable, a.Variable)) > 1);
            if (found is null)
                continue;
            var (value, origin) = (found.Value, found.Value.Origin);
            settled.Add(value);
            var variable = new IrVariable(found.Variable.Name, value.Type) { IsTemporary = true };
            var entries = FlowEdge.ByTarget(graph)[assign].ToList();
            assign.Assignments = assign.Assignments.Select(a => ReferenceEquals(a, found) ? new FlowAssignment(a.Variable, new IrRead(variable, origin)) : a).ToList();
            FlowAssign Set(IrExpression taken) => new(assign, origin) { Assignments = [new FlowAssignment(variable, taken)] };
            var isThere = new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, origin), null, origin);
            var choice = new FlowChoice([new FlowRule(isThere, Set(value), origin)], Set(new IrConstant(null, value.Type, origin)), origin);
            foreach (var edge in entries)
                edge.Target = choice;
            return true;
        }

        return false;
    }

    /// <summary>A truth value that only a decision can find out.</summary>
    private static bool IsDecision(IrExpression expression) =>
        expression is IrNot or IrBinary { Operator: not (IrOperator.Add or IrOperator.Subtract or IrOperator.Multiply) }
            or IrCallFunction { Function: IrFunction.IsNullOrEmpty or IrFunction.Any or IrFunction.EqualsIgnoreCase or IrFunction.IsNullOrWhiteSpace };

    /// <summary>A variable that is set once to a part of a result is that part.</summary>
    private static void InlineAliases(FlowGraph root)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            var definitions = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).GroupBy(a => a.Variable).ToDictionary(g => g.Key, g => g.ToList());
            foreach (var assign in root.AllNodes().OfType<FlowAssign>())
            {
                var alias = assign.Assignments.FirstOrDefault(a =>
                    definitions[a.Variable].Count == 1 && IsPath(a.Value, out var source) && definitions.TryGetValue(source!, out var of) && of.Count == 1);
                if (alias is null)
                    continue;
                assign.Assignments = assign.Assignments.Where(a => a != alias).ToList();
                foreach (var node in root.AllNodes())
                    node.MapExpressions(e => ExpressionSimplifier.Simplify(e.Substitute(v => ReferenceEquals(v, alias.Variable) ? alias.Value : null)));
                changed = true;
                break;
            }

            foreach (var graph in FlowOptimizer.Graphs(root))
            {
                foreach (var edge in FlowEdge.Of(graph).ToList())
                {
                    while (edge.Target is FlowAssign { Assignments.Count: 0 } empty && empty.Next is not FlowEnd { IsAbsorbed: true })
                        edge.Target = empty.Next;
                }
            }
        }
    }

    private static bool IsPath(IrExpression expression, out IrVariable? source)
    {
        while (true)
        {
            switch (expression)
            {
                case IrMember m:
                    expression = m.Target;
                    continue;
                case IrJsonMember m:
                    expression = m.Target;
                    continue;
                case IrElement { Index: IrConstant } m:
                    expression = m.Target;
                    continue;
                case IrFromJson m:
                    expression = m.Json;
                    continue;
                case IrRead read:
                    source = read.Variable;
                    return true;
                default:
                    source = null;
                    return false;
            }
        }
    }
}
