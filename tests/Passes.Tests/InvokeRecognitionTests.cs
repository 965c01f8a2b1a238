using System.Globalization;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using static LambdaLift.Converter.Tests.Passes.HandMade;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>Invocations of functions are taken apart: name, argument, payload and failure; what else they say is refused.</summary>
public class InvokeRecognitionTests
{
    private static readonly IrVariable Response = new("response", Type("Amazon.Lambda.Model.InvokeResponse"));
    private static readonly (string, IrExpression) Name = ("FunctionName", Constant("price"));

    [Fact]
    public void An_answer_that_nobody_takes_may_fail_unseen() =>
        Becomes("_ = invoke \"price\"()", ["LIFT3001 'price'"], Invoke(null, Name));

    [Fact]
    public void An_event_is_not_waited_for()
    {
        Becomes("_ = invoke-async \"price\"()", [], Invoke(null, Name, ("InvocationType", Constant("Event"))));
        Becomes("_ = invoke \"price\"()", ["LIFT3001 'price'"], Invoke(null, Name, ("InvocationType", Constant("RequestResponse"))));
    }

    [Fact]
    public void The_argument_is_the_JSON_in_the_payload()
    {
        Becomes("_ = invoke \"price\"(order)", ["LIFT3001 'price'"], Invoke(null, Name, ("Payload", new IrJsonText(Read("order"), null, Here))));
        Becomes("_ = invoke \"price\"(order)", ["LIFT3001 'price'"], Invoke(null, Name, ("PayloadStream", new IrJsonText(Read("order"), null, Here))));
        Becomes("_ = invoke \"price\"(parse-json(text))", ["LIFT3001 'price'"], Invoke(null, ("Payload", Read("text")), Name));
    }

    [Fact]
    public void What_its_log_is_does_not_matter() =>
        Becomes("_ = invoke \"price\"()", ["LIFT3001 'price'"], Invoke(null, Name, ("LogType", Constant("Tail"))));

    [Fact]
    public void Other_members_are_refused()
    {
        Becomes("_ = invoke \"price\"()", ["LIFT2001 'Qualifier' of an invocation cannot be converted to a state machine; leave it out", "LIFT3001 'price'"], Invoke(null, Name, ("Qualifier", Constant("live"))));
        Becomes("_ = invoke \"price\"()", ["LIFT2001 'InvocationType' of an invocation cannot be converted to a state machine; leave it out", "LIFT3001 'price'"], Invoke(null, Name, ("InvocationType", Constant("DryRun"))));
        Becomes("_ = invoke \"price\"()", ["LIFT2001 'InvocationType' of an invocation cannot be converted to a state machine; leave it out", "LIFT3001 'price'"], Invoke(null, Name, ("InvocationType", Read("kind"))));
    }

    [Fact]
    public void Without_name_it_is_refused() =>
        Becomes("call lambda:Invoke(new InvokeRequest { LogType = \"Tail\" })", ["LIFT2011 lambda:Invoke requires 'FunctionName', which the request does not set"], Invoke(null, ("LogType", Constant("Tail"))));

    [Fact]
    public void A_request_that_is_made_elsewhere_is_refused() =>
        Becomes("call lambda:Invoke(request)", ["LIFT2008 The request of the invocation is not built in one place that can be followed; build it in the call or in a local variable"], Call("lambda:Invoke", Read("request")));

    [Fact]
    public void The_function_is_named_in_what_is_reported()
    {
        Becomes("_ = invoke ${Price}()", ["LIFT3001 '${Price}'"], Invoke(null, ("FunctionName", new IrSubstitution("Price", null, Here))));
        Becomes("_ = invoke name()", ["LIFT3001 a function"], Invoke(null, ("FunctionName", Read("name"))));
    }

    [Fact]
    public void Payload_and_error_are_variables_of_their_own() =>
        Becomes("responseError, response = invoke-checked \"price\"()\nreturn [json-text(response), responseError]", [], Invoke(Response, Name), Return(List(Part("Payload"), Part("FunctionError"))));

    [Fact]
    public void The_error_has_the_type_of_the_property()
    {
        var program = Run(new InvokeRecognition(), new ConversionOptions(), _ => null, out _, Invoke(Response, Name), Return(Part("FunctionError")));

        Assert.Equal("String", ((IrInvoke)program.Body[0]).FunctionError!.Type!.Name);
    }

    [Fact]
    public void An_error_that_nobody_looks_at_ends_the_state_machine() =>
        Becomes("response = invoke \"price\"()\nreturn json-text(response)", ["LIFT3001 'price'"], Invoke(Response, Name), Return(Part("Payload")));

