using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaLift.CodeFixes.Awaiting;

/// <summary>
/// LIFT1004, LIFT1005: awaits the service call. Where the method around it is not asynchronous it becomes so, and with it the methods that call it,
/// up to the handlers, whose result the runtime awaits.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitServiceCallFixer))]
[Shared]
public sealed class AwaitServiceCallFixer : CodeFixProvider
{
    /// <summary>Equivalence key.</summary>
    public const string AwaitCall = "LambdaLift.AwaitServiceCall";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("LIFT1004", "LIFT1005");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => AwaitFixAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await AwaitPlan.CreateAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } plan)
            {
                var title = plan.FunctionCount == 0 ? "Await the service call"
                    : plan.FunctionCount == 1 ? "Await the service call, and make the method asynchronous"
                    : $"Await the service call, and make {plan.FunctionCount} methods asynchronous";
                context.RegisterCodeFix(CodeAction.Create(title, token => plan.ApplyAsync(token), AwaitCall), diagnostic);
            }
        }
    }

    /// <summary>Merges the plans of all findings, so that a method that several of them make asynchronous changes once.</summary>
    private sealed class AwaitFixAll : FixAllProvider
    {
        public static readonly AwaitFixAll Instance = new();

        public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
            AwaitPlan? all = null;
            foreach (var project in projects)
            {
                var diagnostics = context.Scope == FixAllScope.Document && context.Document is { } only
                    ? await context.GetDocumentDiagnosticsAsync(only).ConfigureAwait(false)
                    : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
                foreach (var diagnostic in diagnostics.Where(d => d.Location.IsInSource))
                {
                    if (project.GetDocument(diagnostic.Location.SourceTree) is { } document
                        && await AwaitPlan.CreateAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } plan)
                    {
                        all = all is null ? plan : all.Merge(plan);
                    }
                }
            }

            return all is null ? null : CodeAction.Create("Await all service calls", token => all.ApplyAsync(token), AwaitCall);
        }
    }
}
