using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer.Rules;

/// <summary>LIFT1007: a handler starts service calls side by side and waits for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FanOutJoinAnalyzer() : LambdaDiagnosticAnalyzer(Descriptors.FanOutJoin)
{
    /// <inheritdoc/>
    protected override void Register(RuleContext context) =>
        context.OnReachedOperation(
            static (operation, reach) =>
            {
                if (operation.Operation is IInvocationOperation join && IsJoin(join)
                    && Branches(join, reach, operation.Summary) is { } branches)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.FanOutJoin,
                        join.Syntax.GetLocation(),
                        reach.Handler.DisplayName,
                        branches.PerElement ? "a service call per element" : $"{branches.Count} service calls side by side",
                        branches.PerElement ? "Map" : "Parallel"));
                }
            },
            OperationKind.Invocation);

    private static bool IsJoin(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        return (method.Name is "WhenAll" or "WaitAll" && method.ContainingType.HasMetadataName("System.Threading.Tasks.Task"))
            || (method.Name is "ForEachAsync" or "ForEach" && method.ContainingType.HasMetadataName("System.Threading.Tasks.Parallel"));
    }

    /// <summary>How many branches come to a service call, or that each element of a collection does; null when fewer than two can run.</summary>
    private static (bool PerElement, int Count)? Branches(IInvocationOperation join, HandlerReach reach, MethodSummary summary)
    {
        var count = 0;
        var onlyReads = true;
        foreach (var branch in join.Arguments.SelectMany(a => Sources(a.Value)))
        {
            var points = reach.CallPoints.Within(summary, branch).ToList();
            if (points.Exists(p => IsPerElement(p, branch)))
            {
                return (true, 0);
            }

            count += points.Count > 0 ? 1 : 0;
            onlyReads &= points.TrueForAll(p => summary.ServiceCallAt(p) is { } call && IndependentCalls.IsRead(call));
        }

        // A few reads side by side are what LIFT1013 asks for: nothing is half done when one fails.
        return count >= 2 && !onlyReads ? (false, count) : null;
    }

    /// <summary>The expressions that the joined tasks come from: arguments, array elements, initializers of locals, and what is added to them.</summary>
    private static IEnumerable<IOperation> Sources(IOperation value)
    {
        if (value.ParamsElements() is { } elements)
            return elements.SelectMany(Sources);
        switch (value.UnwrapConversions())
        {
            case ILocalReferenceOperation local:
                var member = local.MemberRoot();
                return member.DescendantsInMethod().Select(o => o switch
                {
                    IVariableDeclaratorOperation { Initializer.Value: { } initial } d when SymbolEqualityComparer.Default.Equals(d.Symbol, local.Local) => initial,
                    IInvocationOperation { TargetMethod.Name: "Add", Instance: ILocalReferenceOperation list } add when SymbolEqualityComparer.Default.Equals(list.Local, local.Local) => add,
                    _ => null,
                }).Where(o => o is not null)!;
            case var other:
                return [other];
        }
    }

    // Inside a lambda given to Select or ForEachAsync, or added to a list in a loop.
    private static bool IsPerElement(IOperation point, IOperation branch) =>
        branch is IDelegateCreationOperation
        || point.Ancestors().TakeWhile(a => a.Syntax != branch.Syntax).Any(a => a is IAnonymousFunctionOperation)
        || (branch is IInvocationOperation { TargetMethod.Name: "Add" } && branch.Ancestors().Any(a => a is ILoopOperation));
}
