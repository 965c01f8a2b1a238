using LambdaLift.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1009.</summary>
public class ThinWrapperTests
{
    private static string Orchestrator(string function) => HandlerSource.Usings + $$"""
        public class Distribute(IAmazonLambda lambda)
        {
            public async Task Handle(string input, ILambdaContext context) => await lambda.InvokeAsync(new InvokeRequest { FunctionName = {{function}} });
        }
        """;

    private static string Wrapper(string body, string name = "Handle") => HandlerSource.Usings + $$"""
        public class SendSms(IAmazonSimpleNotificationService sns, IAmazonSQS sqs)
        {
            public async Task<string> {{name}}(string input, ILambdaContext context)
            {
                {{body}}
            }
            private static string Clean(string text) => text.Trim();
        }
        """;

    private const string Thin = """if (input == null) throw new ArgumentException("input"); var r = await sns.PublishAsync("t", input.Trim()); context.Logger.LogLine(r.MessageId); return r.MessageId;""";

    private const string Template = """
        Resources:
          DistributeFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: TestProject::Distribute::Handle
              Environment:
                Variables:
                  TEXTS: !Ref TextFunction
          TextFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: TestProject::SendSms::Handle
        """;

    [Theory]
    [InlineData("\"send-sms\"")]
    [InlineData("\"SendSmsFunction\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"SEND_SMS_FUNCTION_NAME\")")]
    public Task Reports_a_wrapper_that_is_invoked_by_its_name(string function) =>
        RuleTest<ThinWrapperAnalyzer>.VerifyAsync(Orchestrator(function), Wrapper(Thin, "[|Handle|]"));

    [Fact]
    public Task Message_names_the_service_and_the_invoker() => RuleTest<ThinWrapperAnalyzer>.On(Orchestrator("\"send-sms\""), Wrapper(Thin, "{|#0:Handle|}"))
        .Expect(new DiagnosticResult("LIFT1009", DiagnosticSeverity.Info).WithLocation(0).WithMessage(
            "Handler 'SendSms.Handle' only wraps SNS:Publish and is invoked by Distribute.Handle; call the service from there, or let a state machine call it as a native integration"))
        .RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Template_ties_the_invoke_to_the_handler() => RuleTest<ThinWrapperAnalyzer>
        .On(Orchestrator("Environment.GetEnvironmentVariable(\"TEXTS\")"), Wrapper(Thin, "[|Handle|]"))
        .WithTemplate("template.yaml", Template).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Template_alone_shows_that_something_invokes_it() => RuleTest<ThinWrapperAnalyzer>.On(Wrapper(Thin, "{|#0:Handle|}"))
        .WithTemplate("template.yaml", Template)
        .Expect(new DiagnosticResult("LIFT1009", DiagnosticSeverity.Info).WithLocation(0).WithArguments("SendSms.Handle", "SNS:Publish", "DistributeFunction"))
        .RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Stays_quiet_where_the_function_has_an_event_source_of_its_own() => RuleTest<ThinWrapperAnalyzer>.On(Orchestrator("\"send-sms\""), Wrapper(Thin))
        .WithTemplate("template.yaml", Template + "\n      Events:\n        Api: { Type: Api }\n").RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Stays_quiet_where_nothing_invokes_it() => RuleTest<ThinWrapperAnalyzer>.VerifyAsync(Wrapper(Thin));

    [Fact]
    public Task Stays_quiet_where_another_function_is_invoked() => RuleTest<ThinWrapperAnalyzer>.VerifyAsync(Orchestrator("\"send-mail\""), Wrapper(Thin));

    [Theory]
    [InlineData("""await sns.PublishAsync("t", input); await sqs.SendMessageAsync("q", input); return "";""")]
    [InlineData("""foreach (var c in input) await sns.PublishAsync("t", c.ToString()); return "";""")]
    [InlineData("""await sns.PublishAsync("t", Clean(input)); return "";""")]
    [InlineData("""using var http = new System.Net.Http.HttpClient(); await sns.PublishAsync("t", await http.GetStringAsync(input)); return "";""")]
    [InlineData("""await sns.PublishAsync("t", File.ReadAllText(input)); return "";""")]
    [InlineData("""return input.Trim();""")]
    [InlineData("""var a = 1; a++; a++; a++; a++; a++; a++; a++; a++; a++; a++; a++; await sns.PublishAsync("t", input + a); return "";""")]
    public Task Stays_quiet_on_functions_that_do_more(string body) => RuleTest<ThinWrapperAnalyzer>.VerifyAsync(Orchestrator("\"send-sms\""), Wrapper(body));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<ThinWrapperAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<ThinWrapperAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
