using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests;

/// <summary>What the options of a conversion change.</summary>
public class OptionsTests
{
    private static readonly string Scenarios = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");

    [Fact]
    public void LiteralFunctionErrorGoesOnAfterAFailedCallee()
    {
        var byDefault = Convert("invoke-unchecked");
        var literal = Convert("invoke-unchecked", new ConversionOptions { LiteralFunctionError = true });

        Assert.Contains(byDefault.Deviations, d => d.Id == "LIFT3001");
        Assert.DoesNotContain(literal.Deviations, d => d.Id == "LIFT3001");
        Assert.Empty(Task(byDefault, "lambda:invoke").Catch);
        Assert.Contains(Task(literal, "lambda:invoke").Catch, c => c.ErrorEquals.Contains("States.ALL"));
    }

    [Fact]
    public void ExactFanOutReportsFailuresAsValues()
    {
        var byDefault = Convert("fan-out-in-try");
        var exact = Convert("fan-out-in-try", new ConversionOptions { ExactFanOut = true });

        Assert.Contains(byDefault.Deviations, d => d.Id == "LIFT3002");
        Assert.DoesNotContain(exact.Deviations, d => d.Id == "LIFT3002");
        var branches = Assert.Single(exact.Definition!.States.OfType<ParallelState>()).Branches;
        Assert.All(branches, b => Assert.Contains(b.States.OfType<TaskState>().Single().Catch, c => c.ErrorEquals.SequenceEqual(["States.ALL"])));
    }

    [Fact]
    public void DistributedMapHandsInWhatIterationsRead()
    {
        var conversion = Convert("when-all-select", new ConversionOptions { DistributedMap = true });

        var map = Assert.Single(conversion.Definition!.States.OfType<MapState>());
        Assert.True(map.IsDistributed);
        Assert.Equal("STANDARD", map.ItemProcessor.ProcessorConfig?.ExecutionType);
        Assert.NotNull(map.ItemSelector);
        Assert.Contains(conversion.Deviations, d => d.Id == "LIFT3017");
        Assert.DoesNotContain(conversion.Deviations, d => d.Id == "LIFT3002");
    }

    [Theory]
    [InlineData(TargetLanguage.Jsonata, WorkflowType.Express, "LIFT2012")]
    [InlineData(TargetLanguage.JsonPath, WorkflowType.Standard, "LIFT2009")]
    public void DistributedMapIsRefusedWhereThereIsNone(TargetLanguage language, WorkflowType type, string id)
    {
        var conversion = Compile("when-all-select", new ConversionOptions { DistributedMap = true, QueryLanguage = language, Type = type });

        Assert.True(conversion.IsRefused);
        Assert.Contains(conversion.Diagnostics, d => d.Id == id);
    }

    [Fact]
    public void WithoutInliningTheWrappersStayFunctions()
    {
        var conversion = Assert.Single(WorkflowConverter.Convert(TestPrograms.Sample(new ConversionOptions { InlineWrappers = false })).Handlers);

        Assert.Empty(conversion.InlinedFunctions);
        Assert.Contains(conversion.Calls, c => c.Operation!.Id == "lambda:Invoke");
        Assert.Contains(conversion.Substitutions, s => s.Name == "SendSmsFunction");
    }

    [Fact]
    public void InlinedWrappersLeaveNoInvocation()
    {
        var conversion = Assert.Single(WorkflowConverter.Convert(TestPrograms.Sample()).Handlers);

        Assert.Equal(
            ["LambdaOrchestrator::MessageDistribution.Functions.SendEmail::FunctionHandler", "LambdaOrchestrator::MessageDistribution.Functions.SendSms::FunctionHandler"],
            conversion.InlinedFunctions.Select(f => f.Handler).Order(StringComparer.Ordinal));
        Assert.All(conversion.Calls, c => Assert.True(c.IsNative));
        Assert.Equal(
            ["arn:aws:states:::aws-sdk:cloudwatch:putMetricData", "arn:aws:states:::aws-sdk:ses:sendEmail", "arn:aws:states:::dynamodb:putItem", "arn:aws:states:::sns:publish"],
            conversion.Calls.Select(c => c.Integration.Resource).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AWrapperThatCannotBeConvertedStaysAFunctionAndSaysWhy()
    {
        const string Source = """
            using Amazon.Lambda;
            using Amazon.Lambda.Core;
            using Amazon.Lambda.Model;
            using System.Text.Json;

            namespace Shop;

            public record Order(string Id);

            public class Checkout
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

                public async Task Handle(Order order, ILambdaContext context)
                {
                    var response = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "hash", Payload = JsonSerializer.Serialize(order) });
                    if (response.FunctionError != null)
                        throw new InvalidOperationException("no hash");
                }
            }

            public class Hash
            {
                public string Handle(Order order, ILambdaContext context)
                {
                    var text = "";
                    text += Environment.MachineName;
                    return text + order.Id;
                }
            }
            """;
        const string Template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Checkout:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: Shop::Shop.Checkout::Handle
              Hash:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: hash
                  Handler: Shop::Shop.Hash::Handle
            """;
        var input = new ConversionInput
        {
            Compilations = [TestPrograms.Compile("Shop", ("Shop.cs", Source))],
            Templates = [DeploymentTemplate.Read("template.yaml", Template)],
        };

        var conversion = Assert.Single(WorkflowConverter.Convert(input).Handlers);

        Assert.False(conversion.IsRefused, string.Join("\n", conversion.Diagnostics));
        var kept = Assert.Single(conversion.KeptFunctions);
        Assert.Equal("Shop::Shop.Hash::Handle", kept.Handler);
        var reason = Assert.Single(kept.Reasons);
        Assert.Equal("LIFT2001", reason.Id);
        Assert.Equal(27, reason.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Equal("arn:aws:states:::lambda:invoke", Assert.Single(conversion.Calls).Integration.Resource);
    }

    [Fact]
    public void DumpsTheProgramAfterTheNamedPass()
    {
        Assert.Contains("block", Convert("helper-early-return", new ConversionOptions { DumpAfter = "Frontend" }).Dump!, StringComparison.Ordinal);
        Assert.Contains("invoke \"price\"", Convert("invoke-unchecked", new ConversionOptions { DumpAfter = "InvokeRecognition" }).Dump!, StringComparison.Ordinal);
        Assert.Null(Convert("if-else").Dump);
    }

    private static HandlerConversion Compile(string scenario, ConversionOptions options)
    {
        var compilation = TestPrograms.Compile("Scenario", ("Handler.cs", File.ReadAllText(Path.Combine(Scenarios, scenario, "Handler.cs"))));
        return Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [compilation], Options = options with { Handler = "Function.FunctionHandler" } }).Handlers);
    }

    private static HandlerConversion Convert(string scenario, ConversionOptions? options = null)
    {
        var conversion = Compile(scenario, options ?? new());
        Assert.False(conversion.IsRefused, string.Join("\n", conversion.Diagnostics));
        return conversion;
    }

    private static TaskState Task(HandlerConversion conversion, string resource) =>
        conversion.Definition!.AllStates().Select(s => s.State).OfType<TaskState>().Single(t => t.Resource.EndsWith(resource, StringComparison.Ordinal));
}
