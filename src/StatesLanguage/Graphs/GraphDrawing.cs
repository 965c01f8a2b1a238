using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>A node with its place: the centre and the size, in pixels relative to the drawing it is in.</summary>
internal sealed record DrawnNode(
    GraphNode Node, double X, double Y, double Width, double Height, IReadOnlyList<(GraphDrawing Drawing, double X, double Y)> Children);

/// <summary>An edge with the points it goes through, from border to border.</summary>
internal sealed record DrawnEdge(GraphEdge Edge, IReadOnlyList<(double X, double Y)> Points, (double X, double Y) LabelAt);

/// <summary>A graph with places for everything in it. Branches and processors are drawn inside their state, from the inside out.</summary>
internal sealed class GraphDrawing
{
    /// <summary>Longer names are cut in the drawing and given whole as a tooltip.</summary>
    internal const int LongestText = 32;

    /// <summary>Longer conditions and lists of errors are cut too.</summary>
    internal const int LongestLabel = 34;

    private const double CharacterWidth = 7.2;
    private const double Padding = 22;
    private const double Header = 44;

    private GraphDrawing(WorkflowGraph graph)
    {
        var measured = graph.Nodes.Select(Measure).ToList();
        var index = graph.Nodes.Select((node, position) => (node.Id, position)).ToDictionary(pair => pair.Id, pair => pair.position, StringComparer.Ordinal);
        var layout = LayeredLayout.Of(
            [.. measured.Select(node => (node.Width, node.Height))], [.. graph.Edges.Select(edge => (index[edge.From], index[edge.To]))]);
        Nodes = [.. measured.Select((node, position) => node with { X = layout.Nodes[position].X, Y = layout.Nodes[position].Y })];
        Edges = [.. graph.Edges.Select((edge, position) => Draw(edge, graph, Nodes[index[edge.From]], Nodes[index[edge.To]], layout.Edges[position]))];

        // Labels at the border may stand out on both sides.
        var left = Math.Min(0, Edges.Select(edge => edge.LabelAt.X - LabelHalf(edge)).DefaultIfEmpty(0).Min());
        var right = Math.Max(layout.Width, Edges.Select(edge => Math.Max(edge.LabelAt.X + LabelHalf(edge), edge.Points.Max(point => point.X))).DefaultIfEmpty(0).Max());
        Nodes = [.. Nodes.Select(node => node with { X = node.X - left })];
        Edges = [.. Edges.Select(edge => edge with
        {
            Points = [.. edge.Points.Select(point => (point.X - left, point.Y))],
            LabelAt = (edge.LabelAt.X - left, edge.LabelAt.Y),
        })];
        Width = right - left;
        Height = layout.Height;
    }

    internal IReadOnlyList<DrawnNode> Nodes { get; }

    internal IReadOnlyList<DrawnEdge> Edges { get; }

    internal double Width { get; }

    internal double Height { get; }

    internal static GraphDrawing Of(WorkflowGraph graph) => new(graph);

    private static DrawnNode Measure(GraphNode node)
    {
        if (node.Kind != NodeKind.State)
        {
            return new DrawnNode(node, 0, 0, 20, 20, []);
        }

        var text = Math.Max(Math.Min(node.Name.Length, LongestText), Math.Min(node.Detail.Length, LongestText + 6) * 0.85);
        var ownWidth = Math.Max(96, (text * CharacterWidth) + 28 + (node.Type == StateType.Choice ? 16 : 0));
        if (node.Children.IsEmpty)
        {
            return new DrawnNode(node, 0, 0, ownWidth, node.Detail.Length > 0 ? 46 : 38, []);
        }

        var drawings = node.Children.Select(Of).ToList();
        var inner = drawings.Sum(drawing => drawing.Width) + ((drawings.Count - 1) * 2 * Padding);
        var width = Math.Max(ownWidth, inner + (2 * Padding));
        var height = drawings.Max(drawing => drawing.Height) + Header + Padding;
        var left = (width - inner) / 2;
        var children = new List<(GraphDrawing, double, double)>();
        foreach (var drawing in drawings)
        {
            children.Add((drawing, left, Header));
            left += drawing.Width + (2 * Padding);
        }

        return new DrawnNode(node, 0, 0, width, height, children);
    }

    private static DrawnEdge Draw(GraphEdge edge, WorkflowGraph graph, DrawnNode from, DrawnNode to, IReadOnlyList<(double X, double Y)> bends)
    {
        if (ReferenceEquals(from, to))
        {
            var right = from.X + (from.Width / 2);
            return new DrawnEdge(edge, [(right, from.Y + 8), (right + 26, from.Y), (right, from.Y - 8)], (right + 30, from.Y));
        }

        // Edges that leave the same node leave side by side, in the order of where they go.
        var siblings = graph.Edges.Where(other => other.From == edge.From).ToList();
        var position = siblings.IndexOf(edge);
        var spread = siblings.Count <= 1 ? 0 : Math.Min(from.Width - 30, 22.0 * siblings.Count) * (((double)position / (siblings.Count - 1)) - 0.5);
        var down = to.Y > from.Y;
        var points = bends.ToList();
        double startX;
        if (points.Count > 0 && points[0].X == from.X)
        {
            startX = from.X + spread;
            points[0] = (startX, points[0].Y);
        }
        else
        {
            var toward = points.Count > 0 ? points[0].X : to.X;
            startX = from.X + (Math.Min(Math.Abs(spread), from.Width / 3) * Math.Sign(toward - from.X));
        }

        points.Insert(0, (startX, from.Y + ((down ? 1 : -1) * from.Height / 2)));
        points.Add((to.X, to.Y + ((down ? -1 : 1) * to.Height / 2)));
        return new DrawnEdge(edge, points, LabelPoint(points));
    }

    /// <summary>Where an edge has turned away from its siblings.</summary>
    private static (double X, double Y) LabelPoint(List<(double X, double Y)> points)
    {
        var turn = 1;
        while (turn < points.Count - 1 && points[turn].X == points[0].X)
        {
            turn++;
        }

        var (first, next) = (points[turn - 1], points[turn]);
        return ((first.X + (next.X * 2)) / 3, first.Y + ((next.Y - first.Y) * 0.62) + 4);
    }

    private static double LabelHalf(DrawnEdge edge) => Math.Min(edge.Edge.Label.Length, LongestLabel) * 3.1;
}
