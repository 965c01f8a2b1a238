using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Calls;

/// <summary>What is known of the invocation type of an invoke, as a set: a request built in several ways may have several.</summary>
[Flags]
public enum InvocationTypes
{
    /// <summary>Nothing found.</summary>
    None = 0,

    /// <summary>The request leaves it unset; the service then uses <c>RequestResponse</c> (Lambda API reference, Invoke).</summary>
    Unset = 1,

    /// <summary><c>RequestResponse</c>.</summary>
    RequestResponse = 2,

    /// <summary><c>Event</c>.</summary>
    Event = 4,

    /// <summary><c>DryRun</c>.</summary>
    DryRun = 8,

    /// <summary>A value that the analysis cannot follow.</summary>
    Unknown = 16,
}

/// <summary>Whether a fact about an invoke's result holds.</summary>
public enum ResultUse
{
    /// <summary>It does not happen on any path that the analysis follows, and the result does not leave what it follows.</summary>
    No,

    /// <summary>It happens.</summary>
    Yes,

    /// <summary>The result goes where the analysis does not follow.</summary>
    Unknown,
}

/// <summary>The facts about one call that invokes another Lambda function.</summary>
/// <param name="Call">The call.</param>
/// <param name="InvocationTypes">All invocation types that may apply.</param>
/// <param name="FunctionNames">The expressions that may give the callee's name or ARN; empty when unset or not followed.</param>
/// <param name="FunctionNameText">The callee for people: a constant name, <c>${VARIABLE}</c> of an environment variable, or the expression; null when not followed.</param>
/// <param name="ReadsFunctionError">Whether the response's <c>FunctionError</c> is read.</param>
/// <param name="UsesResult">Whether anything of the response is used.</param>
public sealed record InvokeSite(
    ServiceCallSite Call,
    InvocationTypes InvocationTypes,
    ImmutableArray<IOperation> FunctionNames,
    string? FunctionNameText,
    ResultUse ReadsFunctionError,
    ResultUse UsesResult)
{
    /// <summary>Whether the call may wait for the callee: the type is unset or <c>RequestResponse</c> on some path.</summary>
    public bool IsSynchronous => (InvocationTypes & (InvocationTypes.Unset | InvocationTypes.RequestResponse)) != 0;

    /// <summary>Whether a name that the invoke may use is the running function's own: <c>ILambdaContext</c>'s or <c>AWS_LAMBDA_FUNCTION_NAME</c>.</summary>
    public bool InvokesItself { get; init; }

    /// <summary>Whether the invocation type is never set.</summary>
    public bool IsUnset => InvocationTypes == InvocationTypes.Unset;
}
