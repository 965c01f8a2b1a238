using System.Collections.Immutable;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>A statement of the workflow. Blocks are immutable arrays of statements, run in order.</summary>
public abstract record IrStatement(Origin Origin);

/// <summary>Sets a variable.</summary>
public sealed record IrAssign(IrVariable Variable, IrExpression Value, Origin Origin) : IrStatement(Origin);

/// <summary>Sets a variable to a value whose computation fails where the code throws, and code around can see it.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">The value.</param>
/// <param name="ExceptionType">What the code throws, or the nearest type to it that the code can name.</param>
/// <param name="ErrorName">The name of the exception's own type.</param>
/// <param name="Origin">The code.</param>
public sealed record IrAttempt(IrVariable Variable, IrExpression Value, INamedTypeSymbol ExceptionType, string ErrorName, Origin Origin) : IrStatement(Origin);

/// <summary>Calls something outside of the workflow and waits for the answer.</summary>
public abstract record IrCall(Origin Origin) : IrStatement(Origin)
{
    /// <summary>How the code calls again by itself; null when it leaves that to the client.</summary>
    public RetryPlan? Retry { get; init; }

    /// <summary>How long the code waits for the answer; null when for as long as it takes.</summary>
    public TimeLimit? Limit { get; init; }
}

/// <summary>Calls an AWS service and waits for the answer.</summary>
/// <param name="Operation">The operation, as the service catalogue knows it.</param>
/// <param name="Request">The request; its properties are those of the .NET request class.</param>
/// <param name="Result">Receives the response object; <see langword="null"/> when the code drops it.</param>
/// <param name="Origin">The invocation.</param>
public sealed record IrServiceCall(AwsOperation Operation, IrExpression Request, IrVariable? Result, Origin Origin) : IrCall(Origin)
{
    /// <summary>The job that the call starts and waits for; then the result is the job's description, of one that failed as well. Null when it waits for the answer only.</summary>
    public JobIntegration? Job { get; init; }

    /// <summary>How the code gave up waiting for <see cref="Job"/>; null when it waits for as long as the job runs, and without a job.</summary>
    public JobPolling? Polling { get; init; }

    /// <summary>Whether the call goes through the generic integration although there is an optimized one: other calls of the program share values of the service with it.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>The integration that takes the request as it is; null when there is none.</summary>
    internal StepFunctionsIntegration? Integration
    {
        get
        {
            if (IsGeneric)
                return Operation.StepFunctions.AwsSdk;
            if (Job is not null || Request is not IrNew request)
                return Operation.StepFunctions.Preferred;
            var members = request.Members.SelectMany(m => Operation.DotNet.Request.FindProperty(m.Name)?.Path.Take(1) ?? []).ToList();
            return Operation.StepFunctions.Choose(members) ?? Operation.StepFunctions.Preferred;
        }
    }
}

/// <summary>Sends an HTTP request and waits for the answer (<c>HttpClient</c>).</summary>
/// <param name="Request">The parameters of the HTTP task, as a plain JSON object.</param>
/// <param name="Answer">What the code reads of the answer.</param>
/// <param name="Origin">The invocation.</param>
public sealed record IrHttpCall(IrExpression Request, HttpAnswer Answer, Origin Origin) : IrCall(Origin)
{
    /// <summary>Whether an answer with another status than 2xx is thrown; else the code gets it as an answer.</summary>
    public bool ThrowsOnFailureStatus { get; init; }

    /// <summary>Whether the call itself reads the body as JSON, and throws where it is none.</summary>
    public bool ReadsJson { get; init; }

    /// <summary>The client's own time limit in seconds; null for one that is longer than a task may take.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>The variables that receive the parts of an HTTP answer; null for a part that the code does not read.</summary>
public sealed record HttpAnswer
{
    /// <summary>The body as the HTTP task gives it: parsed where it is JSON, else its text. Not set by an answer with a failure status.</summary>
    public IrVariable? Body { get; init; }

    /// <summary>The status code.</summary>
    public IrVariable? Status { get; init; }

    /// <summary>Whether the status is 2xx.</summary>
    public IrVariable? Succeeded { get; init; }

    /// <summary>The failure that an answer with another status is for the task.</summary>
    public IrVariable? Failure { get; init; }

