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
                if (BlockedTask(operation.Operation) is { } blocked && AnyPending(blocked.Tasks, reach, operation.Summary))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.BlockingServiceCall,
                        operation.Operation.Syntax.GetLocation(),
                        AwaitFacts.Properties(operation, context, CanBeAwaited(operation.Operation)),
                        reach.Handler.DisplayName,
                        blocked.Member));
                }
            },
            OperationKind.PropertyReference,
            OperationKind.Invocation);

    private static bool AnyPending(IEnumerable<IOperation> tasks, HandlerReach reach, MethodSummary summary) => tasks.Any(t => ServiceTasks.IsPending(t, reach, summary));

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

    // A time limit or a cancellation token: an await has neither.
    private static bool CanBeAwaited(IOperation operation) =>
        operation is not IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAll", Parameters: { Length: > 0 } parameters } }
        || (parameters.Length == 1 && parameters[0].IsParams);
}
