using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// Makes the graph as small as a person would draw it. Every step keeps what is observable: the calls, their order, the result and the
/// failure. Steps run until none of them finds anything more.
/// </summary>
internal static partial class FlowOptimizer
{
    // Assignments up to this size are written at every transition that leads to them, instead of in a state of their own.
    private const int DuplicateLimit = 60;

    private const int MaxRounds = 10_000;

    // A decision is taken early on so many of the ways to it; a loop of assignments alone would otherwise be unrolled without end.
    private const int ThreadLimit = 24;

    // A value that is read more than once is written at each use up to this size in total.
    private const int RepeatLimit = 24;

    /// <summary>Runs all steps on a graph and the graphs inside it.</summary>
    public static void Run(FlowGraph root)
    {
        var rounds = 0;
        var threaded = new Dictionary<FlowNode, int>();
        var simplify = new Simplification();
        for (var changed = true; changed;)
        {
            // Every round takes away a state, an assignment or a decision.
            if (++rounds > MaxRounds)
                throw new InvalidOperationException("The optimiser does not come to an end.");
            changed = false;
            foreach (var graph in Graphs(root).ToList())
            {
                foreach (var node in graph.Nodes())
                    node.MapExpressions(simplify.Of);
                changed |= MergeAssignments(graph);
                changed |= ThreadDecisions(graph, threaded);
                changed |= MoveIntoUse(graph, root);
                changed |= HoistOverDecisions(graph, root);
                changed |= AbsorbEnds(graph);
                changed |= MergeDecisions(graph);
                changed |= RemoveEmpty(graph);
                changed |= RemoveIdleCatchers(graph);
                if (!changed)
                    changed |= UseFacts(graph, threaded);

                // Last, when every state is what it will be: an end that only one state leads to is part of that state.
                if (!changed)
                    changed |= EqualStates.Merge(graph);
            }

            changed |= RemoveUnread(root);
            if (!changed)
                changed = UseNullFacts(root) || UseSignFacts(root);
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
                if (ReferenceEquals(edge.Source, assign) || edge.Assignments is not { } before || !small || !CanAbsorb(before, assign))
                    continue;
                if (edge.CatchesFailures && assign.Assignments.Any(a => CopyPropagation.CanFail(a.Value)))
                    continue;
                edge.Assignments = Joined(before, assign.Assignments);
                edge.Target = assign.Next;
                edge.Source?.Absorbed.AddRange(assign.Absorbed.Prepend(assign.Origin));
                changed = true;
            }

            if (changed)
                return true;
        }