    /// <summary>The parts that are read.</summary>
    public IEnumerable<IrVariable> Variables => new[] { Body, Status, Succeeded, Failure }.OfType<IrVariable>();

    /// <summary>Without the parts that nobody reads.</summary>
    public HttpAnswer Without(Func<IrVariable, bool> isUnread)
    {
        IrVariable? Kept(IrVariable? part) => part is null || isUnread(part) ? null : part;
        var kept = new HttpAnswer { Body = Kept(Body), Status = Kept(Status), Succeeded = Kept(Succeeded), Failure = Kept(Failure) };
        return kept == this ? this : kept;
    }
}

/// <summary>Invokes another function (<c>AWSSDK.Lambda</c>'s <c>InvokeAsync</c>).</summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Argument">The plain JSON value that the callee receives; <see langword="null"/> when none was set.</param>
/// <param name="Payload">Receives the plain JSON value that the callee returned, or its error document; <see langword="null"/> when the code drops it.</param>
/// <param name="FunctionError">
/// Receives <c>FunctionError</c>, null on success. <see langword="null"/> when the code never looks at it.
/// </param>
/// <param name="Asynchronous">Invocation type <c>Event</c>.</param>
/// <param name="Origin">The invocation.</param>
public sealed record IrInvoke(IrExpression FunctionName, IrExpression? Argument, IrVariable? Payload, IrVariable? FunctionError, bool Asynchronous, Origin Origin)
    : IrCall(Origin);

/// <summary>
/// Runs code that a state machine cannot express, in a generated function. The code is pure, or reads from one service; it sees the
/// inputs only and changes the outputs only.
/// </summary>
/// <param name="Function">The generated function.</param>
/// <param name="Inputs">The values of the function's input properties, as the function's serializer reads them.</param>
/// <param name="Outputs">The variables that take the function's output properties.</param>
/// <param name="Origin">The code that the function holds.</param>
public sealed record IrResidual(ResidualFunction Function, ImmutableArray<IrNewMember> Inputs, ImmutableArray<IrResidualOutput> Outputs, Origin Origin) : IrStatement(Origin);

/// <summary>One output of an <see cref="IrResidual"/>.</summary>
/// <param name="Name">The property of the function's output.</param>
/// <param name="Variable">The variable that takes it.</param>
public sealed record IrResidualOutput(string Name, IrVariable Variable)
{
    /// <summary>Whether the code is known to give something else than null.</summary>
    public bool IsNeverNull { get; init; }
}

/// <summary>Two-way decision.</summary>
public sealed record IrIf(IrExpression Condition, ImmutableArray<IrStatement> Then, ImmutableArray<IrStatement> Else, Origin Origin) : IrStatement(Origin);

/// <summary>
/// Runs the body again and again, until a label around it is left, the handler returns or an exception ends it. A loop's condition is a
/// decision in its body; <c>break</c> leaves a label around the loop, <c>continue</c> one inside it.
/// </summary>
public sealed record IrLoop(ImmutableArray<IrStatement> Body, Origin Origin) : IrStatement(Origin);

/// <summary>A block that can be left early by <see cref="IrLeave"/>: the body of an inlined method.</summary>
public sealed record IrLabeled(IrLabel Label, ImmutableArray<IrStatement> Body, Origin Origin) : IrStatement(Origin);

/// <summary>The end of a labelled block. Identity is by reference.</summary>
public sealed class IrLabel
{
    /// <summary>Creates a label.</summary>
    public IrLabel(string name) => Name = name;

