using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>An invoked function whose source is at hand stands in place of its invocation, and its failures look as Lambda reports them.</summary>
public class WrapperInliningTests
{
    private static readonly IrVariable Order = Variable("order");
    private static readonly IrVariable Payload = Variable("payload");
    private static readonly IrVariable Error = Variable("error");

    private readonly Dictionary<string, IrProgram?> _functions = new(StringComparer.Ordinal);

    [Fact]
    public void Its_input_is_what_it_is_invoked_with()
    {
        Define("say", Say(Member(new IrInput(Here), "Text")), Return(null));

        Becomes("block say\n  call sns:Publish(order.Text)\n  leave say\n  leave say", Invoke("say", Read(Order)));
        Becomes("block say\n  call sns:Publish(1)\n  leave say\n  leave say", Invoke("say", New(("Text", Constant(1)))));
        Becomes("block say\n  call sns:Publish(null.Text)\n  leave say\n  leave say", Invoke("say", null));
    }

    [Fact]
    public void Only_the_input_is_replaced()
    {
        Define("say", Say(List(new IrInput(Here), Constant(2), new IrSubstitution("Topic", null, Here))), Return(null));

        Becomes("block say\n  call sns:Publish([order, 2, ${Topic}])\n  leave say\n  leave say", Invoke("say", Read(Order)));
    }

    [Fact]
    public void Its_result_is_the_payload()
    {
        Define("get", new IrIf(new IrInput(Here), [Return(Constant(1))], [], Here), Return(Constant(2)));

        Becomes(
            "block get\n  if order\n    payload = to-json<stj>(1)\n    leave get\n  payload = to-json<stj>(2)\n  leave get\n  payload = null\n  leave get",
            Invoke("get", Read(Order)) with { Payload = Payload });
    }

    [Fact]
    public void Without_result_the_payload_is_null()
    {
        Define("say", Say(Constant(1)));

        Becomes("block say\n  call sns:Publish(1)\n  payload = null\n  leave say", Invoke("say", Read(Order)) with { Payload = Payload });
    }

    [Fact]
    public void Results_of_iterations_and_branches_stay_theirs()
    {
        Define(
            "all",
            new IrMap(Member(Read(Order), "Lines"), Variable("line"), null, [Return(Constant(1))], null, Here),
            new IrParallel([new IrBranch([Return(Constant(2))], null, Here)], Here),
            Return(Constant(3)));

        Becomes(
            "block all\n  map line in order.Lines\n    return 1\n  parallel\n    branch\n      return 2\n  payload = to-json<stj>(3)\n  leave all\n  payload = null\n  leave all",
            Invoke("all", null) with { Payload = Payload });
    }

    [Fact]
    public void Its_failure_is_reported_to_who_looks_at_it()
    {
        Define("get", Return(Constant(1)));

        var program = Run(new WrapperInlining(), new ConversionOptions(), Resolve, out _, Invoke("get", null) with { Payload = Payload, FunctionError = Error });

        Assert.Equal(
            """
              block get
                try
                  payload = to-json<stj>(1)
                  error = null
                  leave get
                  payload = null
                  error = null
                  leave get
                catch function-error functionError
                  error = "Unhandled"
                  payload = new json { errorType = functionError.Error, errorMessage = functionError.Message }

            """,
            Text(program));
        Assert.True(Assert.Single(program.Body.Descendants().OfType<IrTry>()).Catches[0].Variable.IsError);
    }

    [Fact]
    public void The_error_document_is_made_for_who_reads_it()
    {
        Define("get", Return(Constant(1)));

        Becomes(
            "block get\n  try\n    error = null\n    leave get\n    error = null\n    leave get\n  catch function-error functionError\n    error = \"Unhandled\"",
            Invoke("get", null) with { FunctionError = Error });
    }

