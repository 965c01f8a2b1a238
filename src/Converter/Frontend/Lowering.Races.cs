using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>A call against the clock: <c>Task.WhenAny(work, Task.Delay(…))</c> and <c>work.WaitAsync(…)</c> become the time limit of a task.</summary>
internal sealed partial class Lowering
{
    private readonly List<Race> _races = [];

    /// <summary>
    /// <c>await Task.WhenAny(work, Task.Delay(…))</c>: the call with a time limit; null for anything else. A failure of the work comes out at its own
    /// await in C#, here at once: nothing observable may stand between.
    /// </summary>
    private Race? LowerRace(IOperation operation, BlockBuilder into)
    {
        if (Unwrap(operation) is not IAwaitOperation { Operation: var awaited } || Unwrap(awaited) is not IInvocationOperation { TargetMethod.Name: "WhenAny" } whenAny || !whenAny.TargetMethod.ContainingType.Is("System.Threading.Tasks.Task"))
            return null;
        var contestants = whenAny.Arguments.Length > 1
            ? whenAny.Arguments.Select(a => Unwrap(a.Value)).ToList()
            : (Unwrap(whenAny.Arguments[0].Value) as IArrayCreationOperation)?.Initializer?.ElementValues.Select(Unwrap).ToList();
        if (contestants is not { Count: 2 } || contestants.FindIndex(IsDelay) is not (>= 0 and var clock))
            return null;
        var limit = DelayOf(contestants[clock], into);
        var work = StartTask(contestants[1 - clock], into, "work");
        if (limit is null || work.IsAwaited)
            return null;
        if (Limit(work, limit.Value, whenAny, into) is not { } race)
            return null;
        work.Race = race;
        _races.Add(race);
        return race;
    }

    /// <summary><c>await work.WaitAsync(TimeSpan)</c>, which throws when the time is over.</summary>
    private IrExpression? AwaitWithLimit(IInvocationOperation wait, BlockBuilder into)
    {
        var origin = At(wait);
        var time = wait.Arguments.FirstOrDefault(a => a.Value.Type.Is("System.TimeSpan"))?.Value;
        if (time is null)
            return Await(wait.Instance!, into);
        var work = StartTask(wait.Instance!, into, "work");
        if (Seconds(time, into) is not IrConstant { Value: double seconds } || work.IsAwaited || Limit(work, seconds, wait, into) is not { } race)
            return Refuse(wait, "This time limit", "use a constant time around one call of a service");
        var type = _frame.Model.Compilation.GetTypeByMetadataName("System.TimeoutException")!;
        var thrown = new IrException(type.Name, new IrConstant("The operation has timed out.", StringType, origin), type, origin);
        into.Add(new IrIf(new IrRead(race.TimedOut, origin), [new IrThrow(thrown, type, origin)], [], origin));
        return work.Awaited;
    }

    /// <summary>Places the work of a task with a limit on the call that it makes; null when it is not one call.</summary>
    private Race? Limit(StartedTask work, double seconds, IOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var effects = work.Body.Descendants().Where(s => (IsEffect(s) && s is not (IrReturn or IrThrow)) || s is IrResidual or IrLoop or IrTry).ToList();
        var others = _tasks.Any(t => !t.IsAwaited && !ReferenceEquals(t, work) && !IsClock(t) && ReferenceEquals(t.StartedIn, work.StartedIn));
        if (effects is not [IrCall] || others || !into.RunsWith(work.StartedIn))
            return null;
        CheckMeanwhile(work.StartedIn, work.StartedAt, work.Body, work.Description, work.Origin);
        var race = new Race(work, new IrVariable("timedOut", BooleanType));
        var end = new IrLabel("limit");
        var limit = new TimeLimit(Math.Max((int)Math.Ceiling(seconds), 1), race.TimedOut);
        IrStatement leave = new IrIf(new IrRead(race.TimedOut, origin), [new IrLeave(end, origin)], [], origin);
        var body = work.Body.RewriteStatements(s => s switch
        {
            IrCall call => [call with { Limit = limit }, leave],
            _ => [s],
        });
        into.Add(new IrAssign(race.TimedOut, new IrConstant(false, BooleanType, origin), origin));
        into.Add(new IrLabeled(end, body, origin));
        work.IsAwaited = true;
        work.Awaited = work.Value;
        return race;
    }

    /// <summary>Awaiting the work after the race: nobody comes here when the time was over, or the program is refused.</summary>
    private void JoinRace(Race race, IOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        race.IsJoined = true;
        var never = new IrUnreachable("Awaiting a task after its time limit is over", "await it only where Task.WhenAny gave the task itself", origin);
        into.Add(new IrIf(new IrRead(race.TimedOut, origin), [never], [], origin));
    }

