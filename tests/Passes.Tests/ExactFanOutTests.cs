namespace LambdaLift.Converter.Tests.Passes;

/// <summary>On request every branch and iteration runs to its end, and the first failure in order is thrown after the join.</summary>
public class ExactFanOutTests
{
    private const string Pass = "ExactFanOut";

    private static readonly ConversionOptions Exact = new() { ExactFanOut = true };
    private static readonly ConversionOptions Distributed = new() { DistributedMap = true };

    [Fact]
    public void An_iteration_reports_its_failure_as_a_value() => Becomes(
        """
          outcomes = map l in NotNull(order.Lines)
            try
              call sns:Publish(new PublishRequest { TopicArn = "topic", Message = l })
              return new json { Value = null, Failure = null }
            catch Exception failure
              return new json { Value = null, Failure = failure }
          failures = Where(outcomes, (outcome) => (outcome.Failure != null))
          if Any(failures)
            failure'2 = error(failures[0].Failure)
            rethrow failure'2
          return new Answer { Id = order.Id, Status = "" }

        """,
        "await Task.WhenAll(order.Lines.Select(l => SayAsync(l))); return new Answer(order.Id, \"\");",
        Exact);

    [Fact]
    public void Results_of_iterations_are_taken_from_their_outcomes()
    {
        var ir = Converted.After(Pass, "var r = await Task.WhenAll(order.Lines.Select(async l => { await SayAsync(l); return l + \"x\"; })); return new Answer(order.Id, string.Join(\",\", r));", Exact);

        Assert.Contains("      return new json { Value = text(l, \"x\"), Failure = null }\n", ir, StringComparison.Ordinal);
        Assert.Contains("    rethrow failure'2\n  r = Select(outcomes, (outcome) => outcome.Value)\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_reports_its_failure_as_a_value() => Becomes(
        """
          parallel
            branch outcome
              try
                getItemResponse = call dynamodb:GetItem(new GetItemRequest { TableName = "t", Key = { ["Id"] = new AttributeValue { S = order.Id } } })
                return new json { Value = getItemResponse, Failure = null }
              catch Exception failure
                return new json { Value = null, Failure = failure }
            branch outcome'2
              try
                call sns:Publish(new PublishRequest { TopicArn = "topic", Message = order.Kind })
                return new json { Value = null, Failure = null }
              catch Exception failure'2
                return new json { Value = null, Failure = failure'2 }
          if (outcome.Failure != null)
            failure'3 = error(outcome.Failure)
            rethrow failure'3
          if (outcome'2.Failure != null)
            failure'4 = error(outcome'2.Failure)
            rethrow failure'4
          a = outcome.Value
          return new Answer { Id = order.Id, Status = (a.ConsumedCapacity.TableName ?? "") }

        """,
        "var a = GetAsync(order.Id); var b = SayAsync(order.Kind); await Task.WhenAll(a, b); return new Answer(order.Id, a.Result.ConsumedCapacity.TableName ?? \"\");",
        Exact);

    [Fact]
    public void What_is_fanned_out_inside_returns_to_its_own()
    {
        var ir = Converted.After(Pass, "await Task.WhenAll(order.Lines.Select(async l => { await Task.WhenAll(order.Lines.Select(x => SayAsync(x + l))); await SayAsync(l); })); return new Answer(order.Id, \"\");", Exact);

        Assert.Equal(2, ir.Split("= map ").Length - 1);
        Assert.Equal(2, ir.Split("return new json { Value = null, Failure = null }").Length - 1);
        Assert.Equal(2, ir.Split("return new json { Value = null, Failure = failure").Length - 1);
        Assert.DoesNotContain("return\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_asked_a_failure_ends_its_siblings()
    {
        var ir = Converted.After(Pass, "await Task.WhenAll(order.Lines.Select(l => SayAsync(l))); return new Answer(order.Id, \"\");");

        Assert.DoesNotContain("Failure", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_distributed_iteration_always_reports_its_failure()
    {
        var ir = Converted.After(Pass, "await Task.WhenAll(order.Lines.Select(l => SayAsync(l))); return new Answer(order.Id, \"\");", Distributed);

        Assert.Contains("outcomes = map l in NotNull(order.Lines) distributed\n    try\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_distributed_iteration_fans_out_runs_inside_of_it()
    {
        const string Body = "await Task.WhenAll(order.Lines.Select(async l => { await Task.WhenAll(order.Lines.Select(x => SayAsync(x + l))); })); return new Answer(order.Id, \"\");";

        Assert.Contains("map x in NotNull(order.Lines)\n", Converted.After(Pass, Body, Distributed), StringComparison.Ordinal);
        Assert.Equal(1, Converted.After(Pass, Body, Distributed).Split("outcomes = map").Length - 1);
        Assert.Equal(1, Converted.After(Pass, Body, Distributed with { ExactFanOut = true }).Split(" distributed\n").Length - 1);
        Assert.Contains("= map x in NotNull(order.Lines)\n", Converted.After(Pass, Body, Distributed with { ExactFanOut = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_are_never_distributed()
    {
        var ir = Converted.After(Pass, "var a = GetAsync(order.Id); var b = SayAsync(order.Kind); await Task.WhenAll(a, b); return new Answer(order.Id, \"\");", Distributed);

        Assert.DoesNotContain("Failure", ir, StringComparison.Ordinal);
        Assert.Contains("    branch a\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void In_JSONPath_nothing_is_distributed()
    {
        const string Body = "await Task.WhenAll(order.Lines.Select(l => SayAsync(l))); return new Answer(order.Id, \"\");";
        var options = Distributed with { QueryLanguage = TargetLanguage.JsonPath };

        Assert.DoesNotContain("distributed", Converted.After(Pass, Body, options), StringComparison.Ordinal);
        Assert.Contains("LIFT2009: A distributed Map state, whose iterations report failures as values, cannot be expressed in the JSONPath dialect; convert with --query-language jsonata", Converted.Refusals(Body, options));
    }

    [Theory]
    [InlineData("await Task.WhenAll(order.Lines.Select(l => SayAsync(l)));", true)]
    [InlineData("await Task.WhenAll(GetAsync(order.Id), GetAsync(order.Kind));", true)]
    [InlineData("await Task.WhenAll(GetAsync(order.Id), Task.Delay(1000));", false)]
    [InlineData("await Task.WhenAll(order.Lines.Select(l => Task.Delay(1000)));", false)]
    [InlineData("await Task.WhenAll(order.Lines.Select(async l => { await Task.Delay(1000); if (l == \"x\") throw new InvalidOperationException(l); }));", true)]
    public void Where_several_can_fail_it_is_told_which_one_is_thrown(string body, bool isTold)
    {
        var conversion = Converted.Body(body + " return new Answer(order.Id, \"\");", Exact);

        Assert.Equal(isTold, conversion.Diagnostics.Any(d => d.Id == "LIFT3019"));
    }

    // The first two lines are the program's and its input's.
    private static void Becomes(string expected, string body, ConversionOptions options) => Assert.Equal(expected, string.Join('\n', Converted.After(Pass, body, options).Split('\n').Skip(2)));
}
