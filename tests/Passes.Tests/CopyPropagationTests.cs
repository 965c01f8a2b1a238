using System.Text.RegularExpressions;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Values go to their uses where they are still the same there, and nothing that can fail is moved over anything else.</summary>
public class CopyPropagationTests
{
    private readonly IrVariable _a = Variable("a");
    private readonly IrVariable _b = Variable("b");
    private readonly IrVariable _c = Variable("c");
    private readonly IrVariable _order = Variable("order");

    [Fact]
    public void A_value_goes_to_its_uses() => Becomes("say order.Id\nreturn order.Id", Assign(_a, Part("Id")), Say(Read(_a)), Return(Read(_a)));

    [Fact]
    public void A_value_of_values_goes_as_well() => Becomes("return order.Id.Length", Assign(_a, Part("Id")), Assign(_b, Member(Read(_a), "Length")), Return(Read(_b)));

    [Fact]
    public void A_large_value_goes_to_a_single_use()
    {
        var large = List(Part("A"), Part("B"), Part("C"));

        Becomes("return [order.A, order.B, order.C]", Assign(_a, large), Return(Read(_a)));
        Becomes("a = [order.A, order.B, order.C]\nsay a\nreturn a", Assign(_a, large), Say(Read(_a)), Return(Read(_a)));
    }

    [Fact]
    public void A_large_value_goes_through_others_as_well() =>
        Becomes("return [[order.A, order.B, order.C], 1]", Assign(_a, List(Part("A"), Part("B"), Part("C"))), Assign(_c, Call(IrFunction.ToLower, Part("Id"))), Assign(_b, List(Read(_a), Constant(1))), Return(Read(_b)));

    [Fact]
    public void What_can_fail_stays_where_it_is()
    {
        Becomes("a = order.Id\nsay 1\nreturn a", Assign(_a, Failing(_order, "Id")), Say(Constant(1)), Return(Read(_a)));
        Becomes("a = order.Id", Assign(_a, Failing(_order, "Id")));
        Becomes("", Assign(_a, Part("Id")));
    }

    [Fact]
    public void The_input_and_the_time_are_read_once()
    {
        Becomes("a = input\nreturn a", Assign(_a, new IrInput(Here)), Return(Read(_a)));
        Becomes("a = UtcNow()\nreturn a", Assign(_a, Call(IrFunction.UtcNow)), Return(Read(_a)));
    }

    [Fact]
    public void A_variable_that_is_set_again_keeps_its_value()
    {
        Becomes("order = 1\na = order.Id\norder = 2\nreturn [a, order]", Assign(_order, Constant(1)), Assign(_a, Part("Id")), Assign(_order, Constant(2)), Return(List(Read(_a), Read(_order))));
        Becomes("order = 1\nsay order.Id\norder = 2\nreturn order", Assign(_order, Constant(1)), Assign(_a, Part("Id")), Say(Read(_a)), Assign(_order, Constant(2)), Return(Read(_order)));
    }

    [Fact]
    public void A_copy_in_a_block_is_not_read_outside_of_it() =>
        Becomes(
            "order = 1\nif c\n  a = order.Id\norder = 2\nreturn [a, order]",
            Assign(_order, Constant(1)),
            new IrIf(Read(_c), [Assign(_a, Part("Id"))], [], Here),
            Assign(_order, Constant(2)),
            Return(List(Read(_a), Read(_order))));

    [Fact]
    public void A_copy_that_is_set_inside_of_what_follows_keeps_its_value() =>
        Becomes(
            "order = 1\na = order.Id\nif c\n  order = 2\nreturn [a, order]",
            Assign(_order, Constant(1)),
            Assign(_a, Part("Id")),
            new IrIf(Read(_c), [Assign(_order, Constant(2))], [], Here),
            Return(List(Read(_a), Read(_order))));

    [Fact]
    public void Successive_sets_become_one()
    {
        Becomes("a = new json { P = 1 } with { Q = 2 }\nsay a\nreturn a", Assign(_a, New(("P", Constant(1)))), Assign(_a, With(Read(_a), ("Q", Constant(2)))), Say(Read(_a)), Return(Read(_a)));
        Becomes("say 1\na = new json { P = 1 } with { Q = 2 }\nsay a\nreturn a", Say(Constant(1)), Assign(_a, New(("P", Constant(1)))), Assign(_a, With(Read(_a), ("Q", Constant(2)))), Say(Read(_a)), Return(Read(_a)));
    }

