using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Generated functions that follow one another become one only where nobody can tell what ran first.</summary>
public class ResidualMergingTests
{
    private static readonly Compilation Project = TestPrograms.Compile("Project", ("Project.cs", ""));

    private readonly IrVariable _a = Variable("a");
    private readonly IrVariable _b = Variable("b");
    private readonly IrVariable _x = Variable("x");
    private readonly IrVariable _y = Variable("y");

    [Fact]
    public void Neighbours_become_one() => Becomes("a, b = residual First()", First(), Second());

    [Fact]
    public void All_of_a_row_become_one() => Becomes("a, b, y = residual First()", First(), Second(), Residual("Third", [], _y));

    [Fact]
    public void What_has_nothing_to_do_with_them_comes_before() => Becomes("x = y\na, b = residual First()", First(), Assign(_x, Read(_y)), Second());

    [Fact]
    public void What_is_computed_from_the_first_comes_behind() => Becomes("a, b = residual First()\nx = a.Part", First(), Assign(_x, Member(Read(_a), "Part")), Second());

    [Fact]
    public void What_is_computed_from_that_comes_behind_as_well() =>
        Becomes("a, b = residual First()\nx = a.Part\ny = x.Part", First(), Assign(_x, Member(Read(_a), "Part")), Assign(_y, Member(Read(_x), "Part")), Second());

    [Fact]
    public void What_overwrites_the_result_of_the_first_comes_behind() => Becomes("a, b = residual First()\na = 1", First(), Assign(_a, Constant(1)), Second());

    [Fact]
    public void What_overwrites_an_input_of_the_first_comes_behind() =>
        Becomes("a, b = residual First(X = x, Y = y)\ny = 1", Residual("First", [_x, _y], _a), Assign(_y, Constant(1)), Second());

    [Fact]
    public void What_overwrites_no_input_comes_before() => Becomes("y = 1\na, b = residual First(X = x)", Residual("First", [_x], _a), Assign(_y, Constant(1)), Second());

    [Fact]
    public void What_is_set_twice_behind_keeps_its_order() =>
        Becomes("a, b = residual First()\nx = a\nx = 1", First(), Assign(_x, Read(_a)), Assign(_x, Constant(1)), Second());

    [Fact]
    public void What_can_fail_stays_between() => Stays(First(), Assign(_x, Failing("order")), Second());

    [Fact]
    public void A_call_of_a_service_stays_between() => Stays(First(), Call("sns:Publish", New(("Message", Constant("x")))), Second());

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Time_keeps_its_order_with_that_of_the_functions(bool first, bool second) =>
        Stays(First() is var f && first ? Volatile(f) : f, Assign(_x, Call(IrFunction.UtcNow)), Second() is var s && second ? Volatile(s) : s);

    [Fact]
    public void Time_that_no_function_reads_moves() => Becomes("x = UtcNow()\na, b = residual First()", First(), Assign(_x, Call(IrFunction.UtcNow)), Second());

    [Fact]
    public void Other_values_move_past_functions_that_read_the_time() => Becomes("x = 1\na, b = residual First()", Volatile(First()), Assign(_x, Constant(1)), Volatile(Second()));

    [Fact]
    public void A_result_of_the_first_that_the_second_takes_stays_inside() =>
        Becomes("a, b = residual First()", First(), Residual("Second", [_a], _b));

    [Fact]
    public void A_result_that_it_takes_as_JSON_stays_inside_too()
    {
        var second = Residual("Second", [_a], _b);

        Becomes("a, b = residual First()", First(), second with { Inputs = [new IrNewMember("A", new IrToJson(Read(_a), JsonContract.SystemTextJsonDefault, Here))] });
    }

    [Fact]
    public void Inputs_of_both_are_taken_once() => Becomes("a, b = residual First(X = x, Y = y)", Residual("First", [_x], _a), Residual("Second", [_x, _y], _b));

    [Fact]
    public void A_part_of_a_result_cannot_be_an_input()
    {
        var second = Residual("Second", [_x], _b);

        Stays(First(), second with { Inputs = [new IrNewMember("X", Member(Read(_a), "Part"))] });
    }

    [Fact]
    public void An_input_that_is_computed_from_a_result_is_not_known_yet() => Stays(First(), Assign(_x, Member(Read(_a), "Part")), Residual("Second", [_x], _b));

    [Fact]
    public void An_input_that_is_computed_between_is_known_before() =>
        Becomes("x = y\na, b = residual First(X = x)", First(), Assign(_x, Read(_y)), Residual("Second", [_x], _b));

    [Fact]
    public void The_second_sets_what_both_set() => Becomes("a = residual First()", First(), Residual("Second", [], _a));

