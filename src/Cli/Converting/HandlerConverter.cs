using System.Collections.Immutable;
using LambdaLift.Cli.Projects;
using LambdaLift.Converter;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Cli.Converting;

/// <summary>Runs the converter on a loaded workspace.</summary>
internal static class HandlerConverter
{
    /// <summary>Converts the handlers that were asked for.</summary>
    /// <exception cref="BadInputException">The code does not compile, no handler was found, or the name that was given does not mean exactly one.</exception>
    internal static ImmutableArray<HandlerConversion> Convert(LoadedWorkspace workspace, ConversionInput input, AppHost host, CancellationToken cancellationToken)
    {
        CheckCompiles(workspace, host, cancellationToken);
        var result = WorkflowConverter.Convert(input, cancellationToken);
        var path = host.Display(workspace.Path);
        if (result.AllHandlers.IsEmpty)
        {
            throw new BadInputException($"{path} has no Lambda handler.");
        }

        var names = string.Join(", ", result.AllHandlers.Select(handler => handler.DisplayName));
        if (input.Options.Handler is { } name)
        {
            return result.Handlers.Length switch
            {
                1 => result.Handlers,
                0 => throw new BadInputException($"{path} has no handler '{name}'; it has {names}."),
                _ => throw new BadInputException($"'{name}' could mean {string.Join(", ", result.Handlers.Select(handler => handler.Handler.HandlerString))}: give more of the name."),
            };
        }

        return result.Handlers.IsEmpty
            ? throw new BadInputException($"{path} has no handler that orchestrates; name one with --handler: {names}.")
            : result.Handlers;
    }

    private static void CheckCompiles(LoadedWorkspace workspace, AppHost host, CancellationToken cancellationToken)
    {
        foreach (var project in workspace.Projects)
        {
            var errors = project.Compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
            if (errors.Count > 0)
            {
                var place = errors[0].Location.GetLineSpan();
                var where = errors[0].Location.IsInSource ? $"{host.Display(place.Path)}:{place.StartLinePosition.Line + 1}" : host.Display(project.Path);
                throw new BadInputException(
                    $"{where}: the project does not compile: {errors[0].Id}: {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}{(errors.Count > 1 ? $" (and {errors.Count - 1} more errors)" : "")}");
            }
        }
    }
}
