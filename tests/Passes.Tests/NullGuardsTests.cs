namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Inside a try statement, a read through null is a decision that throws what C# throws, when C# throws it.</summary>
public class NullGuardsTests
{
    private const string Pass = "NullGuards";
    private const string NullReference = "throw NullReferenceException(\"Object reference not set to an instance of an object.\")";

    [Theory]
    [InlineData("await SayAsync(order.Note!.Trim());", "(order.Note == null)")]
    [InlineData("if (order.Kind == \"a\" && order.Note!.Length > 2) await SayAsync(\"x\");", "((order.Kind == \"a\") && (order.Note == null))")]
    [InlineData("if (order.Kind == \"a\" || order.Note!.Length > 2) await SayAsync(\"x\");", "((order.Kind != \"a\") && (order.Note == null))")]
    [InlineData("await SayAsync(order.Amount > 1 ? order.Note!.Trim() : \"x\");", "((order.Amount > 1) && (order.Note == null))")]
    [InlineData("await SayAsync(order.Amount > 1 ? \"x\" : order.Note!.Trim());", "(!(order.Amount > 1) && (order.Note == null))")]
    [InlineData("await SayAsync(order.Note!.Length > 1 ? \"x\" : \"y\");", "(order.Note == null)")]
    [InlineData("await SayAsync(order.Kind ?? order.Note!.Trim());", "((order.Kind == null) && (order.Note == null))")]
    [InlineData("await SayAsync(order.Note!.Trim() ?? order.Kind);", "(order.Note == null)")]
    [InlineData("if (order.Kind == \"a\" && (order.Kind == \"b\" || order.Note!.Length > 2)) await SayAsync(\"x\");", "((order.Kind == \"a\") && ((order.Kind != \"b\") && (order.Note == null)))")]
    public void A_read_fails_where_it_is_made(string body, string isNull) => Throws(isNull, NullReference, Caught(body));