    [Fact]
    public void What_the_second_sets_is_not_set_between() => Stays(First(), Assign(_b, Constant(1)), Second());

    [Fact]
    public void What_the_second_sets_is_not_read_between() => Stays(First(), Assign(_x, Read(_b)), Second());

    [Fact]
    public void A_catch_clause_sees_what_the_first_has_set()
    {
        Assert.Contains("    a = residual First()\n    b = residual Second()\n", Try([Call("sns:Publish", New(("Message", Read(_a))))], []), StringComparison.Ordinal);
        Assert.Contains("    a, b = residual First()\n", Try([Call("sns:Publish", New(("Message", Read(_y))))], []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finally_block_sees_what_the_first_has_set()
    {
        Assert.Contains("    a = residual First()\n    b = residual Second()\n", Try([], [Call("sns:Publish", New(("Message", Read(_a))))]), StringComparison.Ordinal);
        Assert.Contains("    a, b = residual First()\n", Try([], [Call("sns:Publish", New(("Message", Read(_y))))]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_catch_and_finally_both_read_is_seen() =>
        Assert.Contains("    a = residual First()\n    b = residual Second()\n", Try([Assign(_x, Read(_a))], [Assign(_x, Read(_a))]), StringComparison.Ordinal);

    [Fact]
    public void What_is_set_between_is_seen_as_well() =>
        Assert.Contains("    a = residual First()\n    x = 1\n    b = residual Second()\n", Try([Assign(_y, Read(_x))], [], Assign(_x, Constant(1))), StringComparison.Ordinal);

    [Fact]
    public void Blocks_inside_are_merged_too() =>
        Becomes("if y\n  a, b = residual First()\nelse\n  a = residual First()", new IrIf(Read(_y), [First(), Second()], [First()], Here));

    [Fact]
    public void What_stands_in_different_blocks_stays() => Stays(First(), new IrIf(Read(_y), [Second()], [], Here));

    [Fact]
    public void Functions_of_two_projects_stay_apart()
    {
        var second = Second();

        Stays(First(), second with { Function = second.Function with { Project = TestPrograms.Compile("Other", ("Other.cs", "")) } });
        Stays(First(), second with { Function = second.Function with { Namespace = "Elsewhere" } });
    }

    [Fact]
    public void Only_one_call_of_a_service_is_in_a_function()
    {
        var call = AwsCatalogue.Default.FindOperation("s3:GetObject")!;
        IrResidual Calling(IrResidual residual) => residual with { Function = residual.Function with { Calls = [call] } };

        Stays(Calling(First()), Calling(Second()));
        Becomes("a, b = residual First()", Calling(First()), Second());
    }

    [Fact]
    public void Without_generated_functions_nothing_is_done()
    {
        var program = Program(Assign(_x, Constant(1)));

        Assert.Same(program, new ResidualMerging().Run(program, null!));
    }

    private IrResidual First() => Residual("First", [], _a);

    private IrResidual Second() => Residual("Second", [], _b);

    private static IrResidual Volatile(IrResidual residual) => residual with { Function = residual.Function with { Volatile = ["DateTime.Now"] } };

    private static IrResidual Residual(string name, IrVariable[] inputs, IrVariable output)
    {
        var text = Type("System.String");
        ResidualValue Value(IrVariable v) => new(v.Name.ToUpperInvariant(), v.Name, text, "string");
        var function = new ResidualFunction
        {
            Name = name,
            Project = Project,
            Namespace = "",
            Purpose = "compute",
            Inputs = [.. inputs.Select(Value)],
            Outputs = [Value(output)],
            Parts = [new ResidualPart("Make" + name, [.. inputs.Select(Value).Select(v => v with { Name = v.Local })], [.. inputs.Select(v => v.Name)], [Value(output)], "return \"\";", false, null, Here.Location)],
        };
        return new IrResidual(function, [.. inputs.Select(v => new IrNewMember(v.Name.ToUpperInvariant(), Read(v)))], [new IrResidualOutput(output.Name.ToUpperInvariant(), output)], Here);
    }

    private string Try(IrStatement[] caught, IrStatement[] cleanup, params IrStatement[] between) => After(
        new ResidualMerging(),
        new IrTry([First(), .. between, Second()], caught.Length == 0 ? [] : [new IrCatch(IrCatchKind.ExceptionType, Type("System.Exception"), Variable("error"), [.. caught], Here)], [.. cleanup], Here));

    private static void Becomes(string expected, params IrStatement[] body) =>
        Assert.Equal(string.Concat(expected.Split('\n').Select(line => $"  {line}\n")), After(new ResidualMerging(), body));

    private static void Stays(params IrStatement[] body) => Assert.Equal(Text(Program(body)), After(new ResidualMerging(), body));
}
