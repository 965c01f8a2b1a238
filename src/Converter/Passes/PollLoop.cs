using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Decides whether a loop does nothing but wait for a job, by going through it with what is known of the job's status: as long as the job
/// runs, every way through the loop must lead to the next question; when it has ended, every way must lead out. What the loop does on the ways out, with the
/// decisions that the status leaves open, is what is left of it.
/// <para>
/// A loop that gives up after some attempts, or after a time, is gone through once for every attempt, with the counter's values and the time
/// waited so far: the ways that it is left by then follow when the time is over.
/// </para>
/// </summary>
internal sealed partial class PollLoop
{
    private const string NeverAsks = "it does not surely ask for the job";

    // Who asks more often does not give up.
    private const int MostAttempts = 10_000;

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
    private Phase _phase;
    private ImmutableArray<string> _pending;
    private string? _obstacle;
    private bool _isAsked;
    private bool _isStuck;
    private State? _givenUp;
    private bool _goesOnForever;

    // What variables that the loop sets were at its questions, one value for each attempt.
    private readonly Dictionary<IrVariable, List<Value>> _seen = new();

    private PollLoop(JobIntegration job, IrServiceCall start, IrVariable description, ImmutableArray<IrStatement> statement, IrLoop loop)
    {
        _job = job;
        _start = start;
        _description = description;
        _loop = loop;
        _pending = [.. job.Running];
        _inner = new HashSet<IrLabel>(loop.Body.Descendants().OfType<IrLabeled>().Select(l => l.Label));
        _carried = new HashSet<IrVariable>(statement.Descendants().SelectMany(s => s.Defines()));
    }

    /// <summary>Which part of the wait is gone through.</summary>
    private enum Phase
    {
        /// <summary>The job has not ended, and nothing is known of how often the loop asked.</summary>
        Running,

        /// <summary>The job has ended.</summary>
        Ended,

        /// <summary>The job has not ended, one attempt after the other.</summary>
        Attempts,
    }

    /// <summary>Takes a loop out of a program.</summary>
    /// <param name="program">The whole program.</param>
    /// <param name="block">The block of start and loop.</param>
    /// <param name="start">The position of the call that starts the job.</param>
    /// <param name="at">The position of the statement that is the loop, with the labels around it.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="job">The job.</param>
    /// <returns>The program without the loop, and how long it is waited; or why the loop is more than waiting, as a clause.</returns>
    public static PollLoopResult Replace(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int start, int at, IrLoop loop, JobIntegration job)
    {
        var call = (IrServiceCall)block[start];
        var members = call.Request is IrNew request ? request.Members.SelectMany(m => call.Operation.DotNet.Request.FindProperty(m.Name)?.Path.Take(1) ?? []).ToList() : [];
        if (call.Operation.StepFunctions.Optimized.FirstOrDefault(i => (i.Patterns & IntegrationPatterns.Sync) != 0) is not { } integration || !integration.Accepts(members))
            return PollLoopResult.Stays("it does not take all that the request sets");
        if (block.Skip(start + 1).Take(at - start - 1).Any(s => s is not IrAssign))
            return PollLoopResult.Stays("between the start of the job and the loop there is more to do");
        var statement = Only(block[at]);
        if (statement.Descendants().OfType<IrServiceCall>().Where(c => c.Operation.Id == job.Ask).ToList() is not [{ Result: { } answer }])
            return PollLoopResult.Stays($"the loop calls {job.Ask} at several places");
        if (Description(call.Result!, answer, job) is not { } description)
            return PollLoopResult.Stays($"the answer to {job.Ask} has no such part in this version of the SDK");

        PollLoop Reader() => new(job, call, description, statement, loop);
        var known = Reader().KnownBefore(block, start, at);
        var unlimited = Reader().AsLongAsItRuns(program, block, start, at, known);
        return unlimited.Program is not null ? unlimited : Reader().SomeAttempts(program, block, start, at, known) ?? unlimited;
    }

    /// <summary>What is known before the loop: constants, the time, and what the answer to the start gives.</summary>
    private ImmutableDictionary<IrVariable, Bound> KnownBefore(ImmutableArray<IrStatement> block, int start, int at)
    {
        var known = ImmutableDictionary<IrVariable, Bound>.Empty;
        var justBefore = start;
        while (justBefore > 0 && block[justBefore - 1] is IrAssign)
            justBefore--;
        for (var i = 0; i < at; i++)
        {
            if (i == start)
                known = known.SetItem(_start.Result!, Bound.Started);
            else if (block[i] is IrAssign assign)
                known = known.SetItem(assign.Variable, i >= justBefore || assign.Value is IrConstant ? BoundTo(assign.Value, new State(known, [], HasAsked: false)) : Bound.Something);
        }

        return known;
    }

