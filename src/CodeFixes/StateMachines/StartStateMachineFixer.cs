using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LambdaLift.CodeFixes.StateMachines;

/// <summary>
/// LIFT1001, LIFT1002: the handler starts its state machine instead of orchestrating, once the machine's definition, <c>Name.asl.json</c>, is listed as
/// an additional file of the project.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StartStateMachineFixer))]
[Shared]
public sealed class StartStateMachineFixer : CodeFixProvider
{
    /// <summary>Equivalence key of the fix that starts the machine and goes on.</summary>
    public const string StartExecution = "LambdaLift.StartExecution";

    /// <summary>Equivalence key of the fix that waits for the machine's result.</summary>
    public const string StartSyncExecution = "LambdaLift.StartSyncExecution";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("LIFT1001", "LIFT1002");

    /// <summary>Refused: each handler's machine must be deployed, and its callers may depend on waiting.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await HandlerRewrite.CreateAsync(context.Document.Project, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } rewrite)
            {
                continue;
            }

            if (!rewrite.HasResult)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Start state machine '{rewrite.StateMachine}' and go on (StartExecution): who calls the handler no longer waits for the work or sees its failure",
                        token => rewrite.ApplyAsync(waits: false, token),
                        StartExecution),
                    diagnostic);
            }

            if (rewrite.CanWait)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Run state machine '{rewrite.StateMachine}' and wait for its result (StartSyncExecution): the machine must be an Express workflow, and end within five minutes",
                        token => rewrite.ApplyAsync(waits: true, token),
                        StartSyncExecution),
                    diagnostic);
            }
        }
    }
}
