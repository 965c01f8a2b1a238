using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// Makes the graph as small as a person would draw it. Every step keeps what is observable: the calls, their order, the result and the
/// failure. Steps run until none of them finds anything more.
/// </summary>
internal static class FlowOptimizer
{
    // Assignments up to this size are written at every transition that leads to them, instead of in a state of their own.
    private const int DuplicateLimit = 60;

    private const int MaxRounds = 10_000;

    // A value that is read more than once is written at each use up to this size in total.
    private const int RepeatLimit = 24;

    /// <summary>Runs all steps on a graph and the graphs inside it.</summary>
    public static void Run(FlowGraph root)
    {
        var rounds = 0;
        for (var changed = true; changed;)
        {
            // Every round takes away a state, an assignment or a decision.
            if (++rounds > MaxRounds)
                throw new InvalidOperationException("The optimiser does not come to an end.");
            changed = false;
            foreach (var graph in Graphs(root).ToList())
            {
                foreach (var node in graph.Nodes())
                    node.MapExpressions(ExpressionSimplifier.Simplify);
                changed |= MergeAssignments(graph);
                changed |= ThreadDecisions(graph);
                changed |= MoveIntoUse(graph, root);
                changed |= HoistOverDecisions(graph);
                changed |= AbsorbEnds(graph);
                changed |= MergeDecisions(graph);
                changed |= RemoveEmpty(graph);
            }

            changed |= RemoveUnread(root);
        }
    }

    /// <summary>The graph and all graphs inside it, innermost first.</summary>
    public static IEnumerable<FlowGraph> Graphs(FlowGraph root) =>
        root.Nodes().SelectMany(n => n.Subgraphs).SelectMany(Graphs).Append(root);

    /// <summary>Assignments move into the state before them: one state less.</summary>
    private static bool MergeAssignments(FlowGraph graph)
    {
        var changed = false;
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var assign in graph.Nodes().OfType<FlowAssign>())
        {
            var edges = incoming[assign].ToList();
            var small = edges.Count == 1 || assign.Assignments.Sum(a => a.Value.Size()) <= DuplicateLimit;
            foreach (var edge in edges)
            {
                if (edge.Assignments is not { } before || !small || !CanAbsorb(before, assign))
                    continue;
                if (edge.CatchesFailures && assign.Assignments.Any(a => CopyPropagation.CanFail(a.Value)))
                    continue;
                var moved = assign.Assignments.Select(a => new FlowAssignment(a.Variable, ExpressionSimplifier.Simplify(FlowEdge.Before(a.Value, before)))).ToList();
                edge.Assignments = before.Where(b => !moved.Any(m => ReferenceEquals(m.Variable, b.Variable))).Concat(moved).ToList();
                edge.Target = assign.Next;
                changed = true;
            }

            if (changed)
                return true;
        }

