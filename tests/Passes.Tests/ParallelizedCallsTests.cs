using System.Globalization;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Neighbouring calls become branches, as many as go together, and what stands between keeps its place.</summary>
public class ParallelizedCallsTests
{
    private static readonly IrVariable A = Variable("a");
    private static readonly IrVariable B = Variable("b");
    private static readonly IrVariable C = Variable("c");

    [Fact]
    public void A_result_comes_out_of_its_branch() =>
        Becomes("parallel\n  branch a\n    a'2 = call dynamodb:GetItem(1)\n    return a'2\n  branch b\n    b'2 = call dynamodb:GetItem(2)\n    return b'2\nreturn [a, b]", Get(1, A), Get(2, B), Return(List(Read(A), Read(B))));

    [Fact]
    public void Without_result_a_branch_gives_nothing() =>
        Becomes("parallel\n  branch\n    call sns:Publish(1)\n    return\n  branch b\n    b'2 = call dynamodb:GetItem(2)\n    return b'2", Say(Constant(1)), Get(2, B));

    [Fact]
    public void A_single_call_stays_a_call()
    {
        Stays(Get(1, A));
        Stays(Say(Constant(1)), Assign(C, Constant(1)), Get(2, B));
    }

    [Fact]
    public void What_reads_an_earlier_result_starts_anew() => Becomes(
        "parallel\n  branch a\n    a'2 = call dynamodb:GetItem(1)\n    return a'2\n  branch b\n    b'2 = call dynamodb:GetItem(2)\n    return b'2\nc = call dynamodb:GetItem(a)",
        Get(1, A),
        Get(2, B),
        Call("dynamodb:GetItem", Read(A), C));

    [Fact]
    public void What_reads_the_result_of_the_second_starts_anew_too() => Becomes(
        "parallel\n  branch a\n    a'2 = call dynamodb:GetItem(1)\n    return a'2\n  branch b\n    b'2 = call dynamodb:GetItem(2)\n    return b'2\nc = call dynamodb:GetItem(b)",
        Get(1, A),
        Get(2, B),
        Call("dynamodb:GetItem", Read(B), C));

    [Fact]
    public void A_request_that_can_fail_comes_after_the_calls_before()
    {
        Stays(Get(1, A), Call("dynamodb:GetItem", Failing("order"), B));
        Assert.Contains("parallel\n", Parallelized(Call("dynamodb:GetItem", Failing("order"), A), Get(2, B)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_holds_the_time_comes_after_the_calls_before()
    {
        Stays(Get(1, A), Call("dynamodb:GetItem", Call(IrFunction.UtcNow), B));
        Assert.Contains("parallel\n", Parallelized(Call("dynamodb:GetItem", Call(IrFunction.UtcNow), A), Get(2, B)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_is_made_after_the_reads_before() => Stays(Get(1, A), Call("dynamodb:PutItem", Constant(1)));

    [Fact]
    public void A_job_is_waited_for_by_itself()
    {
        Assert.True(JobIntegration.TryGet("glue:StartJobRun", out var job));

        Stays(Get(1, A), Call("glue:StartJobRun", Constant(1), B) with { Job = job }, Get(2, C));
    }

    [Fact]
    public void Calls_in_blocks_are_taken_together_there() =>
        Becomes(
            "if c\n  parallel\n    branch a\n      a'2 = call dynamodb:GetItem(1)\n      return a'2\n    branch b\n      b'2 = call dynamodb:GetItem(2)\n      return b'2",
            new IrIf(Read(C), [Get(1, A), Get(2, B)], [], Here));

    [Fact]
    public void Each_group_is_reported()
    {
        Run(new Parallelization(), new ConversionOptions { Parallelize = true }, _ => null, out var reported, Say(Constant(1)), Get(1, A), Assign(C, Constant(1)), Get(1, A), Get(2, B), Get(3, C), Return(null));

        Assert.Equal(["LIFT3012", "LIFT3012"], reported.Select(d => d.Id));
        Assert.Contains(": sns:Publish, dynamodb:GetItem; when", reported[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(": dynamodb:GetItem, dynamodb:GetItem, dynamodb:GetItem; when", reported[1].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static IrServiceCall Get(int key, IrVariable result) => Call("dynamodb:GetItem", Constant(key), result);

    private static IrServiceCall Say(IrExpression message) => Call("sns:Publish", message);

    private static string Parallelized(params IrStatement[] body) => Text(Run(new Parallelization(), new ConversionOptions { Parallelize = true }, _ => null, out _, body));

    private static void Becomes(string expected, params IrStatement[] body) => Assert.Equal(string.Concat(expected.Split('\n').Select(line => $"  {line}\n")), Parallelized(body));

    private static void Stays(params IrStatement[] body) => Assert.Equal(Text(Program(body)), Parallelized(body));
}
