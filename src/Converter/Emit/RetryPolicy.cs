using System.Collections.Immutable;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Emit;

/// <summary>The retries that the SDK's clients do by themselves, and those that the code has written out, as <c>Retry</c>.</summary>
/// <remarks>
/// Three attempts after the first with exponential backoff and jitter: the standard retry mode of the AWS SDKs (SDKs and Tools Reference Guide,
/// "Retry behavior") and what the Step Functions guide recommends for Lambda ("Handle transient Lambda service exceptions").
/// </remarks>
internal static class RetryPolicy
{
    public static ImmutableArray<Retrier> For(FlowTask task)
    {
        // A count of attempts that the code keeps is not multiplied by one of the SDK's.
        if (task.Retry is { } plan && NamesOf(plan, task) is { IsEmpty: false } own)
        {
            // The wildcard would take in an answer that is no JSON, which the client does not throw as its own.
            Retrier[] unreadable = task.ReadsJson && own.Contains(HttpTask.AnyError) ? [new Retrier { ErrorEquals = [HttpTask.UnreadableError], MaxAttempts = 0 }] : [];
            return
            [
                .. unreadable,
                new Retrier
                {
                    ErrorEquals = own,
                    IntervalSeconds = plan.Interval,
                    MaxAttempts = plan.MaxAttempts,
                    BackoffRate = plan.BackoffRate,
                    MaxDelaySeconds = plan.MaxDelay,
                    JitterStrategy = plan.HasJitter ? "FULL" : null,
                },
            ];
        }

        var errors = task.Integration.Errors.Retryable.Select(e => e.ErrorName).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return errors.IsEmpty ? [] : [new Retrier { ErrorEquals = errors, IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, JitterStrategy = "FULL" }];
    }

    // What a function reports as FunctionError is no exception for the code that invokes it.
    private static ImmutableArray<string> NamesOf(RetryPlan plan, FlowTask task)
    {
        var integration = task.Integration;
        if (plan.Types.Any(t => t.Is("System.Exception")))
        {
            return integration is { Kind: IntegrationKind.Optimized, Service: "lambda" }
                ? integration.Errors.All.Where(e => e.DotNetType is not null).Select(e => e.ErrorName).Distinct(StringComparer.Ordinal).ToImmutableArray()
                : task.AnswersFailureStatus ? [HttpTask.SocketError, HttpTask.TimeoutError] : ["States.ALL"];
        }

        return plan.Types.SelectMany(t => task.ErrorNames(t.FullName())).Distinct(StringComparer.Ordinal).ToImmutableArray();
    }
}
