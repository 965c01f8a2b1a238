using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1013: calls that do not need each other are awaited one after another.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IndependentCallsAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.IndependentCalls)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                if (operation.Summary is not { ServiceCalls.Length: > 1 } summary)
                {
                    return;
                }

                foreach (var calls in IndependentCalls.Find((IBlockOperation)operation.Operation, summary))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.IndependentCalls,
                        calls[0].Invocation.Syntax.GetLocation(),
                        ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Count, calls.Length.ToString(CultureInfo.InvariantCulture)),
                        reach.Handler.DisplayName,
                        calls.Length,
                        string.Join(", ", calls.Select(c => c.DisplayName).Distinct())));
                }
            },
            OperationKind.Block);
}
