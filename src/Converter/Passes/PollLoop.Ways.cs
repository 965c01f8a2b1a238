using System.Collections.Immutable;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>The ways through the loop.</summary>
internal sealed partial class PollLoop
{
    private (ImmutableArray<IrStatement> Code, State? After) Walk(ImmutableArray<IrStatement> block, State state)
    {
        var code = ImmutableArray.CreateBuilder<IrStatement>();
        State? now = state;
        foreach (var statement in block)
        {
            if (now is null || _obstacle is not null)
                break;
            now = Step(statement, now, code);
        }

        return (code.ToImmutable(), now);
    }

    private State? Step(IrStatement statement, State state, ImmutableArray<IrStatement>.Builder code)
    {
        switch (statement)
        {
            case IrAssign s:
                return Assign(s, state, code);
            case IrWait s:
                return Wait(s, state, code);
            case IrServiceCall s when s.Operation.Id == _job.Ask:
                return Ask(s, state, code);
            case IrIf s:
                return Decide(s, state, code);
            case IrLabeled s:
                var left = _labels[s.Label] = [];
                var (inside, through) = Walk(s.Body, state);
                if (!inside.IsEmpty)
                    code.Add(s with { Body = inside });
                return left.Aggregate(through, Join);
            case IrLoop s when ReferenceEquals(s, _loop):
                return _phase == Phase.Attempts ? Try(s, state, code) : Repeat(s, state, code);
            case IrLeave s when _labels.TryGetValue(s.Label, out var states):
                if (!_inner.Contains(s.Label))
                    Leave(state, [], statement.Origin, code);
                code.Add(s);
                states.Add(state);
                return null;
            case IrLeave or IrReturn or IrThrow or IrRethrow or IrUnreachable:
                Leave(state, statement.Expressions(), statement.Origin, code);
                code.Add(statement);
                return null;
            default:
                var all = Only(statement).Descendants().ToList();
                if (_phase != Phase.Ended || !state.HasAsked || all.OfType<IrLeave>().Any(l => _inner.Contains(l.Label) && _labels.ContainsKey(l.Label)))
                    return Obstruct("the loop does something else as well while it waits");
                CheckLost(all.SelectMany(s => s.Expressions()), state);
                _lost.UnionWith(_carried.Where(v => IsLost(v, state)));
                code.Add(statement);
                return state with { Known = state.Known.SetItems(all.SelectMany(s => s.Defines()).Distinct().Select(v => new KeyValuePair<IrVariable, Bound>(v, Bound.Something))) };
        }
    }

    private State Assign(IrAssign assign, State state, ImmutableArray<IrStatement>.Builder code)
    {
        if (_phase != Phase.Attempts)
        {
            code.Add(assign);
            return state with { Known = state.Known.SetItem(assign.Variable, BoundTo(assign.Value, state)) };
        }

        // What the loop has set by then is set where it is left; what is set behind it stays where it is.
        if (!_carried.Contains(assign.Variable))
        {
            CheckKnown([assign.Value], state);
            code.Add(assign);
        }

        return state with { Known = state.Known.SetItem(assign.Variable, BoundTo(assign.Value, state)) };
    }

    private State? Wait(IrWait wait, State state, ImmutableArray<IrStatement>.Builder code)
    {
        if (_phase == Phase.Attempts)
        {
            return Evaluate(wait.Seconds, state) is Constant seconds && Number(seconds) is { } number
                ? state with { Waited = state.Waited + (number * 1000) }
                : Obstruct($"how long it waits, '{wait.Seconds.Origin.Text}', is no constant");
        }

        if (state.HasAsked && _phase == Phase.Ended)
            code.Add(wait);
        return state;
    }

    /// <summary>Once to the first question, and from there to the next one.</summary>
    private State? Repeat(IrLoop loop, State state, ImmutableArray<IrStatement>.Builder code)
    {
        var (first, around) = Walk(loop.Body, state);
        code.AddRange(first);
        if (around is null)
            return null;
        if (!around.HasAsked)
            return Obstruct(NeverAsks);
        _isStuck |= _phase == Phase.Ended;
        var (second, again) = Walk(loop.Body, around);
        code.AddRange(second);
        return again is null ? null : Obstruct(NeverAsks);
    }

