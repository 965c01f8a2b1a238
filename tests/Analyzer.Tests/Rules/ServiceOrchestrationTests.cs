using LambdaLift.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1002.</summary>
public class ServiceOrchestrationTests
{
    private const string Usings = """
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.Lambda.Core; using Amazon.S3; using Amazon.S3.Model;
        using Amazon.SimpleNotificationService; using Amazon.SQS; using Amazon.SQS.Model; using Amazon.StepFunctions; using Amazon.StepFunctions.Model;

        """;

    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<ServiceOrchestrationAnalyzer>.VerifyAsync([.. sources.Select(s => Usings + s)]);

    private static RuleTest<ServiceOrchestrationAnalyzer> On(params string[] sources) =>
        RuleTest<ServiceOrchestrationAnalyzer>.On([.. sources.Select(s => Usings + s)]);

    private static string Handler(string body, string name = "Handle") => $$"""
        public class Function
        {
            private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
            private readonly IAmazonS3 _s3 = new AmazonS3Client();
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
            private readonly IAmazonStepFunctions _sfn = new AmazonStepFunctionsClient();
            public async Task {{name}}(List<string> input, ILambdaContext context)
            {
                {{body}}
            }
        }
        """;

    [Fact]
    public Task Message_and_warning_from_the_threshold_on() => On(Handler(
        """
        var row = await _db.GetItemAsync("T", new());
        if (row.Item == null) return;
        await _sns.PublishAsync("t", "m");
        await _sqs.SendMessageAsync("q", "m");
        """, "{|#0:Handle|}")).Expect(new DiagnosticResult("LIFT1002", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "Handler 'Function.Handle' orchestrates 3 service calls with a decision between them (DynamoDB:GetItem, SNS:Publish, SQS:SendMessage); "
            + "lift the workflow into a state machine with 'lambdalift convert --handler Function.Handle'").WithOptions(DiagnosticOptions.IgnoreAdditionalLocations))
        .RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(2, DiagnosticSeverity.Warning)]
    [InlineData(3, DiagnosticSeverity.Info)]
    public Task Threshold_decides_between_suggestion_and_warning(int threshold, DiagnosticSeverity severity) => On(Handler(
        """
        if (input.Count > 0) await _sns.PublishAsync("t", "m");
        await _sqs.SendMessageAsync("q", "m");
        """, "{|#0:Handle|}")).With("lambdalift.orchestration_threshold", $"{threshold}")
        .Expect(new DiagnosticResult("LIFT1002", severity).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations))
        .RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("""foreach (var i in input) await _sns.PublishAsync("t", i); await _sqs.SendMessageAsync("q", "m"); await _s3.PutObjectAsync(new PutObjectRequest());""")]
    [InlineData("""await Task.WhenAll(input.Select(i => _sns.PublishAsync("t", i))); await _sqs.SendMessageAsync("q", "m"); await _s3.PutObjectAsync(new PutObjectRequest());""")]
    [InlineData("""switch (input.Count) { case 0: await _sns.PublishAsync("t", ""); break; default: await _sqs.SendMessageAsync("q", "m"); break; } await _s3.PutObjectAsync(new PutObjectRequest());""")]
    [InlineData("""try { await _sns.PublishAsync("t", ""); await _sqs.SendMessageAsync("q", "m"); } catch (Exception) { await _s3.PutObjectAsync(new PutObjectRequest()); }""")]
    [InlineData("""var r = await _db.GetItemAsync("T", new()); if (r.Item == null) throw new Exception(); await _sqs.SendMessageAsync("q", "m"); await _s3.PutObjectAsync(new PutObjectRequest());""")]
    public Task Decisions_of_every_kind_count(string body) => VerifyAsync(Handler(body, "[|Handle|]"));

    [Fact]
    public Task Calls_and_decisions_in_services_behind_interfaces_count() => VerifyAsync("""
        public class Function(IOrders orders) { public Task [|Handle|](string input, ILambdaContext context) => orders.PlaceAsync(input); }
        public interface IOrders { Task PlaceAsync(string id); }
        public interface INotify { Task TellAsync(string id); }
        public class Orders(IAmazonDynamoDB db, INotify notify) : IOrders
        {
            public async Task PlaceAsync(string id)
            {
                var row = await db.GetItemAsync("T", new());
                if (row.Item == null) return;
                await notify.TellAsync(id);
            }
        }
        public class Notify(IAmazonSQS sqs, IAmazonSimpleNotificationService sns) : INotify
        {
            public async Task TellAsync(string id) { await sqs.SendMessageAsync("q", id); await sns.PublishAsync("t", id); }
        }
        """);

    [Theory]
    [InlineData("a single call", """if (input.Count > 0) await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("start of a state machine only", """if (input.Count > 0) await _sfn.StartExecutionAsync(new StartExecutionRequest());""")]
    [InlineData("single sends per record", """foreach (var i in input) { if (i == "") continue; await _sqs.SendMessageAsync("q", i); }""")]
    [InlineData("file work between two S3 calls", """var o = await _s3.GetObjectAsync("b", "k"); if (o.ResponseStream == null) return; await _s3.PutObjectAsync(new PutObjectRequest());""")]
    [InlineData("CRUD over one table", """var r = await _db.GetItemAsync("T", new()); if (r.Item == null) await _db.PutItemAsync("T", new()); else await _db.DeleteItemAsync(new DeleteItemRequest());""")]
    [InlineData("no decision", """await _db.PutItemAsync("T", new()); await _sqs.SendMessageAsync("q", "m"); await _sns.PublishAsync("t", "m");""")]
    [InlineData("decision before the first call", """if (input.Count == 0) throw new ArgumentException("empty"); await _db.PutItemAsync("T", new()); await _sqs.SendMessageAsync("q", "m"); await _sns.PublishAsync("t", "m");""")]
    [InlineData("worker of a state machine", """var r = await _db.GetItemAsync("T", new()); if (r.Item == null) await _sfn.SendTaskFailureAsync(new SendTaskFailureRequest()); else { await _sqs.SendMessageAsync("q", "m"); await _sfn.SendTaskSuccessAsync(new SendTaskSuccessRequest()); }""")]
    public Task Stays_quiet_on(string what, string body)
    {
        Assert.NotEmpty(what);
        return VerifyAsync(Handler(body));
    }

    [Fact]
    public Task Stays_quiet_on_authorizers() => VerifyAsync("""
        using Amazon.Lambda.APIGatewayEvents;
        public class Function(IAmazonDynamoDB db, IAmazonSQS sqs, IAmazonSimpleNotificationService sns)
        {
            public async Task<APIGatewayCustomAuthorizerResponse> Handle(APIGatewayCustomAuthorizerRequest request, ILambdaContext context)
            {
                var r = await db.GetItemAsync("T", new());
                if (r.Item == null) { await sqs.SendMessageAsync("q", "denied"); return null; }
                await sns.PublishAsync("t", "granted");
                return new();
            }
        }
        """);

    [Fact]
    public Task Stays_quiet_on_hosts_libraries_consoles_and_durable_executions() => VerifyAsync("""
        public class Host : Amazon.Lambda.AspNetCoreServer.APIGatewayProxyFunction
        {
            public override async Task<string> FunctionHandlerAsync(string request, ILambdaContext context) { await new Service().Run(); return ""; }
        }
        public class Service
        {
            public async Task Run() { if ((await new AmazonDynamoDBClient().GetItemAsync("T", new())).Item == null) await new AmazonSQSClient().SendMessageAsync("q", ""); await new AmazonSimpleNotificationServiceClient().PublishAsync("t", ""); }
        }
        public static class Program { public static Task Main() => new Service().Run(); }
        public class Durable
        {
            [Amazon.Lambda.Annotations.LambdaFunction]
            public Task Handle(string input, Amazon.Lambda.DurableExecution.IDurableContext context) => new Service().Run();
        }
        """);

    [Fact]
    public Task Ignored_services_do_not_count() => On(Handler("""
        var row = await _db.GetItemAsync("T", new());
        if (row.Item == null) return;
        await _sns.PublishAsync("t", "m");
        """)).With("lambdalift.ignored_services", "SNS").RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Each_handler_of_a_class_is_judged_by_itself() => VerifyAsync("""
        public class Function(IAmazonDynamoDB db, IAmazonSQS sqs, IAmazonSimpleNotificationService sns)
        {
            public async Task Small(string input, ILambdaContext context) => await db.GetItemAsync("T", new());
            public async Task [|Big|](string input, ILambdaContext context)
            {
                if ((await db.GetItemAsync("T", new())).Item == null) await sqs.SendMessageAsync("q", "");
                await sns.PublishAsync("t", "");
            }
        }
        """);

    [Fact]
    public Task Incomplete_code_does_not_break_it() => On("""
        public class Function
        {
            private readonly IAmazonSQS _sqs;
            public async Task Handle(string input, ILambdaContext context)
            {
                if (await _sqs.SendMessageAsync("q", ) is { } x else { while (await _sqs. ) }
                switch (input) { case : await _sqs.SendMessageAsync(
            }
            public Task Other(string a, ILambdaContext
        """).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<ServiceOrchestrationAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
