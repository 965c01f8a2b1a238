using System.Text;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Draws a workflow as a Mermaid flowchart. Source: mermaid.js.org, "Flowcharts".</summary>
public static class MermaidRenderer
{
    /// <summary>The diagram's text.</summary>
    public static string Render(WorkflowGraph graph)
    {
        var text = new StringBuilder("flowchart TD\n");
        Graph(text, graph, 1);
        text.Append("  classDef task fill:#fff4e5,stroke:#d97706,color:#1f2937\n");
        text.Append("  classDef fail fill:#fee2e2,stroke:#dc2626,color:#1f2937\n");
        return text.ToString();
    }

    private static void Graph(StringBuilder text, WorkflowGraph graph, int level)
    {
        foreach (var node in graph.Nodes)
        {
            Node(text, node, level);
        }

        foreach (var edge in graph.Edges)
        {
            var arrow = edge.Kind == EdgeKind.Catch ? "-.->" : "-->";
            var label = edge.Label.Length == 0 ? "" : "|\"" + Escape(edge.Label) + "\"|";
            Line(text, level).Append(edge.From).Append(' ').Append(arrow).Append(label).Append(' ').Append(edge.To).Append('\n');
        }
    }

    private static void Node(StringBuilder text, GraphNode node, int level)
    {
        if (!node.Children.IsEmpty)
        {
            Line(text, level).Append("subgraph ").Append(node.Id).Append("[\"").Append(Label(node)).Append("\"]\n");
            for (var branch = 0; branch < node.Children.Length; branch++)
            {
                if (node.Children.Length == 1)
                {
                    Graph(text, node.Children[branch], level + 1);
                    continue;
                }

                // A box per branch keeps the states of different branches apart.
                Line(text, level + 1).Append("subgraph ").Append(node.Id).Append('b').Append(branch).Append("[\" \"]\n");
                Graph(text, node.Children[branch], level + 2);
                Line(text, level + 1).Append("end\n");
            }

            Line(text, level).Append("end\n");
            return;
        }

        var (open, close, style) = (node.Kind, node.Type) switch
        {
            (NodeKind.Start, _) => ("((", "))", ""),
            (NodeKind.End, _) => ("(((", ")))", ""),
            (_, StateType.Choice) => ("{", "}", ""),
            (_, StateType.Task) => ("[", "]", ":::task"),
            (_, StateType.Fail) => ("([", "])", ":::fail"),
            (_, StateType.Succeed) => ("([", "])", ""),
            (_, StateType.Wait) => ("[/", "/]", ""),
            _ => ("[", "]", ""),
        };
        Line(text, level).Append(node.Id).Append(open).Append('"').Append(Label(node)).Append('"').Append(close).Append(style).Append('\n');
    }

    private static StringBuilder Line(StringBuilder text, int level) => text.Append(' ', 2 * level);

    private static string Label(GraphNode node) => node switch
    {
        { Kind: NodeKind.Start } => "start",
        { Kind: NodeKind.End } => "end",
        { Detail.Length: > 0 } => Escape(node.Name) + "<br/><small>" + Escape(node.Detail) + "</small>",
        _ => Escape(node.Name),
    };

    /// <summary>Mermaid reads entities with <c>#</c> in place of <c>&amp;</c>; Markdown in labels is not wanted either.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            _ = character switch
            {
                '#' => escaped.Append("#35;"),
                '"' => escaped.Append("#quot;"),
                '<' => escaped.Append("#lt;"),
                '>' => escaped.Append("#gt;"),
                '&' => escaped.Append("#amp;"),
                '`' => escaped.Append("#96;"),
                ';' => escaped.Append("#59;"),
                '\n' or '\r' => escaped.Append(' '),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