    /// <summary>One attempt after the other, until all ways lead out.</summary>
    private State? Try(IrLoop loop, State state, ImmutableArray<IrStatement>.Builder code)
    {
        State? next = state;
        for (var asked = 0; asked < MostAttempts; asked++)
        {
            _givenUp = null;
            var (attempt, around) = Walk(loop.Body, next);
            if (_givenUp is not null || around is null)
            {
                // That some attempts lead out and others do not says more than what the ways out read.
                if (around is not null)
                    _obstacle = EndsEarly(_givenUp!);
                code.AddRange(attempt);
                return null;
            }

            next = around;
        }

        _goesOnForever = true;
        return null;
    }

    private State? Ask(IrServiceCall call, State state, ImmutableArray<IrStatement>.Builder code)
    {
        if (state.HasAsked && _phase != Phase.Attempts)
        {
            _isStuck |= _phase == Phase.Ended;
            return _phase == Phase.Ended ? Obstruct($"the loop asks again although the job may be {string.Join(" or ", state.Statuses)}") : null;
        }

        if (call.Retry is not null || call.Limit is not null)
            return Obstruct($"the code retries or limits {_job.Ask}");
        if (!AsksForTheJob(call, state))
            return Obstruct($"{_job.Ask} asks for more, or for another job, than the one that was started");
        _isAsked = true;
        if (_phase == Phase.Attempts)
        {
            foreach (var variable in _carried.Where(v => IsFixed(v, state)))
                See(variable, state.Known[variable].Fixed!, state.Asked);
            var stale = _carried.Where(v => !IsFixed(v, state)).Select(v => new KeyValuePair<IrVariable, Bound>(v, Bound.Lost));
            return state with { HasAsked = true, Asked = state.Asked + 1, Statuses = _pending, Known = state.Known.SetItems(stale).SetItem(call.Result!, Bound.Answer) };
        }

        code.Add(new IrAssign(call.Result!, Wrapped(call), call.Origin));
        var known = state.Known.SetItems(_carried.Select(v => new KeyValuePair<IrVariable, Bound>(v, SeenAtQuestions(v))));
        return state with { HasAsked = true, Known = known.SetItem(call.Result!, Bound.Answer) };
    }

    private void See(IrVariable variable, Value value, int attempt)
    {
        if (!_seen.TryGetValue(variable, out var values))
            _seen.Add(variable, values = []);
        if (values.Count == attempt)
            values.Add(value);
    }

    // A variable that was something unknown at one of the questions is unknown.
    private Bound SeenAtQuestions(IrVariable variable) =>
        _givenUp is { } last && _seen.TryGetValue(variable, out var values) && values.Count == last.Asked ? new Bound(new Several([.. values.Distinct()])) : Bound.Lost;

    private State? Decide(IrIf decision, State state, ImmutableArray<IrStatement>.Builder code)
    {
        var outcomes = state.Statuses.ToDictionary(s => s, s => Evaluate(decision.Condition, state, state.HasAsked ? s : null) is Constant { Value: bool holds } ? holds : (bool?)null);
        var whenTrue = state with { Statuses = [.. state.Statuses.Where(s => outcomes[s] != false)] };
        var whenFalse = state with { Statuses = [.. state.Statuses.Where(s => outcomes[s] != true)] };
        if (whenFalse.Statuses.IsEmpty || whenTrue.Statuses.IsEmpty)
        {
            var (taken, next) = whenFalse.Statuses.IsEmpty ? Walk(decision.Then, whenTrue) : Walk(decision.Else, whenFalse);
            code.AddRange(taken);
            return next;
        }

        if (!state.HasAsked)
            return Obstruct($"whether it asks depends on '{decision.Condition.Origin.Text}'");
        if (decision.Condition.Reads().FirstOrDefault(v => IsLost(v, state)) is { } counted)
        {
            _isStuck |= _phase == Phase.Ended;
            return Obstruct($"whether the loop goes on depends on '{decision.Condition.Origin.Text}', and so '{counted.Name}' on how often it asked");
        }

        var (then, afterThen) = Walk(decision.Then, whenTrue);
        var (otherwise, afterElse) = Walk(decision.Else, whenFalse);
        if (_phase == Phase.Attempts && (!then.IsEmpty || !otherwise.IsEmpty))
            CheckKnown([decision.Condition], state);
        if (_phase != Phase.Attempts || !then.IsEmpty || !otherwise.IsEmpty)
            code.Add(decision with { Then = then, Else = otherwise });
        return Join(afterThen, afterElse);
    }

