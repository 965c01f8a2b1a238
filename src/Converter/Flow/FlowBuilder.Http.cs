using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>HTTP tasks: an answer with a failure status, which fails the task, comes back as an answer where the code looks at it.</summary>
internal sealed partial class FlowBuilder
{
    private FlowTask Http(IrHttpCall call, FlowNode next, Scope scope)
    {
        var origin = call.Origin;
        var answer = call.Answer;
        var task = new FlowTask(HttpTask.Integration(_catalogue), null, call.Request, next, origin)
        {
            NameHint = StateNames.ForHttp(call),
            Retry = call.Retry,
            TimeoutSeconds = call.TimeoutSeconds,
            AnswersFailureStatus = !call.ThrowsOnFailureStatus,
            ReadsJson = call.ReadsJson,
        };
        var failure = answer.Failure ?? new IrVariable("failure", null) { IsError = true };
        IrJsonMember Part(string name) => new(new IrTaskResult(null, origin), name, origin);
        if (answer.Body is not null)
            task.Assignments.Add(new FlowAssignment(answer.Body, call.ReadsJson ? new IrCallFunction(IrFunction.AnswerJson, [Part("ResponseBody")], null, origin) : Part("ResponseBody")));
        if (answer.Status is not null)
            task.Assignments.Add(new FlowAssignment(answer.Status, Part("StatusCode") with { Type = answer.Status.Type, IsPresent = true, IsKnownNotNull = true }));
        if (answer.Succeeded is not null)
            task.Assignments.Add(new FlowAssignment(answer.Succeeded, new IrConstant(true, answer.Succeeded.Type, origin)));
        if (call.ThrowsOnFailureStatus)
        {
            if (call.ReadsJson && scope.Frames.Count > 0 && ExceptionTypes.Find(origin.Method, HttpTask.UnreadableType) is { } unreadable)
                task.Catchers.Add(Caught([HttpTask.UnreadableError], RaiseAgain(failure, unreadable, scope, origin)));
            AddCatchers(task, scope, type => task.ErrorNames(type.FullName()));
            return task;
        }

        // What the client throws goes where the code catches it, what the server answers goes on. One error is one status, and only
        // those that the code compares with have a catcher of their own.
        AddCatchers(task, scope, type => HttpTask.TimeoutNames(type.FullName()), catchAll: false);
        foreach (var status in ComparedStatuses(answer.Status))
            task.Catchers.Add(Caught([HttpTask.StatusError(status)], Failed(new IrConstant(status, answer.Status!.Type, origin))));
        var error = new IrMember(new IrRead(failure, origin), ExceptionMembers.ErrorName, null, origin);
        var isAnswer = new IrCallFunction(IrFunction.StartsWith, [error, new IrConstant(HttpTask.StatusErrorPrefix, null, origin)], null, origin);

        // Where the code only compares, all that matters of any other status is that it is another one.
        var answered = Failed(IsOnlyCompared(answer.Status) ? new IrConstant(0, answer.Status?.Type, origin) : new IrCallFunction(IrFunction.HttpStatus, [error], answer.Status?.Type, origin));
        var exception = ExceptionTypes.Find(origin.Method, HttpTask.ExceptionType) ?? ExceptionTypes.Find(origin.Method)!;
        task.Catchers.Add(Caught([HttpTask.AnyError], new FlowChoice([new FlowRule(isAnswer, answered, origin)], RaiseAgain(failure, exception, scope, origin), origin)));
        AddCatchers(task, scope, _ => []);
        return task;

        FlowCatcher Caught(IReadOnlyList<string> errors, FlowNode target) =>
            new(errors, target, origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, origin))] };

        FlowAssign Failed(IrExpression status)
        {
            var failed = new FlowAssign(next, origin);
            if (answer.Status is not null)
                failed.Assignments.Add(new FlowAssignment(answer.Status, status));
            if (answer.Succeeded is not null)
                failed.Assignments.Add(new FlowAssignment(answer.Succeeded, new IrConstant(false, answer.Succeeded.Type, origin)));
            return failed;
        }
    }

    /// <summary>The variable that an operand reads, as it is or as a number.</summary>
    private static IrVariable? Read(IrExpression operand) => operand switch
    {
        IrRead { Variable: var variable } => variable,
        IrCallFunction { Function: IrFunction.Truncate, Arguments: [IrRead { Variable: var variable }] } when variable.Type?.TypeKind == TypeKind.Enum => variable,
        _ => null,
    };

    private bool IsOnlyCompared(IrVariable? status)
    {
        var reads = 0;
        var compared = 0;
        foreach (var e in _program.Body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()))
        {
            if (e is IrRead { Variable: var read } && ReferenceEquals(read, status))
                reads++;
            if (e is IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: var left, Right: IrConstant { Value: int } } && ReferenceEquals(Read(left), status))
                compared++;
        }

        return reads == compared;
    }

    /// <summary>The failure statuses that the program compares a status with.</summary>
    private IEnumerable<int> ComparedStatuses(IrVariable? status) => status is null
        ? []
        : _program.Body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf())
            .OfType<IrBinary>()
            .Where(b => b is { Operator: IrOperator.Equal or IrOperator.NotEqual } && ReferenceEquals(Read(b.Left), status))
            .Select(b => b.Right is IrConstant { Value: int number } && !HttpTask.IsSuccess(number) ? number : 0)
            .Where(number => number > 0)
            .Distinct()
            .OrderBy(number => number);

    /// <summary>
    /// A status that is a failure is one only of an answer that is: said beside each comparison, it is known on both ways out of the task, so that a task
    /// that succeeds is not asked about it.
    /// </summary>
    private static Func<IrExpression, IrExpression> ResolveStatus(IrProgram program)
    {
        var successes = program.Body.Descendants().OfType<IrHttpCall>()
            .Where(call => call.Answer is { Status: not null, Succeeded: not null })
            .ToDictionary(call => call.Answer.Status!, call => call.Answer.Succeeded!);
        return successes.Count == 0 ? e => e : expression => expression.Rewrite(e => e switch
        {
            IrBinary { Left: var left, Right: IrConstant { Value: int number } } comparison when Read(left) is { } status && successes.TryGetValue(status, out var succeeded) => comparison.Operator switch
            {
                IrOperator.Equal => Both(number, succeeded, comparison),
                IrOperator.NotEqual => new IrNot(Both(number, succeeded, comparison with { Operator = IrOperator.Equal }), comparison.Type, comparison.Origin),
                IrOperator.Greater or IrOperator.GreaterOrEqual when number >= 300 => Both(number, succeeded, comparison),
                _ => e,
            },
            _ => e,
        });

        static IrBinary Both(int number, IrVariable succeeded, IrBinary comparison)
        {
            IrExpression read = new IrRead(succeeded, comparison.Origin);
            return new IrBinary(IrOperator.And, HttpTask.IsSuccess(number) ? read : new IrNot(read, comparison.Type, comparison.Origin), comparison, comparison.Type, comparison.Origin);
        }
    }
}
