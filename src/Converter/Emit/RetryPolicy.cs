using System.Collections.Immutable;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Emit;

/// <summary>The retries that the SDK's clients do by themselves, as <c>Retry</c>.</summary>
/// <remarks>
/// Three attempts after the first with exponential backoff and jitter: the standard retry mode of the AWS SDKs (SDKs and Tools Reference Guide,
/// "Retry behavior") and what the Step Functions guide recommends for Lambda ("Handle transient Lambda service exceptions").
/// </remarks>
internal static class RetryPolicy
{
    public static ImmutableArray<Retrier> For(StepFunctionsIntegration integration)
    {
        var errors = integration.Errors.Retryable.Select(e => e.ErrorName).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return errors.IsEmpty
            ? []
            : [new Retrier { ErrorEquals = errors, IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, JitterStrategy = "FULL" }];
    }
}