    private void Leave(State state, IEnumerable<IrExpression> values, Origin origin, ImmutableArray<IrStatement>.Builder code)
    {
        if (!state.HasAsked)
        {
            Obstruct("the loop may end without asking");
        }
        else if (_phase == Phase.Running)
        {
            Obstruct(EndsEarly(state));
        }
        else if (_phase == Phase.Ended)
        {
            CheckLost(values, state);
            _lost.UnionWith(_carried.Where(v => IsLost(v, state)));
        }
        else
        {
            CheckKnown(values, state);
            foreach (var variable in _carried.Where(v => IsFixed(v, state)).OrderBy(v => v.Name, StringComparer.Ordinal))
                code.Add(new IrAssign(variable, new IrConstant(((Constant)state.Known[variable].Fixed!).Value, variable.Type, origin), origin));
            if (_givenUp is not null && (_givenUp.Asked != state.Asked || !_givenUp.Waited.Equals(state.Waited)))
                Obstruct(HowLongDepends);
            _givenUp = state;
        }
    }

    private const string HowLongDepends = "how long it waits depends on what the job does";

    private static string EndsEarly(State state) => $"the loop may also end while the job is {string.Join(" or ", state.Statuses)}";

    private State? Join(State? one, State? other)
    {
        if (one is null || other is null)
            return one ?? other;
        if (one.HasAsked != other.HasAsked)
            return Obstruct(NeverAsks);
        if (one.Asked != other.Asked || !one.Waited.Equals(other.Waited))
            return Obstruct(HowLongDepends);
        var known = one.Known;
        foreach (var variable in one.Known.Keys.Concat(other.Known.Keys).Distinct().ToList())
        {
            var (a, b) = (one.Known.GetValueOrDefault(variable), other.Known.GetValueOrDefault(variable));
            if (!ReferenceEquals(a, b) && (a?.Fixed is null || !Equals(a.Fixed, b?.Fixed)))
                known = known.SetItem(variable, ReferenceEquals(a, Bound.Lost) || ReferenceEquals(b, Bound.Lost) ? Bound.Lost : Bound.Something);
        }

        return one with { Known = known, Statuses = [.. one.Statuses.Union(other.Statuses)] };
    }

    private void CheckLost(IEnumerable<IrExpression> values, State state)
    {
        if (values.SelectMany(v => v.Reads()).FirstOrDefault(v => IsLost(v, state)) is { } counted)
            Obstruct($"what '{counted.Name}' is depends on how often the loop asked");
    }

    /// <summary>A task whose time is over answers nothing: what the loop knew of the job by then is not there.</summary>
    private void CheckKnown(IEnumerable<IrExpression> values, State state)
    {
        if (values.SelectMany(v => v.Reads()).FirstOrDefault(v => ReferenceEquals(v, _start.Result) || (_carried.Contains(v) && !IsFixed(v, state))) is { } unknown)
            Obstruct($"a task whose time is over says nothing of the job, and the code that gives up reads '{unknown.Name}'");
    }

    private static bool IsLost(IrVariable variable, State state) => state.Known.TryGetValue(variable, out var bound) && (ReferenceEquals(bound, Bound.Lost) || bound.Fixed is Several);

    private static bool IsFixed(IrVariable variable, State state) => state.Known.TryGetValue(variable, out var bound) && bound.Fixed is Constant;
}
