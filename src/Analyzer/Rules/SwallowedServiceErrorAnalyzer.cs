using LambdaLift.Analysis;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1012: a catch of everything around a service call only logs, or does nothing at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedServiceErrorAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.SwallowedServiceError)
{
    private static readonly string[] GeneralTypes =
    [
        "System.Exception", "System.AggregateException", "Amazon.Runtime.AmazonServiceException", "Amazon.Runtime.AmazonClientException",
    ];

    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                var clause = (ICatchClauseOperation)operation.Operation;
                var summary = operation.Summary;
                if (clause.Filter is null
                    && IsGeneral(clause)
                    && clause.Parent is ITryOperation attempt
                    && reach.CallPoints.Within(summary, attempt.Body).FirstOrDefault() is { } point
                    && OnlyLogs(clause.Handler)
                    && !IsRetry(attempt))
                {
                    var call = summary.ServiceCallAt(point)?.DisplayName
                        ?? (point as IInvocationOperation)?.TargetMethod.ShortName()
                        ?? "a service call";
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.SwallowedServiceError, clause.Syntax.GetFirstToken().GetLocation(), reach.Handler.DisplayName, call));
                }
            },
            OperationKind.CatchClause);

    private static bool IsGeneral(ICatchClauseOperation clause) =>
        clause.ExceptionType is not { } type || type.SpecialType == SpecialType.System_Object || GeneralTypes.Any(type.HasMetadataName);

    // Anything that leaves, remembers, repairs or tells another service is a decision of the author's.
    private static bool OnlyLogs(IBlockOperation handler) => handler.Operations.All(o => o switch
    {
        IExpressionStatementOperation { Operation: IInvocationOperation call } => CallKinds.IsLogging(call),
        IExpressionStatementOperation { Operation: IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } } => CallKinds.IsLogging(call),
        IEmptyOperation => true,
        _ => false,
    });

    // A retry that goes round again has its own rule.
    private static bool IsRetry(ITryOperation attempt) => attempt.Ancestors().Any(a => a is IWhileLoopOperation or IForLoopOperation);
}