    [Fact]
    public void Between_successive_sets_others_may_stand() =>
        Becomes(
            "b = order.X.Y.Z.Q\na = new json { P = 1 } with { Q = b }\nsay [a, b]\nreturn [a, b]",
            Assign(_a, New(("P", Constant(1)))),
            Assign(_b, Member(Member(Member(Part("X"), "Y"), "Z"), "Q")),
            Assign(_a, With(Read(_a), ("Q", Read(_b)))),
            Say(List(Read(_a), Read(_b))),
            Return(List(Read(_a), Read(_b))));

    [Fact]
    public void What_changes_between_successive_sets_keeps_them_apart() =>
        Becomes(
            "b = 1\na = new json { P = b }\nb = 2\na = a with { Q = 3 }\nsay [a, b]\nreturn a",
            Assign(_b, Constant(1)),
            Assign(_a, New(("P", Read(_b)))),
            Assign(_b, Constant(2)),
            Assign(_a, With(Read(_a), ("Q", Constant(3)))),
            Say(List(Read(_a), Read(_b))),
            Return(Read(_a)));

    [Fact]
    public void What_is_read_between_successive_sets_keeps_them_apart() =>
        Becomes(
            "a = new json { P = 1 }\nb = [a, a, a]\na = a with { Q = 3 }\nsay [a, b, b]\nreturn [a, b]",
            Assign(_a, New(("P", Constant(1)))),
            Assign(_b, List(Read(_a), Read(_a), Read(_a))),
            Assign(_a, With(Read(_a), ("Q", Constant(3)))),
            Say(List(Read(_a), Read(_b), Read(_b))),
            Return(List(Read(_a), Read(_b))));

    [Fact]
    public void A_call_between_successive_sets_keeps_them_apart() =>
        Becomes(
            "a = new json { P = 1 }\nsay 1\na = a with { Q = 3 }\nreturn [a, a]",
            Assign(_a, New(("P", Constant(1)))),
            Say(Constant(1)),
            Assign(_a, With(Read(_a), ("Q", Constant(3)))),
            Return(List(Read(_a), Read(_a))));

    [Fact]
    public void A_set_that_reads_the_value_twice_stays() =>
        Becomes(
            "a = new json { P = 1 }\na = a with { Q = a.P }\nreturn [a, a]",
            Assign(_a, New(("P", Constant(1)))),
            Assign(_a, With(Read(_a), ("Q", Member(Read(_a), "P")))),
            Return(List(Read(_a), Read(_a))));

