using LambdaLift.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.Analyzer.Tests;

/// <summary>Messages name the function that is invoked as the deployment templates among the additional files do.</summary>
public class CalleeNameTests
{
    private const string Sam = """
        Resources:
          OrderFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: TestProject::Function::Handle
              Environment:
                Variables:
                  SHIP_FUNCTION: !Ref ShipFunction
          ShipFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shipping::Shipping.Function::Handle
              FunctionName: ship-orders
        """;

    private const string CloudFormationJson = """
        {
          "Resources": {
            "OrderFunction": {
              "Type": "AWS::Lambda::Function",
              "Properties": {
                "Handler": "TestProject::Function::Handle",
                "Environment": {
                  "Variables": {
                    "SHIP_FUNCTION": {
                      "Fn::GetAtt": [ "ShipFunction", "Arn" ]
                    }
                  }
                }
              }
            },
            "ShipFunction": {
              "Type": "AWS::Lambda::Function",
              "Properties": {
                "Handler": "Shipping::Shipping.Function::Handle"
              }
            }
          }
        }
        """;

    private const string Serverless = """
        service: orders
        functions:
          order:
            handler: TestProject::Function::Handle
            environment:
              SHIP_FUNCTION: ship-orders
          ship:
            handler: Shipping::Shipping.Function::Handle
            name: ship-orders
        """;

    private const string Variable = """Environment.GetEnvironmentVariable("SHIP_FUNCTION")""";

    private static RuleTest<TRule> On<TRule>(string functionName)
        where TRule : DiagnosticAnalyzer, new() =>
        RuleTest<TRule>.On(HandlerSource.Usings + HandlerSource.Of($$"""await {|#0:_lambda.InvokeAsync(new InvokeRequest { FunctionName = {{functionName}} })|};"""));

    private static DiagnosticResult Waits(string callee) => new DiagnosticResult("LIFT1001", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
        $"Handler 'Function.Handle' waits for function '{callee}' (InvocationType is not set, which means RequestResponse); its response is not used: "
        + "set InvocationType.Event, or let a state machine call it ('lambdalift convert --handler Function.Handle')");

    [Theory]
    [InlineData("template.yaml", Sam, Variable, "ShipFunction")]
    [InlineData("template.yml", Sam, "\"ship-orders\"", "ShipFunction")]
    [InlineData("serverless.template", CloudFormationJson, Variable, "ShipFunction")]
    [InlineData("serverless.yml", Serverless, Variable, "ship")]
    [InlineData("serverless.yml", Serverless, "\"ship-orders\"", "ship")]
    public Task A_template_names_the_function_behind_a_variable_or_a_name(string file, string template, string functionName, string callee) =>
        On<SynchronousInvokeAnalyzer>(functionName).WithTemplate(file, template).Expect(Waits(callee)).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Without_a_template_the_code_names_it() =>
        On<SynchronousInvokeAnalyzer>(Variable).Expect(Waits("${SHIP_FUNCTION}")).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("notes.txt", Sam)]
    [InlineData("template.yaml", "Resources: { OrderFunction: { Properties: { Handler: 'TestProject::Function::Handle' } } }")]
    public Task What_is_no_template_or_not_understood_says_nothing(string file, string text) =>
        On<SynchronousInvokeAnalyzer>(Variable).WithTemplate(file, text).Expect(Waits("${SHIP_FUNCTION}")).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Functions_that_disagree_about_a_variable_do_not_name_it() =>
        On<SynchronousInvokeAnalyzer>(Variable)
            .WithTemplate(
                "template.yaml",
                """
                Resources:
                  A:
                    Properties:
                      Handler: Other::A::Handle
                      Environment:
                        Variables:
                          SHIP_FUNCTION: !Ref B
                  B:
                    Properties:
                      Handler: Other::B::Handle
                      Environment:
                        Variables:
                          SHIP_FUNCTION: !Ref A
                """)
            .Expect(Waits("${SHIP_FUNCTION}")).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task A_function_of_another_template_is_named_too() =>
        On<SynchronousInvokeAnalyzer>("\"ship-orders\"")
            .WithTemplate("orders/template.yaml", "Resources:\n  OrderFunction:\n    Properties:\n      Handler: TestProject::Function::Handle\n")
            .WithTemplate("shipping/template.yaml", "Resources:\n  ShipFunction:\n    Properties:\n      Handler: Shipping::Shipping.Function::Handle\n      FunctionName: ship-orders\n")
            .Expect(Waits("ShipFunction")).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task LIFT1003_names_it() =>
        On<FunctionErrorUncheckedAnalyzer>(Variable).WithTemplate("template.yaml", Sam)
            .Expect(new DiagnosticResult("LIFT1003", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "Handler 'Function.Handle' invokes 'ShipFunction' without checking FunctionError: when that function throws, InvokeAsync still succeeds and the handler goes on"))
            .RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("ShipFunction")]
    [InlineData("${SHIP_FUNCTION}")]
    public Task Either_name_may_be_allowed(string allowed) =>
        RuleTest<SynchronousInvokeAnalyzer>.On(HandlerSource.Usings + HandlerSource.Of($$"""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = {{Variable}} });"""))
            .WithTemplate("template.yaml", Sam).With("lambdalift.ignored_functions", allowed).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_variable_that_names_the_function_itself_is_recursion()
    {
        var template = Sam.Replace("!Ref ShipFunction", "!Ref OrderFunction", StringComparison.Ordinal);
        await On<RecursiveInvokeAnalyzer>(Variable).WithTemplate("template.yaml", template)
            .Expect(new DiagnosticResult("LIFT1010", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
                "Handler 'Function.Handle' invokes its own function; loop in a state machine (Map, or Choice) instead"))
            .RunAsync(TestContext.Current.CancellationToken);
        await RuleTest<SynchronousInvokeAnalyzer>.On(HandlerSource.Usings + HandlerSource.Of($$"""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = {{Variable}} });"""))
            .WithTemplate("template.yaml", template).RunAsync(TestContext.Current.CancellationToken);
    }
}