    private PollLoopResult AsLongAsItRuns(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int start, int at, ImmutableDictionary<IrVariable, Bound> known)
    {
        var statement = Only(block[at]);

        // While the job runs: every way leads to the next question.
        _phase = Phase.Running;
        Walk(statement, new State(known, _pending, HasAsked: false));

        // When it has ended: every way leads out, and that is what is left.
        var left = End(program, statement, known, [.. _job.Ended]);
        if (_obstacle is not null)
            return PollLoopResult.Stays(_obstacle);
        var replacement = block.RemoveAt(at).InsertRange(at, left).SetItem(start, _start with { Result = _description, Job = _job });
        return Done(program, block, replacement, null);
    }

    /// <summary>The loop gives up: null when it does not, and so is no other loop than <see cref="AsLongAsItRuns"/> takes.</summary>
    private PollLoopResult? SomeAttempts(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int start, int at, ImmutableDictionary<IrVariable, Bound> known)
    {
        var statement = Only(block[at]);

        // A loop that looks for success alone goes on asking for a job that failed, until it gives up.
        var stuck = _job.Ended.Where(s => StaysPending(statement, known, s)).ToList();
        _pending = [.. _job.Running, .. stuck];
        var ended = _job.Ended.Except(stuck).ToImmutableArray();
        if (ended.IsEmpty)
            return null;

        _phase = Phase.Attempts;
        var (whenOver, after) = Walk(statement, new State(known, _pending, HasAsked: false));
        if (_goesOnForever)
            return null;
        if (_givenUp is not { Waited: > 0 })
            Obstruct("it does not wait between its questions");
        var end = at;
        if (_obstacle is null)
            (whenOver, end) = GoOn(program, block, at, whenOver, after);
        if (_obstacle is not null)
            return PollLoopResult.Stays(_obstacle);
        var whenEnded = End(program, [.. block.Skip(at).Take(end - at + 1)], known, ended);
        if (_obstacle is not null)
            return PollLoopResult.Stays(_obstacle);

        var limit = new TimeLimit((int)Math.Max(Math.Ceiling(_givenUp!.Waited / 1000), 1), new IrVariable("timedOut", Boolean));
        var replacement = block
            .RemoveRange(at, end - at + 1)
            .Insert(at, Decision(limit, stuck, whenOver, whenEnded))
            .SetItem(start, _start with { Result = _description, Job = _job, Limit = limit, Polling = new JobPolling(_givenUp!.Asked, [.. stuck]) })
            .Insert(start, new IrAssign(limit.TimedOut, new IrConstant(false, Boolean, _loop.Origin), _loop.Origin));
        return Done(program, block, replacement, limit.Seconds);
    }

    private ITypeSymbol? Boolean => ExceptionTypes.Find(_loop.Origin.Method, "System.Boolean");