    [Fact]
    public void In_a_try_statement_a_set_that_can_fail_stays()
    {
        string Caught(IrExpression value) => After(
            new CopyPropagation(),
            new IrTry([Assign(_a, New(("P", Constant(1)))), Assign(_a, With(Read(_a), ("Q", value))), Say(List(Read(_a), Read(_a)))], [new IrCatch(IrCatchKind.ExceptionType, Type("System.Exception"), Variable("error"), [Say(Read(_a))], Here)], [], Here));

        Assert.Contains("a = a with { Q = order.Id }\n", Caught(Failing(_order, "Id")), StringComparison.Ordinal);
        Assert.Contains("a = new json { P = 1 } with { Q = order.Id }\n", Caught(Part("Id")), StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_that_are_known_are_taken()
    {
        Becomes("say 1", new IrIf(Constant(true), [Say(Constant(1))], [Say(Constant(2))], Here));
        Becomes("say 2", new IrIf(Constant(false), [Say(Constant(1))], [Say(Constant(2))], Here));
        Becomes("", new IrIf(Read(_c), [], [], Here));
        Becomes("decided = order.Id", new IrIf(Failing(_order, "Id"), [], [], Here));
        Becomes("if c\nelse\n  say 1", new IrIf(Read(_c), [], [Say(Constant(1))], Here));
    }

    [Fact]
    public void What_is_no_text_any_more_cannot_be_unreadable()
    {
        var exception = Type("System.FormatException");

        Becomes("return order.Id", new IrAttempt(_a, Part("Id"), exception, "JsonException", Here), Return(Read(_a)));
        Becomes("a = parse-json(order.Id) or throw JsonException\nreturn a", new IrAttempt(_a, new IrParseJson(Part("Id"), Here), exception, "JsonException", Here), Return(Read(_a)));
    }

    [Fact]
    public void Results_that_nobody_reads_go()
    {
        Becomes("say 1", Call("sns:Publish", Constant(1), _a));
        Becomes("a = say 1\nreturn a", Call("sns:Publish", Constant(1), _a), Return(Read(_a)));
        Becomes("_ = invoke \"f\"()", new IrInvoke(Constant("f"), null, _a, null, false, Here));
        Becomes("a = invoke \"f\"()\nreturn a", new IrInvoke(Constant("f"), null, _a, null, false, Here), Return(Read(_a)));
        Becomes("map b in order.Lines\n  say b", Map(_a));
        Becomes("a = map b in order.Lines\n  say b\nreturn a", Map(_a), Return(Read(_a)));
    }

    [Fact]
    public void Parts_of_an_answer_that_nobody_reads_go()
    {
        var status = Variable("status");

        Becomes("status = http-checked 1\nreturn status", new IrHttpCall(Constant(1), new HttpAnswer { Body = _a, Status = status }, Here), Return(Read(status)));
        Becomes("_ = http-checked 1", new IrHttpCall(Constant(1), new HttpAnswer { Body = _a, Status = status }, Here));
    }

    [Fact]
    public void A_counter_that_only_counts_itself_goes()
    {
        var counted = Assign(_a, Binary(IrOperator.Add, Read(_a), Constant(1)));

        Becomes("loop\n  say 1", Assign(_a, Constant(0)), new IrLoop([Say(Constant(1)), counted], Here));
        Becomes("a = 0\nloop\n  say a\n  a = (a + 1)", Assign(_a, Constant(0)), new IrLoop([Say(Read(_a)), counted], Here));
    }

    [Fact]
    public void Variables_that_only_lead_to_one_another_go() =>
        Becomes("a = 0\nb = 0\nloop\n  a = b\n  b = (a + 1)\n  say b", Assign(_a, Constant(0)), Assign(_b, Constant(0)), Assign(_c, Constant(0)), new IrLoop(
            [Assign(_a, Read(_b)), Assign(_b, Binary(IrOperator.Add, Read(_a), Constant(1))), Assign(_c, Binary(IrOperator.Add, Read(_c), Read(_b))), Say(Read(_b))], Here));

    [Fact]
    public void What_is_computed_outside_of_a_loop_stays_outside()
    {
        var large = List(Part("A"), Part("B"), Part("C"));

        Becomes("a = [order.A, order.B, order.C]\nloop\n  say a", Assign(_a, large), new IrLoop([Say(Read(_a))], Here));
        Becomes("loop\n  say order.A", Assign(_a, Part("A")), new IrLoop([Say(Read(_a))], Here));
        Becomes("loop\n  say [order.A, order.B, order.C]", new IrLoop([Assign(_a, large), Say(Read(_a))], Here));
    }

    [Fact]
    public void What_is_computed_outside_of_a_fan_out_stays_outside() =>
        Becomes("a = [order.A, order.B, order.C]\nmap b in order.Lines\n  say a", Assign(_a, List(Part("A"), Part("B"), Part("C"))), new IrMap(Part("Lines"), _b, null, [Say(Read(_a))], null, Here));

    [Fact]
    public void A_request_goes_into_the_loop_that_sends_it()
    {
        var request = new IrVariable("request", Type("Amazon.SimpleNotificationService.Model.PublishRequest"));
        var made = New(request.Type, ("TopicArn", Part("A")), ("Subject", Part("B")), ("Message", Part("C")));

        Becomes("loop\n  call sns:Publish(new PublishRequest { TopicArn = order.A, Subject = order.B, Message = order.C })", Assign(request, made), new IrLoop([Call("sns:Publish", Read(request))], Here));
    }

    [Fact]
    public void An_object_that_is_taken_apart_is_none()
    {
        var pair = New(("Kind", Part("Kind")), ("Large", Binary(IrOperator.Greater, Part("Amount"), Constant(10))));

        Becomes("say order.Kind\nreturn (order.Amount > 10)", Assign(_a, pair), Say(Member(Read(_a), "Kind")), Return(Member(Read(_a), "Large")));
        Becomes("a = new json { Kind = order.Kind, Large = (order.Amount > 10) }\nsay a.Kind\nreturn a", Assign(_a, pair), Say(Member(Read(_a), "Kind")), Return(Read(_a)));
        Becomes("a = new json { Sum = (order.Kind + 10) }\nsay a.Sum\nreturn a.Sum", Assign(_a, New(("Sum", Binary(IrOperator.Add, Part("Kind"), Constant(10))))), Say(Member(Read(_a), "Sum")), Return(Member(Read(_a), "Sum")));
    }

    [Fact]
    public void A_list_that_is_taken_apart_is_none()
    {
        var list = List(Part("A"), Part("B"), Part("C"));

        Becomes("say order.A\nreturn 3", Assign(_a, list), Say(Element(Read(_a), 0)), Return(Call(IrFunction.Count, Read(_a))));
        Becomes("a = [order.A, order.B, order.C]\nsay a[0]\nreturn a[c]", Assign(_a, list), Say(Element(Read(_a), 0) with { IsInRange = true }), Return(new IrElement(Read(_a), Read(_c), null, Here)));
    }

    [Fact]
    public void A_caught_exception_that_is_thrown_again_keeps_its_name()
    {
        var exception = Type("System.Exception");

        Becomes("a = b\nrethrow a", Assign(_a, Read(_b)), new IrRethrow(_a, exception, Here));
    }

    [Fact]
    public void What_a_temporary_becomes_names_it()
    {
        var answer = new IrVariable("response", null) { IsTemporary = true };
        var found = Variable("found");

        Becomes("found = say 1\nreturn found", Call("sns:Publish", Constant(1), answer), Assign(found, Read(answer)), Return(Read(found)));
    }

    [Fact]
    public void What_can_fail_is_known()
    {
        Assert.True(CopyPropagation.CanFail(Failing(_order)));
        Assert.True(CopyPropagation.CanFail(List(Failing(_order))));
        Assert.True(CopyPropagation.CanFail(Element(Read(_a), 0)));
        Assert.True(CopyPropagation.CanFail(Call(IrFunction.NotNull, Read(_a))));
        Assert.True(CopyPropagation.CanFail(Call(IrFunction.AnswerJson, Read(_a))));
        Assert.True(CopyPropagation.CanFail(new IrParseJson(Read(_a), Here)));
        Assert.True(CopyPropagation.CanFail(new IrParseJson(new IrMember(Read(_a), "Body", Type("System.String"), Here), Here)));
        Assert.False(CopyPropagation.CanFail(Part("Id")));
        Assert.False(CopyPropagation.CanFail(List(Read(_a), Constant(1))));
        Assert.False(CopyPropagation.CanFail(Element(Read(_a), 0) with { IsInRange = true }));
        Assert.False(CopyPropagation.CanFail(Element(new IrTaskResult(null, Here), 0)));
        Assert.False(CopyPropagation.CanFail(Call(IrFunction.ToLower, Read(_a))));
        Assert.False(CopyPropagation.CanFail(new IrParseJson(new IrJsonText(Read(_a), null, Here), Here)));
        Assert.False(CopyPropagation.CanFail(new IrParseJson(new IrMember(Read(_a), "Payload", Type("System.IO.MemoryStream"), Here), Here)));
    }

    private IrMember Part(string name) => Member(Read(_order), name);

    private IrMap Map(IrVariable result) => new(Part("Lines"), _b, null, [Say(Read(_b))], result, Here);

    private static IrServiceCall Say(IrExpression message) => Call("sns:Publish", message);

    private static void Becomes(string expected, params IrStatement[] body) => Assert.Equal(
        expected.Length == 0 ? "" : string.Concat(expected.Split('\n').Select(line => $"  {line}\n")),
        Regex.Replace(After(new CopyPropagation(), body), @"call sns:Publish\((?!new Publish)(.*)\)", "say $1"));
}
