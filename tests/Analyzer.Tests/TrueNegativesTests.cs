using Microsoft.CodeAnalysis;

namespace LambdaLift.Analyzer.Tests;

/// <summary>Code that looks like orchestration and is none: all rules are silent on it.</summary>
public class TrueNegativesTests
{
    private const string Usings = HandlerSource.Usings + "using Amazon.Lambda.APIGatewayEvents; using Amazon.Lambda.SQSEvents;\n";

    public static TheoryData<string, string> Sources => new()
    {
        { "a single service call", HandlerSource.Of("""await _sqs.SendMessageAsync("q", input[0]);""") },
        { "a single checked call", HandlerSource.Of("""if (input.Count == 0) return "none"; try { await _sqs.SendMessageAsync("q", input[0]); } catch (Exception e) { context.Logger.LogLine(e.Message); throw; }""") },
        { "start of a state machine only", HandlerSource.Of("""if (input.Count > 0) await _sfn.StartExecutionAsync(new StartExecutionRequest { Input = input[0] });""") },
        {
            "an authorizer", HandlerSource.Of(
            """
            var row = await _db.GetItemAsync("T", new());
            if (row.Item == null) await _sns.PublishAsync("t", "denied"); else await _sqs.SendMessageAsync("q", "m");
            """).Replace("List<string> input", "APIGatewayCustomAuthorizerRequest request", StringComparison.Ordinal)
        },
        {
            "image work between two S3 calls", HandlerSource.Of(
            """
            var source = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = "b", Key = input[0] });
            using var copy = new MemoryStream();
            await source.ResponseStream.CopyToAsync(copy);
            if (copy.Length > 0) await _s3.PutObjectAsync(new PutObjectRequest { BucketName = "b", Key = "small/" + input[0], ContentBody = Convert.ToBase64String(copy.ToArray()) });
            """)
        },
        {
            "a worker of a state machine", HandlerSource.Of(
            """
            var row = await _db.GetItemAsync("T", new());
            await Task.Delay(1000);
            await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f", InvocationType = InvocationType.Event });
            if (row.Item == null) await _sfn.SendTaskFailureAsync(new SendTaskFailureRequest()); else await _sfn.SendTaskSuccessAsync(new SendTaskSuccessRequest());
            """)
        },
        {
            "a durable execution", """
            public class Durable
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient(); private readonly IAmazonSQS _sqs = new AmazonSQSClient();
                public async Task<string> Handle(string input, Amazon.Lambda.DurableExecution.IDurableContext context)
                {
                    var reply = await context.StepAsync(() => _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }));
                    if (reply.StatusCode == 200) { await Task.Delay(1000); await Send(input); }
                    return "";
                }
                private async Task Send(string input) { for (var i = 0; i < 3; i++) { try { await _sqs.SendMessageAsync("q", input); return; } catch (Exception) { Thread.Sleep(5); } } }
            }
            """
        },
        { "one send per record", HandlerSource.Of("""foreach (var i in input) { if (i.Length > 3) await _sqs.SendMessageAsync("q", i); }""") },
        {
            "CRUD over one repository", """
            public class Repository(IAmazonDynamoDB db)
            {
                public async Task<bool> Has(string id) => (await db.GetItemAsync("T", new())).Item != null;
                public Task Save(string id) => db.PutItemAsync("T", new());
                public Task Delete(string id) => db.DeleteItemAsync(new DeleteItemRequest());
            }
            public class Function(Repository repository)
            {
                public async Task<string> Handle(APIGatewayProxyRequest request, ILambdaContext context)
                {
                    switch (request.HttpMethod)
                    {
                        case "PUT": if (await repository.Has(request.Body)) return "409"; await repository.Save(request.Body); return "200";
                        case "DELETE": await repository.Delete(request.Body); return "204";
                        default: return await repository.Has(request.Body) ? "200" : "404";
                    }
                }
            }
            """
        },
        {
            "an ASP.NET host", """
            public class Host : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
                public override async Task<string> FunctionHandlerAsync(string request, ILambdaContext context) { await _lambda.InvokeAsync(new InvokeRequest()); Thread.Sleep(1000); return ""; }
            }
            """
        },
        {
            "a library of wrappers without a handler", """
            public class Invoker(IAmazonLambda lambda)
            {
                public async Task<InvokeResponse> Call(string name) { for (var i = 0; ; i++) { try { return await lambda.InvokeAsync(new InvokeRequest { FunctionName = name }); } catch (Exception) when (i < 3) { await Task.Delay(1000); } } }
            }
            """
        },
        {
            "a console program", """
            public static class Program
            {
                public static async Task Main(string[] args) { var lambda = new AmazonLambdaClient(); foreach (var a in args) { await lambda.InvokeAsync(new InvokeRequest { FunctionName = a }); await Task.Delay(1000); } }
            }
            """
        },
        {
            "tests that invoke functions", HandlerSource.Of("""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }); Thread.Sleep(1000);""")
            + "namespace Xunit { public class FactAttribute : Attribute { } }"
        },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task All_rules_stay_quiet_on(string what, string source)
    {
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            var compilation = StubCompilation.Create(shape, Usings + source);
            var errors = compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error);
            Assert.True(!errors.Any(), $"{what}: {string.Join('\n', errors)}");
            Assert.Empty(await AllRules.RunAsync(compilation));
        }
    }
}
