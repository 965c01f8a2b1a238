using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer;

/// <summary>What a hand-written retry does: facts for the fixes that put something else in its place.</summary>
internal static class RetryFacts
{
    // Error types that the SDK's own retry takes for throttling or for transient, by what their names hold: the SDK goes by the same error codes,
    // and by the status codes 500 to 504, which these types stand for.
    private static readonly string[] Transient =
    [
        "Throttl", "TooManyRequests", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "TransactionInProgress",
        "InternalServer", "InternalFailure", "InternalError", "ServiceUnavailable", "ServiceException", "RequestTimeout",
    ];

    // Caught, but retried by the SDK only as far as they are transient: a fix may still take these.
    private static readonly string[] General = ["System.Exception", "Amazon.Runtime.AmazonServiceException", "Amazon.Runtime.AmazonClientException"];

    /// <summary>The properties; empty when some part of the loop is not understood.</summary>
    public static ImmutableDictionary<string, string?> Properties(ILoopOperation loop, ITryOperation attempt, HandlerReach reach, MethodSummary summary)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (RetryShapeReader.Read(loop, attempt) is not { } shape)
        {
            return properties;
        }

        var points = reach.CallPoints.Within(summary, loop).ToList();
        var bySdk = points.Count == 1 && summary.ServiceCallAt(points[0]) is not null && shape.Errors.All(IsTransient);
        return properties
            .Add(DiagnosticProperties.MaxRetries, shape.MaxRetries.ToString(CultureInfo.InvariantCulture))
            .Add(DiagnosticProperties.RetriedErrors, string.Join(";", shape.Errors.Select(e => e.MetadataFullName())))
            .Add(DiagnosticProperties.RetryDelayKind, shape.DelayKind.ToString())
            .Add(DiagnosticProperties.RetryDelay, shape.DelayMilliseconds.ToString(CultureInfo.InvariantCulture))
            .Add(DiagnosticProperties.RetryJitter, shape.HasJitter ? "Yes" : "No")
            .Add(DiagnosticProperties.RetryLocals, string.Join(";", shape.Locals.Select(l => l.Name)))
            .Add(DiagnosticProperties.SdkRetries, bySdk ? "Yes" : "No");
    }

    private static bool IsTransient(INamedTypeSymbol error) =>
        General.Any(error.HasMetadataName)
        || (error.NamespaceName().StartsWith("Amazon.", StringComparison.Ordinal)
            && (Transient.Any(t => error.Name.IndexOf(t, StringComparison.Ordinal) >= 0) || IsBaseException(error)));

    // AmazonLambdaException and the like: what all errors of a service derive from.
    private static bool IsBaseException(INamedTypeSymbol error) =>
        error.Name.StartsWith("Amazon", StringComparison.Ordinal) && error.BaseType?.HasMetadataName("Amazon.Runtime.AmazonServiceException") == true;
}
