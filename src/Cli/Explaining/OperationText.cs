using LambdaLift.ServiceCatalogue;
using Spectre.Console;

namespace LambdaLift.Cli.Explaining;

/// <summary>Writes for people what an AWS operation becomes in a state machine.</summary>
internal static class OperationText
{
    internal static void Write(OperationExplanation explanation, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{explanation.Name}[/]");
        foreach (var method in explanation.DotNetMethods)
        {
            console.MarkupLineInterpolated($"  [dim].NET[/]  {method}");
        }

        foreach (var view in explanation.Views)
        {
            console.MarkupLineInterpolated($"  [dim].NET[/]  {view.Type}.{view.Method} [dim]— {view.Note}[/]");
        }

        if (explanation.Integrations.Count == 0)
        {
            console.MarkupLineInterpolated($"  [yellow]Step Functions cannot call it[/]: {explanation.Refusal ?? "there is no integration"}");
            return;
        }

        foreach (var (integration, index) in explanation.Integrations.Select((integration, index) => (integration, index)))
        {
            console.WriteLine();
            Write(integration, index == 0, console);
        }
    }

    private static void Write(IntegrationExplanation integration, bool preferred, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{(integration.Patterns.Count > 0 ? integration.Patterns[0] : integration.Integration.Resource)}[/] {(preferred ? "(preferred)" : "")}");
        foreach (var pattern in integration.Patterns.Skip(1))
        {
            console.MarkupLineInterpolated($"  also   {pattern}");
        }

        Fields("parameters", integration.Parameters, console);
        Fields("result", integration.Result, console);
        if (integration.Errors.Count > 0)
        {
            console.MarkupLine("  [dim]errors[/]");
            foreach (var error in integration.Errors)
            {
                console.MarkupLineInterpolated($"    {error.ErrorName}{(error.DotNetName is { } thrown ? " ← " + thrown : "")}{(error.IsTransient ? " (retried)" : "")}");
            }
        }

        foreach (var permission in integration.Permissions)
        {
            var conditions = string.Concat(permission.StringLike.Select(condition => $", {condition.Key} like {condition.Value}"));
            console.MarkupLineInterpolated($"  [dim]needs[/]  {string.Join(", ", permission.Actions)} on {string.Join(", ", permission.Resources)}{conditions}");
        }

        foreach (var note in integration.Notes)
        {
            console.MarkupLineInterpolated($"  [dim]note[/]   {note}");
        }
    }

    private static void Fields(string title, IReadOnlyList<FieldExplanation> fields, IAnsiConsole console)
    {
        if (fields.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"  [dim]{title}[/]");
        foreach (var field in fields)
        {
            var dotNet = field.DotNetName is { } name && name != field.Name ? $" (.NET: {name})" : "";
            console.MarkupLineInterpolated($"    {field.Name}{(field.Type.Length > 0 ? ": " + field.Type : "")}{(field.IsRequired ? ", required" : "")}{dotNet}{(field.Note is { } note ? " — " + note : "")}");
        }
    }
}