    [Fact]
    public void What_the_function_invokes_is_placed_as_well()
    {
        Define("outer", Invoke("inner", Constant(1)), Invoke("inner", Constant(2)), Return(null));
        Define("inner", Say(new IrInput(Here)), Return(null));

        Becomes(
            "block outer\n  block inner\n    call sns:Publish(1)\n    leave inner\n    leave inner\n  block inner'2\n    call sns:Publish(2)\n    leave inner'2\n    leave inner'2\n  leave outer\n  leave outer",
            Invoke("outer", null));
    }

    [Fact]
    public void A_function_that_invokes_itself_stays_one_inside()
    {
        Define("again", Say(Constant(1)), Invoke("again", Constant(2)), Return(null));

        Becomes("block again\n  call sns:Publish(1)\n  _ = invoke \"again\"(2)\n  leave again\n  leave again", Invoke("again", null));
    }

    [Fact]
    public void Functions_that_invoke_each_other_stay_functions_at_the_second_turn()
    {
        Define("ping", Invoke("pong", null), Return(null));
        Define("pong", Invoke("ping", null), Return(null));

        Becomes("block ping\n  block pong\n    _ = invoke \"ping\"()\n    leave pong\n    leave pong\n  leave ping\n  leave ping", Invoke("ping", null));
    }

    [Fact]
    public void Its_own_invocations_are_told_from_other_calls()
    {
        Define("outer", Call("lambda:Invoke", New(Type("Amazon.Lambda.Model.InvokeRequest"), ("FunctionName", Constant("inner")))), Return(null));
        Define("inner", Say(Constant(1)), Return(null));

        Becomes("block outer\n  block inner\n    call sns:Publish(1)\n    leave inner\n    leave inner\n  leave outer\n  leave outer", Invoke("outer", null));
    }

    [Fact]
    public void Its_values_are_brought_to_their_uses_first()
    {
        var text = Variable("text");
        Define("say", Assign(text, Member(Read(Order), "Text")), Say(Read(text)), Return(null));

        Becomes("block say\n  call sns:Publish(order.Text)\n  leave say\n  leave say", Invoke("say", null));
    }

    [Fact]
    public void Nobody_waits_for_an_asynchronous_invocation()
    {
        Define("say", Return(null));

        Stays(Invoke("say", null) with { Asynchronous = true });
    }

    [Fact]
    public void An_invocation_that_is_tried_again_or_limited_stays()
    {
        Define("say", Return(null));

        Stays(Invoke("say", null) with { Retry = new RetryPlan([], 2, 1, 2, null, false) });
        Stays(Invoke("say", null) with { Limit = new TimeLimit(5, Variable("late")) });
    }

    [Fact]
    public void A_function_elsewhere_stays()
    {
        Define("big", null);

        Stays(Invoke("unknown", null));
        Stays(Invoke("big", null));
    }

    [Fact]
    public void Nobody_asked_nothing_is_placed()
    {
        Define("say", Return(null));

        Assert.Equal("  _ = invoke \"say\"()\n", Text(Run(new WrapperInlining(), new ConversionOptions { InlineWrappers = false }, Resolve, out _, Invoke("say", null))));
    }

    private static IrServiceCall Say(IrExpression message) => Call("sns:Publish", message);

    private static IrInvoke Invoke(string function, IrExpression? argument) => new(Constant(function), argument, null, null, false, Here);

    private void Define(string name, params IrStatement[]? body) => _functions[name] = body is null ? null : Program(body) with { Name = name };

    private Callee? Resolve(IrExpression name) => _functions.TryGetValue((string)((IrConstant)name).Value!, out var program) ? new Callee((string)((IrConstant)name).Value!, program, []) : null;

    private void Becomes(string expected, IrInvoke invoke) =>
        Assert.Equal(string.Concat(expected.Split('\n').Select(line => $"  {line}\n")), Text(Run(new WrapperInlining(), new ConversionOptions(), Resolve, out _, invoke)));

    private void Stays(IrInvoke invoke) => Assert.Equal(Text(Program(invoke)), Text(Run(new WrapperInlining(), new ConversionOptions(), Resolve, out _, invoke)));
}
