using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analyzer;

/// <summary>The band LIFT1xxx: anti-patterns found in code. One table; each rule takes its descriptor from here.</summary>
public static class Descriptors
{
    /// <summary>The category of rules about workflows in code.</summary>
    public const string Orchestration = "Orchestration";

    private const string Performance = "Performance";
    private const string Reliability = "Reliability";

    /// <summary>A handler waits for another Lambda function.</summary>
    public static readonly DiagnosticDescriptor SynchronousInvoke = Create(
        "LIFT1001",
        Orchestration,
        "Handler waits for another Lambda function",
        "Handler '{0}' waits for function '{1}'{2}{3}; {4}",
        "A function that synchronously invokes another one pays for the time of both, is throttled and timed out together with it, and hides the workflow "
        + "in code. An unset InvocationType means RequestResponse, so the call waits.");

    /// <summary>A handler orchestrates several services.</summary>
    public static readonly DiagnosticDescriptor ServiceOrchestration = Create(
        "LIFT1002",
        Orchestration,
        "Handler orchestrates several service calls",
        "Handler '{0}' orchestrates {1} service calls with {2} between them ({3}); lift the workflow into a state machine with 'lambdalift convert --handler {0}'",
        "Branches, loops and error handling between service calls are a workflow. In a state machine each call is a native integration with its own "
        + "retries, and a failure shows where it happened.");

    /// <summary>The response of a synchronous invoke is not checked for the callee's failure.</summary>
    public static readonly DiagnosticDescriptor FunctionErrorUnchecked = Create(
        "LIFT1003",
        Reliability,
        "FunctionError of a synchronous invoke is never checked",
        "Handler '{0}' invokes '{1}' without checking FunctionError: when that function throws, InvokeAsync still succeeds and the handler goes on",
        "InvokeAsync does not throw when the invoked function fails: it returns status 200, sets FunctionError, and puts the error into the payload.");

    /// <summary>A thread is blocked until a service call completes.</summary>
    public static readonly DiagnosticDescriptor BlockingServiceCall = Create(
        "LIFT1004",
        Reliability,
        "Handler blocks on an asynchronous service call",
        "Handler '{0}' blocks a thread with {1} until a service call completes; await the call",
        "Blocking wraps the service's exception into an AggregateException, holds a thread, and keeps the handler from starting other calls.");

    /// <summary>A service call is started and never awaited.</summary>
    public static readonly DiagnosticDescriptor UnawaitedServiceCall = Create(
        "LIFT1005",
        Reliability,
        "Service call is not awaited",
        "Handler '{0}' does not await this service call: Lambda freezes the process when the handler returns, and the call may never complete or fail unseen",
        "Work that outlives the handler's return is frozen with the sandbox; it resumes with a later invocation, or never, and its exception is lost.");

    /// <summary>A handler waits for time to pass.</summary>
    public static readonly DiagnosticDescriptor IdleWaiting = Create(
        "LIFT1006",
        Orchestration,
        "Handler waits idly",
        "Handler '{0}' waits idly{1} and pays for the time; {2}",
        "A Lambda function is billed while it sleeps and must end within 15 minutes. A state machine waits without cost, for up to a year.");

    /// <summary>A handler fans out service calls and joins them.</summary>
    public static readonly DiagnosticDescriptor FanOutJoin = Create(
        "LIFT1007",
        Orchestration,
        "Handler fans out service calls and joins them",
        "Handler '{0}' starts {1} and waits for all; a {2} state does that with its own concurrency limit, retries and a record of each branch",
        "A fan-out in a handler shares one memory and one timeout, and after a failure nobody sees which branches were done.",
        DiagnosticSeverity.Info);

    /// <summary>A loop repeats a service call until it succeeds.</summary>
    public static readonly DiagnosticDescriptor HandWrittenRetry = Create(
        "LIFT1008",
        Orchestration,
        "Hand-written retry around a service call",
        "Handler '{0}' repeats {1} in a hand-written retry loop; the SDK client retries by itself (MaxErrorRetry, RetryMode), and a state machine's Retry waits without cost",
        "The SDK already retries throttling and transient errors with backoff, so a loop around it multiplies attempts, and the function is billed while it waits.");

    /// <summary>A handler wraps one service call, and something invokes it.</summary>
    public static readonly DiagnosticDescriptor ThinWrapper = Create(
        "LIFT1009",
        Orchestration,
        "Function only wraps one service call",
        "Handler '{0}' only wraps {1} and is invoked by {2}; call the service from there, or let a state machine call it as a native integration",
        "A function around a single service call adds a cold start, a timeout, a deployment and a second failure mode to a call that its caller, or a state "
        + "machine, can make itself.",
        DiagnosticSeverity.Info);

    /// <summary>A function invokes itself.</summary>
    public static readonly DiagnosticDescriptor RecursiveInvoke = Create(
        "LIFT1010",
        Orchestration,
        "Function invokes itself",
        "Handler '{0}' invokes its own function{1}; loop in a state machine (Map, or Choice) instead",
        "A function that invokes itself can run away in cost and concurrency. Lambda stops some such loops after 16 rounds, and only for some services.");

    /// <summary>A handler pages through a list.</summary>
    public static readonly DiagnosticDescriptor LongPagination = Create(
        "LIFT1011",
        Orchestration,
        "Handler pages through a list of unknown length",
        "Handler '{0}' pages through {1} until the end, so its run time grows with the data; let a state machine go page by page, or use a distributed Map",
        "A loop over all pages works until the data grows past the function's timeout or memory; then it fails at the end and starts over.",
        DiagnosticSeverity.Info);

    /// <summary>A catch of everything around a service call only logs.</summary>
    public static readonly DiagnosticDescriptor SwallowedServiceError = Create(
        "LIFT1012",
        Reliability,
        "Failure of a service call is swallowed",
        "Handler '{0}' catches every failure of {1} and goes on as if it had succeeded; the caller, the event source's retry and the alarms do not learn of it",
        "When a handler swallows an exception, the invocation counts as a success: no retry, no dead-letter queue, no error metric.",
        DiagnosticSeverity.Info);

    /// <summary>Calls that do not need each other are awaited one after another.</summary>
    public static readonly DiagnosticDescriptor IndependentCalls = Create(
        "LIFT1013",
        Performance,
        "Independent service calls are awaited one after another",
        "Handler '{0}' awaits {1} service calls one after another that do not need each other ({2}), and pays for the sum of their times; start them together and await Task.WhenAll",
        "A Lambda function is billed while it waits. Reads that need nothing from each other take as long as the slowest of them, when they run side by side.",
        DiagnosticSeverity.Info);

    /// <summary>All descriptors in order of id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        SynchronousInvoke,
        ServiceOrchestration,
        FunctionErrorUnchecked,
        BlockingServiceCall,
        UnawaitedServiceCall,
        IdleWaiting,
        FanOutJoin,
        HandWrittenRetry,
        ThinWrapper,
        RecursiveInvoke,
        LongPagination,
        SwallowedServiceError,
        IndependentCalls);

    /// <summary>Where the page of a rule is published.</summary>
    public static string HelpLink(string id) => $"https://github.com/lambdalift/lambdalift/blob/main/docs/rules/{id}.md";

    private static DiagnosticDescriptor Create(
        string id, string category, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpLink(id));
}
