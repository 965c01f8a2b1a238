using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Converter.Passes;

/// <summary>What expressions of the loop give when the job has a status.</summary>
internal sealed partial class PollLoop
{
    /// <summary>What an expression gives when the job has a status; null as status: the job has not been asked for.</summary>
    private Value Evaluate(IrExpression expression, State state, string? status = null)
    {
        switch (expression)
        {
            case IrConstant e:
                return new Constant(e.Value);
            case IrRead e when state.Known.TryGetValue(e.Variable, out var bound):
                return bound.Fixed is { } value ? value
                    : bound.Expression is { } assigned ? Evaluate(assigned, state with { Known = bound.Known! }, status)
                    : ReferenceEquals(bound, Bound.Started) || ReferenceEquals(bound, Bound.Answer) ? PartOf(ReferenceEquals(bound, Bound.Answer), [], status)
                    : Value.Unknown;
            case IrMember { Name: var name } e when Evaluate(e.Target, state, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(name), status);
            case IrElement { Index: IrConstant { Value: int index } } e when Evaluate(e.Target, state, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)), status);
            case IrCallFunction { Function: IrFunction.ElementOrDefault, Arguments: [var list, IrConstant { Value: int index }, ..] } when Evaluate(list, state, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)), status);
            case IrCallFunction { Function: IrFunction.Count, Arguments: [var list] } when Evaluate(list, state, status) is Part part && IsListOfOne(part):
                return new Constant(1);
            case IrCallFunction { Function: IrFunction.NotNull or IrFunction.ToText, Arguments: [var same] }:
                return Evaluate(same, state, status);
            case IrCallFunction { Function: IrFunction.Contains, Arguments: [IrList list, var item] } when Evaluate(item, state, status) is Constant wanted && list.Elements.All(e => e is IrConstant):
                return new Constant(list.Elements.Any(e => Equals(((IrConstant)e).Value, wanted.Value)));
            case IrConcat { Parts: [var same] }:
                return Evaluate(same, state, status);
            case IrNot e:
                return Evaluate(e.Operand, state, status) is Constant { Value: bool operand } ? new Constant(!operand) : Value.Unknown;
            case IrCoalesce e:
                return Evaluate(e.Value, state, status) switch
                {
                    Constant { Value: null } => Evaluate(e.WhenNull, state, status),
                    Constant there => there,
                    Part part when IsThere(part) => part,
                    _ => Value.Unknown,
                };
            case IrConditional e:
                return Evaluate(e.Condition, state, status) is Constant { Value: bool holds } ? Evaluate(holds ? e.WhenTrue : e.WhenFalse, state, status) : Value.Unknown;
            case IrLet e:
                return Evaluate(e.Body, state with { Known = state.Known.SetItem(e.Variable, BoundTo(e.Value, state)) }, status);
            case IrBinary { Operator: IrOperator.And or IrOperator.Or } e:
                var decides = e.Operator == IrOperator.Or;
                var (left, right) = (Evaluate(e.Left, state, status) as Constant, Evaluate(e.Right, state, status) as Constant);
                return Equals(left?.Value, decides) || Equals(right?.Value, decides) ? new Constant(decides)
                    : left is not null && right is not null ? new Constant(!decides)
                    : Value.Unknown;
            case IrBinary { Operator: IrOperator.Add or IrOperator.Subtract or IrOperator.Multiply or IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual } e:
                return Combine(Evaluate(e.Left, state, status), Evaluate(e.Right, state, status), (l, r) => Compute(e.Operator, l, r));
            case IrCallFunction { Function: IrFunction.Ceiling, Arguments: [var inexact] } when Evaluate(inexact, state, status) is Constant exact && Number(exact) is { } number:
                return new Constant(Math.Ceiling(number));
            case IrCallFunction { Function: IrFunction.UtcNow } when _phase == Phase.Attempts || !state.HasAsked:
                return new Moment(state.Waited);
            case IrCallFunction { Function: IrFunction.Instant or IrFunction.FromMillis or IrFunction.MoveTime, Arguments: { } time } when Evaluate(time[time.Length - 1], state, status) is Moment moment:
                return moment;
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual } e:
                return Combine(Evaluate(e.Left, state, status), Evaluate(e.Right, state, status), (l, r) => AreEqual(l, r) is { } equal ? new Constant(equal == (e.Operator == IrOperator.Equal)) : Value.Unknown);
            default:
                return Value.Unknown;
        }
    }

    /// <summary>The value of an operation on values, one of which may be several: when all give the same, that.</summary>
    private static Value Combine(Value left, Value right, Func<Value, Value, Value> combine)
    {
        if (left is not Several && right is not Several)
            return combine(left, right);
        if (left is Several && right is Several)
            return Value.Unknown;
        var all = (left is Several l ? l.Values.Select(v => combine(v, right)) : ((Several)right).Values.Select(v => combine(left, v))).Distinct().ToImmutableArray();
        return all.Contains(Value.Unknown) ? Value.Unknown : all.Length == 1 ? all[0] : new Several(all);
    }

    /// <summary>Arithmetic and comparison of numbers, and of points in time with durations in milliseconds.</summary>
    private static Value Compute(IrOperator op, Value left, Value right)
    {
        if (Number(left) is not { } l || Number(right) is not { } r)
            return Value.Unknown;
        var (moments, isInteger) = ((left is Moment ? 1 : 0) + (right is Moment ? 1 : 0), left is Constant { Value: int } && right is Constant { Value: int });
        switch (op)
        {
            case IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual when moments != 1:
                return new Constant(op switch
                {
                    IrOperator.Less => l < r,
                    IrOperator.LessOrEqual => l <= r,
                    IrOperator.Greater => l > r,
                    _ => l >= r,
                });
            case IrOperator.Add when moments < 2:
                return Result(l + r, moments == 1);
            case IrOperator.Subtract when moments == 0 || left is Moment:
                return Result(l - r, moments == 1);
            case IrOperator.Multiply when moments == 0:
                return Result(l * r, false);
            default:
                return Value.Unknown;
        }

        Value Result(double value, bool isMoment) => isMoment ? new Moment(value)
            : !isInteger ? new Constant(value)
            : value is >= int.MinValue and <= int.MaxValue ? new Constant((int)value)
            : Value.Unknown;
    }

    private static double? Number(Value value) => value switch
    {
        Moment { Millis: var millis } => millis,
        Constant { Value: int number } => number,
        Constant { Value: double number } => number,
        _ => null,
    };

    private bool? AreEqual(Value left, Value right) => (left, right) switch
    {
        (Constant a, Constant b) => Number(a) is { } x && Number(b) is { } y ? x.Equals(y) : Equals(a.Value, b.Value),
        (Part part, Constant { Value: null }) when IsThere(part) => false,
        (Constant { Value: null }, Part part) when IsThere(part) => false,
        _ => null,
    };

    private Value PartOf(bool isAnswer, ImmutableArray<string> path, string? status) => isAnswer && status is not null && IsPath(path, _job.Status) ? new Constant(status) : new Part(isAnswer, path);

    /// <summary>An answer that tells the job's status has everything that leads to it.</summary>
    private bool IsThere(Part part) => part.IsAnswer && part.Path.Length < _job.Status.Count && IsPath(part.Path, _job.Status.Take(part.Path.Length).ToList());

    // A job that was started is told of, and asked for by itself.
    private bool IsListOfOne(Part part) => part.IsAnswer
        ? IsThere(part) && _job.Status[part.Path.Length] == "0"
        : _job.Question.Any(q => q.Source == JobValueSource.StartResponse && q.Path.Count > part.Path.Length && IsPath(part.Path, q.Path.Take(part.Path.Length).ToList()) && q.Path[part.Path.Length] == "0");

    private static bool IsPath(ImmutableArray<string> path, IReadOnlyList<string> apiPath) => path.SequenceEqual(apiPath, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a variable holds from here on.</summary>
    private Bound BoundTo(IrExpression value, State state)
    {
        var status = state.HasAsked && state.Statuses.Length == 1 ? state.Statuses[0] : null;
        return Evaluate(value, state, status) is (Constant or Moment or Several) and { } known ? new Bound(known)
            : value.Reads().Any(v => IsLost(v, state)) ? Bound.Lost
            : new Bound(value, state.Known);
    }

    /// <summary>What a variable holds: a value, an expression over what was known then, or one of the following. The last are told apart by reference.</summary>
    private sealed class Bound
    {
        public Bound(IrExpression expression, ImmutableDictionary<IrVariable, Bound> known) => (Expression, Known) = (expression, known);

        public Bound(Value value) => Fixed = value;

        private Bound()
        {
        }

        /// <summary>Something that depends on earlier iterations.</summary>
        public static Bound Lost { get; } = new();

        /// <summary>Something.</summary>
        public static Bound Something { get; } = new();

        /// <summary>The answer to the start.</summary>
        public static Bound Started { get; } = new();

        /// <summary>The answer to the question.</summary>
        public static Bound Answer { get; } = new();

        public Value? Fixed { get; }

        public IrExpression? Expression { get; }

        public ImmutableDictionary<IrVariable, Bound>? Known { get; }
    }

    private abstract record Value
    {
        public static Value Unknown { get; } = new Anything();

        private sealed record Anything : Value;
    }

    private sealed record Constant(object? Value) : Value;

    /// <summary>A point in time, in milliseconds after the loop was come to.</summary>
    private sealed record Moment(double Millis) : Value;

    /// <summary>One of several values, by how often the loop asked.</summary>
    private sealed record Several(ImmutableArray<Value> Values) : Value;

    /// <summary>A part of the answer to the start or to the question.</summary>
    private sealed record Part(bool IsAnswer, ImmutableArray<string> Path) : Value;
}
