using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>A loop that fetches a list page by page: it reads the response's continuation token.</summary>
public static class PageLoops
{
    // The names under which AWS APIs return a continuation token.
    private static readonly HashSet<string> Tokens = new(StringComparer.Ordinal)
    {
        "NextToken", "NextMarker", "Marker", "LastEvaluatedKey", "NextContinuationToken", "PaginationToken", "NextPageToken", "ContinuationToken",
        "LastEvaluatedTableName", "NextShardIterator",
    };

    /// <summary>Whether the loop pages through that call's results.</summary>
    public static bool IsPaging(ILoopOperation loop, ServiceCallSite call)
    {
        if (loop is IForEachLoopOperation each)
        {
            return call.Kind == ServiceCallKind.Paginator && each.Collection.Syntax.Span.Contains(call.Invocation.Syntax.Span);
        }

        if (!loop.Syntax.Span.Contains(call.Invocation.Syntax.Span) || call.Invocation.TargetMethod.ReturnType.UnwrapTask() is not { } response)
        {
            return false;
        }

        return loop.DescendantsInMethod().OfType<IPropertyReferenceOperation>().Any(p =>
            Tokens.Contains(p.Property.Name) && SymbolEqualityComparer.Default.Equals(p.Property.ContainingType, response));
    }
}