    [Fact]
    public void On_request_the_code_goes_on_after_a_failure() =>
        Becomes("responseError, response = invoke-checked \"price\"()\nreturn json-text(response)", [], new ConversionOptions { LiteralFunctionError = true }, Invoke(Response, Name), Return(Part("Payload")));

    [Fact]
    public void An_event_has_no_error_and_another_status()
    {
        var started = Invoke(Response, Name, ("InvocationType", Constant("Event")));

        Becomes("response = invoke-async \"price\"()\nreturn [null, 202]", [], started, Return(List(Part("FunctionError"), Part("StatusCode"))));
        Becomes("response = invoke-async \"price\"()\nreturn 202", [], new ConversionOptions { LiteralFunctionError = true }, started, Return(Part("HttpStatusCode")));
    }

    [Fact]
    public void The_status_of_an_answer_is_known() =>
        Becomes("response = invoke \"price\"()\nreturn [200, 200]", ["LIFT3001 'price'"], Invoke(Response, Name), Return(List(Part("StatusCode"), Part("HttpStatusCode"))));

    [Fact]
    public void Comparisons_of_what_is_known_are_decided() =>
        Becomes("response = invoke \"price\"()\nif true\n  return 1", ["LIFT3001 'price'"], Invoke(Response, Name), new IrIf(Binary(IrOperator.Equal, Part("StatusCode"), Constant(200)), [Return(Constant(1))], [], Here));

    [Fact]
    public void Other_parts_of_the_answer_are_refused() =>
        Becomes(
            "response = invoke \"price\"()\nreturn response'2.LogResult",
            [
                "LIFT3001 'price'", "LIFT2001 'LogResult' of an invocation's response cannot be converted to a state machine; use Payload and FunctionError",
                "LIFT2001 The response of an invocation as a value cannot be converted to a state machine; use its Payload and FunctionError where it is received",
            ],
            Invoke(Response, Name),
            Return(Part("LogResult")));

    [Fact]
    public void The_answer_as_a_whole_is_refused() =>
        Becomes(
            "response = invoke \"price\"()\nreturn response'2",
            ["LIFT3001 'price'", "LIFT2001 The response of an invocation as a value cannot be converted to a state machine; use its Payload and FunctionError where it is received"],
            Invoke(Response, Name),
            Return(Read(Response)));

    [Fact]
    public void What_other_answers_hold_does_not_matter() =>
        Becomes("response = invoke \"price\"()\nreturn [json-text(response), other.FunctionError]", ["LIFT3001 'price'"], Invoke(Response, Name), Return(List(Part("Payload"), Member(Read("other"), "FunctionError"))));

    [Fact]
    public void Repetition_and_limit_stay_with_it()
    {
        var call = Invoke(Response, Name) with { Retry = new RetryPlan([], 2, 1, 2, null, false), Limit = new TimeLimit(5, Variable("late")) };

        Becomes("response = invoke \"price\"() retry 2 on  after 1s x2 within 5s, else late\nreturn json-text(response)", ["LIFT3001 'price'"], call, Return(Part("Payload")));
        Becomes("_ = invoke \"price\"() retry 2 on  after 1s x2 within 5s, else late", ["LIFT3001 'price'"], call with { Result = null });
    }

    private static IrMember Part(string name) => Member(Read(Response), name);

    private static IrServiceCall Invoke(IrVariable? response, params (string Name, IrExpression Value)[] members) => Call("lambda:Invoke", New(Type("Amazon.Lambda.Model.InvokeRequest"), members), response);

    private static void Becomes(string expected, string[] reports, params IrStatement[] body) => Becomes(expected, reports, new ConversionOptions(), body);

    private static void Becomes(string expected, string[] reports, ConversionOptions options, params IrStatement[] body)
    {
        var program = Run(new InvokeRecognition(), options, _ => null, out var reported, body);

        Assert.Equal(string.Concat(expected.Split('\n').Select(line => $"  {line}\n")), Text(program));
        Assert.Equal(reports, reported.Select(d => d.Id + " " + Short(d.GetMessage(CultureInfo.InvariantCulture))));
    }

    // Of an invocation whose failure nobody looks at, only which one it is.
    private static string Short(string message) =>
        message.IndexOf(" of the invocation of ", StringComparison.Ordinal) is >= 0 and var at ? message[(at + 22)..message.IndexOf(": it would", StringComparison.Ordinal)] : message;
}