    /// <summary><c>winner == work</c> and the like; null when neither side is the winner of a race.</summary>
    private IrExpression? RaceComparison(IBinaryOperation operation, BlockBuilder into)
    {
        if (operation.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return null;
        var (left, right) = (Unwrap(operation.LeftOperand), Unwrap(operation.RightOperand));
        if (!left.Type.IsTask() || !right.Type.IsTask())
            return null;
        var (race, other) = WinnerOf(left, into) is { } first ? (first, right) : (WinnerOf(right, into), left);
        if (race is null)
            return null;
        bool? isWork = other is ILocalReferenceOperation { Local: var local }
            ? _frame.Find(local) is TaskBinding { Task: var task } ? ReferenceEquals(task, race.Work) ? true : IsClock(task) ? false : null : null
            : null;
        if (isWork is null)
            return null;
        var origin = At(operation);
        var timedOut = new IrRead(race.TimedOut, origin);
        return isWork == (operation.OperatorKind == BinaryOperatorKind.Equals) ? new IrNot(timedOut, BooleanType, origin) : timedOut;
    }

    private Race? WinnerOf(IOperation operation, BlockBuilder into) =>
        operation is ILocalReferenceOperation { Local: var local } ? (_frame.Find(local) as RaceBinding)?.Race : LowerRace(operation, into);

    private bool IsDelay(IOperation operation) =>
        operation is ILocalReferenceOperation { Local: var local } ? _frame.Find(local) is TaskBinding { Task: var task } && IsClock(task)
        : operation is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: var type } } && type.Is("System.Threading.Tasks.Task");

    private static bool IsClock(StartedTask task) => task.Body is [IrWait];

    private double? DelayOf(IOperation clock, BlockBuilder into)
    {
        if (clock is IInvocationOperation invocation)
            return Seconds(invocation.Arguments[0].Value, into) is IrConstant { Value: double time } ? time : null;
        var task = ((TaskBinding)_frame.Find(((ILocalReferenceOperation)clock).Local)!).Task;
        if (task.Body is not [IrWait { Seconds: IrConstant { Value: double seconds } }])
            return null;
        task.IsAwaited = true;
        return seconds;
    }

    /// <summary>Where the work of a race is awaited, nothing observable stands between, on any way on which its time was not over.</summary>
    private void CheckRaces(ImmutableArray<IrStatement> body)
    {
        foreach (var race in _races)
        {
            if (!race.IsJoined || Blocks(body).FirstOrDefault(b => b.Any(s => s is IrAssign a && ReferenceEquals(a.Variable, race.TimedOut))) is not { IsDefault: false } block)
                Report(LiftDescriptors.TaskNotAwaited, race.Work.Origin, race.Work.Description, "never awaited after Task.WhenAny");
            else if (!IsJoinedNext(block, block.ToList().FindIndex(s => s is IrAssign a && ReferenceEquals(a.Variable, race.TimedOut)) + 2, race))
                Report(LiftDescriptors.TaskNotAwaited, race.Work.Origin, race.Work.Description, "not awaited directly after Task.WhenAny, so that its failure would come earlier");
        }
    }

    private static bool IsJoinedNext(ImmutableArray<IrStatement> block, int start, Race race)
    {
        foreach (var statement in block.Skip(start))
        {
            if (statement is IrAssign assign && !Passes.CopyPropagation.CanFail(assign.Value))
                continue;
            if (statement is not IrIf choice || IsInTime(choice.Condition, race) is not { } isInTime)
                return false;
            if (!isInTime && choice.Then is [IrUnreachable])
                return true;
            var inTime = isInTime ? choice.Then : choice.Else;
            if (!inTime.IsEmpty)
                return IsJoinedNext(inTime, 0, race);
        }

        return false;
    }

    /// <summary>Whether a condition says that the work was in time, or that it was not; null when it says something else.</summary>
    private static bool? IsInTime(IrExpression condition, Race race) => Passes.ExpressionSimplifier.Simplify(condition) switch
    {
        IrRead { Variable: var variable } when ReferenceEquals(variable, race.TimedOut) => false,
        IrNot { Operand: IrRead { Variable: var variable } } when ReferenceEquals(variable, race.TimedOut) => true,
        _ => null,
    };

    private static IEnumerable<ImmutableArray<IrStatement>> Blocks(ImmutableArray<IrStatement> block)
    {
        var inner = new List<ImmutableArray<IrStatement>>();
        foreach (var statement in block)
        {
            statement.MapBlocks(b =>
            {
                inner.Add(b);
                return b;
            });
        }

        return inner.SelectMany(Blocks).Prepend(block);
    }
}

/// <summary>A task that runs against the clock.</summary>
internal sealed class Race(StartedTask work, IrVariable timedOut)
{
    public StartedTask Work { get; } = work;

    /// <summary>Says whether the time was over first.</summary>
    public IrVariable TimedOut { get; } = timedOut;

    public bool IsJoined { get; set; }
}
