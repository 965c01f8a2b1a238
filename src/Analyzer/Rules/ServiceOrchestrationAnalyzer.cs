using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Orchestration;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1002: a handler decides between several service calls.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceOrchestrationAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.ServiceOrchestration)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnHandler((operation, handler, location) =>
        {
            if (IsAuthorizer(handler))
            {
                return;
            }

            var reach = context.Program.GetReach(handler, operation.CancellationToken);
            var facts = OrchestrationReader.Read(reach, call => RuleContext.IsIgnored(operation.Options, call));
            if (!facts.IsOrchestration)
            {
                return;
            }

            // An editor sees referenced projects as source; a diagnostic may only name places in its own compilation.
            var places = facts.Calls.Select(c => c.Invocation.Syntax.GetLocation()).Where(l => operation.Compilation.ContainsSyntaxTree(l.SourceTree!));
            var threshold = RuleOptions.OrchestrationThreshold.Read(operation.Options, operation.Operation.Syntax.SyntaxTree);
            operation.ReportDiagnostic(Diagnostic.Create(
                Descriptors.ServiceOrchestration,
                location,
                facts.Calls.Length < threshold ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                additionalLocations: places,
                StateMachineFacts.Properties(handler),
                handler.DisplayName,
                facts.Calls.Length,
                facts.Decisions.Length == 1 ? "a decision" : $"{facts.Decisions.Length} decisions",
                string.Join(", ", facts.Calls.Select(c => c.DisplayName).Distinct())));
        });

    // An authorizer must answer the gateway itself; a state machine cannot stand in its place.
    private static bool IsAuthorizer(LambdaHandler handler) =>
        (handler.InputType?.Name.StartsWith("APIGatewayCustomAuthorizer", StringComparison.Ordinal) ?? false)
        || (handler.ResultType?.Name.StartsWith("APIGatewayCustomAuthorizer", StringComparison.Ordinal) ?? false);
}
