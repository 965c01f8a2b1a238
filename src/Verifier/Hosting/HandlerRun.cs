using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting;

/// <summary>A call on an AWS SDK client, in the .NET SDK's own names.</summary>
/// <param name="Namespace">The client's namespace, such as <c>Amazon.DynamoDBv2</c>.</param>
/// <param name="Operation">The request type's name without <c>Request</c>, such as <c>PutItem</c>.</param>
/// <param name="Request">The set members by .NET property name; binary data as base64.</param>
/// <param name="Caller">File and line of the user's code that made the call, when asked for.</param>
public sealed record SdkCall(string Namespace, string Operation, JsonObject Request, SourceLine? Caller);

/// <summary>A line of the user's source.</summary>
/// <param name="File">Path as the compilation has it.</param>
/// <param name="Line">1-based line number.</param>
public sealed record SourceLine(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line})";
}

/// <summary>How a service answers one call.</summary>
public abstract record SdkAnswer
{
    private SdkAnswer() { }

    /// <summary>A response.</summary>
    /// <param name="Body">Members by .NET property name.</param>
    public sealed record Response(JsonObject Body) : SdkAnswer
    {
        /// <summary>Whether it comes when nobody waits for it any more: a call with a cancellation token is cancelled instead.</summary>
        public bool IsLate { get; init; }
    }

    /// <summary>A failure.</summary>
    /// <param name="ExceptionType">
    /// Type name without namespace: a modelled exception (<c>TooManyRequestsException</c>), the service's base exception
    /// (<c>AmazonLambdaException</c>) or <c>AmazonClientException</c>.
    /// </param>
    /// <param name="ErrorCode">The wire's error code.</param>
    /// <param name="Message">The exception's message.</param>
    public sealed record Error(string ExceptionType, string ErrorCode, string Message) : SdkAnswer
    {
        /// <summary>The HTTP status of the answer.</summary>
        public int Status { get; init; } = 400;
    }
}

/// <summary>Answers the calls of one invocation; called on the handler's thread, in the order in which calls start.</summary>
public delegate SdkAnswer SdkResponder(SdkCall call);

/// <summary>One observed call and when it began and ended, as positions in one sequence of starts and ends.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">The answer it got.</param>
/// <param name="Started">Position of its start.</param>
/// <param name="Completed">Position of its end; <see cref="int.MaxValue"/> if the handler ended first.</param>
/// <param name="StartedAt">Virtual time of its start.</param>
public sealed record ObservedSdkCall(SdkCall Call, SdkAnswer Answer, int Started, int Completed, DateTimeOffset StartedAt);

/// <summary>How an invocation ended.</summary>
public abstract record HandlerOutcome
{
    private HandlerOutcome() { }

    /// <summary>Returned a value.</summary>
    /// <param name="Json">What the project's serializer wrote; null for a handler without a result.</param>
    public sealed record Returned(JsonNode? Json) : HandlerOutcome;

    /// <summary>Threw an exception.</summary>
    /// <param name="ErrorType"><c>GetType().Name</c>, which is what Lambda reports.</param>
    /// <param name="Message">The exception's message.</param>
    /// <param name="StackTrace">The .NET stack trace; made when it is wanted, which costs more than the rest of a run.</param>
    /// <param name="IsSdkError">It is an <c>AmazonServiceException</c>, or another exception that an SDK client threw.</param>
    public sealed record Threw(string ErrorType, string Message, Lazy<string> StackTrace, bool IsSdkError) : HandlerOutcome;

    /// <summary>Was stopped, or cannot be run at all: nothing can be said about its behaviour.</summary>
    /// <param name="Reason">One sentence.</param>
    public sealed record Stopped(string Reason) : HandlerOutcome;
}

/// <summary>One invocation of a handler.</summary>
/// <param name="Calls">The service calls in order of their start.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reads">Types as which user code read the payload that a call had brought, by the call's index.</param>
public sealed record HandlerRun(IReadOnlyList<ObservedSdkCall> Calls, HandlerOutcome Outcome, IReadOnlyList<(int Call, Type Type)> Reads)
{
    /// <summary>A run about which only its end is known.</summary>
    public HandlerRun(HandlerOutcome outcome) : this([], outcome, []) { }

    /// <summary>Whether the spelling of JSON text was changed in it.</summary>
    public bool IsRespelled { get; init; }
}
