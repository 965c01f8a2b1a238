using System.Text;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Draws a workflow in Graphviz' DOT language. Source: graphviz.org, "DOT Language".</summary>
public static class DotRenderer
{
    /// <summary>The graph's text.</summary>
    public static string Render(WorkflowGraph graph)
    {
        var text = new StringBuilder("digraph workflow {\n");
        text.Append("  rankdir=TB; compound=true; fontname=\"sans-serif\";\n");
        text.Append("  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];\n");
        text.Append("  edge [fontname=\"sans-serif\", fontsize=9];\n");
        Graph(text, graph, 1);
        return text.Append("}\n").ToString();
    }

    private static void Graph(StringBuilder text, WorkflowGraph graph, int level)
    {
        foreach (var node in graph.Nodes)
        {
            Node(text, node, level);
        }

        var nodes = graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
        foreach (var edge in graph.Edges)
        {
            var attributes = new List<string>();
            if (edge.Label.Length > 0)
            {
                attributes.Add("label=" + Quote(edge.Label));
            }

            if (edge.Kind == EdgeKind.Catch)
            {
                attributes.Add("style=dashed");
            }

            // DOT connects nodes, never clusters: the edge goes to a node inside and is clipped at the box.
            var (from, to) = (nodes[edge.From], nodes[edge.To]);
            if (!from.Children.IsEmpty)
            {
                attributes.Add("ltail=cluster_" + from.Id);
            }

            if (!to.Children.IsEmpty)
            {
                attributes.Add("lhead=cluster_" + to.Id);
            }

            Line(text, level).Append(Last(from)).Append(" -> ").Append(First(to));
            text.Append(attributes.Count == 0 ? "" : " [" + string.Join(", ", attributes) + "]").Append(";\n");
        }
    }

    private static string First(GraphNode node) => node.Children.IsEmpty ? node.Id : First(node.Children[0].Nodes[0]);

    private static string Last(GraphNode node) => node.Children.IsEmpty ? node.Id : Last(node.Children[0].Nodes[node.Children[0].Nodes.Length - 1]);

    private static void Node(StringBuilder text, GraphNode node, int level)
    {
        if (!node.Children.IsEmpty)
        {
            Cluster(text, node, level);
            return;
        }

        var attributes = (node.Kind, node.Type) switch
        {
            (NodeKind.Start, _) => "shape=circle, label=\"\", width=0.2, style=filled, fillcolor=black",
            (NodeKind.End, _) => "shape=doublecircle, label=\"\", width=0.15, style=filled, fillcolor=black",
            (_, StateType.Choice) => "shape=diamond, style=solid, label=" + Label(node),
            (_, StateType.Fail) => "shape=box, style=\"rounded,filled\", fillcolor=\"#fee2e2\", label=" + Label(node),
            (_, StateType.Task) => "style=\"rounded,filled\", fillcolor=\"#fff4e5\", label=" + Label(node),
            _ => "label=" + Label(node),
        };
        Line(text, level).Append(node.Id).Append(" [").Append(attributes).Append("];\n");
    }

    private static void Cluster(StringBuilder text, GraphNode node, int level)
    {
        Line(text, level).Append("subgraph cluster_").Append(node.Id).Append(" {\n");
        Line(text, level + 1).Append("label=").Append(Label(node)).Append("; style=rounded;\n");
        for (var branch = 0; branch < node.Children.Length; branch++)
        {
            Line(text, level + 1).Append("subgraph cluster_").Append(node.Id).Append('b').Append(branch).Append(" { label=\"\"; style=dotted;\n");
            Graph(text, node.Children[branch], level + 2);
            Line(text, level + 1).Append("}\n");
        }

        Line(text, level).Append("}\n");
    }

    private static StringBuilder Line(StringBuilder text, int level) => text.Append(' ', 2 * level);

    private static string Label(GraphNode node) => Quote(node.Detail.Length == 0 ? node.Name : node.Name + "\n" + node.Detail);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n") + "\"";
}
