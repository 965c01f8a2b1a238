using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Flow;

/// <summary>A transition: where it leads, and the assignments that are made on the way.</summary>
internal abstract class FlowEdge
{
    /// <summary>The node that it leads to.</summary>
    public abstract FlowNode Target { get; set; }

    /// <summary>The node that it leaves; null for the entry of a graph.</summary>
    public virtual FlowNode? Source => null;

    /// <summary>Whether it is the transition of that rule of a decision.</summary>
    public virtual bool IsRule(FlowRule rule) => false;

    /// <summary>The assignments on the way; null where a transition cannot make any.</summary>
    public virtual List<FlowAssignment>? Assignments
    {
        get => null;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether an expression that fails on the way would be caught.</summary>
    public virtual bool CatchesFailures => false;

    /// <summary>All transitions of a graph, its entry included.</summary>
    public static IEnumerable<FlowEdge> Of(FlowGraph graph)
    {
        yield return new EntryEdge(graph);
        foreach (var node in graph.Nodes())
        {
            if (node is FlowStep step)
                yield return new NextEdge(step);
            if (node is FlowFallible fallible)
            {
                foreach (var catcher in fallible.Catchers)
                    yield return new CatchEdge(fallible, catcher);
            }

            if (node is FlowChoice choice)
            {
                for (var i = 0; i < choice.Rules.Count; i++)
                    yield return new RuleEdge(choice, i);
                yield return new DefaultEdge(choice);
            }
        }
    }

    /// <summary>The way on of a step.</summary>
    public static FlowEdge Next(FlowStep step) => new NextEdge(step);

    /// <summary>The transitions by the node that they lead to.</summary>
    public static ILookup<FlowNode, FlowEdge> ByTarget(FlowGraph graph) => Of(graph).ToLookup(e => e.Target);

    /// <summary>An expression over the state after the assignments, in terms of the state before them.</summary>
    public static IrExpression Before(IrExpression expression, List<FlowAssignment> assignments) =>
        expression.Substitute(v => assignments.LastOrDefault(a => ReferenceEquals(a.Variable, v))?.Value);

    private sealed class EntryEdge(FlowGraph graph) : FlowEdge
    {
        public override FlowNode Target
        {
            get => graph.Entry;
            set => graph.Entry = value;
        }
    }

    private sealed class NextEdge(FlowStep step) : FlowEdge
    {
        public override FlowNode Target
        {
            get => step.Next;
            set => step.Next = value;
        }

        public override List<FlowAssignment>? Assignments
        {
            get => step.Assignments;
            set => step.Assignments = value!;
        }

        public override FlowNode Source => step;

        public override bool CatchesFailures => step is FlowFallible { CatchesEvaluation: true };
    }

    private sealed class CatchEdge(FlowFallible step, FlowCatcher catcher) : FlowEdge
    {
        public override FlowNode Source => step;

        public override FlowNode Target
        {
            get => catcher.Target;
            set => catcher.Target = value;
        }

        public override List<FlowAssignment>? Assignments
        {
            get => catcher.Assignments;
            set => catcher.Assignments = value!;
        }
    }

    private sealed class RuleEdge(FlowChoice choice, int index) : FlowEdge
    {
        public override FlowNode Target
        {
            get => choice.Rules[index].Target;
            set => choice.Rules[index] = choice.Rules[index] with { Target = value };
        }

        public override List<FlowAssignment>? Assignments
        {
            get => choice.Rules[index].Assignments;
            set => choice.Rules[index] = choice.Rules[index] with { Assignments = value! };
        }

        public override bool IsRule(FlowRule rule) => ReferenceEquals(choice.Rules[index], rule);

        public override FlowNode Source => choice;
    }

    private sealed class DefaultEdge(FlowChoice choice) : FlowEdge
    {
        public override FlowNode Source => choice;

        public override FlowNode Target
        {
            get => choice.Default;
            set => choice.Default = value;
        }
    }
}
