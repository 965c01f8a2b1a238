using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Decides whether a loop does nothing but wait for a job, by going through it twice with what is known of the job's status: as long as the job
/// runs, every way through the loop must lead to the next question; when it has ended, every way must lead out. What the loop does on the ways out, with the
/// decisions that the status leaves open, is what is left of it.
/// </summary>
internal sealed class PollLoop
{
    private readonly JobIntegration _job;
    private readonly IrServiceCall _start;
    private readonly IrVariable _description;
    private readonly HashSet<IrVariable> _carried;
    private readonly HashSet<IrVariable> _lost = [];
    private readonly IrPrinter _printer = new();
    private readonly IrLoop _loop;

    // The labels inside of the loop: to leave one of those that stand around it is to leave the loop.
    private readonly HashSet<IrLabel> _inner;
    private readonly Dictionary<IrLabel, List<State>> _labels = new();
    private bool _hasEnded;
    private bool _isAsked;

    private PollLoop(JobIntegration job, IrServiceCall start, IrVariable description, ImmutableArray<IrStatement> statement, IrLoop loop)
    {
        _job = job;
        _start = start;
        _description = description;
        _loop = loop;
        _inner = new HashSet<IrLabel>(loop.Body.Descendants().OfType<IrLabeled>().Select(l => l.Label));
        _carried = new HashSet<IrVariable>(statement.Descendants().SelectMany(s => s.Defines()));
    }

    /// <summary>Takes a loop out of a program.</summary>
    /// <param name="program">The whole program.</param>
    /// <param name="block">The block of start and loop.</param>
    /// <param name="start">The position of the call that starts the job.</param>
    /// <param name="at">The position of the statement that is the loop, with the labels around it.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="job">The job.</param>
    /// <returns>The program without the loop; or why the loop is more than waiting, as a clause.</returns>
    public static (ImmutableArray<IrStatement>? Program, string? Obstacle) Replace(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int start, int at, IrLoop loop, JobIntegration job)
    {
        try
        {
            return (Read(program, block, start, at, loop, job), null);
        }
        catch (ObstacleException obstacle)
        {
            return (null, obstacle.Message);
        }
    }

    private static ImmutableArray<IrStatement> Read(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int start, int at, IrLoop loop, JobIntegration job)
    {
        var call = (IrServiceCall)block[start];
        var members = call.Request is IrNew request ? request.Members.SelectMany(m => call.Operation.DotNet.Request.FindProperty(m.Name)?.Path.Take(1) ?? []).ToList() : [];
        if (call.Operation.StepFunctions.Optimized.FirstOrDefault(i => (i.Patterns & IntegrationPatterns.Sync) != 0) is not { } integration || !integration.Accepts(members))
            throw new ObstacleException("it does not take all that the request sets");
        if (block.Skip(start + 1).Take(at - start - 1).Any(s => s is not IrAssign))
            throw new ObstacleException("between the start of the job and the loop there is more to do");
        var statement = Only(block[at]);
        if (statement.Descendants().OfType<IrServiceCall>().Where(c => c.Operation.Id == job.Ask).ToList() is not [{ Result: { } answer }])
            throw new ObstacleException($"the loop calls {job.Ask} at several places");
        var reader = new PollLoop(job, call, Description(answer, job), statement, loop);

        // What is known before the loop: constants, and what the answer to the start gives.
        var known = ImmutableDictionary<IrVariable, Bound>.Empty.Add(call.Result!, Bound.Started);
        for (var i = 0; i < at; i++)
        {
            if (block[i] is IrAssign assign && (i > start || assign.Value is IrConstant))
                known = known.SetItem(assign.Variable, new Bound(assign.Value, known));
        }

        // While the job runs: every way leads to the next question.
        reader.Walk(statement, new State(known, [.. job.Running], HasAsked: false));

        // When it has ended: every way leads out, and that is what is left.
        reader._hasEnded = true;
        reader._isAsked = false;
        var (left, after) = reader.Walk(statement, new State(known, [.. job.Ended], HasAsked: false));
        if (after is { HasAsked: false } || !reader._isAsked)
            throw new ObstacleException(NeverAsks);
        if (after is not null)
            reader._lost.UnionWith(reader._carried.Where(v => IsLost(v, after)));
        if (reader._lost.FirstOrDefault(v => CountReads(program, v) > CountReads(statement, v)) is { } counted)
            throw new ObstacleException($"what '{counted.Name}' is after the loop depends on how often it asked");

        var replacement = block.RemoveAt(at).InsertRange(at, left).SetItem(start, call with { Result = reader._description, Job = job });
        return reader.TakeFromDescription(Put(program, block, replacement), call.Result!);
    }

