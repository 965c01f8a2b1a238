using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1005: a service call is started and nobody waits for it, so it may be frozen with the sandbox when the handler returns.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedServiceCallAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.UnawaitedServiceCall)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            (operation, reach) =>
            {
                if (Dropped(operation.Operation, reach, operation.Summary) is { } dropped)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.UnawaitedServiceCall,
                        dropped.Syntax.GetLocation(),
                        AwaitFacts.Properties(operation, context, CanBeAwaited(dropped)),
                        reach.Handler.DisplayName));
                }
            },
            OperationKind.ExpressionStatement,
            OperationKind.VariableDeclarator,
            OperationKind.AnonymousFunction);

    /// <summary>The task that is dropped; null when the operation drops none that runs a service call.</summary>
    private static IOperation? Dropped(IOperation operation, HandlerReach reach, MethodSummary summary)
    {
        switch (operation)
        {
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } }:
                return Runs(value, reach, summary);
            case IExpressionStatementOperation { Operation: IInvocationOperation invocation }:
                return Runs(invocation, reach, summary) ?? AsyncVoid(invocation, reach, summary);
            case IVariableDeclaratorOperation { Initializer.Value: { } value, Symbol: var local }:
                return Runs(value, reach, summary) is { } started && !IsRead(operation, local) ? started : null;

            // xs.ForEach(async x => await …): the lambda is async void, nobody can wait for it.
            case IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda when reach.CallPoints.Within(summary, lambda).Any():
                return lambda;
            default:
                return null;
        }
    }

    private static IOperation? Runs(IOperation value, HandlerReach reach, MethodSummary summary)
    {
        var task = value.UnwrapConversions();
        return task is IInvocationOperation && task.Type is { } type && type.IsTask() && reach.CallPoints.Within(summary, task).Any() && !IsReceiverOnly(task) ? task : null;
    }

    private static IOperation? AsyncVoid(IInvocationOperation invocation, HandlerReach reach, MethodSummary summary) =>
        invocation.TargetMethod is { IsAsync: true, ReturnsVoid: true } && reach.CallPoints.Contains(summary, invocation) ? invocation : null;

    // Starting a long task on purpose and awaiting a combination of it elsewhere keeps the local alive.
    private static bool IsRead(IOperation declarator, ILocalSymbol local) =>
        declarator.MemberRoot().DescendantsInMethod().OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local))
        || declarator.MemberRoot().Descendants().OfType<ILocalFunctionOperation>().SelectMany(f => f.Descendants()).OfType<ILocalReferenceOperation>()
            .Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    // x.ContinueWith(…) and the like hand the task on.
    private static bool IsReceiverOnly(IOperation task) => task is IInvocationOperation { TargetMethod.Name: "ContinueWith" };

    // An async void method or lambda gives nothing that could be awaited.
    private static bool CanBeAwaited(IOperation dropped) => dropped is not IAnonymousFunctionOperation && dropped.Type is { } type && type.IsTask();
}
