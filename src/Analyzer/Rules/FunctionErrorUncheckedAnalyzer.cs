using System.Collections.Immutable;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1003: the response of a synchronous invoke is used, or dropped, without a look at <c>FunctionError</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionErrorUncheckedAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.FunctionErrorUnchecked)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnServiceCall((operation, call, reach) =>
        {
            if (context.Program.GetInvokeSite(call, operation.CancellationToken) is { IsSynchronous: true, ReadsFunctionError: ResultUse.No } site)
            {
                operation.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.FunctionErrorUnchecked,
                    operation.Operation.Syntax.GetLocation(),
                    ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Callee, site.FunctionNameText),
                    reach.Handler.DisplayName,
                    context.CalleeName(reach.Handler, site)));
            }
        });
}
