using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Templates;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer;

/// <summary>
/// What a rule registers with: actions on the code that Lambda handlers run, and nothing else. The compiler is asked for one action per file, not per
/// operation, because for an operation action it makes the operations of every method in the compilation.
/// </summary>
/// <param name="program">The analysis.</param>
/// <param name="templates">The functions of the deployment templates.</param>
/// <param name="isOrchestration">Whether the rule is about orchestration: then it has nothing to say of workers, which are steps of a workflow already.</param>
public sealed class RuleContext(LambdaProgram program, TemplateFunctions templates, bool isOrchestration)
{
    private readonly List<Action<SemanticModelAnalysisContext, MethodSummary>> _actions = [];

    /// <summary>The analysis that all rules share.</summary>
    public LambdaProgram Program { get; } = program;

    /// <summary>The functions of the deployment templates among the additional files.</summary>
    public TemplateFunctions Templates { get; } = templates;

    /// <summary>The function that an invoke runs, as messages name it: by the template where it knows the function, else as the code names it.</summary>
    public string CalleeName(LambdaHandler caller, InvokeSite site) =>
        site.FunctionNameText is { } name ? Templates.Resolve(caller.HandlerString, name) ?? name : "?";

    /// <summary>Whether an invoke runs the handler's own function, by the code or by the template.</summary>
    public bool InvokesItself(LambdaHandler handler, InvokeSite site) =>
        site.InvokesItself || (Templates.FunctionsOf(handler.HandlerString).ToList() is [var own] && own.Name == CalleeName(handler, site));

    /// <summary>Runs the action on each service call that a handler can reach; the reach is that of the nearest handler.</summary>
    public void OnServiceCall(Action<ReachedOperation, ServiceCallSite, HandlerReach> action) =>
        _actions.Add((model, summary) =>
        {
            foreach (var site in summary.ServiceCalls)
            {
                if (!IsIgnored(model.Options, site) && NearestReach(summary, model.CancellationToken) is { } reach)
                {
                    action(new ReachedOperation(model, site.Invocation, summary), site, reach);
                }
            }
        });

    /// <summary>Runs the action on each operation of these kinds that a handler can reach.</summary>
    public void OnReachedOperation(Action<ReachedOperation, HandlerReach> action, params OperationKind[] kinds) =>
        _actions.Add((model, summary) =>
        {
            if (NearestReach(summary, model.CancellationToken) is not { } reach)
            {
                return;
            }

            foreach (var operation in summary.OperationsOf(kinds))
            {
                action(new ReachedOperation(model, operation, summary), reach);
            }
        });

    /// <summary>Runs the action once for each handler whose body is in source, at its body.</summary>
    public void OnHandler(Action<ReachedOperation, LambdaHandler, Location> action) =>
        _actions.Add((model, summary) =>
        {
            foreach (var handler in Program.GetHandlers(summary.Method, model.CancellationToken))
            {
                if (!handler.IsDurable && !(isOrchestration && Program.GetReach(handler, model.CancellationToken).IsWorker))
                {
                    action(new ReachedOperation(model, summary.Body!, summary), handler, PlaceOf(summary.Method, summary.Body!));
                }
            }
        });

    /// <summary>Runs what was registered on one file.</summary>
    internal void Run(SemanticModelAnalysisContext context)
    {
        foreach (var summary in Program.GetReachedMethods(context.SemanticModel.SyntaxTree, context.CancellationToken))
        {
            foreach (var action in _actions)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                action(context, summary);
            }
        }
    }

    /// <summary>Whether the user's configuration leaves the service out.</summary>
    public static bool IsIgnored(AnalyzerOptions options, ServiceCallSite site)
    {
        var ignored = RuleOptions.IgnoredServices.Read(options, site.Invocation.Syntax.SyntaxTree);
        foreach (var name in ignored)
        {
            if (string.Equals(name, site.ServiceName, StringComparison.OrdinalIgnoreCase) || name == site.ServiceNamespace)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The path from the handler to a call as messages show it: empty when the handler makes the call itself.</summary>
    public static string PathText(HandlerReach reach, IMethodSymbol method)
    {
        var path = reach.PathTo(method);
        return path.Length < 2 ? "" : " through " + string.Join(" → ", path.Skip(1).Select(m => m.ShortName()));
    }

    private static Location PlaceOf(IMethodSymbol method, IOperation body) =>
        method.Locations.FirstOrDefault(l => l.SourceTree == body.Syntax.SyntaxTree) ?? body.Syntax.GetFirstToken().GetLocation();

    private HandlerReach? NearestReach(MethodSummary summary, CancellationToken cancellationToken)
    {
        foreach (var reach in Program.GetReachesOf(summary.Method, cancellationToken))
        {
            if (!reach.Handler.IsDurable && !(isOrchestration && reach.IsWorker))
            {
                return reach;
            }
        }

        return null;
    }
}
