using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Orchestration;
using LambdaLift.Analyzer;
using LambdaLift.Cli.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Cli.Scanning;

/// <summary>Lists handlers, what they call, and what the rules say about them.</summary>
internal static class Scanner
{
    /// <summary>The same rules as in the IDE and the build.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(LambdaDiagnosticAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaDiagnosticAnalyzer)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    internal static async Task<ScanReport> ScanAsync(LoadedWorkspace workspace, AppHost host, CancellationToken cancellationToken)
    {
        var handlers = new List<ScannedHandler>();
        var findings = new List<ScanFinding>();
        foreach (var project in workspace.Projects.Where(project => project.IsEntry))
        {
            if (LambdaProgram.TryCreate(project.Compilation, Discovery(workspace)) is not { } program)
            {
                continue;
            }

            var diagnostics = await project.Compilation.WithAnalyzers(Rules, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellationToken);
            var reported = diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && diagnostic.Location.IsInSource).ToList();
            findings.AddRange(reported.Select(diagnostic => ScanFinding.Of(diagnostic, host)));
            handlers.AddRange(program.GetHandlers(cancellationToken)
                .Select(handler => Describe(handler, program, project, workspace, reported, host, cancellationToken)));
        }

        return new ScanReport(
            1,
            host.Display(workspace.Path),
            [.. handlers],
            [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)]);
    }

    /// <summary>The templates say which methods are handlers, whatever their signature.</summary>
    private static HandlerDiscoveryOptions Discovery(LoadedWorkspace workspace) => new()
    {
        HandlerStrings = [.. workspace.Templates.SelectMany(template => template.Functions).Select(function => function.Handler).OfType<string>()],
    };

    private static ScannedHandler Describe(
        LambdaHandler handler,
        LambdaProgram program,
        LoadedProject project,
        LoadedWorkspace workspace,
        IReadOnlyList<Diagnostic> diagnostics,
        AppHost host,
        CancellationToken cancellationToken)
    {
        var reach = program.GetReach(handler, cancellationToken);
        var facts = OrchestrationReader.Read(reach);
        var invokes = reach.ServiceCalls.Select(call => program.GetInvokeSite(call, cancellationToken)).OfType<InvokeSite>().ToList();
        var place = handler.Method.Locations.FirstOrDefault(location => location.IsInSource)?.GetLineSpan();
        return new ScannedHandler(
            handler.DisplayName,
            handler.HandlerString,
            workspace.Templates.SelectMany(template => template.FunctionsOf(handler.HandlerString)).FirstOrDefault()?.LogicalId,
            host.Display(project.Path),
            place is { } known ? host.Display(known.Path) : host.Display(project.Path),
            place?.StartLinePosition.Line + 1 ?? 1,
            facts.IsOrchestration || invokes.Any(invoke => invoke.IsSynchronous),
            facts.Decisions.Length,
            [.. reach.ServiceCalls.Select(call => Describe(call, program, workspace, handler, host, cancellationToken))
                .OrderBy(call => call.File, StringComparer.Ordinal).ThenBy(call => call.Line)],
            [.. diagnostics
                .Where(diagnostic => reach.Methods.Any(method => method.Body?.Syntax is { } body && body.SyntaxTree == diagnostic.Location.SourceTree && body.Span.Contains(diagnostic.Location.SourceSpan))
                    || handler.Method.Locations.Contains(diagnostic.Location))
                .Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static ScannedCall Describe(
        ServiceCallSite call, LambdaProgram program, LoadedWorkspace workspace, LambdaHandler handler, AppHost host, CancellationToken cancellationToken)
    {
        var place = call.Invocation.Syntax.GetLocation().GetLineSpan();
        return new ScannedCall(
            call.ServiceName,
            call.OperationName,
            program.GetInvokeSite(call, cancellationToken)?.FunctionNameText is { } name ? Target(name, handler, workspace) : null,
            host.Display(place.Path),
            place.StartLinePosition.Line + 1);
    }

    /// <summary>A function by the name its template gives it, if the call's name leads to one.</summary>
    private static string Target(string name, LambdaHandler handler, LoadedWorkspace workspace)
    {
        foreach (var template in workspace.Templates)
        {
            var variable = name.StartsWith("${", StringComparison.Ordinal) && name.EndsWith('}') ? name[2..^1] : null;
            var function = variable is null
                ? template.ResolveFunction(name)
                : template.EnvironmentOf(handler.HandlerString).TryGetValue(variable, out var value) ? template.ResolveFunction(value) : null;
            if (function is not null)
            {
                return function.LogicalId;
            }
        }

        return name;
    }
}