    private const string NeverAsks = "it does not surely ask for the job";

    private static ImmutableArray<IrStatement> Only(IrStatement statement) => [statement];

    private static ImmutableArray<IrStatement> Put(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, ImmutableArray<IrStatement> replacement) =>
        program == block ? replacement : program.Select(s => s.MapBlocks(b => Put(b, block, replacement))).ToImmutableArray();

    private static int CountReads(ImmutableArray<IrStatement> block, IrVariable variable) =>
        block.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).Count(e => e is IrRead r && ReferenceEquals(r.Variable, variable));

    /// <summary>The variable that takes the place of the answer to the question: what the task returns.</summary>
    private static IrVariable Description(IrVariable answer, JobIntegration job)
    {
        var type = answer.Type;
        foreach (var name in job.Description)
            type = name == "0" ? type.ElementType() : PropertyOf(type, name)?.Type;
        return new IrVariable(job.Description.Count == 0 ? answer.Name : StateNameOf(job), type);
    }

    private static string StateNameOf(JobIntegration job) => job.Description[0] switch
    {
        "tasks" => "task",
        "jobs" => "job",
        var name => name.LowerFirst(),
    };

    private static IPropertySymbol? PropertyOf(ITypeSymbol? type, string apiName) =>
        type?.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => string.Equals(p.Name, apiName, StringComparison.OrdinalIgnoreCase));

    // --- ways through the loop

    private (ImmutableArray<IrStatement> Code, State? After) Walk(ImmutableArray<IrStatement> block, State state)
    {
        var code = ImmutableArray.CreateBuilder<IrStatement>();
        State? now = state;
        foreach (var statement in block)
        {
            if (now is null)
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
                code.Add(s);
                return state with { Known = state.Known.SetItem(s.Variable, s.Value.Reads().Any(v => IsLost(v, state)) ? Bound.Lost : new Bound(s.Value, state.Known)) };
            case IrWait s:
                if (state.HasAsked && _hasEnded)
                    code.Add(s);
                return state;
            case IrServiceCall s when s.Operation.Id == _job.Ask:
                return Ask(s, state, code);
            case IrIf s:
                return Decide(s, state, code);
            case IrLabeled s:
                var left = _labels[s.Label] = [];
                var (inside, through) = Walk(s.Body, state);
                code.Add(s with { Body = inside });
                return left.Aggregate(through, Join);
            case IrLoop s when ReferenceEquals(s, _loop):
                var (first, around) = Walk(s.Body, state);
                code.AddRange(first);
                if (around is null)
                    return null;
                if (!around.HasAsked)
                    throw new ObstacleException(NeverAsks);
                var (second, again) = Walk(s.Body, around);
                code.AddRange(second);
                return again is null ? null : throw new ObstacleException(NeverAsks);
            case IrLeave s when _labels.TryGetValue(s.Label, out var states):
                code.Add(s);
                if (!_inner.Contains(s.Label))
                    Leave(state, []);
                states.Add(state);
                return null;
            case IrLeave or IrReturn or IrThrow or IrRethrow or IrUnreachable:
                Leave(state, statement.Expressions());
                code.Add(statement);
                return null;
            default:
                var all = Only(statement).Descendants().ToList();
                if (!_hasEnded || !state.HasAsked || all.OfType<IrLeave>().Any(l => _inner.Contains(l.Label) && _labels.ContainsKey(l.Label)))
                    throw new ObstacleException("the loop does something else as well while it waits");
                CheckLost(all.SelectMany(s => s.Expressions()), state);
                _lost.UnionWith(_carried.Where(v => IsLost(v, state)));
                code.Add(statement);
                return state with { Known = state.Known.SetItems(all.SelectMany(s => s.Defines()).Distinct().Select(v => new KeyValuePair<IrVariable, Bound>(v, Bound.Something))) };
        }
    }

    private State? Ask(IrServiceCall call, State state, ImmutableArray<IrStatement>.Builder code)
    {
        if (state.HasAsked)
            return _hasEnded ? throw new ObstacleException($"the loop asks again although the job may be {string.Join(" or ", state.Statuses)}") : null;
        if (call.Retry is not null || call.Limit is not null)
            throw new ObstacleException($"the code retries or limits {_job.Ask}");
        CheckQuestion(call, state);
        _isAsked = true;
        code.Add(new IrAssign(call.Result!, Wrapped(call), call.Origin));
        var known = state.Known.SetItems(_carried.Select(v => new KeyValuePair<IrVariable, Bound>(v, Bound.Lost)));
        return state with { HasAsked = true, Known = known.SetItem(call.Result!, Bound.Answer) };
    }

    /// <summary>The answer to the question, with what the task returns in its place.</summary>
    private IrExpression Wrapped(IrServiceCall call)
    {
        IrExpression value = new IrRead(_description, call.Origin);
        var types = new List<ITypeSymbol?> { call.Result!.Type };
        foreach (var name in _job.Description)
            types.Add(name == "0" ? types[types.Count - 1].ElementType() : PropertyOf(types[types.Count - 1], name)?.Type);
        for (var i = _job.Description.Count - 1; i >= 0; i--)
        {
            value = _job.Description[i] == "0"
                ? new IrList([value], types[i], call.Origin)
                : new IrNew([new IrNewMember(PropertyOf(types[i], _job.Description[i])!.Name, value)], types[i], call.Origin);
        }

        return value;
    }

    private State? Decide(IrIf decision, State state, ImmutableArray<IrStatement>.Builder code)
    {
        var outcomes = state.Statuses.ToDictionary(s => s, s => Evaluate(decision.Condition, state.Known, state.HasAsked ? s : null) is Constant { Value: bool holds } ? holds : (bool?)null);
        var whenTrue = state with { Statuses = [.. state.Statuses.Where(s => outcomes[s] != false)] };
        var whenFalse = state with { Statuses = [.. state.Statuses.Where(s => outcomes[s] != true)] };
        if (whenFalse.Statuses.IsEmpty || whenTrue.Statuses.IsEmpty)
        {
            var (taken, next) = whenFalse.Statuses.IsEmpty ? Walk(decision.Then, whenTrue) : Walk(decision.Else, whenFalse);
            code.AddRange(taken);
            return next;
        }

        if (!state.HasAsked)
            throw new ObstacleException($"whether it asks depends on '{decision.Condition.Origin.Syntax}'");
        if (decision.Condition.Reads().FirstOrDefault(v => IsLost(v, state)) is { } counted)
            throw new ObstacleException($"whether the loop goes on depends on '{decision.Condition.Origin.Syntax}', and so '{counted.Name}' on how often it asked");
        var (then, afterThen) = Walk(decision.Then, whenTrue);
        var (otherwise, afterElse) = Walk(decision.Else, whenFalse);
        code.Add(decision with { Then = then, Else = otherwise });
        return Join(afterThen, afterElse);
    }

    private void Leave(State state, IEnumerable<IrExpression> values)
    {
        if (!_hasEnded)
            throw new ObstacleException(state.HasAsked ? $"the loop may also end while the job is {string.Join(" or ", state.Statuses)}" : "the loop may end without asking");
        if (!state.HasAsked)
            throw new ObstacleException("the loop may end without asking");
        CheckLost(values, state);
        _lost.UnionWith(_carried.Where(v => IsLost(v, state)));
    }

    private static State? Join(State? one, State? other)
    {
        if (one is null || other is null)
            return one ?? other;
        if (one.HasAsked != other.HasAsked)
            throw new ObstacleException(NeverAsks);
        var known = one.Known;
        foreach (var variable in one.Known.Keys.Concat(other.Known.Keys).Distinct().ToList())
        {
            var (a, b) = (one.Known.GetValueOrDefault(variable), other.Known.GetValueOrDefault(variable));
            if (!ReferenceEquals(a, b))
                known = known.SetItem(variable, ReferenceEquals(a, Bound.Lost) || ReferenceEquals(b, Bound.Lost) ? Bound.Lost : Bound.Something);
        }

        return new State(known, [.. one.Statuses.Union(other.Statuses)], one.HasAsked);
    }

    private static void CheckLost(IEnumerable<IrExpression> values, State state)
    {
        if (values.SelectMany(v => v.Reads()).FirstOrDefault(v => IsLost(v, state)) is { } counted)
            throw new ObstacleException($"what '{counted.Name}' is depends on how often the loop asked");
    }

    private static bool IsLost(IrVariable variable, State state) => state.Known.TryGetValue(variable, out var bound) && ReferenceEquals(bound, Bound.Lost);

    // --- the question

    /// <summary>The request must ask for exactly the job that was started.</summary>
    private void CheckQuestion(IrServiceCall call, State state)
    {
        var other = new ObstacleException($"{_job.Ask} asks for more, or for another job, than the one that was started");
        if (call.Request is not IrNew asked || _start.Request is not IrNew started)
            throw other;
        foreach (var member in asked.Members.Where(m => m.Value is not IrConstant { Value: null }))
        {
            if (_job.Question.FirstOrDefault(q => string.Equals(q.Member, member.Name, StringComparison.OrdinalIgnoreCase)) is not { } part)
                throw other;
            var value = member.Value;
            if (part.IsList)
                value = Resolve(value, state.Known) is IrList { Elements: [var only] } ? only : throw other;
            var same = part.Source == JobValueSource.StartResponse
                ? Evaluate(value, state.Known, null) is Part { IsAnswer: false, Path: var path } && IsPath(path, part.Path)
                : started.Members.FirstOrDefault(m => string.Equals(m.Name, part.Path[0], StringComparison.OrdinalIgnoreCase)) is { Value: var sent } && _printer.Text(sent) == _printer.Text(value);
            if (!same)
                throw other;
        }

        // What is not asked for is not what was started: a cluster, for one.
        foreach (var part in _job.Question)
        {
            var isGiven = asked.Members.Any(m => string.Equals(m.Name, part.Member, StringComparison.OrdinalIgnoreCase) && m.Value is not IrConstant { Value: null });
            var isStarted = part.Source == JobValueSource.StartResponse || started.Members.Any(m => string.Equals(m.Name, part.Path[0], StringComparison.OrdinalIgnoreCase) && m.Value is not IrConstant { Value: null });
            if (isGiven != isStarted)
                throw other;
        }
    }

    private static IrExpression Resolve(IrExpression expression, ImmutableDictionary<IrVariable, Bound> known) =>
        expression is IrRead { Variable: var variable } && known.TryGetValue(variable, out var bound) && bound.Value is { } value ? Resolve(value, bound.Known!) : expression;

    // --- values

    /// <summary>What an expression gives when the job has a status; null as status: the job has not been asked for.</summary>
    private Value Evaluate(IrExpression expression, ImmutableDictionary<IrVariable, Bound> known, string? status)
    {
        switch (expression)
        {
            case IrConstant e:
                return new Constant(e.Value);
            case IrRead e when known.TryGetValue(e.Variable, out var bound):
                return bound.Value is { } assigned ? Evaluate(assigned, bound.Known!, status)
                    : ReferenceEquals(bound, Bound.Started) || ReferenceEquals(bound, Bound.Answer) ? PartOf(ReferenceEquals(bound, Bound.Answer), [], status)
                    : Value.Unknown;
            case IrMember { Name: var name } e when Evaluate(e.Target, known, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(name), status);
            case IrElement { Index: IrConstant { Value: int index } } e when Evaluate(e.Target, known, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)), status);
            case IrCallFunction { Function: IrFunction.ElementOrDefault, Arguments: [var list, IrConstant { Value: int index }, ..] } when Evaluate(list, known, status) is Part part:
                return PartOf(part.IsAnswer, part.Path.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)), status);
            case IrCallFunction { Function: IrFunction.Count, Arguments: [var list] } when Evaluate(list, known, status) is Part part && IsListOfOne(part):
                return new Constant(1);
            case IrCallFunction { Function: IrFunction.NotNull or IrFunction.ToText, Arguments: [var same] }:
                return Evaluate(same, known, status);
            case IrCallFunction { Function: IrFunction.Contains, Arguments: [IrList list, var item] } when Evaluate(item, known, status) is Constant wanted && list.Elements.All(e => e is IrConstant):
                return new Constant(list.Elements.Any(e => Equals(((IrConstant)e).Value, wanted.Value)));
            case IrConcat { Parts: [var same] }:
                return Evaluate(same, known, status);
            case IrNot e:
                return Evaluate(e.Operand, known, status) is Constant { Value: bool value } ? new Constant(!value) : Value.Unknown;
            case IrCoalesce e:
                return Evaluate(e.Value, known, status) switch
                {
                    Constant { Value: null } => Evaluate(e.WhenNull, known, status),
                    Constant there => there,
                    Part part when IsThere(part) => part,
                    _ => Value.Unknown,
                };
            case IrConditional e:
                return Evaluate(e.Condition, known, status) is Constant { Value: bool holds } ? Evaluate(holds ? e.WhenTrue : e.WhenFalse, known, status) : Value.Unknown;
            case IrLet e:
                return Evaluate(e.Body, known.SetItem(e.Variable, new Bound(e.Value, known)), status);
            case IrBinary { Operator: IrOperator.And or IrOperator.Or } e:
                var decides = e.Operator == IrOperator.Or;
                var (left, right) = (Evaluate(e.Left, known, status) as Constant, Evaluate(e.Right, known, status) as Constant);
                return Equals(left?.Value, decides) || Equals(right?.Value, decides) ? new Constant(decides)
                    : left is not null && right is not null ? new Constant(!decides)
                    : Value.Unknown;
            case IrBinary { Operator: IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual } e when Evaluate(e.Left, known, status) is Constant { Value: int a } && Evaluate(e.Right, known, status) is Constant { Value: int b }:
                return new Constant(e.Operator switch
                {
                    IrOperator.Less => a < b,
                    IrOperator.LessOrEqual => a <= b,
                    IrOperator.Greater => a > b,
                    _ => a >= b,
                });
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual } e:
                return AreEqual(Evaluate(e.Left, known, status), Evaluate(e.Right, known, status)) is { } equal ? new Constant(equal == (e.Operator == IrOperator.Equal)) : Value.Unknown;
            default:
                return Value.Unknown;
        }
    }

    private bool? AreEqual(Value left, Value right) => (left, right) switch
    {
        (Constant a, Constant b) => Equals(a.Value, b.Value),
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

    // --- what the start answered

    /// <summary>What the code read of the answer to the start is read of the description, which says it as well.</summary>
    private ImmutableArray<IrStatement> TakeFromDescription(ImmutableArray<IrStatement> program, IrVariable started)
    {
        var replaced = program.RewriteExpressions(Rewrite);
        var all = replaced.Descendants().SelectMany(s => s.Expressions()).ToList();
        if (all.Any(e => e.Reads().Contains(started)))
            throw new ObstacleException($"the code reads of the answer to {_job.Start} what the job's description does not say");
        if (all.SelectMany(e => e.DescendantsAndSelf()).Any(e => e is IrMember && e.Type.IsTime() && e.Reads().Contains(_description)))
            throw new ObstacleException("the code reads times of the job, which the task returns in another form");
        return replaced;

        IrExpression Rewrite(IrExpression expression)
        {
            if (Path(expression) is { } path)
            {
                foreach (var (from, to) in _job.Same)
                {
                    if (IsPath(path, from))
                        return Read(to.Skip(_job.Description.Count), expression);
                }
            }

            return expression.MapChildren(Rewrite);
        }

        ImmutableArray<string>? Path(IrExpression expression) => expression switch
        {
            IrRead e when ReferenceEquals(e.Variable, started) => ImmutableArray<string>.Empty,
            IrMember e => Path(e.Target)?.Add(e.Name),
            IrElement { Index: IrConstant { Value: int index } } e => Path(e.Target)?.Add(index.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };

        IrExpression Read(IEnumerable<string> path, IrExpression place)
        {
            IrExpression value = new IrRead(_description, place.Origin);
            foreach (var name in path)
            {
                var property = PropertyOf(value.Type, name)!;
                value = new IrMember(value, property.Name, property.Type, place.Origin);
            }

            return value;
        }
    }

    /// <summary>What is known on one way.</summary>
    /// <param name="Known">Values of variables.</param>
    /// <param name="Statuses">What the job's status can be.</param>
    /// <param name="HasAsked">Whether the way has come by the question.</param>
    private sealed record State(ImmutableDictionary<IrVariable, Bound> Known, ImmutableArray<string> Statuses, bool HasAsked);

    /// <summary>What a variable holds: an expression over what was known then, or one of the following. Told apart by reference.</summary>
    private sealed class Bound(IrExpression? value, ImmutableDictionary<IrVariable, Bound>? known)
    {
        /// <summary>Something that depends on earlier iterations.</summary>
        public static Bound Lost { get; } = new(null, null);

        /// <summary>Something.</summary>
        public static Bound Something { get; } = new(null, null);

        /// <summary>The answer to the start.</summary>
        public static Bound Started { get; } = new(null, null);

        /// <summary>The answer to the question.</summary>
        public static Bound Answer { get; } = new(null, null);

        public IrExpression? Value { get; } = value;

        public ImmutableDictionary<IrVariable, Bound>? Known { get; } = known;
    }

    private abstract record Value
    {
        public static Value Unknown { get; } = new Anything();

        private sealed record Anything : Value;
    }

    private sealed record Constant(object? Value) : Value;

    private sealed record Part(bool IsAnswer, ImmutableArray<string> Path) : Value;

    private sealed class ObstacleException(string message) : Exception(message);
}
