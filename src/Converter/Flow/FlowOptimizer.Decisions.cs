using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Flow;

/// <content>Decisions whose outcome is known before they are taken.</content>
internal static partial class FlowOptimizer
{
    /// <summary>A transition to a decision that the assignments on the way decide goes straight to the outcome.</summary>
    private static bool ThreadDecisions(FlowGraph graph, Dictionary<FlowNode, int> threaded)
    {
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            if (edge.Target is not FlowChoice choice)
                continue;
            var known = edge.Assignments ?? new List<FlowAssignment>();
            if (Outcome(choice, c => ExpressionSimplifier.Truth(FlowEdge.Before(c, known))) is { } outcome && Retarget(edge, choice, outcome, threaded))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Decisions that were taken before, or that assigned constants decide, are not taken again: their rules get simpler, and a
    /// transition on which the outcome is known goes straight to it, over small assignments in between if need be.
    /// </summary>
    private static bool UseFacts(FlowGraph graph, Dictionary<FlowNode, int> threaded)
    {
        var facts = new KnownFacts(graph);
        foreach (var choice in graph.Nodes().OfType<FlowChoice>())
        {
            if (facts.Before(choice) is not { IsEmpty: false } known)
                continue;
            var changed = false;
            choice.Rules = choice.Rules.Select(r =>
            {
                var condition = facts.Evaluate(r.Condition, known);
                changed |= condition.Size() < r.Condition.Size();
                return condition.Size() < r.Condition.Size() ? r with { Condition = condition } : r;
            }).ToList();
            if (changed)
                return true;
        }

        var incoming = FlowEdge.ByTarget(graph);
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            if (facts.After(edge) is not { IsEmpty: false } known)
                continue;
            if (edge.Target is FlowChoice choice)
            {
                if (Outcome(choice, c => ExpressionSimplifier.Truth(facts.Evaluate(c, known))) is { } outcome && Retarget(edge, choice, outcome, threaded))
                    return true;
            }
            else if (edge.Target is FlowAssign { Next: FlowChoice next } assign && incoming[assign].Count() > 1 && assign.Assignments.Sum(a => a.Value.Size()) <= DuplicateLimit)
            {
                var after = facts.After(known, assign.Assignments);
                if (Outcome(next, c => ExpressionSimplifier.Truth(facts.Evaluate(c, after))) is not { } outcome)
                    continue;
                var copy = new FlowAssign(next, assign.Origin) { Assignments = assign.Assignments.ToList(), NameHint = assign.NameHint };
                if (!Retarget(FlowEdge.Next(copy), next, outcome, threaded))
                    continue;
                edge.Target = copy;
                return true;
            }
        }

        return false;
    }

    /// <summary>What is never null is not asked for it.</summary>
    private static bool UseNullFacts(FlowGraph root)
    {
        var nulls = new Lazy<NullFacts>(() => NullFacts.Of(root));
        return Answer(root, question => question is { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: IrRead asked, Right: IrConstant { Value: null } } && nulls.Value.IsNeverNull(asked)
            ? question.Operator == IrOperator.NotEqual
            : null);
    }

    /// <summary>What is never below zero is not asked for it.</summary>
    private static bool UseSignFacts(FlowGraph root)
    {
        var signs = new Lazy<SignFacts>(() => new SignFacts(root));
        return Answer(root, question => question is { Operator: IrOperator.Less or IrOperator.GreaterOrEqual, Left: var asked, Right: IrConstant { Value: 0 } } && !CopyPropagation.CanFail(asked) && signs.Value.IsNeverNegative(asked)
            ? question.Operator == IrOperator.GreaterOrEqual
            : null);
    }

    /// <summary>Answers questions in the conditions of a root; null leaves one as it is.</summary>
    private static bool Answer(FlowGraph root, Func<IrBinary, bool?> answer)
    {
        var changed = false;
        foreach (var choice in root.AllNodes().OfType<FlowChoice>())
            choice.Rules = choice.Rules.Select(rule => rule with { Condition = rule.Condition.Rewrite(Answered) }).ToList();
        return changed;

        IrExpression Answered(IrExpression e)
        {
            if (e is not IrBinary question || answer(question) is not { } holds)
                return e;
            changed = true;
            return new IrConstant(holds, question.Type, question.Origin);
        }
    }

    /// <summary>Leads a transition past a decision.</summary>
    private static bool Retarget(FlowEdge edge, FlowChoice choice, (FlowNode Target, List<FlowAssignment> Assignments) outcome, Dictionary<FlowNode, int> threaded)
    {
        threaded.TryGetValue(choice, out var times);
        if (ReferenceEquals(outcome.Target, choice) || times >= ThreadLimit)
            return false;
        threaded[choice] = times + 1;
        edge.Target = outcome.Assignments.Count == 0 ? outcome.Target : new FlowAssign(outcome.Target, choice.Origin) { Assignments = outcome.Assignments.ToList() };
        return true;
    }

    private static (FlowNode Target, List<FlowAssignment> Assignments)? Outcome(FlowChoice choice, Func<IrExpression, bool?> truth)
    {
        foreach (var rule in choice.Rules)
        {
            switch (truth(rule.Condition))
            {
                case true:
                    return (rule.Target, rule.Assignments);
                case null:
                    return null;
            }
        }

        return (choice.Default, []);
    }
}
