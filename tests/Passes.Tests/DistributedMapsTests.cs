using System.Text.RegularExpressions;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>An iteration that is an execution of its own is given all that it reads from outside, and nothing else.</summary>
public class DistributedMapsTests
{
    private static readonly IrVariable Order = Variable("order");
    private static readonly IrVariable Line = Variable("line");
    private static readonly IrVariable Index = Variable("index");

    [Fact]
    public void A_value_of_outside_is_handed_in() => Becomes("map line in order.Lines distributed with Id = order.Id\n  say Id", Say(Member(Read(Order), "Id")));

    [Fact]
    public void A_value_is_handed_in_once() =>
        Becomes("map line in order.Lines distributed with Id = order.Id, order'2 = order\n  say [Id, Id, order'2]", Say(List(Member(Read(Order), "Id"), Member(Read(Order), "Id"), Read(Order))));

    [Fact]
    public void A_part_of_a_part_is_handed_in_by_itself() => Becomes("map line in order.Lines distributed with Name = order.Customer.Name\n  say Name", Say(Member(Member(Read(Order), "Customer"), "Name")));

    [Fact]
    public void What_may_not_be_there_is_read_inside() =>
        Becomes("map line in order.Lines distributed with Customer = order.Customer\n  say Customer.Name", Say(new IrMember(Member(Read(Order), "Customer"), "Name", null, Here) { TargetMayBeNull = true }));

    [Fact]
    public void Its_own_values_are_there()
    {
        var text = Variable("text");

        Becomes("map line in order.Lines distributed\n  text = line.Text\n  say text", Assign(text, Member(Read(Line), "Text")), Say(Read(text)));
        Becomes("map line in order.Lines distributed\n  text = say 1\n  say text.Id", Call("sns:Publish", Constant(1), text), Say(Member(Read(text), "Id")));
    }

    [Fact]
    public void The_position_is_there() =>
        Assert.Equal("  map line, index in order.Lines distributed\n    call sns:Publish(index)\n", Text(Run(new DistributedMaps(), new ConversionOptions(), _ => null, out _, Map(Say(Read(Index))) with { Index = Index })));

    [Fact]
    public void What_a_block_inside_sets_is_there()
    {
        var item = Variable("item");
        var error = Variable("error");

        Becomes("map line in order.Lines distributed\n  map item in line.Parts\n    say item", new IrMap(Member(Read(Line), "Parts"), item, null, [Say(Read(item))], null, Here));
        Becomes("map line in order.Lines distributed\n  try\n  catch Exception error\n    say error", new IrTry([], [new IrCatch(IrCatchKind.ExceptionType, Type("System.Exception"), error, [Say(Read(error))], Here)], [], Here));
    }

    [Fact]
    public void Variables_of_expressions_are_their_own()
    {
        var x = Variable("x");

        Becomes("map line in order.Lines distributed\n  say Where(line, (x) => x.Open)", Say(Call(IrFunction.Where, Read(Line), new IrLambda([x], Member(Read(x), "Open"), Here))));
        Becomes("map line in order.Lines distributed\n  say (let x = line in x.Open)", Say(new IrLet(x, Read(Line), Member(Read(x), "Open"))));
        Becomes("map line in order.Lines distributed with Kind = order.Kind\n  say Where(line, (x) => Kind)", Say(Call(IrFunction.Where, Read(Line), new IrLambda([x], Member(Read(Order), "Kind"), Here))));
    }

    [Fact]
    public void The_execution_is_that_around() =>
        Becomes(
            "map line in order.Lines distributed with execution = execution-name, execution'2 = state-machine-name\n  say [execution, execution, execution'2]",
            Say(List(Context(IrContextMember.ExecutionName), Context(IrContextMember.ExecutionName), Context(IrContextMember.StateMachineName))));

    [Fact]
    public void A_caught_exception_stays_one()
    {
        IrPassed Passed(IrExpression value) => Assert.Single(((IrMap)Run(new DistributedMaps(), new ConversionOptions(), _ => null, out _, Map(Say(value))).Body[0]).Passed);
        var error = Read(new IrVariable("error", null) { IsError = true });

        Assert.True(Passed(error).Variable.IsError);
        Assert.False(Passed(Member(error, "Message")).Variable.IsError);
        Assert.False(Passed(Read(Order)).Variable.IsError);
    }

    [Fact]
    public void A_plain_fan_out_reads_what_is_around_it()
    {
        var plain = Map(Say(Member(Read(Order), "Id"))) with { IsDistributed = false };
        var program = Run(new DistributedMaps(), new ConversionOptions(), _ => null, out var reported, plain);

        Assert.Equal("  map line in order.Lines\n    call sns:Publish(order.Id)\n", Text(program));
        Assert.Empty(reported);
    }

    [Fact]
    public void It_is_told()
    {
        Run(new DistributedMaps(), new ConversionOptions(), _ => null, out var reported, Map(Say(Constant(1))), Map(Say(Constant(2))));

        Assert.Equal(["LIFT3017", "LIFT3017"], reported.Select(d => d.Id));
    }

    private static IrContextValue Context(IrContextMember member) => new(member, null, Here);

    private static IrServiceCall Say(IrExpression message) => Call("sns:Publish", message);

    private static IrMap Map(params IrStatement[] body) => new(Member(Read(Order), "Lines"), Line, null, [.. body], null, Here) { IsDistributed = true };

    private static void Becomes(string expected, params IrStatement[] body) => Assert.Equal(
        string.Concat(expected.Split('\n').Select(line => $"  {line}\n")),
        Regex.Replace(Text(Run(new DistributedMaps(), new ConversionOptions(), _ => null, out _, Map(body))), @"call sns:Publish\((.*)\)", "say $1"));
}
