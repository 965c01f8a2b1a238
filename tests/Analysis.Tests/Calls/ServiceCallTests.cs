using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Tests.Calls;

public class ServiceCallTests
{
    private const string Usings = """
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.DataModel; using Amazon.DynamoDBv2.DocumentModel; using Amazon.DynamoDBv2.Model;
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.S3; using Amazon.S3.Model; using Amazon.SQS; using Amazon.SQS.Model;

        """;

    private static (LambdaProgram Program, IReadOnlyList<ServiceCallSite> Calls) Analyze(SdkShape shape, string body)
    {
        var compilation = StubCompilation.Create(shape, Usings + $$"""
            public interface IMyQueue : IAmazonSQS { }
            public class MyLambda : AmazonLambdaClient { public Task Own() => Task.CompletedTask; }
            public class F<TClient> where TClient : IAmazonSQS { public Task Send(TClient client) => client.SendMessageAsync("q", ""); }
            public class Function(IAmazonSQS sqs, IMyQueue mine, AmazonDynamoDBClient db, IAmazonS3 s3, IAmazonLambda lambda, MyLambda my, IDynamoDBContext context, Table table)
            {
                public async Task Run(string input, ILambdaContext c) { await Task.Yield(); {{body}} }
            }
            """);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var program = LambdaProgram.TryCreate(compilation)!;
        return (program, program.GetReach(Assert.Single(program.GetHandlers(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken).ServiceCalls);
    }

    [Theory]
    [InlineData("await sqs.SendMessageAsync(new SendMessageRequest());", "Amazon.SQS IAmazonSQS SendMessage Operation SendMessageRequest")]
    [InlineData("await sqs.SendMessageAsync(\"q\", \"m\");", "Amazon.SQS IAmazonSQS SendMessage Operation ")]
    [InlineData("await mine.SendMessageAsync(\"q\", \"m\");", "Amazon.SQS IAmazonSQS SendMessage Operation ")]
    [InlineData("await new F<IAmazonSQS>().Send(sqs);", "Amazon.SQS IAmazonSQS SendMessage Operation ")]
    [InlineData("await db.GetItemAsync(\"T\", new());", "Amazon.DynamoDBv2 AmazonDynamoDBClient GetItem Operation ")]
    [InlineData("await lambda.InvokeAsync(new InvokeRequest());", "Amazon.Lambda IAmazonLambda Invoke Operation InvokeRequest")]
    [InlineData("await lambda.InvokeAsyncAsync(new InvokeAsyncRequest());", "Amazon.Lambda IAmazonLambda InvokeAsync Operation InvokeAsyncRequest")]
    [InlineData("await my.InvokeAsync(new InvokeRequest());", "Amazon.Lambda AmazonLambdaClient Invoke Operation InvokeRequest")]
    [InlineData("await foreach (var p in db.Paginators.Scan(new ScanRequest()).Responses) { }", "Amazon.DynamoDBv2 AmazonDynamoDBClient Scan Paginator ScanRequest")]
    [InlineData("await context.SaveAsync(input);", "Amazon.DynamoDBv2 IDynamoDBContext UpdateItem HighLevel ")]
    [InlineData("await context.QueryAsync<string>(1).GetRemainingAsync();", "Amazon.DynamoDBv2 IDynamoDBContext Query HighLevel ")]
    [InlineData("await table.PutItemAsync(new Document());", "Amazon.DynamoDBv2 Table PutItem HighLevel ")]
    [InlineData("if (sqs is { } q) await q.SendMessageAsync(\"q\", \"m\");", "Amazon.SQS IAmazonSQS SendMessage Operation ")]
    public void Calls_are_recognized(string body, string expected)
    {
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            var call = Assert.Single(Analyze(shape, body).Calls);
            Assert.Equal(expected, $"{call.ServiceNamespace} {call.ClientType.Name} {call.OperationName} {call.Kind} {call.RequestType?.Name}");
            Assert.Equal(call.RequestType is null, call.Request is null);
        }
    }

    [Theory]
    [InlineData("await provider.GetAsync(\"/a\");", "Amazon.SimpleSystemsManagement GetParameter")]
    [InlineData("provider.Get(\"/a\");", "Amazon.SimpleSystemsManagement GetParameter")]
    [InlineData("await provider.WithDecryption().GetAsync(\"/a\");", "Amazon.SimpleSystemsManagement GetParameter")]
    [InlineData("await ParametersManager.SsmProvider.WithMaxAge(1).GetMultipleAsync(\"/a\");", "Amazon.SimpleSystemsManagement GetParametersByPath")]
    [InlineData("await secrets.WithMaxAge(1).GetAsync(\"a\");", "Amazon.SecretsManager GetSecretValue")]
    [InlineData("await cache.GetSecretString(\"a\");", "Amazon.SecretsManager GetSecretValue")]
    public void Readers_of_parameters_and_secrets_are_recognized(string body, string expected)
    {
        var compilation = StubCompilation.Create(SdkShape.V4, $$"""
            using Amazon.Lambda.Core; using Amazon.SecretsManager.Extensions.Caching; using AWS.Lambda.Powertools.Parameters; using AWS.Lambda.Powertools.Parameters.Configuration;
            using AWS.Lambda.Powertools.Parameters.SecretsManager; using AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;
            public class Function(ISsmProvider provider, ISecretsProvider secrets, ISecretsManagerCache cache)
            {
                public async Task Run(string input, ILambdaContext c) { await Task.Yield(); {{body}} }
            }

            namespace AWS.Lambda.Powertools.Parameters { public static class ParametersManager { public static ISsmProvider SsmProvider => null!; } }
            namespace AWS.Lambda.Powertools.Parameters.Provider
            {
                public interface IParameterProvider { string Get(string key); Task<string> GetAsync(string key); Task<string> GetMultipleAsync(string key); ParameterProviderConfigurationBuilder WithMaxAge(int age); }
            }
            namespace AWS.Lambda.Powertools.Parameters.Configuration { public class ParameterProviderConfigurationBuilder { public Task<string> GetAsync(string key) => null!; public Task<string> GetMultipleAsync(string key) => null!; } }
            namespace AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement
            {
                public class SsmProviderConfigurationBuilder : ParameterProviderConfigurationBuilder { }
                public interface ISsmProvider : AWS.Lambda.Powertools.Parameters.Provider.IParameterProvider { SsmProviderConfigurationBuilder WithDecryption(); }
            }
            namespace AWS.Lambda.Powertools.Parameters.SecretsManager { public interface ISecretsProvider : AWS.Lambda.Powertools.Parameters.Provider.IParameterProvider { } }
            namespace Amazon.SecretsManager.Extensions.Caching { public interface ISecretsManagerCache { Task<string> GetSecretString(string id); } }
            """);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        var program = LambdaProgram.TryCreate(compilation)!;
        var call = Assert.Single(program.GetReach(Assert.Single(program.GetHandlers(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken).ServiceCalls);
        Assert.Equal((expected, ServiceCallKind.HighLevel), ($"{call.ServiceNamespace} {call.OperationName}", call.Kind));
    }

    [Theory]
    [InlineData("sqs.Dispose();")]
    [InlineData("s3.GetPreSignedURL(\"x\");")]
    [InlineData("await my.Own();")]
    [InlineData("var table2 = Table.LoadTable(db, \"T\");")]
    [InlineData("c.Logger.LogLine(\"x\");")]
    public void Other_members_are_not(string body) => Assert.Empty(Analyze(SdkShape.V4, body).Calls);

    [Theory]
    [InlineData("await lambda.InvokeAsync(new InvokeRequest { FunctionName = \"a\" });", "Unset a No No")]
    [InlineData("var r = await lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable(\"FN\"), InvocationType = \"Event\" }); Console.WriteLine(r.FunctionError);", "Event ${FN} Yes Yes")]
    [InlineData("var t = input == \"\" ? InvocationType.Event : InvocationType.RequestResponse; var r = await lambda.InvokeAsync(new InvokeRequest { FunctionName = input == \"\" ? \"a\" : \"b\", InvocationType = t }); Console.WriteLine(r.Payload);", "RequestResponse, Event a or b No Yes")]
    [InlineData("var q = new InvokeRequest { FunctionName = \"a\" }; q.InvocationType = Enum(); await lambda.InvokeAsync(q); static InvocationType Enum() => InvocationType.DryRun;", "DryRun a No No")]
    [InlineData("await lambda.InvokeAsync(System.Text.Json.JsonSerializer.Deserialize<InvokeRequest>(input));", "Unknown  No No")]
    public void Facts_of_an_invoke(string body, string expected)
    {
        var (program, calls) = Analyze(SdkShape.V4, body);
        var site = program.GetInvokeSite(Assert.Single(calls), TestContext.Current.CancellationToken)!;
        Assert.Equal(expected, $"{site.InvocationTypes} {site.FunctionNameText} {site.ReadsFunctionError} {site.UsesResult}");
    }
}
