namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>
/// Places the nodes of one graph in layers from top to bottom: each below what leads to it, crossings reduced, edges straightened.
/// After K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of Hierarchical System Structures" (1981).
/// Lengths are in pixels of the drawing.
/// </summary>
internal sealed class LayeredLayout
{
    private const double LayerGap = 46;
    private const double NodeGap = 28;
    private const int Sweeps = 8;

    private readonly List<List<Cell>> _layers = [];

    private LayeredLayout(IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(int From, int To)> edges)
    {
        var (forward, reversed) = WithoutCycles(sizes.Count, edges);
        var ranks = Ranks(sizes.Count, forward);
        var cells = sizes.Select(size => new Cell(size.Width, size.Height)).ToList();
        for (var node = 0; node < sizes.Count; node++)
        {
            LayerAt(ranks[node]).Add(cells[node]);
        }

        var chains = forward.Select(edge => Chain(cells[edge.From], ranks[edge.From], cells[edge.To], ranks[edge.To])).ToList();
        ReduceCrossings();
        PlaceHorizontally();
        PlaceVertically();

        Nodes = [.. cells.Select(cell => (cell.X, cell.Y))];
        Edges = [.. chains.Select((chain, index) => reversed[index] ? [.. Enumerable.Reverse(chain)] : chain)
            .Select(Waypoints)];
        Width = _layers.SelectMany(layer => layer).Max(cell => cell.X + (cell.Width / 2));
        Height = _layers.SelectMany(layer => layer).Max(cell => cell.Y + (cell.Height / 2));
    }

    /// <summary>The nodes' centres, in the order in which they were given.</summary>
    internal IReadOnlyList<(double X, double Y)> Nodes { get; }

    /// <summary>For each edge the points that it passes between its ends.</summary>
    internal IReadOnlyList<IReadOnlyList<(double X, double Y)>> Edges { get; }

    /// <summary>The width of the whole; everything is between 0 and it.</summary>
    internal double Width { get; }

    /// <summary>The height of the whole.</summary>
    internal double Height { get; }

    /// <summary>Lays a graph out.</summary>
    /// <param name="sizes">The nodes' sizes; the first node is drawn on top. At least one.</param>
    /// <param name="edges">The edges, by the nodes' indices.</param>
    internal static LayeredLayout Of(IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(int From, int To)> edges) => new(sizes, edges);

    /// <summary>Turns around the edges that go back, so that what remains has a direction.</summary>
    private static (List<(int From, int To)> Edges, bool[] Reversed) WithoutCycles(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var reversed = new bool[edges.Count];
        var state = new int[count];

        void Visit(int node)
        {
            state[node] = 1;
            for (var index = 0; index < edges.Count; index++)
            {
                if (edges[index].From != node)
                {
                    continue;
                }

                if (state[edges[index].To] == 1)
                {
                    reversed[index] = true;
                }
                else if (state[edges[index].To] == 0)
                {
                    Visit(edges[index].To);
                }
            }

            state[node] = 2;
        }

        for (var node = 0; node < count; node++)
        {
            if (state[node] == 0)
            {
                Visit(node);
            }
        }

        return ([.. edges.Select((edge, index) => reversed[index] ? (edge.To, edge.From) : edge)], reversed);
    }

