namespace LambdaLift.Converter.Tests.Passes;

/// <summary>A value that is written as JSON and read again is the value, where all of it comes back.</summary>
public class JsonRoundTripTests
{
    private const string Written = "System.Text.Json.JsonSerializer.Serialize(new Answer(order.Id, order.Kind))";
    private const string Web = "new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web)";

    [Theory]
    [InlineData("Other", "", "public record Other(string Id, string Status) { [System.Text.Json.Serialization.JsonIgnore] public string Name => Id; }")]
    [InlineData("Other", "", "public record Other([property: System.Text.Json.Serialization.JsonPropertyName(\"Id\")] string Name, string Status);")]
    [InlineData("Other", ", " + Web, "public record Other([property: System.Text.Json.Serialization.JsonPropertyName(\"ID\")] string Name, string Status);")]
    [InlineData("Other", ", " + Web, "public record Other([property: System.Text.Json.Serialization.JsonPropertyName(\"id\")] string Name, string STATUS) { public string Status => STATUS; }", "STATUS")]
    public void Another_type_has_the_values_of_its_names(string type, string options, string members, string status = "Status")
    {
        var ir = After($"var t = System.Text.Json.JsonSerializer.Deserialize<{type}>({Written}{options})!; return new Answer(t.Name, t.{status});", members);

        Assert.Contains("  return new Answer { Id = order.Id, Status = order.Kind }\n", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public record Other([property: System.Text.Json.Serialization.JsonPropertyName(\"ID\")] string Name, string Status);", "")]
    [InlineData("public record Other(string Name, string Status);", "")]
    [InlineData("public record Other(string Name, string Status);", ", " + Web)]
    public void A_type_that_wants_more_is_read_when_it_runs(string members, string options)
    {
        var ir = After($"var t = System.Text.Json.JsonSerializer.Deserialize<Other>({Written}{options})!; return new Answer(t.Name, t.Status);", members);

        Assert.Contains("  t = from-json<Other, stj", ir, StringComparison.Ordinal);
        Assert.Contains("(to-json<stj>(new Answer { Id = order.Id, Status = order.Kind }))\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_type_is_the_value()
    {
        var ir = After($"var t = System.Text.Json.JsonSerializer.Deserialize<Answer>({Written})!; await SayAsync(t.Id); return t;");

        Assert.Contains("  t = new Answer { Id = order.Id, Status = order.Kind }\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("to-json", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Written, ", " + Web, true)]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(new Answer(order.Id, order.Kind), " + Web + ")", ", " + Web, true)]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(new Answer(order.Id, order.Kind), " + Web + ")", "", false)]
    public void Names_that_are_written_otherwise_are_not_found(string written, string options, bool isSame)
    {
        var ir = After($"var t = System.Text.Json.JsonSerializer.Deserialize<Answer>({written}{options})!; await SayAsync(t.Id); return t;");

        Assert.Equal(isSame, ir.Contains("  t = new Answer { Id = order.Id, Status = order.Kind }\n", StringComparison.Ordinal));
        Assert.Equal(!isSame, ir.Contains("from-json<Answer", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_written_does_not_come_back()
    {
        const string Other = "public record Other(string Id) { [System.Text.Json.Serialization.JsonIgnore] public string? Status { get; init; } }";
        var ir = After("var t = System.Text.Json.JsonSerializer.Deserialize<Other>(System.Text.Json.JsonSerializer.Serialize(new Other(order.Id) { Status = order.Kind }))!; await SayAsync(t.Id); return new Answer(t.Id, t.Status ?? \"none\");", Other);

        Assert.DoesNotContain("order.Kind", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_read_when_it_runs() =>
        Assert.Contains("from-json<List<string>, stj>(to-json<stj>(order.Lines))", After("var t = System.Text.Json.JsonSerializer.Deserialize<List<string>>(System.Text.Json.JsonSerializer.Serialize(order.Lines))!; return new Answer(t[0], \"\");"), StringComparison.Ordinal);

    [Fact]
    public void Null_comes_back_as_null() =>
        Assert.Contains("Status = \"none\" }", After("var t = System.Text.Json.JsonSerializer.Deserialize<Answer>(System.Text.Json.JsonSerializer.Serialize<Answer?>(null)); return new Answer(order.Id, t?.Id ?? \"none\");"), StringComparison.Ordinal);

    private static string After(string body, string members = "") => Converted.Body(body, new ConversionOptions { DumpAfter = "CopyPropagation" }, members).Dump!;
}
