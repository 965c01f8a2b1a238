// Hand-reduced surface of AWSSDK.Lambda: see eng/stand-ins/README.md.
using Amazon.Runtime;

namespace Amazon.Lambda;

/// <summary>Values of InvocationType.</summary>
public class InvocationType : ConstantClass
{
    public static readonly InvocationType Event = new("Event");
    public static readonly InvocationType RequestResponse = new("RequestResponse");
    public static readonly InvocationType DryRun = new("DryRun");

    public InvocationType(string value) : base(value) { }

    public static InvocationType FindValue(string value) => FindValue<InvocationType>(value);

    public static implicit operator InvocationType(string value) => FindValue(value);
}

/// <summary>Values of LogType.</summary>
public class LogType : ConstantClass
{
    public static readonly LogType None = new("None");
    public static readonly LogType Tail = new("Tail");

    public LogType(string value) : base(value) { }

    public static LogType FindValue(string value) => FindValue<LogType>(value);

    public static implicit operator LogType(string value) => FindValue(value);
}

/// <summary>Values of ThrottleReason.</summary>
public class ThrottleReason : ConstantClass
{
    public static readonly ThrottleReason ConcurrentInvocationLimitExceeded = new("ConcurrentInvocationLimitExceeded");
    public static readonly ThrottleReason FunctionInvocationRateLimitExceeded = new("FunctionInvocationRateLimitExceeded");
    public static readonly ThrottleReason ReservedFunctionConcurrentInvocationLimitExceeded = new("ReservedFunctionConcurrentInvocationLimitExceeded");
    public static readonly ThrottleReason ReservedFunctionInvocationRateLimitExceeded = new("ReservedFunctionInvocationRateLimitExceeded");
    public static readonly ThrottleReason CallerRateLimitExceeded = new("CallerRateLimitExceeded");
    public static readonly ThrottleReason ConcurrentSnapshotCreateLimitExceeded = new("ConcurrentSnapshotCreateLimitExceeded");

    public ThrottleReason(string value) : base(value) { }

    public static ThrottleReason FindValue(string value) => FindValue<ThrottleReason>(value);

    public static implicit operator ThrottleReason(string value) => FindValue(value);
}
