using System.Collections.Immutable;
using LambdaLift.Cli.Output;
using LambdaLift.Cli.Projects;
using LambdaLift.Cli.Reports;
using LambdaLift.Converter;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Infrastructure.Sam;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Graphs;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier;

namespace LambdaLift.Cli.Converting;

/// <summary>The files of one converted handler.</summary>
internal sealed class HandlerOutput
{
    private HandlerOutput(StagedFiles files, ConversionReport report)
    {
        Files = files;
        Report = report;
    }

    /// <summary>The files, relative to the handler's output folder.</summary>
    internal StagedFiles Files { get; }

    /// <summary>What the reports say.</summary>
    internal ConversionReport Report { get; }

    /// <summary>Makes the files.</summary>
    /// <param name="conversion">The conversion; it has a definition.</param>
    /// <param name="verification">What the verification found, if there was one.</param>
    /// <param name="folder">The folder that the files will be in.</param>
    /// <param name="withTemplate">Whether a SAM template is wanted.</param>
    internal static HandlerOutput Of(
        HandlerConversion conversion, VerificationReport? verification, LoadedWorkspace workspace, string folder, bool withTemplate, AppHost host)
    {
        string Place(string file) => Path.GetRelativePath(workspace.Folder, file).Replace('\\', '/');

        var definition = conversion.Definition!;
        var text = AslWriter.Write(definition) + "\n";
        var graph = WorkflowGraph.Of(definition);
        var (mermaid, svg) = (MermaidRenderer.Render(graph), SvgRenderer.Render(graph));
        var files = new StagedFiles();
        files.Add(conversion.Name + ".asl.json", text);
        files.Add(conversion.Name + ".source-map.json", SourceMapJson.Write(conversion.SourceMap, Place));
        files.Add(conversion.Name + ".mmd", mermaid);
        files.Add(conversion.Name + ".svg", svg);
        foreach (var residual in conversion.Residuals)
        {
            var project = workspace.Projects.First(candidate => candidate.Compilation == residual.Project).Path;
            var place = Path.Combine("residual", residual.Name);
            files.Add(Path.Combine(place, residual.Name + ".cs"), ResidualProject.Source(residual));
            files.Add(Path.Combine(place, residual.Name + ".csproj"), ResidualProject.File(residual, Path.GetRelativePath(Path.Combine(folder, place), project).Replace('\\', '/')));
        }

        var template = withTemplate ? Template(conversion, workspace, folder, host) : null;
        if (template is not null)
        {
            files.Add(template.FileName, template.Text);
        }

        ImmutableArray<string> names = [.. files.Paths, "report.html", "report.json", "report.md"];
        var report = ReportBuilder.Build(conversion, text, verification, template, Place, names);
        files.Add("report.json", JsonOutput.Write(report) + "\n");
        files.Add("report.md", ReportMarkdown.Write(report, mermaid));
        files.Add("report.html", ReportHtml.Write(report, svg));
        return new HandlerOutput(files, report);
    }

    private static SamTemplate Template(HandlerConversion conversion, LoadedWorkspace workspace, string folder, AppHost host)
    {
        var original = workspace.Templates.FirstOrDefault(template => conversion.Function is { } function && template.Functions.Contains(function))
            ?? workspace.Templates.FirstOrDefault(template => template.Kind == DeploymentTemplateKind.CloudFormation);
        string IdOf(ResidualFunction residual)
        {
            var taken = original?.Root["Resources"] is TemplateMap resources && resources.Members.ContainsKey(residual.Name);
            return string.Concat(residual.Name.Where(char.IsAsciiLetterOrDigit)) + (taken ? "Residual" : "");
        }

        ImmutableArray<DefinitionSubstitution> substitutions =
        [
            .. conversion.Residuals.Select(residual => new DefinitionSubstitution(
                residual.SubstitutionName, TemplateValues.GetAtt(IdOf(residual), "Arn"), $"The generated function {residual.Name}.")),
            .. conversion.Substitutions.Select(substitution => new DefinitionSubstitution(
                substitution.Name, substitution.Value, substitution.Kind == SubstitutionKind.Connection
                    ? $"The ARN of the EventBridge connection by which {conversion.Handler.DisplayName} calls HTTP APIs; it holds their credentials."
                    : $"What {conversion.Handler.DisplayName} reads from the environment variable {substitution.EnvironmentVariable}.")),
        ];
        return SamTemplateWriter.Write(
            original,
            new StateMachineDeployment
            {
                Name = conversion.Name,
                DefinitionUri = conversion.Name + ".asl.json",
                Type = conversion.Type,
                TypeReason = conversion.TypeReason,
                Orchestrator = original is { Kind: DeploymentTemplateKind.CloudFormation } ? conversion.Function : null,
                Substitutions = substitutions,
                Permissions = PermissionBuilder.For(conversion.Calls, substitutions),
                HasDistributedMap = conversion.Definition?.AllStates().Any(found => found.State is MapState { IsDistributed: true }) == true,
                Residuals = [.. conversion.Residuals.Select(residual => Deployment(conversion, residual, IdOf(residual)))],
            },
            original is null ? "" : Rebase(folder, Path.GetDirectoryName(host.FullPath(original.Path))!));
    }

    private static ResidualDeployment Deployment(HandlerConversion conversion, ResidualFunction residual, string logicalId) =>
        new(logicalId, residual.Handler, $"residual/{residual.Name}/")
        {
            Runtime = ResidualProject.Runtime(residual),
            Environment =
            [
                .. residual.EnvironmentVariables
                    // What the template does not set for the handler is not set for its code either.
                    .Where(name => conversion.Function is not { } function || function.Environment.ContainsKey(name))
                    .Select(name => new DefinitionSubstitution(name, conversion.Function?.Environment[name], $"What {conversion.Handler.DisplayName} reads from the environment variable {name}.")),
            ],
            Permissions = PermissionBuilder.For(
                residual.Calls.Select(call => new ConvertedCall(residual.Name, call, call.StepFunctions.Preferred!, LambdaLift.StatesLanguage.Json.JsonData.Object())), []),
        };

    private static string Rebase(string from, string to)
    {
        var relative = Path.GetRelativePath(from, to).Replace('\\', '/');
        return relative == "." ? "" : relative + "/";
    }
}