    [Fact]
    public void What_was_checked_is_read_without_check()
    {
        var ir = Caught("if (order.Note!.Length > 2) await SayAsync(order.Kind.Trim());");

        Assert.Contains("    if (Length(order.Note) > 2)\n", ir, StringComparison.Ordinal);
        Assert.Contains("text = Trim(order.Kind)\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("NotNull", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_check_reads_what_an_earlier_one_has_checked() => Throws("((Length(order.Note) > 2) && (order.Kind == null))", NullReference, Caught("if (order.Note!.Length > 2 && order.Kind.Length > 1) await SayAsync(\"x\");"));

    [Theory]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Where(l => order.Note!.Length > 1)));", "Any(order.Lines, (l) => (order.Note == null))")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Select(l => l + order.Note!.Trim())));", "Any(order.Lines, (l) => (order.Note == null))")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Where(l => l == \"x\" && order.Note!.Length > 1)));", "Any(order.Lines, (l) => ((l == \"x\") && (order.Note == null)))")]
    [InlineData("await SayAsync(order.Lines.Sum(l => order.Note!.Length).ToString());", "Any(order.Lines, (l) => (order.Note == null))")]
    public void What_is_read_for_every_element_fails_when_there_is_one(string body, string condition) => Throws(condition, NullReference, Caught(body));

    [Theory]
    [InlineData("await SayAsync(order.Lines.All(l => order.Note!.Length > 1) ? \"x\" : \"y\");")]
    [InlineData("await SayAsync(order.Lines.Any(l => order.Note!.Length > 1) ? \"x\" : \"y\");")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.TakeWhile(l => order.Note!.Length > 1)));")]
    public void What_is_read_until_it_is_decided_fails_with_the_first(string body) => Throws("(Any(order.Lines) && (order.Note == null))", NullReference, Caught(body));

    [Fact]
    public void What_depends_on_the_element_that_is_looked_for_fails_by_itself()
    {
        var ir = Caught("await SayAsync(order.Lines.All(l => l == \"x\" || order.Note!.Length > 1) ? \"x\" : \"y\");");

        Assert.DoesNotContain("order.Note == null", ir, StringComparison.Ordinal);
        Assert.Contains("NotNull(order.Note)", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_are_taken_to_be_there()
    {
        var ir = Caught("await SayAsync(string.Join(\",\", order.Lines.Select(l => l.Trim())));");

        Assert.DoesNotContain("l == null", ir, StringComparison.Ordinal);
        Assert.Contains("Trim(NotNull(l))", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines));", "order.Lines", "values")]
    [InlineData("await SayAsync(string.Concat(order.Lines));", "order.Lines", "values")]
    [InlineData("await SayAsync(String.Concat(order.Lines));", "order.Lines", "values")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Where(l => l != \"x\")));", "order.Lines", "source")]
    [InlineData("await SayAsync(order.Lines.Count().ToString());", "order.Lines", "source")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Concat(new[] { \"x\" })));", "order.Lines", "first")]
    [InlineData("await SayAsync(string.Join(\",\", new[] { \"x\" }.Concat(order.Lines)));", "order.Lines", "second")]
    [InlineData("await SayAsync(string.Join(\",\", order.Lines.Zip(new[] { \"x\" }, (a, b) => a + b)));", "order.Lines", "first")]
    [InlineData("await SayAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(order.Note!)));", "order.Note", "s")]
    [InlineData("var d = new Dictionary<string, string> { [order.Note!] = \"x\" }; await SayAsync(d[\"a\"]);", "order.Note", "key")]
    [InlineData("var d = new Dictionary<string, string> { [\"x\"] = \"x\" }; d[order.Note!] = \"y\"; await SayAsync(d[\"a\"]);", "order.Note", "key")]
    [InlineData("var d = new Dictionary<string, string> { [\"x\"] = \"x\" }; d.Remove(order.Note!); await SayAsync(d[\"a\"]);", "order.Note", "key")]
    [InlineData("var d = new Dictionary<string, string> { [\"x\"] = \"x\" }; await SayAsync(d.ContainsKey(order.Note!) ? \"a\" : \"b\");", "order.Note", "key")]
    [InlineData("var d = new Dictionary<string, string> { [\"x\"] = \"x\" }; await SayAsync(d[order.Note!]);", "order.Note", "key")]
    [InlineData("var l = new List<string>(order.Lines); l.Add(\"x\"); await SayAsync(string.Join(\",\", l));", "order.Lines", "collection")]
    [InlineData("await Task.WhenAll(order.Lines.Select(l => SayAsync(l)));", "order.Lines", "source")]
    public void Methods_that_check_their_arguments_name_them(string body, string value, string parameter) =>
        Throws($"({value} == null)", $"throw ArgumentNullException(\"Value cannot be null. (Parameter '{parameter}')\")", Caught(body));

    [Theory]
    [InlineData("foreach (var l in order.Lines) await SayAsync(l);", "order.Lines")]
    [InlineData("await SayAsync(order.Lines.Count.ToString());", "order.Lines")]
    [InlineData("order.Lines.Add(\"x\"); await SayAsync(order.Lines[0]);", "order.Lines")]
    public void Loops_and_members_fail_by_the_reference(string body, string value) => Throws($"({value} == null)", NullReference, Caught(body));

    [Fact]
    public void A_key_that_is_null_is_found_out_when_the_keys_are_made() =>
        Assert.Contains("(order.Note == null)", Caught("var d = order.Lines.ToDictionary(l => order.Note!.Trim()); await SayAsync(d[\"a\"]);"), StringComparison.Ordinal);

    [Fact]
    public void Answers_are_read_through_once()
    {
        var ir = Caught("var r = await GetAsync(order.Id); if (r.Item[\"A\"].S.Length > 2) await SayAsync(\"x\");");

        Throws("(getItemResponse.Item == null)", NullReference, ir);
        Throws("(getItemResponse.Item.A.S == null)", NullReference, ir);
        Assert.DoesNotContain("NotNull", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_ends_nowhere_is_one_decision()
    {
        var ir = Caught("var a = await GetAsync(order.Id); if (a.ConsumedCapacity.Table.CapacityUnits > 1) await SayAsync(\"x\");");

        Throws("(getItemResponse.ConsumedCapacity.Table == null)", NullReference, ir);
        Assert.DoesNotContain("if (getItemResponse.ConsumedCapacity == null)\n", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (a.ConsumedCapacity.GlobalSecondaryIndexes.Count() > 1) await SayAsync(\"x\");", "(getItemResponse.ConsumedCapacity == null)")]
    [InlineData("if (a.ConsumedCapacity.CapacityUnits > 1 && a.ConsumedCapacity.Table.CapacityUnits > 1) await SayAsync(\"x\");", "(getItemResponse.ConsumedCapacity == null)")]
    [InlineData("if ((order.Amount > 1 ? a.ConsumedCapacity.TableName : \"\") == (a.ConsumedCapacity.Table.CapacityUnits > 1 ? \"x\" : \"y\")) await SayAsync(\"x\");", "((order.Amount > 1) && (getItemResponse.ConsumedCapacity == null))")]
    public void A_path_that_goes_on_elsewhere_or_at_times_is_another(string body, string isNull) => Throws(isNull, NullReference, Caught("var a = await GetAsync(order.Id);" + body));

    [Theory]
    [InlineData("return new Answer(order.Id, r.FunctionError ?? \"\");", true)]
    [InlineData("return new Answer(order.Id, \"\");", false)]
    public void Where_failures_of_a_function_are_looked_at_its_own_are_none(string after, bool isSeen)
    {
        var ir = Converted.Body(
            "var r = await _lambda.InvokeAsync(new Amazon.Lambda.Model.InvokeRequest { FunctionName = \"f\", Payload = System.Text.Json.JsonSerializer.Serialize(order.Note!.Trim()) }); " + after,
            new ConversionOptions { DumpAfter = Pass },
            "private readonly Amazon.Lambda.IAmazonLambda _lambda = new Amazon.Lambda.AmazonLambdaClient();").Dump!;

        Assert.Equal(isSeen, ir.Contains("if (order.Note == null)\n    " + NullReference, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Exception", true)]
    [InlineData("SystemException", true)]
    [InlineData("NullReferenceException", true)]
    [InlineData("ArgumentNullException", true)]
    [InlineData("ArgumentException", true)]
    [InlineData("InvalidOperationException", false)]
    [InlineData("TimeoutException", false)]
    public void Only_who_catches_it_sees_it(string exception, bool isSeen)
    {
        var ir = Converted.After(Pass, $"try {{ await SayAsync(order.Note!.Trim()); }} catch ({exception}) {{ await SayAsync(\"null\"); }} return new Answer(order.Id, \"\");");

        Assert.Equal(isSeen, ir.Contains("if (order.Note == null)", StringComparison.Ordinal));
        Assert.Equal(isSeen, !ir.Contains("NotNull(order.Note)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_finally_block_sees_it_as_well()
    {
        var ir = Converted.After(Pass, "try { await SayAsync(order.Note!.Trim()); } finally { await SayAsync(order.Kind.Trim()); } return new Answer(order.Id, \"\");");

        Throws("(order.Note == null)", NullReference, ir);
        Assert.Contains("Trim(NotNull(order.Kind))", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catch_clause_is_seen_by_the_finally_block()
    {
        var ir = Converted.After(Pass, "try { await SayAsync(\"x\"); } catch (TimeoutException) { await SayAsync(order.Note!.Trim()); } finally { await SayAsync(\"done\"); } return new Answer(order.Id, \"\");");

        Throws("(order.Note == null)", NullReference, ir);
    }

    [Fact]
    public void A_catch_clause_does_not_catch_its_own()
    {
        var ir = Converted.After(Pass, "try { await SayAsync(\"x\"); } catch (Exception) { await SayAsync(order.Note!.Trim()); } return new Answer(order.Id, \"\");");

        Assert.DoesNotContain("order.Note == null", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_try_statement_around_sees_all_inside()
    {
        var ir = Caught("try { if (order.Amount > 1) await SayAsync(order.Note!.Trim()); } catch (TimeoutException) { await SayAsync(order.Kind.Trim()); } finally { await SayAsync(order.Id.Trim()); }");

        Throws("(order.Note == null)", NullReference, ir);
        Throws("(order.Kind == null)", NullReference, ir);
        Throws("(order.Id == null)", NullReference, ir);
    }

    [Fact]
    public void Without_a_try_statement_the_state_machine_fails()
    {
        var ir = Converted.After(Pass, "await SayAsync(order.Note!.Trim()); return new Answer(order.Id, \"\");");

        Assert.DoesNotContain("order.Note == null", ir, StringComparison.Ordinal);
        Assert.Contains("NotNull(order.Note)", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_try_statement_it_does_too()
    {
        var ir = Caught("await SayAsync(\"x\");", "await SayAsync(order.Note!.Trim());");

        Assert.DoesNotContain("order.Note == null", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void In_JSONPath_conditions_and_what_they_may_read_decide_it()
    {
        var options = new ConversionOptions { QueryLanguage = TargetLanguage.JsonPath };
        var ir = Converted.After(Pass, "var t = order.Note!.Trim(); if (order.Kind.Length > 2) await SayAsync(t); await SayAsync(order.Id.Trim()); return new Answer(order.Id, order.Kind.Trim());", options);

        Assert.Contains("  if (order.Note == null)\n    " + NullReference + "\n  t = Trim(order.Note)\n", ir, StringComparison.Ordinal);
        Assert.Contains("  if (order.Kind == null)\n    " + NullReference + "\n  if (Length(order.Kind) > 2)\n", ir, StringComparison.Ordinal);
        Assert.Contains("return new Answer { Id = order.Id, Status = Trim(NotNull(order.Kind)) }\n", ir, StringComparison.Ordinal);
    }

    private static string Caught(string body, string after = "") =>
        Converted.After(Pass, $"try {{ {body} }} catch (Exception) {{ await SayAsync(\"null\"); }} {after} return new Answer(order.Id, \"\");");

    private static void Throws(string condition, string exception, string ir)
    {
        var lines = ir.Split('\n').Select(line => line.Trim()).ToList();
        var at = lines.IndexOf("if " + condition);
        Assert.True(at >= 0, $"There is no decision '{condition}' in\n{ir}");
        Assert.Equal(exception, lines[at + 1]);
    }
}