        return changed;
    }

    /// <summary>What one state assigns instead of two. A value that is overwritten is still made if making it can fail.</summary>
    private static List<FlowAssignment> Joined(List<FlowAssignment> before, List<FlowAssignment> after)
    {
        var moved = after.Select(a => new FlowAssignment(a.Variable, ExpressionSimplifier.Simplify(FlowEdge.Before(a.Value, before)))).ToList();
        var kept = before.Select(b => !IsOverwritten(b) ? b : CopyPropagation.CanFail(b.Value) && !after.Any(a => a.Value.AlwaysReads(b.Variable)) ? b with { Variable = new IrVariable(b.Variable.Name, b.Variable.Type) } : null);
        return kept.OfType<FlowAssignment>().Concat(moved).ToList();

        bool IsOverwritten(FlowAssignment assignment) => moved.Any(m => ReferenceEquals(m.Variable, assignment.Variable));
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

    /// <summary>A value that only the next state reads is written there.</summary>
    private static bool MoveIntoUse(FlowGraph graph, FlowGraph root)
    {
        var incoming = FlowEdge.ByTarget(graph);
        Dictionary<IrVariable, int>? all = null;
        foreach (var edge in FlowEdge.Of(graph))
        {
            var next = edge.Target;
            if (edge.Assignments is not { } assignments || incoming[next].Count() != 1 || next is FlowAssign or FlowEnd { IsAbsorbed: true })
                continue;
            var assigned = new HashSet<IrVariable>(assignments.Select(a => a.Variable));
            foreach (var candidate in assignments)
            {
                var reads = Reads(next, candidate.Variable);
                if (reads == 0)
                    continue;

                // What a task returned, and what a catcher caught, is only known in that state; and behind a task its input is gone.
                if (candidate.Value.DescendantsAndSelf().Any(e => e is IrTaskResult or IrCaughtError || e is IrInput && edge.Source is FlowFallible))
                    continue;

                // A document is read once, where it arrives.
                if (ReadsDocument(candidate.Value))
                    continue;
                all ??= Reads(root);
                if (all[candidate.Variable] > reads || candidate.Value.IsVolatile() || candidate.Value.Reads().Overlaps(assigned))
                    continue;
                if (reads > 1 && reads * candidate.Value.Size() > RepeatLimit)
                    continue;
                if (CopyPropagation.CanFail(candidate.Value) && (next is FlowFallible { Catchers.Count: > 0 } || !FailsAsWell(next, candidate)))
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
    private static bool HoistOverDecisions(FlowGraph graph, FlowGraph root)
    {
        var incoming = FlowEdge.ByTarget(graph);
        Liveness? liveness = null;
        NullFacts? nulls = null;
        foreach (var assign in graph.Nodes().OfType<FlowAssign>())
        {
            if (assign.Assignments.Count == 0 || incoming[assign].ToList() is not [{ Source: FlowChoice choice } way] || way.Assignments is { Count: > 0 })
                continue;
            var before = incoming[choice].ToList();
            if (before.Count == 0 || before.Any(e => e.Assignments is not { } earlier || !CanAbsorb(earlier, assign)))
                continue;
            if (!assign.Assignments.All(a => IsFreeToMake(a.Value, nulls ??= NullFacts.Known(root))) || (before.Count > 1 && assign.Assignments.Sum(a => a.Value.Size()) > DuplicateLimit))
                continue;
            liveness ??= new Liveness(graph);
            if (assign.Assignments.Any(a => Reads(choice, a.Variable) > 0 || choice.Ways().Any(w => !ReferenceEquals(w.Target, assign) && IsNeeded(w, a.Variable))))
                continue;
            foreach (var edge in before)
                edge.Assignments = Joined(edge.Assignments!, assign.Assignments);

            assign.Assignments = [];
            return true;
        }

        return false;

        bool IsNeeded((FlowNode Target, List<FlowAssignment> Assignments) way, IrVariable variable) =>
            liveness.At(way.Target).Contains(variable) && !way.Assignments.Any(a => ReferenceEquals(a.Variable, variable));
    }

    /// <summary>
    /// Whether nobody can tell that the value is made although it turns out not to be needed. That an operand is there, or within its range, may be
    /// what the decision is about: only what never fails counts.
    /// </summary>
    private static bool IsFreeToMake(IrExpression value, NullFacts nulls) => value.DescendantsAndSelf().All(e => e switch
    {
        IrConstant or IrSubstitution or IrRead or IrNew or IrList or IrConcat => true,
        IrMember { TargetMayBeNull: false, Target: IrRead target } => nulls.IsNeverNull(target),
        IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual or IrOperator.And or IrOperator.Or } or IrNot or IrConditional => true,
        _ => false,
    });

    /// <summary>A step that only one end follows ends the graph itself.</summary>
    private static bool AbsorbEnds(FlowGraph graph)
    {
        var changed = false;
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var step in graph.Nodes().OfType<FlowStep>())
        {
            if (step.Next is not FlowEnd { IsAbsorbed: false } end || incoming[end].Count() != 1)
                continue;
            if (end.Output is not null && step is FlowFallible { CatchesEvaluation: true } && CopyPropagation.CanFail(end.Output))
                continue;
            // What fails must be evaluated, whether the result needs it or not.
            if (step.Assignments.Any(a => CopyPropagation.CanFail(a.Value) && end.Output?.AlwaysReads(a.Variable) != true))
                continue;
            end.Output = end.Output is null ? null : ExpressionSimplifier.Simplify(FlowEdge.Before(end.Output, step.Assignments));
            end.IsAbsorbed = true;
            step.Assignments = new List<FlowAssignment>();
            changed = true;
        }

        return changed;
    }

    /// <summary>Whether a state that has the assigned value in its expressions fails when the assignment would: it evaluates it at once, or what can fail in it.</summary>
    private static bool FailsAsWell(FlowNode node, FlowAssignment assignment)
    {
        var evaluated = node is FlowChoice { Rules: [var first, ..] } ? [first.Condition] : Liveness.Own(node).ToList();
        return evaluated.Any(e => e.AlwaysReads(assignment.Variable))
            || assignment.Value.DescendantsAndSelf().Where(CopyPropagation.FailsItself).All(part => evaluated.Any(e => e.Always(other => other.IsSameAs(part))));
    }

    private static int Reads(FlowNode node, IrVariable variable) =>
        node.Expressions.SelectMany(e => e.DescendantsAndSelf()).Count(e => e is IrRead r && ReferenceEquals(r.Variable, variable));

    /// <summary>How often each variable is read in a graph and the graphs inside it.</summary>
    private static Dictionary<IrVariable, int> Reads(FlowGraph root)
    {
        var reads = new Dictionary<IrVariable, int>();
        foreach (var read in root.AllNodes().SelectMany(n => n.Expressions).SelectMany(e => e.DescendantsAndSelf()).OfType<IrRead>())
            reads[read.Variable] = reads.TryGetValue(read.Variable, out var count) ? count + 1 : 1;
        return reads;
    }

    /// <summary>An <c>else if</c> is one more rule of the same decision; a decision without a choice goes.</summary>
    private static bool MergeDecisions(FlowGraph graph)
    {
        var incoming = FlowEdge.ByTarget(graph);
        foreach (var choice in graph.Nodes().OfType<FlowChoice>())
        {
            if (choice.Default is FlowChoice other && !ReferenceEquals(other, choice) && incoming[other].Count() == 1)
            {
                choice.Rules = choice.Rules.Concat(other.Rules).ToList();
                choice.Default = other.Default;
                return true;
            }

            // Edges know their rules by number, so that all are looked for again once a rule is gone.
            if (choice.Rules.RemoveAll(r => r.Condition is IrConstant { Value: false }) > 0)
                return true;

            // What an earlier rule asks is not so when a later one is looked at.
            if (choice.Rules.RemoveAll(r => choice.Rules.TakeWhile(earlier => !ReferenceEquals(earlier, r)).Any(earlier => earlier.Condition.IsSameAs(r.Condition)) && !r.Condition.IsVolatile()) > 0)
                return true;
            if (choice.Rules.LastOrDefault() is { Assignments.Count: 0 } last && ReferenceEquals(last.Target, choice.Default) && !CopyPropagation.CanFail(last.Condition))
            {
                choice.Rules.RemoveAt(choice.Rules.Count - 1);
                return true;
            }

            // `if (!ok) fail; rest` reads better with the exception as the rule and the rest as the default, which is how it was built.
            if (choice.Rules.Count == 0 && !ReferenceEquals(choice.Default, choice))
            {
                foreach (var edge in incoming[choice])
                    edge.Target = choice.Default;
                return true;
            }
        }

        return false;
    }

    /// <summary>A catcher behind which the execution fails with what was caught is none, unless one behind it would catch the error then.</summary>
    private static bool RemoveIdleCatchers(FlowGraph graph)
    {
        var changed = false;
        foreach (var catchers in graph.Nodes().OfType<FlowFallible>().Select(n => n.Catchers))
        {
            while (catchers.Count > 0 && IsIdle(catchers[catchers.Count - 1]))
            {
                catchers.RemoveAt(catchers.Count - 1);
                changed = true;
            }
        }

        return changed;

        static bool IsIdle(FlowCatcher catcher) =>
            catcher is { Assignments: [{ Value: IrCaughtError, Variable: var caught }], Target: FlowFail { Error: IrMember { Name: ExceptionMembers.ErrorName, Target: IrRead error }, Cause: IrMember { Name: ExceptionMembers.Message, Target: IrRead cause } } }
            && ReferenceEquals(error.Variable, caught) && ReferenceEquals(cause.Variable, caught);
    }

    private static bool RemoveEmpty(FlowGraph graph)
    {
        var changed = false;
        foreach (var edge in FlowEdge.Of(graph).ToList())
        {
            // A loop without anything in it stays one state.
            var passed = new HashSet<FlowNode>();
            while (edge.Target is FlowAssign { Assignments.Count: 0 } empty && !ReferenceEquals(empty, edge.Source) && passed.Add(empty) && !passed.Contains(empty.Next))
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

    /// <summary>Values that nothing after the assignment needs go.</summary>
    private static bool RemoveUnread(FlowGraph root)
    {
        var changed = false;
        foreach (var graph in Graphs(root).ToList())
        {
            var liveness = new Liveness(graph);
            foreach (var edge in FlowEdge.Of(graph).ToList())
            {
                if (edge.Assignments is not { Count: > 0 } assignments)
                    continue;
                var needed = liveness.At(edge.Target);
                var kept = assignments.Where(a => needed.Contains(a.Variable) || CopyPropagation.CanFail(a.Value)).ToList();
                if (kept.Count == assignments.Count)
                    continue;
                edge.Assignments = kept;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Takes decisions early, and values away that nothing reads then, without moving assignments into other states.</summary>
    public static void Thread(FlowGraph root)
    {
        var threaded = new Dictionary<FlowNode, int>();
        var simplify = new Simplification();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var graph in Graphs(root).ToList())
            {
                foreach (var node in graph.Nodes())
                    node.MapExpressions(simplify.Of);
                changed |= ThreadDecisions(graph, threaded) || UseFacts(graph, threaded) || MergeDecisions(graph) || RemoveEmpty(graph);
            }

            changed |= RemoveUnread(root);
        }
    }

    /// <summary>Simplifies each expression once: a round changes few of them, and what is simple stays so.</summary>
    private sealed class Simplification
    {
        private readonly HashSet<IrExpression> _simple = new(ReferenceComparer.Instance);

        public IrExpression Of(IrExpression expression)
        {
            if (_simple.Contains(expression))
                return expression;
            var simple = ExpressionSimplifier.Simplify(expression);
            // What a step made is looked at again; what none changed is not.
            if (ReferenceEquals(simple, expression))
                _simple.Add(expression);
            return simple;
        }
    }
}
