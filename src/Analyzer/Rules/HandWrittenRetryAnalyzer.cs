using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1008: a loop repeats a service call until it succeeds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandWrittenRetryAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.HandWrittenRetry)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                var loop = (ILoopOperation)operation.Operation;
                var summary = operation.Summary;
                if (RetryLoops.Find(loop, o => reach.CallPoints.Contains(summary, o)) is not { } attempt)
                {
                    return;
                }

                var tried = summary.ServiceCalls.Where(c => attempt.Body.Syntax.Span.Contains(c.Invocation.Syntax.Span)).Select(c => c.DisplayName).Distinct().ToList();
                operation.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.HandWrittenRetry,
                    loop.Syntax.GetFirstToken().GetLocation(),
                    RetryFacts.Properties(loop, attempt, reach, summary),
                    reach.Handler.DisplayName,
                    tried.Count > 0 ? string.Join(", ", tried) : "a service call"));
            },
            OperationKind.Loop);
}
