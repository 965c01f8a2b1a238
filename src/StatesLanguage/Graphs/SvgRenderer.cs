using System.Globalization;
using System.Text;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Draws a workflow as SVG that needs nothing else and follows the reader's light or dark theme.</summary>
public static class SvgRenderer
{
    private const double Margin = 24;

    private const string Style = """
        .ll{--ink:#1f2937;--dim:#6b7280;--paper:#ffffff;--box:#f9fafb;--line:#9ca3af;--task:#fff7ed;--taskline:#ea580c;--choice:#eff6ff;--choiceline:#2563eb;--fail:#fef2f2;--failline:#dc2626;--group:#f3f4f6;font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
        @media (prefers-color-scheme:dark){.ll{--ink:#e5e7eb;--dim:#9ca3af;--paper:#111827;--box:#1f2937;--line:#6b7280;--task:#431407;--taskline:#fb923c;--choice:#172554;--choiceline:#60a5fa;--fail:#450a0a;--failline:#f87171;--group:#182130}}
        .ll .paper{fill:var(--paper)}.ll .node{fill:var(--box);stroke:var(--line)}.ll .task{fill:var(--task);stroke:var(--taskline)}.ll .choice{fill:var(--choice);stroke:var(--choiceline)}
        .ll .fail{fill:var(--fail);stroke:var(--failline)}.ll .group{fill:var(--group);stroke:var(--line)}.ll .branch{fill:none;stroke:var(--line);stroke-dasharray:2 4}
        .ll .end{fill:var(--ink)}.ll .ring{fill:none;stroke:var(--ink)}.ll text{fill:var(--ink);font-size:13px;text-anchor:middle}.ll .detail{fill:var(--dim);font-size:11px}
        .ll .edge{fill:none;stroke:var(--line);stroke-width:1.4}.ll .catch{stroke:var(--failline);stroke-dasharray:5 4}.ll .label{fill:var(--dim);font-size:11px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
        .ll .arrow{fill:var(--line)}.ll .arrowcatch{fill:var(--failline)}
        """;

    /// <summary>The document's text.</summary>
    public static string Render(WorkflowGraph graph)
    {
        var drawing = GraphDrawing.Of(graph);
        var (width, height) = (drawing.Width + (2 * Margin), drawing.Height + (2 * Margin));
        var text = new StringBuilder();
        text.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ll\" role=\"img\" aria-label=\"State machine\" viewBox=\"0 0 ")
            .Append(Number(width)).Append(' ').Append(Number(height)).Append("\" width=\"").Append(Number(width)).Append("\" height=\"").Append(Number(height)).Append("\">\n");
        text.Append("<style>\n").Append(Style).Append("\n</style>\n");
        text.Append("<defs>");
        Marker(text, "arrow");
        Marker(text, "arrowcatch");
        text.Append("</defs>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        Graph(text, drawing, Margin, Margin);
        return text.Append("</svg>\n").ToString();
    }

    private static void Marker(StringBuilder text, string name) =>
        text.Append("<marker id=\"").Append(name).Append("\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path class=\"")
            .Append(name).Append("\" d=\"M0 0L8 4L0 8z\"/></marker>");

    private static void Graph(StringBuilder text, GraphDrawing drawing, double left, double top)
    {
        // Groups first, then edges, then nodes and labels: what is read lies on top.
        foreach (var node in drawing.Nodes.Where(node => node.Children.Count > 0))
        {
            Group(text, node, left, top);
        }

        foreach (var edge in drawing.Edges)
        {
            Edge(text, edge, left, top);
        }

        foreach (var node in drawing.Nodes.Where(node => node.Children.Count == 0))
        {
            Node(text, node, left, top);
        }

        foreach (var edge in drawing.Edges.Where(edge => edge.Edge.Label.Length > 0))
        {
            var (x, y) = edge.LabelAt;
            Text(text, "label", left + x, top + y, Shorten(edge.Edge.Label, GraphDrawing.LongestLabel), edge.Edge.Label);
        }
    }

