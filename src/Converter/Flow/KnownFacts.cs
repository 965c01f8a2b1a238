using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// What is known of variables when a state begins: constants that every way there assigns, and conditions that every way there decided.
/// A forward analysis over the graph; loops are gone through until nothing changes.
/// </summary>
internal sealed class KnownFacts
{
    // One printer for one graph: it gives each variable a name of its own, so that equal text means equal expressions.
    private readonly IrPrinter _printer = new();
    private readonly Dictionary<FlowNode, Facts> _before = new();

    public KnownFacts(FlowGraph graph)
    {
        var edges = FlowEdge.Of(graph).ToList();
        var incoming = edges.ToLookup(e => e.Target);
        var nodes = graph.Nodes();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var node in nodes)
            {
                Facts? met = null;
                foreach (var edge in incoming[node])
                {
                    // Ways that have not been looked at yet say nothing against a fact.
                    if (After(edge) is not { } facts)
                        continue;
                    met = met is null ? facts : met.Meet(facts);
                }

                if (met is null || (_before.TryGetValue(node, out var known) && known.SameAs(met)))
                    continue;
                _before[node] = met;
                changed = true;
            }
        }
    }

    /// <summary>What is known at the end of a transition, its assignments included; null when it is never taken.</summary>
    public Facts? After(FlowEdge edge)
    {
        if (edge.Source is not { } source)
            return Facts.None;
        if (!_before.TryGetValue(source, out var facts))
            return null;
        if (source is FlowChoice choice)
        {
            foreach (var rule in choice.Rules)
            {
                var isTaken = edge.IsRule(rule);
                facts = Learn(facts, rule.Condition, isTaken);
                if (isTaken)
                    break;
            }
        }

        return edge.Assignments is { } assignments ? After(facts, assignments) : facts;
    }

    /// <summary>What is known after assignments, all of which see the variables as they were before.</summary>
    public Facts After(Facts facts, IReadOnlyList<FlowAssignment> assignments)
    {
        var values = assignments.Select(a => (a.Variable, Value: Evaluate(a.Value, facts))).ToList();
        var assigned = new HashSet<IrVariable>(values.Select(v => v.Variable));
        var result = facts.Without(assigned);
        foreach (var (variable, value) in values)
        {
            if (value is IrConstant constant)
                result = result.With(variable, constant);
        }

        return result;
    }

    /// <summary>What is known when a state begins; null when nothing leads to it.</summary>
    public Facts? Before(FlowNode node) => _before.TryGetValue(node, out var facts) ? facts : null;

    /// <summary>An expression with what is known put in.</summary>
    public IrExpression Evaluate(IrExpression expression, Facts facts)
    {
        if (facts.IsEmpty)
            return expression;
        return ExpressionSimplifier.Simplify(expression.Rewrite(e => e switch
        {
            IrRead read when facts.Constants.TryGetValue(read.Variable, out var value) => value with { Type = read.Type ?? value.Type },
            IrBinary { Operator: IrOperator.NotEqual } different when facts.Conditions.TryGetValue(Key(different with { Operator = IrOperator.Equal }), out var known) =>
                new IrConstant(!known.Value, e.Type, e.Origin),
            IrBinary or IrCallFunction or IrMember when facts.Conditions.TryGetValue(Key(e), out var known) => new IrConstant(known.Value, e.Type, e.Origin),
            _ => e,
        }));
    }

    private Facts Learn(Facts facts, IrExpression condition, bool holds)
    {
        switch (condition)
        {
            case IrNot e:
                return Learn(facts, e.Operand, !holds);
            case IrBinary { Operator: IrOperator.And } e when holds:
                return Learn(Learn(facts, e.Left, true), e.Right, true);
            case IrBinary { Operator: IrOperator.Or } e when !holds:
                return Learn(Learn(facts, e.Left, false), e.Right, false);
            case IrBinary { Operator: IrOperator.NotEqual } e:
                return Learn(facts, e with { Operator = IrOperator.Equal }, !holds);
            case IrBinary { Operator: IrOperator.Equal, Left: IrRead { Variable: var variable }, Right: IrConstant value } when holds:
                return facts.With(variable, value);
            case IrRead { Variable: var flag } e when Frontend.KnownTypes.IsBoolean(flag.Type):
                return facts.With(flag, new IrConstant(holds, flag.Type, e.Origin));
            default:
                // What a task returned is not there any more in the next state.
                return condition is IrConstant || condition.IsVolatile() || condition.DescendantsAndSelf().Any(e => e is IrTaskResult or IrCaughtError)
                    ? facts
                    : facts.With(Key(condition), holds, condition.Reads());
        }
    }

    private string Key(IrExpression expression) => _printer.Text(expression);
}

/// <summary>A set of facts.</summary>
/// <param name="Constants">Variables that hold a constant.</param>
/// <param name="Conditions">Conditions that are decided, by their text.</param>
internal sealed record Facts(ImmutableDictionary<IrVariable, IrConstant> Constants, ImmutableDictionary<string, (bool Value, ISet<IrVariable> Reads)> Conditions)
{
    public static Facts None { get; } = new(ImmutableDictionary<IrVariable, IrConstant>.Empty, ImmutableDictionary<string, (bool, ISet<IrVariable>)>.Empty);

    public bool IsEmpty => Constants.IsEmpty && Conditions.IsEmpty;

    public Facts With(IrVariable variable, IrConstant value) => this with { Constants = Constants.SetItem(variable, value) };

    public Facts With(string condition, bool value, ISet<IrVariable> reads) => this with { Conditions = Conditions.SetItem(condition, (value, reads)) };

    /// <summary>What is left when some variables change.</summary>
    public Facts Without(ISet<IrVariable> assigned) => assigned.Count == 0
        ? this
        : new Facts(
            Constants.RemoveRange(assigned),
            Conditions.RemoveRange(Conditions.Where(c => c.Value.Reads.Overlaps(assigned)).Select(c => c.Key)));

    /// <summary>What holds on both ways.</summary>
    public Facts Meet(Facts other) => new(
        Constants.RemoveRange(Constants.Where(c => !other.Constants.TryGetValue(c.Key, out var value) || !Equals(value.Value, c.Value.Value)).Select(c => c.Key)),
        Conditions.RemoveRange(Conditions.Where(c => !other.Conditions.TryGetValue(c.Key, out var known) || known.Value != c.Value.Value).Select(c => c.Key)));

    public bool SameAs(Facts other) =>
        Constants.Count == other.Constants.Count && Conditions.Count == other.Conditions.Count
        && Constants.All(c => other.Constants.TryGetValue(c.Key, out var value) && Equals(value.Value, c.Value.Value))
        && Conditions.All(c => other.Conditions.TryGetValue(c.Key, out var known) && known.Value == c.Value.Value);
}
