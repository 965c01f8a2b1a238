using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1004: a thread is blocked until a service call completes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingServiceCallAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.BlockingServiceCall)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            (operation, reach) =>
            {
                var method = RuleContext.ReachedMethod(operation, reach);
                if (BlockedTask(operation.Operation) is { } blocked
                    && reach.SummaryOf(method) is { } summary
                    && blocked.Tasks.Any(t => ServiceTasks.IsPending(t, reach, summary)))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.BlockingServiceCall,
                        operation.Operation.Syntax.GetLocation(),
                        ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.AwaitFix, AwaitFix(operation, context, reach)),
                        reach.Handler.DisplayName,
                        blocked.Member));
                }
            },
            OperationKind.PropertyReference,
            OperationKind.Invocation);

    private static (string Member, IEnumerable<IOperation> Tasks)? BlockedTask(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } task } when property.ContainingType.IsTask() => (".Result", [task]),
        IInvocationOperation { TargetMethod: { Name: "Wait" } wait, Instance: { } task } when wait.ContainingType.IsTask() => (".Wait()", [task]),
        IInvocationOperation { TargetMethod: { Name: "GetResult" }, Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter } => (".GetAwaiter().GetResult()", [awaiter]),
        IInvocationOperation { TargetMethod: { Name: "WaitAll" } waitAll } call when waitAll.ContainingType.HasMetadataName(TaskName) => ("Task.WaitAll", ElementsOf(call)),
        _ => null,
    };

    private const string TaskName = "System.Threading.Tasks.Task";

    private static IEnumerable<IOperation> ElementsOf(IInvocationOperation call) =>
        call.Arguments.SelectMany(a => a.Value.ParamsElements() ?? [a.Value]);

    /// <summary>How the code may become an await: at once, by making the handler asynchronous, or not by a local change.</summary>
    private static string? AwaitFix(OperationAnalysisContext context, RuleContext rule, HandlerReach reach)
    {
        var operation = context.Operation;
        if (operation is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAll", Parameters: { Length: var count } parameters } } && count > 0 && !(count == 1 && parameters[0].IsParams))
        {
            // A time limit or a cancellation token: an await has neither.
            return null;
        }

        foreach (var ancestor in operation.Ancestors())
        {
            switch (ancestor)
            {
                // Awaiting throws the service's exception itself, where blocking wraps it: such a catch would no longer match.
                case ITryOperation attempt when attempt.Catches.Any(c => c.ExceptionType.HasMetadataName("System.AggregateException")):
                case ILockOperation:
                case ICatchClauseOperation { Filter: { } filter } when filter.Syntax.Span.Contains(operation.Syntax.Span):
                    return null;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync ? AwaitFixes.Await : null;
                case ILocalFunctionOperation local:
                    return local.Symbol.IsAsync ? AwaitFixes.Await : null;
            }
        }

        if (context.ContainingSymbol is not IMethodSymbol method)
        {
            return null;
        }

        if (method.IsAsync)
        {
            return AwaitFixes.Await;
        }

        // The runtime awaits what a handler returns, so the handler's own signature may change, if nothing else depends on it.
        var free = SymbolEqualityComparer.Default.Equals(reach.Handler.Method, method)
            && method is { IsOverride: false, IsVirtual: false, MethodKind: MethodKind.Ordinary }
            && !method.ReturnType.IsTask()
            && method.Parameters.All(p => p.RefKind == RefKind.None)
            && !method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
                .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method))
            && rule.Program.GetCallers(method, context.CancellationToken).IsEmpty;
        return free ? AwaitFixes.MakeAsync : null;
    }
}