    /// <summary>Each node's layer: one below the lowest that leads to it.</summary>
    private static int[] Ranks(int count, List<(int From, int To)> edges)
    {
        var ranks = new int[count];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (from, to) in edges)
            {
                if (from != to && ranks[to] <= ranks[from])
                {
                    ranks[to] = ranks[from] + 1;
                    changed = true;
                }
            }
        }

        return ranks;
    }

    private List<Cell> LayerAt(int rank)
    {
        while (_layers.Count <= rank)
        {
            _layers.Add([]);
        }

        return _layers[rank];
    }

    /// <summary>An edge across several layers gets a place of its own in each.</summary>
    private List<Cell> Chain(Cell from, int fromRank, Cell to, int toRank)
    {
        var chain = new List<Cell> { from };
        for (var rank = fromRank + 1; rank < toRank; rank++)
        {
            var bend = new Cell(8, 0);
            LayerAt(rank).Add(bend);
            chain.Add(bend);
        }

        chain.Add(to);
        for (var index = 1; index < chain.Count; index++)
        {
            chain[index - 1].Below.Add(chain[index]);
            chain[index].Above.Add(chain[index - 1]);
        }

        return chain;
    }

    private void ReduceCrossings()
    {
        foreach (var layer in _layers)
        {
            Number(layer);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? _layers : Enumerable.Reverse(_layers))
            {
                var ordered = layer.OrderBy(cell => Mean(down ? cell.Above : cell.Below, other => other.Order, cell.Order)).ToList();
                layer.Clear();
                layer.AddRange(ordered);
                Number(layer);
            }
        }
    }

    private static void Number(List<Cell> layer)
    {
        for (var index = 0; index < layer.Count; index++)
        {
            layer[index].Order = index;
        }
    }

    private void PlaceHorizontally()
    {
        foreach (var layer in _layers)
        {
            Spread(layer, _ => 0);
        }

        for (var sweep = 0; sweep < 2 * Sweeps; sweep++)
        {
            var down = sweep % 2 == 0;
            foreach (var layer in down ? _layers : Enumerable.Reverse(_layers))
            {
                Spread(layer, cell => Mean(down ? cell.Above : cell.Below, other => other.X, cell.X));
            }
        }

        var left = _layers.SelectMany(layer => layer).Min(cell => cell.X - (cell.Width / 2));
        foreach (var cell in _layers.SelectMany(layer => layer))
        {
            cell.X -= left;
        }
    }

    /// <summary>Moves the cells of a layer as near as order and gaps allow to where they want to be: half from the left, half from the right.</summary>
    private static void Spread(List<Cell> layer, Func<Cell, double> wanted)
    {
        var wishes = layer.Select(wanted).ToArray();
        var fromLeft = new double[layer.Count];
        var fromRight = new double[layer.Count];
        for (var index = 0; index < layer.Count; index++)
        {
            fromLeft[index] = index == 0 ? wishes[index] : Math.Max(wishes[index], fromLeft[index - 1] + Distance(layer[index - 1], layer[index]));
        }

        for (var index = layer.Count - 1; index >= 0; index--)
        {
            fromRight[index] = index == layer.Count - 1
                ? wishes[index]
                : Math.Min(wishes[index], fromRight[index + 1] - Distance(layer[index], layer[index + 1]));
        }

        for (var index = 0; index < layer.Count; index++)
        {
            layer[index].X = (fromLeft[index] + fromRight[index]) / 2;
        }
    }

    private static double Distance(Cell left, Cell right) => ((left.Width + right.Width) / 2) + NodeGap;

    private void PlaceVertically()
    {
        var top = 0.0;
        foreach (var layer in _layers)
        {
            var height = layer.Max(cell => cell.Height);
            foreach (var cell in layer)
            {
                cell.Y = top + (cell.Height / 2);
                cell.LayerTop = top;
                cell.LayerBottom = top + height;
            }

            top += height + LayerGap;
        }
    }

    /// <summary>An edge passes a layer straight, and leaves a layer below its tallest node, so that it cuts across none.</summary>
    private static IReadOnlyList<(double X, double Y)> Waypoints(IReadOnlyList<Cell> chain)
    {
        var points = new List<(double X, double Y)>();
        var upwards = chain[0].Y > chain[chain.Count - 1].Y;
        for (var index = 0; index < chain.Count; index++)
        {
            var cell = chain[index];
            var isUpperEnd = index == (upwards ? chain.Count - 1 : 0);
            var isLowerEnd = index == (upwards ? 0 : chain.Count - 1);
            if (isUpperEnd && cell.Y + (cell.Height / 2) < cell.LayerBottom)
            {
                points.Add((cell.X, cell.LayerBottom));
            }
            else if (!isUpperEnd && !isLowerEnd)
            {
                points.AddRange(upwards ? [(cell.X, cell.LayerBottom), (cell.X, cell.LayerTop)] : [(cell.X, cell.LayerTop), (cell.X, cell.LayerBottom)]);
            }
        }

        return points;
    }

    private static double Mean(List<Cell> cells, Func<Cell, double> value, double otherwise) => cells.Count == 0 ? otherwise : cells.Average(value);

    /// <summary>A node, or the place where a long edge passes a layer.</summary>
    private sealed class Cell(double width, double height)
    {
        internal double Width { get; } = width;

        internal double Height { get; } = height;

        internal double LayerTop { get; set; }

        internal double LayerBottom { get; set; }

        internal double X { get; set; }

        internal double Y { get; set; }

        internal int Order { get; set; }

        internal List<Cell> Above { get; } = [];

        internal List<Cell> Below { get; } = [];
    }
}
