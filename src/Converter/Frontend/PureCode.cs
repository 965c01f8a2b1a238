using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Frontend;

/// <summary>A way in which pure code throws.</summary>
/// <param name="Condition">When it does.</param>
/// <param name="Throw">What it throws; the message reads nothing that the code itself sets.</param>
internal sealed record PureFailure(IrExpression Condition, IrThrow Throw);

/// <summary>Pure statements and the value after them, as one expression.</summary>
/// <param name="Value">The value, where the code does not throw.</param>
/// <param name="Failures">The ways in which it throws; at most one of their conditions holds.</param>
internal sealed record PureCode(IrExpression Value, ImmutableArray<PureFailure> Failures)
{
    // Every decision repeats what follows it; beyond this the code had better be states.
    private const int MaxLeaves = 24;

    /// <summary>Folds statements that assign, decide, leave blocks, return and throw. Null when one does something else, or there are too many ways through.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="value">The value after the statements; null when they return it.</param>
    /// <param name="isInternal">Whether nothing but the statements and the value reads a variable.</param>
    public static PureCode? TryFold(ImmutableArray<IrStatement> statements, IrExpression? value, Func<IrVariable, bool> isInternal)
    {
        if (statements.IsEmpty && value is not null)
            return new PureCode(value, []);
        var walk = new Walk(isInternal);
        var outcome = walk.Block(statements, 0, ImmutableDictionary<IrVariable, IrExpression>.Empty, ImmutableDictionary<IrLabel, Func<ImmutableDictionary<IrVariable, IrExpression>, Outcome?>>.Empty, env =>
            value is null ? null : walk.Leaf(new Gives(Walk.In(value, env))));
        if (outcome is null || ValueOf(outcome) is not { } result)
            return null;
        var failures = new List<PureFailure>();
        Collect(outcome, new IrConstant(true, null, result.Origin), e => e, failures);
        return new PureCode(ExpressionSimplifier.Simplify(result), Merge(failures));
    }

    private static IrExpression? ValueOf(Outcome outcome)
    {
        switch (outcome)
        {
            case Gives leaf:
                return leaf.Result;
            case Choice choice:
                var (then, otherwise) = (ValueOf(choice.Then), ValueOf(choice.Otherwise));
                return then is null ? otherwise : otherwise is null ? then : new IrConditional(choice.Condition, then, otherwise, then.Type ?? otherwise.Type, then.Origin);
            case Bind bind:
                return ValueOf(bind.Body) is { } body ? new IrLet(bind.Variable, bind.Bound, body) : null;
            default:
                return null;
        }
    }

    private static void Collect(Outcome outcome, IrExpression condition, Func<IrExpression, IrExpression> around, List<PureFailure> failures)
    {
        switch (outcome)
        {
            case Throws leaf:
                var message = ExpressionSimplifier.Simplify(around(leaf.Statement.Exception.Message));
                failures.Add(new PureFailure(ExpressionSimplifier.Simplify(around(condition)), leaf.Statement with { Exception = leaf.Statement.Exception with { Message = message } }));
                break;
            case Choice choice:
                Collect(choice.Then, And(condition, choice.Condition), around, failures);
                Collect(choice.Otherwise, And(condition, Not(choice.Condition)), around, failures);
                break;
            case Bind bind:
                Collect(bind.Body, condition, e => around(new IrLet(bind.Variable, bind.Bound, e)), failures);
                break;
        }
    }

    private static ImmutableArray<PureFailure> Merge(List<PureFailure> failures)
    {
        var merged = new List<PureFailure>();
        foreach (var failure in failures)
        {
            var same = merged.FindIndex(f => f.Throw.Exception.IsSameAs(failure.Throw.Exception));
            if (same < 0)
                merged.Add(failure);
            else
                merged[same] = merged[same] with { Condition = new IrBinary(IrOperator.Or, merged[same].Condition, failure.Condition, failure.Condition.Type, failure.Condition.Origin) };
        }

        return merged.ToImmutableArray();
    }

    private static IrExpression And(IrExpression a, IrExpression b) => a is IrConstant { Value: true } ? b : new IrBinary(IrOperator.And, a, b, b.Type, b.Origin);

    private static IrExpression Not(IrExpression e) => ExpressionSimplifier.Simplify(new IrNot(e, e.Type, e.Origin));

    private abstract record Outcome;

    private sealed record Gives(IrExpression Result) : Outcome;

    private sealed record Throws(IrThrow Statement) : Outcome;

    private sealed record Choice(IrExpression Condition, Outcome Then, Outcome Otherwise) : Outcome;

    private sealed record Bind(IrVariable Variable, IrExpression Bound, Outcome Body) : Outcome;

    private sealed class Walk(Func<IrVariable, bool> isInternal)
    {
        private int _leaves;

        public Outcome? Leaf(Outcome outcome) => ++_leaves > MaxLeaves ? null : outcome;

        public static IrExpression In(IrExpression expression, ImmutableDictionary<IrVariable, IrExpression> env) =>
            env.IsEmpty ? expression : ExpressionSimplifier.Simplify(expression.Substitute(v => env.TryGetValue(v, out var value) ? value : null));

        public Outcome? Block(
            ImmutableArray<IrStatement> block,
            int start,
            ImmutableDictionary<IrVariable, IrExpression> env,
            ImmutableDictionary<IrLabel, Func<ImmutableDictionary<IrVariable, IrExpression>, Outcome?>> labels,
            Func<ImmutableDictionary<IrVariable, IrExpression>, Outcome?> next)
        {
            if (start == block.Length)
                return next(env);
            switch (block[start])
            {
                case IrAssign s when isInternal(s.Variable):
                    var value = In(s.Value, env);
                    if (value.IsVolatile())
                        return null;
                    if (value is IrConstant or IrRead or IrSubstitution)
                        return Block(block, start + 1, env.SetItem(s.Variable, value), labels, next);
                    var variable = new IrVariable(s.Variable.Name, s.Variable.Type ?? value.Type) { IsTemporary = s.Variable.IsTemporary };
                    return Block(block, start + 1, env.SetItem(s.Variable, new IrRead(variable, s.Origin)), labels, next) is { } body ? new Bind(variable, value, body) : null;
                case IrIf s:
                    Outcome? Rest(ImmutableDictionary<IrVariable, IrExpression> e) => Block(block, start + 1, e, labels, next);
                    var condition = In(s.Condition, env);
                    if (condition is IrConstant { Value: bool known })
                        return Block(known ? s.Then : s.Else, 0, env, labels, Rest);
                    return Block(s.Then, 0, env, labels, Rest) is { } then && Block(s.Else, 0, env, labels, Rest) is { } otherwise ? new Choice(condition, then, otherwise) : null;
                case IrLabeled s:
                    Outcome? After(ImmutableDictionary<IrVariable, IrExpression> e) => Block(block, start + 1, e, labels, next);
                    return Block(s.Body, 0, env, labels.SetItem(s.Label, After), After);
                case IrLeave s when labels.TryGetValue(s.Label, out var target):
                    return target(env);
                case IrReturn { Value: { } returned }:
                    return Leaf(new Gives(In(returned, env)));
                case IrThrow s:
                    return Leaf(new Throws(s with { Exception = (IrException)In(s.Exception, env) }));
                default:
                    return null;
            }
        }
    }
}