    /// <summary>What follows the task: giving up when the time is over, or when the job has come to an end that the code does not look for.</summary>
    private IrStatement Decision(TimeLimit limit, List<string> stuck, ImmutableArray<IrStatement> whenOver, ImmutableArray<IrStatement> whenEnded)
    {
        var origin = _loop.Origin;
        var timedOut = new IrRead(limit.TimedOut, origin);
        if (stuck.Count == 0)
            return new IrIf(timedOut, whenOver, whenEnded, origin);
        var status = StatusOf(new IrRead(_description, origin));
        var isStuck = stuck
            .Select(s => (IrExpression)new IrBinary(IrOperator.Equal, status, new IrConstant(s, status.Type, origin), Boolean, origin))
            .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, Boolean, origin));
        var end = new IrLabel("ended");
        return new IrLabeled(end, whenOver.Insert(0, new IrIf(timedOut, [], [new IrIf(isStuck, [], whenEnded.Add(new IrLeave(end, origin)), origin)], origin)), origin);
    }

    private PollLoopResult Done(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, ImmutableArray<IrStatement> replacement, int? seconds)
    {
        var done = TakeFromDescription(Put(program, block, replacement), _start.Result!);
        return _obstacle is null ? new PollLoopResult(done, null, seconds) : PollLoopResult.Stays(_obstacle);
    }

    /// <summary>What is left of the loop when the job has ended.</summary>
    private ImmutableArray<IrStatement> End(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> statements, ImmutableDictionary<IrVariable, Bound> known, ImmutableArray<string> statuses)
    {
        _phase = Phase.Ended;
        _isAsked = false;
        var (left, after) = Walk(statements, new State(known, statuses, HasAsked: false));
        if (after is { HasAsked: false } || !_isAsked)
            Obstruct(NeverAsks);
        if (after is not null)
            _lost.UnionWith(_carried.Where(v => IsLost(v, after)));
        if (_lost.FirstOrDefault(v => CountReads(program, v) > CountReads(statements, v)) is { } counted)
            Obstruct($"what '{counted.Name}' is after the loop depends on how often it asked");
        return left;
    }

    /// <summary>Whether the loop goes on asking, or may, although the job has ended.</summary>
    private bool StaysPending(ImmutableArray<IrStatement> statement, ImmutableDictionary<IrVariable, Bound> known, string status)
    {
        _phase = Phase.Ended;
        _isStuck = false;
        Walk(statement, new State(known, [status], HasAsked: false));
        _obstacle = null;
        _lost.Clear();
        return _isStuck;
    }

    /// <summary>
    /// The code behind the loop, when the loop is left by giving up: what a decision there leads to at once belongs to giving up; else all that is read
    /// there must be known.
    /// </summary>
    /// <returns>What is done on giving up, and the position of the last statement that the decision to give up takes the place of.</returns>
    private (ImmutableArray<IrStatement> Code, int End) GoOn(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, int at, ImmutableArray<IrStatement> code, State? state)
    {
        if (state is not null)
        {
            var (rest, after) = Walk([.. block.Skip(at + 1)], state);
            if (after is not null || _obstacle is not null)
            {
                _obstacle = null;
                var statement = Only(block[at]);
                if (_carried.Where(v => !IsFixed(v, state)).Append(_start.Result!).FirstOrDefault(v => CountReads(program, v) > CountReads(statement, v)) is { } unknown)
                    Obstruct($"a task whose time is over says nothing of the job, and the code after the loop reads '{unknown.Name}'");
                return (code, at);
            }

            code = code.AddRange(rest);
        }

        // Questions after the counter, behind the loop, are decided as well.
        var end = at;
        for (var i = at + 1; i < block.Length; i++)
        {
            if (_seen.Keys.Any(v => CountReads(Only(block[i]), v) > 0))
                end = i;
        }

        return (code, end);
    }

    private State? Obstruct(string obstacle)
    {
        _obstacle ??= obstacle;
        return null;
    }

    private static ImmutableArray<IrStatement> Only(IrStatement statement) => [statement];

    private static ImmutableArray<IrStatement> Put(ImmutableArray<IrStatement> program, ImmutableArray<IrStatement> block, ImmutableArray<IrStatement> replacement) =>
        program == block ? replacement : program.Select(s => s.MapBlocks(b => Put(b, block, replacement))).ToImmutableArray();

    private static int CountReads(ImmutableArray<IrStatement> block, IrVariable variable) =>
        block.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).Count(e => e is IrRead r && ReferenceEquals(r.Variable, variable));

    /// <summary>What is known on one way.</summary>
    /// <param name="Known">Values of variables.</param>
    /// <param name="Statuses">What the job's status can be.</param>
    /// <param name="HasAsked">Whether the way has come by the question.</param>
    private sealed record State(ImmutableDictionary<IrVariable, Bound> Known, ImmutableArray<string> Statuses, bool HasAsked)
    {
        /// <summary>How often the loop has asked, where attempts are gone through.</summary>
        public int Asked { get; init; }

        /// <summary>How many milliseconds the loop has waited, where attempts are gone through.</summary>
        public double Waited { get; init; }
    }
}

/// <summary>What has become of a loop.</summary>
/// <param name="Program">The program without it; null where it stays.</param>
/// <param name="Obstacle">Why it stays, as a clause; null where it goes.</param>
/// <param name="Seconds">How long the job is waited for; null for as long as it runs.</param>
internal sealed record PollLoopResult(ImmutableArray<IrStatement>? Program, string? Obstacle, int? Seconds)
{
    public static PollLoopResult Stays(string obstacle) => new(null, obstacle, null);
}
