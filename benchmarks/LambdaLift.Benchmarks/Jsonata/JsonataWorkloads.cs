using System.Text.Json;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Benchmarks.Jsonata;

/// <summary>An expression with its input.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Expression">The source.</param>
/// <param name="Data">The input; null for none.</param>
public sealed record JsonataWorkload(string Name, string Expression, JsonData? Data)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The expressions that are timed.</summary>
public static class JsonataWorkloads
{
    private const int ItemCount = 10_000;

    private static readonly JsonData Items = JsonData.Object(("items", JsonData.Array(Enumerable.Range(0, ItemCount).Select(i =>
        (JsonData)JsonData.Object(("id", $"item-{i}"), ("price", i % 97 + 0.5), ("quantity", i % 7), ("tags", JsonData.Array("a", "b")))))));

    private static readonly JsonData State = JsonData.Parse("""
        {"order":{"id":"o-17","customer":{"name":"Ada","email":"ada@example.com"},"lines":[{"sku":"A","price":3.5,"quantity":2},{"sku":"B","price":10,"quantity":1}]}}
        """);

    /// <summary>One expression each.</summary>
    public static IReadOnlyList<JsonataWorkload> Single { get; } =
    [
        new("sum of map, 10,000 items", "$sum($map(items, function($v){$v.price * $v.quantity}))", Items),
        new("sum of path, 10,000 items", "$sum(items.(price * quantity))", Items),
        new("filter, 10,000 items", "$count(items[price > 50 and quantity != 3])", Items),
        new("group, 10,000 items", "items{$string(quantity): $sum(price)}", Items),
        new("sort, 10,000 items", "items^(>price, id)[0].id", Items),
        new("reduce, 10,000 items", "$reduce(items, function($a, $v){$a + $v.quantity}, 0)", Items),
        new("objects, 10,000 items", "items.{'id': id, 'total': price * quantity}", Items),
        new("a choice's condition", "order.customer.name = 'Ada' and $count(order.lines) > 1", State),
        new("a task's arguments", "{'to': order.customer.email, 'text': 'Order ' & order.id & ': ' & $string($sum(order.lines.(price * quantity)))}", State),
    ];

    /// <summary>The cases of the reference implementation's suite that give a result quickly, for a mix of everything.</summary>
    public static IReadOnlyList<JsonataWorkload> ReadSuite(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 1000 });
        var workloads = new List<JsonataWorkload>();
        foreach (var node in document.RootElement.EnumerateArray())
        {
            var isPlain = node.GetProperty("expected").TryGetProperty("result", out _)
                && !node.GetProperty("usesEval").GetBoolean()
                && !node.TryGetProperty("timelimit", out _)
                && !node.GetProperty("bindings").EnumerateObject().Any();
            var workload = isPlain ? Read(node) : null;
            if (workload is not null && RunsQuickly(workload))
            {
                workloads.Add(workload);
            }
        }

        return workloads;
    }

    private static JsonataWorkload Read(JsonElement node)
    {
        var expression = ((DataString)JsonData.Parse(node.GetProperty("expr").GetRawText())).Value;
        return new(node.GetProperty("name").GetString()!, expression, node.TryGetProperty("data", out var data) ? JsonData.Parse(data.GetRawText()) : null);
    }

    private static bool RunsQuickly(JsonataWorkload workload)
    {
        try
        {
            return JsonataExpression.Parse(workload.Expression).Evaluate(workload.Data, null, new JsonataOptions { MaxSteps = 20_000 }) is not null;
        }
        catch (JsonataException)
        {
            return false;
        }
    }
}
