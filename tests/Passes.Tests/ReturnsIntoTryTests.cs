namespace LambdaLift.Converter.Tests.Passes;

/// <summary>A return behind a finally block moves in front of it only where nobody can tell.</summary>
public class ReturnsIntoTryTests
{
    private const string Pass = "ReturnsIntoTry";

    [Fact]
    public void A_return_behind_joins_those_inside()
    {
        var ir = Converted.After(Pass, """
            try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
            finally { await SayAsync("done"); }
            return new Answer(order.Id, "B");
            """);

        Assert.EndsWith("    return new Answer { Id = order.Id, Status = \"B\" }\n  finally\n    call sns:Publish(new PublishRequest { TopicArn = \"topic\", Message = \"done\" })\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Catch_clauses_get_it_too()
    {
        var ir = Converted.After(Pass, """
            try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
            catch (Amazon.DynamoDBv2.Model.ResourceNotFoundException) { await SayAsync("lost"); }
            finally { await SayAsync("done"); }
            return new Answer(order.Id, "B");
            """);

        Assert.Equal(3, ir.Split("return new Answer").Length - 1);
        Assert.Contains("Message = \"lost\" })\n    return new Answer { Id = order.Id, Status = \"B\" }\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_blocks_are_followed_inwards()
    {
        var ir = Converted.After(Pass, """
            try
            {
                try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
                finally { await SayAsync("inner"); }
            }
            finally { await SayAsync("outer"); }
            return new Answer(order.Id, "B");
            """);

        Assert.Contains("Status = \"B\" }\n    finally\n", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("try { await PutAsync(order.Id); } finally { await SayAsync(\"done\"); } return new Answer(order.Id, \"B\");")]
    [InlineData("try { await PutAsync(order.Id); if (order.Kind == \"a\") throw new InvalidOperationException(\"x\"); } finally { await SayAsync(\"done\"); } return new Answer(order.Id, \"B\");")]
    public void Without_another_return_it_stays(string body) => AssertStays(body);

    [Fact]
    public void What_the_finally_block_sets_stays_behind_it() => AssertStays("""
        var status = "B";
        try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
        finally { await SayAsync("done"); status = "C"; }
        return new Answer(order.Id, status);
        """);

    [Fact]
    public void What_can_fail_stays_behind_it() => AssertStays("""
        try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
        finally { await SayAsync("done"); }
        return new Answer(order.Id, order.Note!.Trim());
        """);

    [Fact]
    public void Without_finally_nothing_moves() => AssertStays("""
        try { await PutAsync(order.Id); if (order.Kind == "a") return new Answer(order.Id, "A"); }
        catch (Amazon.DynamoDBv2.Model.ResourceNotFoundException) { await SayAsync("lost"); }
        return new Answer(order.Id, "B");
        """);

    private static void AssertStays(string body)
    {
        var last = Converted.After(Pass, body).TrimEnd('\n').Split('\n')[^1];

        Assert.StartsWith("  return new Answer", last, StringComparison.Ordinal);
    }
}
