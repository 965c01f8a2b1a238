using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1006: a handler lets time pass, alone or between polls of a service.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdleWaitingAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.IdleWaiting)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                if (operation.Operation is IInvocationOperation wait && CallKinds.IsDelay(wait) && !IsTimeout(wait) && !IsOfRetry(wait, reach, operation.Summary))
                {
                    var polled = PolledCall(wait, reach, operation.Summary);
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.IdleWaiting,
                        wait.Syntax.GetLocation(),
                        reach.Handler.DisplayName,
                        polled is null ? "" : $" between polls by {polled}",
                        polled is null
                            ? "let a state machine wait (Wait state), which costs nothing"
                            : "let a state machine run the job (.sync integration) or poll it (Wait state), which costs nothing while it waits"));
                }
            },
            OperationKind.Invocation);

    // The delay of a hand-written retry belongs to that finding.
    private static bool IsOfRetry(IInvocationOperation wait, HandlerReach reach, MethodSummary summary) =>
        RetryLoops.Enclosing(wait, o => reach.CallPoints.Contains(summary, o)) is not null;

    // Task.WhenAny(call, Task.Delay(limit)) bounds a call, and a delay of zero only yields.
    private static bool IsTimeout(IInvocationOperation wait) =>
        wait.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: 0 or -1 }
        || wait.Ancestors().OfType<IInvocationOperation>().Any(i => i.TargetMethod.Name == "WhenAny");

    private static string? PolledCall(IOperation wait, HandlerReach reach, MethodSummary summary)
    {
        foreach (var loop in wait.Ancestors().OfType<ILoopOperation>().Where(l => l is not IForEachLoopOperation))
        {
            if (reach.CallPoints.Within(summary, loop).FirstOrDefault() is { } point)
            {
                return summary.ServiceCallAt(point)?.DisplayName
                    ?? (point as IInvocationOperation)?.TargetMethod.ShortName()
                    ?? "a service call";
            }
        }

        return null;
    }
}
