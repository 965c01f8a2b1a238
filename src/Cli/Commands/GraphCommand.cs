using System.CommandLine;
using LambdaLift.StatesLanguage.Graphs;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift graph</c>: draws a state machine.</summary>
internal static class GraphCommand
{
    internal static Command Create(AppHost host)
    {
        var definition = new Argument<string>("DEFINITION") { Description = "A file that holds a state machine." };
        var format = CommonOptions.Format("mermaid", "dot", "svg");
        var command = new Command("graph", "Draws a state machine: Mermaid, Graphviz DOT, or SVG.") { definition, format };
        command.SetAction(parsed =>
        {
            var graph = WorkflowGraph.Of(DefinitionFiles.ReadMachine(parsed.GetRequiredValue(definition), host));
            host.Output.Write(parsed.GetRequiredValue(format) switch
            {
                "dot" => DotRenderer.Render(graph),
                "svg" => SvgRenderer.Render(graph),
                _ => MermaidRenderer.Render(graph),
            });
            return (int)ExitCode.Clean;
        });
        return command;
    }
}
