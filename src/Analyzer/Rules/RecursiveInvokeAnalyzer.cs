using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1010: a function invokes itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecursiveInvokeAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.RecursiveInvoke)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnServiceCall((operation, call, reach) =>
        {
            if (context.Program.GetInvokeSite(call, operation.CancellationToken) is { } site && context.InvokesItself(reach.Handler, site))
            {
                operation.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.RecursiveInvoke, operation.Operation.Syntax.GetLocation(), reach.Handler.DisplayName, RuleContext.PathText(reach, operation.Summary.Method)));
            }
        });
}
