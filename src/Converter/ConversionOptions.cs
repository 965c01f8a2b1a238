namespace LambdaLift.Converter;

/// <summary>The language of the expressions in the definition.</summary>
public enum TargetLanguage
{
    /// <summary>JSONata with <c>Assign</c> variables.</summary>
    Jsonata,

    /// <summary>JSONPath with <c>Parameters</c>, <c>ResultSelector</c>, <c>ResultPath</c>, <c>OutputPath</c> and intrinsic functions.</summary>
    JsonPath,
}

/// <summary>The two kinds of Step Functions workflows.</summary>
public enum WorkflowType
{
    /// <summary>Runs for up to a year; every state runs exactly once; billed per state transition.</summary>
    Standard,

    /// <summary>Runs for up to five minutes; billed per request and duration; started asynchronously it may run more than once.</summary>
    Express,
}

/// <summary>What the user asked of a conversion.</summary>
public sealed record ConversionOptions
{
    /// <summary>The dialect to write.</summary>
    public TargetLanguage QueryLanguage { get; init; } = TargetLanguage.Jsonata;

    /// <summary>The handler to convert: its full handler string, <c>Type.Method</c>, or a part that is unique; null for every orchestrator.</summary>
    public string? Handler { get; init; }

    /// <summary>The workflow type; null to have it chosen, and the reason reported.</summary>
    public WorkflowType? Type { get; init; }

    /// <summary>Whether functions whose source is at hand are placed inline of their invocation.</summary>
    public bool InlineWrappers { get; init; } = true;

    /// <summary>Whether an invocation whose <c>FunctionError</c> is never looked at goes on after a failure, as the code does (LIFT3001).</summary>
    public bool LiteralFunctionError { get; init; }

    /// <summary>Whether branches run to their end when a sibling fails, as <c>Task.WhenAll</c> lets them (LIFT3002).</summary>
    public bool ExactFanOut { get; init; }

    /// <summary>
    /// Whether code that a state machine cannot express becomes a generated function that the state machine calls; otherwise it is refused.
    /// </summary>
    public bool AllowResiduals { get; init; } = true;

    /// <summary>Whether independent calls that the code makes one after the other run at the same time (LIFT3012).</summary>
    public bool Parallelize { get; init; }

    /// <summary>Whether a loop that polls until a job has ended becomes one task that waits for it (<c>.sync</c>), where the loop does nothing else (LIFT3013).</summary>
    public bool WaitForJobs { get; init; }

    /// <summary>Whether the iterations of a fan-out over a collection run as executions of their own, in a distributed Map state (LIFT3017).</summary>
    public bool DistributedMap { get; init; }

    /// <summary>Whether <c>decimal</c>, <c>float</c> and 64-bit integers are computed in double precision, and the text of numbers has 15 digits (LIFT3021).</summary>
    public bool DecimalAsDouble { get; init; }

    /// <summary>Whether a failure under <c>.Result</c> or <c>.Wait()</c> ends the execution as an <c>AggregateException</c>, as the code does (LIFT3030).</summary>
    public bool ExactWaits { get; init; }

    /// <summary>The name of a pass after which the IR is wanted as text; <c>Frontend</c> for the IR as lowered.</summary>
    public string? DumpAfter { get; init; }
}
