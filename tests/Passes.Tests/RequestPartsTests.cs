using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Every call shows what it sends: a request that is changed between calls is taken apart, and a part that several have in common stands in each.</summary>
public class RequestPartsTests
{
    private const string Pass = "RequestParts";
    private const string End = " return new Answer(order.Id, \"\");";

    [Fact]
    public void The_token_of_the_next_page_is_a_variable()
    {
        var ir = Converted.After(Pass, "var r = new QueryRequest { TableName = \"t\", Limit = 1 }; QueryResponse a; do { a = await _db.QueryAsync(r); r.ExclusiveStartKey = a.LastEvaluatedKey; } while (a.LastEvaluatedKey != null);" + End);

        Assert.Contains("  exclusiveStartKey = null\n", ir, StringComparison.Ordinal);
        Assert.Contains("{ TableName = \"t\", Limit = 1, ExclusiveStartKey = exclusiveStartKey })\n      exclusiveStartKey = queryResponse.LastEvaluatedKey\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_is_set_from_another_has_its_new_value()
    {
        var ir = Converted.After(Pass, "var r = new PublishRequest { TopicArn = \"t\", Message = order.Id }; await _sns.PublishAsync(r); r.Message = order.Kind; r.Subject = r.Message + \"s\"; await _sns.PublishAsync(r); return new Answer(order.Id, r.Message);");

        Assert.Contains("  message = order.Kind\n  subject = text(message, \"s\")\n", ir, StringComparison.Ordinal);
        Assert.Contains("Status = message }\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_nobody_sets_is_null()
    {
        var ir = Converted.After(Pass, "var r = new PublishRequest { TopicArn = \"t\", Message = order.Id }; await _sns.PublishAsync(r); r.Message = order.Kind; await _sns.PublishAsync(r); return new Answer(order.Id, r.Subject ?? \"none\");");

        Assert.Contains("Status = \"none\" }\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_one_way_sets_is_set_there()
    {
        var ir = Converted.After(Pass, "var r = new PublishRequest { TopicArn = \"t\", Message = order.Id }; if (order.Amount > 3) r.Subject = \"x\"; await _sns.PublishAsync(r);" + End);

        Assert.Contains("  subject = null\n  if (order.Amount > 3)\n    subject = \"x\"\n  call sns:Publish(", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_made_again_has_only_what_it_sets_then()
    {
        var ir = Converted.After(Pass, "var r = new PublishRequest { TopicArn = \"t\", Subject = \"x\" }; await _sns.PublishAsync(r); r = new PublishRequest { TopicArn = order.Id }; await _sns.PublishAsync(r);" + End);

        Assert.Contains("  subject = null\n  call sns:Publish(new PublishRequest? { TopicArn = topicArn, Subject = subject })\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_several_requests_stands_in_each()
    {
        var ir = Converted.After(Pass, "var v = new AttributeValue { S = order.Kind.ToLower() + \"x\" }; await _db.PutItemAsync(new PutItemRequest { TableName = \"t\", Item = new() { [\"Id\"] = v, [\"B\"] = v } }); await _db.PutItemAsync(new PutItemRequest { TableName = \"u\", Item = new() { [\"Id\"] = v } });" + End);

        Assert.Contains("  s = text(ToLower(NotNull(order.Kind)), \"x\")\n", ir, StringComparison.Ordinal);
        Assert.Contains("Item = { [\"Id\"] = new AttributeValue { S = s }, [\"B\"] = new AttributeValue { S = s } } })\n", ir, StringComparison.Ordinal);
        Assert.Contains("Item = { [\"Id\"] = new AttributeValue { S = s } } })\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_shared_part_holds_is_computed_where_it_is_made()
    {
        var part = AttributeValue("part");
        var now = Call(IrFunction.UtcNow);
        var order = Variable("order");

        Becomes(
            "s = UtcNow()\nput new AttributeValue { S = s }\nput new AttributeValue { S = s }",
            Assign(part, New(part.Type, ("S", now))),
            Put(Read(part)),
            Put(Read(part)));
        Becomes(
            "l = order.Lines\nl'2 = order.More\nput new AttributeValue { L = [l, l'2], S = \"x\" }\nput [new AttributeValue { L = [l, l'2], S = \"x\" }]",
            Assign(part, New(part.Type, ("L", List(Failing(order, "Lines"), Failing(order, "More"))), ("S", Constant("x")))),
            Put(Read(part)),
            Put(List(Read(part))));
    }

    [Fact]
    public void Entries_of_a_shared_part_are_named_by_their_keys()
    {
        var part = AttributeValue("part");
        IrDictionary Entries(IrExpression key) => new([new IrDictionaryEntry(key, Call(IrFunction.UtcNow))], null, Here);

        Becomes("price = UtcNow()\nput new AttributeValue { M = { [\"Price\"] = price } }\nput new AttributeValue { M = { [\"Price\"] = price } }", Assign(part, New(part.Type, ("M", Entries(Constant("Price"))))), Put(Read(part)), Put(Read(part)));
        Becomes("m = { [key] = UtcNow() }\nput new AttributeValue { M = m }\nput new AttributeValue { M = m }", Assign(part, New(part.Type, ("M", Entries(Read("key"))))), Put(Read(part)), Put(Read(part)));
    }

    [Fact]
    public void What_a_shared_part_reads_may_change_later()
    {
        var part = AttributeValue("part");
        var text = Variable("text");

        Becomes(
            "text = 1\ns = text\ntext = 2\nput new AttributeValue { S = s }\nput [new AttributeValue { S = s }, text]",
            Assign(text, Constant(1)),
            Assign(part, New(part.Type, ("S", Read(text)))),
            Assign(text, Constant(2)),
            Put(Read(part)),
            Put(List(Read(part), Read(text))));
    }

    [Fact]
    public void A_part_that_is_read_otherwise_stays()
    {
        var part = AttributeValue("part");

        Becomes(
            "part = new AttributeValue { S = UtcNow() }\nput part\nreturn part.S",
            Assign(part, New(part.Type, ("S", Call(IrFunction.UtcNow)))),
            Put(Read(part)),
            Return(Member(Read(part), "S")));
        Becomes(
            "part = new AttributeValue { S = UtcNow() }\nput part\nput Count(part)",
            Assign(part, New(part.Type, ("S", Call(IrFunction.UtcNow)))),
            Put(Read(part)),
            Put(Call(IrFunction.Count, Read(part))));
    }

    [Fact]
    public void A_part_of_a_request_that_is_sent_twice_stands_in_both()
    {
        var part = AttributeValue("part");
        var request = new IrVariable("request", Type("Amazon.DynamoDBv2.Model.PutItemRequest"));

        Becomes(
            "s = UtcNow()\nput new PutItemRequest { Item = { [\"a\"] = new AttributeValue { S = s } } }\nput new PutItemRequest { Item = { [\"a\"] = new AttributeValue { S = s } } }",
            Assign(part, New(part.Type, ("S", Call(IrFunction.UtcNow)))),
            Assign(request, New(request.Type, ("Item", new IrDictionary([new IrDictionaryEntry(Constant("a"), Read(part))], null, Here)))),
            Put(Read(request)),
            Put(Read(request)));
    }

    [Fact]
    public void A_request_that_is_given_away_stays_whole()
    {
        var request = Request();

        Becomes(
            "request = new PublishRequest { Message = 1 }\nput request\nrequest = request with { Message = 2 }\nreturn request",
            Assign(request, New(request.Type, ("Message", Constant(1)))),
            Put(Read(request)),
            Assign(request, With(Read(request), ("Message", Constant(2)))),
            Return(Read(request)));
    }

    [Fact]
    public void A_request_that_is_the_copy_of_another_stays_whole()
    {
        var request = Request();
        var other = Request("other");

        Becomes(
            "request = new PublishRequest { Message = 1 }\nput request\nrequest = other with { Message = 2 }\nput request",
            Assign(request, New(request.Type, ("Message", Constant(1)))),
            Put(Read(request)),
            Assign(request, With(Read(other), ("Message", Constant(2)))),
            Put(Read(request)));
    }

    [Fact]
    public void Members_that_change_places_stay_together()
    {
        var request = Request();
        IrMember Part(string name) => Member(Read(request), name);

        Becomes(
            "request = new PublishRequest { Message = 1, Subject = 2 }\nput request\nrequest = request with { Message = request.Subject, Subject = request.Message }\nput request",
            Assign(request, New(request.Type, ("Message", Constant(1)), ("Subject", Constant(2)))),
            Put(Read(request)),
            Assign(request, With(Read(request), ("Message", Part("Subject")), ("Subject", Part("Message")))),
            Put(Read(request)));
        Becomes(
            "message = 1\nput new PublishRequest { Message = message, Subject = 2 }\nmessage = [message, 2]\nput new PublishRequest { Message = message, Subject = 2 }",
            Assign(request, New(request.Type, ("Message", Constant(1)), ("Subject", Constant(2)))),
            Put(Read(request)),
            Assign(request, With(Read(request), ("Message", List(Part("Message"), Part("Subject"))))),
            Put(Read(request)));
    }

    [Fact]
    public void Copies_of_copies_are_one()
    {
        var request = Request();

        Becomes(
            "message = 1\nsubject = 2\nput new PublishRequest { Message = message, Subject = subject }\nmessage = 5\nsubject = 4\nput new PublishRequest { Message = message, Subject = subject }",
            Assign(request, New(request.Type, ("Message", Constant(1)), ("Subject", Constant(2)))),
            Put(Read(request)),
            Assign(request, With(With(Read(request), ("Message", Constant(3)), ("Subject", Constant(4))), ("Message", Constant(5)))),
            Put(Read(request)));
    }

    [Fact]
    public void A_value_that_is_set_over_but_can_fail_is_computed()
    {
        var request = Request();

        Assert.Contains(
            "request with { Message = order.Part } with { Message = 5 }\n",
            After(
                new RequestParts(),
                Assign(request, New(request.Type, ("Message", Constant(1)))),
                Put(Read(request)),
                Assign(request, With(With(Read(request), ("Message", Failing("order"))), ("Message", Constant(5)))),
                Put(Read(request))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_requests_in_variables_nothing_is_done()
    {
        var program = Program(Put(Constant(1)), Assign(Variable("a"), Constant(1)));

        Assert.Same(program, new RequestParts().Run(program, null!));
    }

    private static IrVariable AttributeValue(string name) => new(name, Type("Amazon.DynamoDBv2.Model.AttributeValue"));

    private static IrVariable Request(string name = "request") => new(name, Type("Amazon.SimpleNotificationService.Model.PublishRequest"));

    private static IrServiceCall Put(IrExpression item) => Call("sns:Publish", item);

    private static void Becomes(string expected, params IrStatement[] body) => Assert.Equal(
        string.Concat(expected.Split('\n').Select(line => $"  {line}\n")),
        string.Concat(After(new RequestParts(), body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith("  call sns:Publish(", StringComparison.Ordinal) ? $"  put {line[19..^1]}\n" : line + "\n")));
}