        return changed;
    }

    private static bool ReadsDocument(IrExpression value) =>
        value.DescendantsAndSelf().Any(e => e is IrFromJson && Frontend.ObjectShape.IsObject(e.Type));

    private static bool CanAbsorb(List<FlowAssignment> before, FlowAssign assign)
    {
        foreach (var earlier in before)
        {
            var reads = assign.Assignments.Sum(a => a.Value.DescendantsAndSelf().Count(e => e is IrRead r && ReferenceEquals(r.Variable, earlier.Variable)));
            if (reads > 0 && (earlier.Value.IsVolatile() || ReadsDocument(earlier.Value)))
                return false;
            if (reads > 1 && earlier.Value.Size() * reads > RepeatLimit)
                return false;

            // A fallible expression is evaluated once where the code has it.
            if (reads > 0 && CopyPropagation.CanFail(earlier.Value) && reads > 1)
                return false;
        }

        return true;
    }

    /// <summary>A transition to a decision that the assignments on the way decide goes straight to the outcome.</summary>
    private static bool ThreadDecisions(FlowGraph graph)
    {
        var changed = false;
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            if (edge.Target is not FlowChoice choice)
                continue;
            var known = edge.Assignments ?? new List<FlowAssignment>();
            if (Outcome(choice, known) is { } outcome && !ReferenceEquals(outcome, choice))
            {
                edge.Target = outcome;
                changed = true;
            }
        }

        return changed;
    }

    private static FlowNode? Outcome(FlowChoice choice, List<FlowAssignment> known)
    {
        foreach (var rule in choice.Rules)
        {
            switch (ExpressionSimplifier.Truth(FlowEdge.Before(rule.Condition, known)))
            {
                case true:
                    return rule.Target;
                case null:
                    return null;
            }
        }

        return choice.Default;
    }

    /// <summary>A value that only the next state reads is written there.</summary>
    private static bool MoveIntoUse(FlowGraph graph, FlowGraph root)
    {
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var edge in FlowEdge.Of(graph))
        {
            var next = edge.Target;
            if (edge.Assignments is not { } assignments || incoming[next].Count() != 1 || next is FlowAssign or FlowEnd { IsAbsorbed: true })
                continue;
            var assigned = new HashSet<IrVariable>(assignments.Select(a => a.Variable));
            foreach (var candidate in assignments)
            {
                // What a task returned, and what a catcher caught, is only known in that state.
                if (candidate.Value.DescendantsAndSelf().Any(e => e is IrTaskResult or IrCaughtError))
                    continue;

                // A document is read once, where it arrives.
                if (ReadsDocument(candidate.Value))
                    continue;
                var reads = Reads(next, candidate.Variable);
                var elsewhere = root.AllNodes().Sum(n => ReferenceEquals(n, next) ? 0 : Reads(n, candidate.Variable));
                if (reads == 0 || elsewhere > 0 || candidate.Value.IsVolatile() || candidate.Value.Reads().Overlaps(assigned))
                    continue;
                if (reads > 1 && reads * candidate.Value.Size() > RepeatLimit)
                    continue;
                if (CopyPropagation.CanFail(candidate.Value) && next is FlowFallible { Catchers.Count: > 0 })
                    continue;

                // What a Map or Parallel state hands to its subgraphs is not the state's own input.
                next.MapExpressions(e => e.Substitute(v => ReferenceEquals(v, candidate.Variable) ? candidate.Value : null));
                edge.Assignments = assignments.Where(a => a != candidate).ToList();
                return true;
            }
        }

        return false;
    }

    /// <summary>Assignments after a decision are made before it, by a state that is there anyway, where no other way on can tell.</summary>
    private static bool HoistOverDecisions(FlowGraph graph)
    {
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var assign in graph.Nodes().OfType<FlowAssign>())
        {
            if (incoming[assign].Count() != 1 || graph.Nodes().OfType<FlowChoice>().FirstOrDefault(c => c.Successors.Contains(assign)) is not { } choice)
                continue;
            var before = incoming[choice].ToList();
            if (before.Count == 0 || before.Any(e => e.Assignments is null))
                continue;
            var others = choice.Successors.Where(s => !ReferenceEquals(s, assign)).SelectMany(s => new FlowGraph(s).AllNodes()).Append(choice).ToList();
            foreach (var candidate in assign.Assignments)
            {
                var isConstant = candidate.Value is IrConstant or IrSubstitution;
                if (!isConstant || others.Any(n => Reads(n, candidate.Variable) > 0) || before.Any(e => e.Assignments!.Any(a => ReferenceEquals(a.Variable, candidate.Variable))))
                    continue;
                foreach (var edge in before)
                    edge.Assignments = edge.Assignments!.Append(candidate).ToList();
                assign.Assignments = assign.Assignments.Where(a => a != candidate).ToList();
                return true;
            }
        }

        return false;
    }

    /// <summary>A step that only one end follows ends the graph itself.</summary>
    private static bool AbsorbEnds(FlowGraph graph)
    {
        var changed = false;
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var step in graph.Nodes().OfType<FlowStep>())
        {
            if (step.Next is not FlowEnd { IsAbsorbed: false } end || incoming[end].Count() != 1)
                continue;
            end.Output = end.Output is null ? null : ExpressionSimplifier.Simplify(FlowEdge.Before(end.Output, step.Assignments));
            end.IsAbsorbed = true;
            step.Assignments = new List<FlowAssignment>();
            changed = true;
        }

        return changed;
    }

    private static int Reads(FlowNode node, IrVariable variable) =>
        node.Expressions.SelectMany(e => e.DescendantsAndSelf()).Count(e => e is IrRead r && ReferenceEquals(r.Variable, variable));

    /// <summary>An <c>else if</c> is one more rule of the same decision; a decision without a choice goes.</summary>
    private static bool MergeDecisions(FlowGraph graph)
    {
        var changed = false;
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var choice in graph.Nodes().OfType<FlowChoice>())
        {
            if (choice.Default is FlowChoice other && incoming[other].Count() == 1)
            {
                choice.Rules = choice.Rules.Concat(other.Rules).ToList();
                choice.Default = other.Default;
                return true;
            }

            if (choice.Rules.LastOrDefault() is { } last && ReferenceEquals(last.Target, choice.Default) && !CopyPropagation.CanFail(last.Condition))
            {
                choice.Rules.RemoveAt(choice.Rules.Count - 1);
                changed = true;
            }

            // `if (!ok) fail; rest` reads better with the exception as the rule and the rest as the default, which is how it was built.
            if (choice.Rules.Count == 0)
            {
                foreach (var edge in incoming[choice])
                    edge.Target = choice.Default;
                return true;
            }
        }

        return changed;
    }

    private static bool RemoveEmpty(FlowGraph graph)
    {
        var changed = false;
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            while (edge.Target is FlowAssign { Assignments.Count: 0 } empty)
            {
                // What ended the empty state now follows the state before it.
                if (empty.Next is FlowEnd { IsAbsorbed: true } end)
                    end.IsAbsorbed = false;
                edge.Target = empty.Next;
                changed = true;
            }
        }

        return changed;
    }

    private static bool RemoveUnread(FlowGraph root)
    {
        var read = new HashSet<IrVariable>(root.AllNodes().SelectMany(n => n.Expressions).SelectMany(e => e.Reads()));
        var changed = false;
        foreach (var step in root.AllNodes())
        {
            if (step is FlowStep s)
                changed |= Remove(s.Assignments, a => s.Assignments = a);
            if (step is FlowFallible f)
            {
                foreach (var catcher in f.Catchers)
                    changed |= Remove(catcher.Assignments, a => catcher.Assignments = a);
            }
        }

        return changed;

        bool Remove(List<FlowAssignment> assignments, Action<List<FlowAssignment>> set)
        {
            var kept = assignments.Where(a => read.Contains(a.Variable) || CopyPropagation.CanFail(a.Value)).ToList();
            if (kept.Count == assignments.Count)
                return false;
            set(kept);
            return true;
        }
    }
}
