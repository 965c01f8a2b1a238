using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer;

/// <summary>What a rule registers with: actions on the code that Lambda handlers run, and nothing else.</summary>
public sealed class RuleContext(CompilationStartAnalysisContext start, LambdaProgram program)
{
    /// <summary>The analysis that all rules share.</summary>
    public LambdaProgram Program { get; } = program;

    /// <summary>Runs the action on each service call that a handler can reach; the reach is that of the nearest handler.</summary>
    public void OnServiceCall(Action<OperationAnalysisContext, ServiceCallSite, HandlerReach> action) =>
        start.RegisterOperationAction(
            context =>
            {
                if (Program.Recognizer.TryRecognize((IInvocationOperation)context.Operation) is { } site
                    && !IsIgnored(context.Options, site)
                    && NearestReach(context) is { } reach)
                {
                    action(context, site, reach);
                }
            },
            OperationKind.Invocation);

    /// <summary>Runs the action on each operation of these kinds that a handler can reach.</summary>
    public void OnReachedOperation(Action<OperationAnalysisContext, HandlerReach> action, params OperationKind[] kinds) =>
        start.RegisterOperationAction(
            context =>
            {
                if (NearestReach(context) is { } reach)
                {
                    action(context, reach);
                }
            },
            kinds);

    /// <summary>Runs the action once for each handler whose body is in source, at its body.</summary>
    public void OnHandler(Action<OperationAnalysisContext, LambdaHandler, Location> action) =>
        start.RegisterOperationAction(
            context =>
            {
                var method = context.Operation switch
                {
                    IAnonymousFunctionOperation lambda => lambda.Symbol,
                    ILocalFunctionOperation local => local.Symbol,
                    _ => context.ContainingSymbol as IMethodSymbol,
                };
                if (method is null)
                {
                    return;
                }

                foreach (var handler in Program.GetHandlers(method, context.CancellationToken).Where(h => !h.IsDurable))
                {
                    action(context, handler, method.Locations[0]);
                }
            },
            OperationKind.MethodBody,
            OperationKind.LocalFunction,
            OperationKind.AnonymousFunction);

    /// <summary>Whether the user's configuration leaves the service out.</summary>
    public static bool IsIgnored(AnalyzerOptions options, ServiceCallSite site)
    {
        var ignored = RuleOptions.IgnoredServices.Read(options, site.Invocation.Syntax.SyntaxTree);
        return ignored.Any(i => string.Equals(i, site.ServiceName, StringComparison.OrdinalIgnoreCase) || i == site.ServiceNamespace);
    }

    /// <summary>The path from the handler to a call as messages show it: empty when the handler makes the call itself.</summary>
    public static string PathText(HandlerReach reach, IMethodSymbol method)
    {
        var path = reach.PathTo(method);
        return path.Length < 2 ? "" : " through " + string.Join(" → ", path.Skip(1).Select(m => m.ShortName()));
    }

    /// <summary>The methods that hold an operation, innermost first: lambdas, local functions, the member.</summary>
    public static IEnumerable<IMethodSymbol> EnclosingMethods(OperationAnalysisContext context)
    {
        foreach (var ancestor in context.Operation.Ancestors())
        {
            switch (ancestor)
            {
                case IAnonymousFunctionOperation lambda:
                    yield return lambda.Symbol;
                    break;
                case ILocalFunctionOperation local:
                    yield return local.Symbol;

                    // A local function is a method of its own: the member around it may run without running it.
                    yield break;
            }
        }

        if (context.ContainingSymbol is IMethodSymbol member)
        {
            yield return member;
        }
    }

    /// <summary>The reached method that holds the operation.</summary>
    public static IMethodSymbol ReachedMethod(OperationAnalysisContext context, HandlerReach reach) => EnclosingMethods(context).First(reach.Contains);

    private HandlerReach? NearestReach(OperationAnalysisContext context)
    {
        foreach (var method in EnclosingMethods(context))
        {
            ImmutableArray<HandlerReach> reaches = Program.GetReachesOf(method, context.CancellationToken);
            if (reaches.FirstOrDefault(r => !r.Handler.IsDurable) is { } reach)
            {
                return reach;
            }
        }

        return null;
    }
}