    /// <summary>For dumps.</summary>
    public string Name { get; }
}

/// <summary>Continues after the labelled block.</summary>
public sealed record IrLeave(IrLabel Label, Origin Origin) : IrStatement(Origin);

/// <summary>Ends the handler with a value (or without one), or an iteration or branch with its result.</summary>
public sealed record IrReturn(IrExpression? Value, Origin Origin) : IrStatement(Origin);

/// <summary>Throws a new exception.</summary>
public sealed record IrThrow(IrException Exception, INamedTypeSymbol ExceptionType, Origin Origin) : IrStatement(Origin);

/// <summary>Throws on what was caught (<c>throw;</c>, or <c>throw e;</c> of the caught variable).</summary>
/// <param name="Caught">The variable that holds the caught exception.</param>
/// <param name="CaughtType">The type that the clause catches.</param>
/// <param name="Origin">The throw.</param>
public sealed record IrRethrow(IrVariable Caught, INamedTypeSymbol CaughtType, Origin Origin) : IrStatement(Origin);

/// <summary>A point that no execution comes to; a program in which that does not show is refused.</summary>
/// <param name="Construct">What would happen there.</param>
/// <param name="Instead">What to write instead.</param>
/// <param name="Origin">The code.</param>
public sealed record IrUnreachable(string Construct, string Instead, Origin Origin) : IrStatement(Origin);

/// <summary>try / catch / finally.</summary>
public sealed record IrTry(ImmutableArray<IrStatement> Body, ImmutableArray<IrCatch> Catches, ImmutableArray<IrStatement> Finally, Origin Origin) : IrStatement(Origin);

/// <summary>What a catch clause catches.</summary>
public enum IrCatchKind
{
    /// <summary>Exceptions of a type and of the types derived from it.</summary>
    ExceptionType,

    /// <summary>Failures of an invoked function, which the SDK reports in <c>FunctionError</c> and does not throw.</summary>
    FunctionError,
}

/// <summary>One catch clause.</summary>
/// <param name="Kind">What it catches.</param>
/// <param name="ExceptionType">The exception type for <see cref="IrCatchKind.ExceptionType"/>.</param>
/// <param name="Variable">Holds the exception in the body.</param>
/// <param name="Body">The handler.</param>
/// <param name="Origin">The clause.</param>
public sealed record IrCatch(IrCatchKind Kind, INamedTypeSymbol? ExceptionType, IrVariable Variable, ImmutableArray<IrStatement> Body, Origin Origin)
{
    /// <summary>What must hold, besides the type, for the clause to catch; null for everything of the type.</summary>
    public IrExpression? Filter { get; init; }
}

/// <summary>Runs branches at the same time and waits for all: <c>Task.WhenAll</c> over fixed tasks.</summary>
public sealed record IrParallel(ImmutableArray<IrBranch> Branches, Origin Origin) : IrStatement(Origin);

/// <summary>A branch; its body ends by <see cref="IrReturn"/> of the value for <see cref="Result"/>.</summary>
public sealed record IrBranch(ImmutableArray<IrStatement> Body, IrVariable? Result, Origin Origin);

/// <summary>Runs the body for every item at the same time and collects what it returns, in order: <c>Task.WhenAll(items.Select(async …))</c>.</summary>
public sealed record IrMap(IrExpression Items, IrVariable Item, IrVariable? Index, ImmutableArray<IrStatement> Body, IrVariable? Result, Origin Origin) : IrStatement(Origin)
{
    /// <summary>How many iterations run at a time at most; null or 0 for no limit of the code's own.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether every iteration runs as an execution of its own, which sees no variable from outside.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>What iterations of a distributed one get from outside besides their item.</summary>
    public ImmutableArray<IrPassed> Passed { get; init; } = [];
}

/// <summary>A value that an iteration gets as input.</summary>
/// <param name="Variable">The iteration's own variable for it.</param>
/// <param name="Value">The value, in terms of variables outside.</param>
public sealed record IrPassed(IrVariable Variable, IrExpression Value);

/// <summary>Waits: <c>Task.Delay</c>.</summary>
public sealed record IrWait(IrExpression Seconds, Origin Origin) : IrStatement(Origin);

/// <summary>A handler, lowered.</summary>
/// <param name="Name">The name of the workflow.</param>
/// <param name="Input">Holds the event; <see langword="null"/> when the handler takes none.</param>
/// <param name="InputContract">How the event is read.</param>
/// <param name="OutputContract">How the result is written.</param>
/// <param name="Body">The body; its first statement reads the event.</param>
/// <param name="ReturnType">The type of the result; <see langword="null"/> when there is none.</param>
/// <param name="Origin">The method.</param>
public sealed record IrProgram(
    string Name,
    IrVariable? Input,
    JsonContract InputContract,
    JsonContract OutputContract,
    ImmutableArray<IrStatement> Body,
    ITypeSymbol? ReturnType,
    Origin Origin);