    private static void Group(StringBuilder text, DrawnNode node, double left, double top)
    {
        var (x, y) = (left + node.X - (node.Width / 2), top + node.Y - (node.Height / 2));
        Rectangle(text, "group", x, y, node.Width, node.Height, 10);
        Text(text, null, x + (node.Width / 2), y + 18, node.Node.Name, null);
        if (node.Node.Detail.Length > 0)
        {
            Text(text, "detail", x + (node.Width / 2), y + 33, node.Node.Detail, null);
        }

        foreach (var (child, childX, childY) in node.Children)
        {
            if (node.Children.Count > 1)
            {
                Rectangle(text, "branch", x + childX - 8, y + childY - 8, child.Width + 16, child.Height + 16, 8);
            }

            Graph(text, child, x + childX, y + childY);
        }
    }

    private static void Node(StringBuilder text, DrawnNode node, double left, double top)
    {
        var (x, y) = (left + node.X, top + node.Y);
        if (node.Node.Kind != NodeKind.State)
        {
            Circle(text, "end", x, y, node.Node.Kind == NodeKind.Start ? 7 : 5);
            if (node.Node.Kind == NodeKind.End)
            {
                Circle(text, "ring", x, y, 9);
            }

            return;
        }

        var style = node.Node.Type switch { StateType.Task => "task", StateType.Choice => "choice", StateType.Fail => "fail", _ => "node" };
        var radius = node.Node.Type is StateType.Succeed or StateType.Fail ? node.Height / 2 : 7;
        if (node.Node.Type == StateType.Choice)
        {
            var (w, h) = (node.Width / 2, node.Height / 2);
            text.Append("<path class=\"choice\" d=\"M").Append(Point(x - w + 14, y - h)).Append('H').Append(Number(x + w - 14)).Append('L').Append(Point(x + w, y))
                .Append('L').Append(Point(x + w - 14, y + h)).Append('H').Append(Number(x - w + 14)).Append('L').Append(Point(x - w, y)).Append("z\"/>\n");
        }
        else
        {
            Rectangle(text, style, x - (node.Width / 2), y - (node.Height / 2), node.Width, node.Height, radius);
        }

        Text(text, null, x, node.Node.Detail.Length > 0 ? y - 2 : y + 5, Shorten(node.Node.Name, GraphDrawing.LongestText), node.Node.Name);
        if (node.Node.Detail.Length > 0)
        {
            Text(text, "detail", x, y + 14, Shorten(node.Node.Detail, GraphDrawing.LongestText + 6), node.Node.Detail);
        }
    }

    private static void Edge(StringBuilder text, DrawnEdge edge, double left, double top)
    {
        var isCatch = edge.Edge.Kind == EdgeKind.Catch;
        text.Append("<path class=\"edge").Append(isCatch ? " catch" : "").Append("\" marker-end=\"url(#").Append(isCatch ? "arrowcatch" : "arrow").Append(")\" d=\"M");
        var points = edge.Points;
        text.Append(Point(left + points[0].X, top + points[0].Y));
        for (var index = 1; index < points.Count; index++)
        {
            var (fromX, fromY) = (left + points[index - 1].X, top + points[index - 1].Y);
            var (toX, toY) = (left + points[index].X, top + points[index].Y);
            if (fromX == toX)
            {
                text.Append('L').Append(Point(toX, toY));
                continue;
            }

            var middle = (fromY + toY) / 2;
            text.Append('C').Append(Point(fromX, middle)).Append(' ').Append(Point(toX, middle)).Append(' ').Append(Point(toX, toY));
        }

        text.Append("\"/>\n");
    }

    private static void Rectangle(StringBuilder text, string style, double x, double y, double width, double height, double radius) =>
        text.Append("<rect class=\"").Append(style).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y)).Append("\" width=\"").Append(Number(width))
            .Append("\" height=\"").Append(Number(height)).Append("\" rx=\"").Append(Number(radius)).Append("\"/>\n");

    private static void Circle(StringBuilder text, string style, double x, double y, double radius) =>
        text.Append("<circle class=\"").Append(style).Append("\" cx=\"").Append(Number(x)).Append("\" cy=\"").Append(Number(y)).Append("\" r=\"").Append(Number(radius)).Append("\"/>\n");

    private static void Text(StringBuilder text, string? style, double x, double y, string content, string? full)
    {
        text.Append("<text").Append(style is null ? "" : " class=\"" + style + "\"").Append(" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y)).Append("\">").Append(Escape(content));
        text.Append(full is null || full == content ? "" : "<title>" + Escape(full) + "</title>").Append("</text>\n");
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text.Substring(0, length - 1) + "…";

    private static string Point(double x, double y) => Number(x) + " " + Number(y);

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                < ' ' => escaped.Append(' '),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
