using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1011: a handler pages through a list of unknown length.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongPaginationAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.LongPagination)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                var loop = (ILoopOperation)operation.Operation;
                if (operation.Summary.ServiceCalls.FirstOrDefault(c => PageLoops.IsPaging(loop, c) && !HasNestedLoopAround(loop, c.Invocation)) is { } call)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.LongPagination, loop.Syntax.GetFirstToken().GetLocation(), reach.Handler.DisplayName, call.DisplayName));
                }
            },
            OperationKind.Loop);

    // The innermost loop around the call is the one that pages.
    private static bool HasNestedLoopAround(ILoopOperation loop, IInvocationOperation call) =>
        loop is not IForEachLoopOperation
        && LambdaLift.Analysis.OperationExtensions.Ancestors(call).OfType<ILoopOperation>().First(l => l is not IForEachLoopOperation).Syntax != loop.Syntax;
}
