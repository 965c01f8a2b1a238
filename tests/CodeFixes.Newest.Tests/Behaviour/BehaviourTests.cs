using System.Text.Json.Nodes;
using LambdaLift.Analyzer.Rules;
using LambdaLift.CodeFixes.Awaiting;
using LambdaLift.CodeFixes.Retries;
using LambdaLift.CodeFixes.StateMachines;
using LambdaLift.Converter;
using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;
using Answer = LambdaLift.Verifier.Tests.Support.Script;

namespace LambdaLift.CodeFixes.Newest.Tests.Behaviour;

/// <summary>Handlers before and after each fix: the same calls, the same result, the same failure; where a fix changes something, just that.</summary>
public class BehaviourTests
{
    private const string Usings = "using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Amazon.Lambda; using Amazon.Lambda.Model; using Amazon.SimpleNotificationService;\n";

    /// <summary>Answers by operation; the n-th calls of all (from 1) in <paramref name="failing"/> fail.</summary>
    private static Func<Func<SdkCall, SdkAnswer>> Script(string error, string response, params int[] failing) => () =>
    {
        var calls = 0;
        return _ => failing.Contains(++calls)
            ? Answer.Error(error, $"failure of call {calls}")
            : Answer.Response(response);
    };

    private static string Payload(string text) => $$"""{"Payload":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}}"}""";

    [Fact]
    public async Task Checking_FunctionError_changes_only_what_follows_a_failed_function()
    {
        using var both = await BeforeAndAfter.CreateAsync<FunctionErrorUncheckedAnalyzer, FunctionErrorUncheckedFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
                public async Task<string> Handle(string id, ILambdaContext context)
                {
                    var reply = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship", Payload = id });
                    await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "note" });
                    return System.Text.Encoding.UTF8.GetString(reply.Payload.ToArray());
                }
            }
            """,
            FunctionErrorUncheckedFixer.AddCheck);

        both.AssertSame("\"7\"", Script("", Payload("done")));
        both.AssertSame("\"7\"", Script("TooManyRequestsException", Payload("done"), 1));
        both.AssertSame("\"7\"", Script("TooManyRequestsException", Payload("done"), 2));
        var (before, after) = both.Run("\"7\"", Script("", """{"FunctionError":"Unhandled","Payload":"e30="}"""));
        Assert.Equal("\"{}\"", before.End);
        Assert.Equal("InvalidOperationException: Function 'ship' failed: Unhandled", after.End);
        Assert.Single(after.Calls);
    }

    [Fact]
    public async Task Awaiting_is_the_same_and_throws_the_services_own_exception()
    {
        using var both = await BeforeAndAfter.CreateAsync<BlockingServiceCallAnalyzer, AwaitServiceCallFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
                public string Handle(string text, ILambdaContext context)
                {
                    var first = Send(text + "1");
                    Note(first);
                    return first + Send(text + "2");
                }
                private string Send(string text) => _sns.PublishAsync("t", text).GetAwaiter().GetResult().MessageId;
                private void Note(string id) => _sns.PublishAsync("log", id).Wait();
            }
            """,
            AwaitServiceCallFixer.AwaitCall);

        both.AssertSame("\"x\"", Script("", """{"MessageId":"m"}"""));
        both.AssertSame("\"x\"", Script("NotFoundException", """{"MessageId":"m"}""", 1));
        both.AssertSame("\"x\"", Script("NotFoundException", """{"MessageId":"m"}""", 3));

        // What blocking wraps, awaiting does not: the one difference, which the rule's page names.
        var (before, after) = both.Run("\"x\"", Script("NotFoundException", """{"MessageId":"m"}""", 2));
        Assert.Equal(before.Calls, after.Calls);
        Assert.StartsWith("AggregateException", before.End, StringComparison.Ordinal);
        Assert.StartsWith("NotFoundException: failure of call 2", after.End, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_side_by_side_give_the_same_result_and_the_same_failure()
    {
        using var both = await BeforeAndAfter.CreateAsync<IndependentCallsAnalyzer, WhenAllFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
                private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
                public async Task<string> Handle(string text, ILambdaContext context)
                {
                    try
                    {
                        await _sns.PublishAsync("t", text);
                        var a = await _db.GetItemAsync(new GetItemRequest { TableName = "a" });
                        var b = await _db.GetItemAsync(new GetItemRequest { TableName = "b" + text });
                        return $"{a.Item?.Count}{b.Item?.Count}";
                    }
                    catch (AmazonDynamoDBException e)
                    {
                        return e.Message;
                    }
                }
            }
            """,
            WhenAllFixer.UseWhenAll);

        const string Item = """{"Item":{"id":{"S":"1"}}}""";
        both.AssertSame("\"x\"", Script("", Item));
        foreach (var failing in new int[][] { [1], [2], [3], [1, 2], [2, 3], [1, 2, 3] })
        {
            // Reads after a failed call are made, and nobody sees them; the effect is the first call's, in both.
            var (before, after) = both.Run("\"x\"", Script("ResourceNotFoundException", Item, failing));
            Assert.Equal(before.End, after.End);
            Assert.Equal(before.Calls, after.Calls.Take(before.Calls.Count));
            Assert.All(after.Calls.Skip(before.Calls.Count), c => Assert.StartsWith("GetItem ", c, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_pipeline_tries_as_often_as_the_loop()
    {
        using var both = await BeforeAndAfter.CreateAsync<HandWrittenRetryAnalyzer, RetryByPollyFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
                public async Task<string> Handle(string id, ILambdaContext context)
                {
                    var attempts = 0;
                    while (true)
                    {
                        try
                        {
                            var reply = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" });
                            if (reply.FunctionError != null) throw new InvalidOperationException(reply.FunctionError);
                            return id;
                        }
                        catch (Exception e) when (e is TooManyRequestsException or InvalidOperationException && ++attempts < 3)
                        {
                            context.Logger.LogWarning(e.Message);
                        }
                    }
                }
            }
            """,
            RetryByPollyFixer.UsePipeline);

        foreach (var failing in new int[][] { [], [1], [1, 2], [1, 2, 3], [2] })
        {
            both.AssertSame("\"x\"", Script("TooManyRequestsException", "{}", failing));
            both.AssertSame("\"x\"", Script("ResourceNotFoundException", "{}", failing));
        }

        both.AssertSame("\"x\"", Script("", """{"FunctionError":"Unhandled"}"""));
    }

    [Fact]
    public async Task Without_a_failure_the_clients_own_retry_is_the_same()
    {
        using var both = await BeforeAndAfter.CreateAsync<HandWrittenRetryAnalyzer, RetryByClientFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
                public async Task<string> Handle(string id, ILambdaContext context)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try { return (await _lambda.InvokeAsync(new InvokeRequest { FunctionName = id })).FunctionError ?? "none"; }
                        catch (TooManyRequestsException) when (attempt < 2) { }
                    }
                }
            }
            """,
            RetryByClientFixer.ConfigureClient);

        both.AssertSame("\"x\"", Script("", "{}"));
        both.AssertSame("\"x\"", Script("ResourceNotFoundException", "{}", 1));
    }

    [Fact]
    public async Task An_asynchronous_invoke_is_the_same_call_of_another_type()
    {
        using var both = await BeforeAndAfter.CreateAsync<SynchronousInvokeAnalyzer, AsynchronousInvokeFixer>(
            Usings + """
            public class Function
            {
                private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
                public async Task<string> Handle(string id, ILambdaContext context)
                {
                    var request = new InvokeRequest { FunctionName = "a" };
                    request.Payload = id;
                    await _lambda.InvokeAsync(request);
                    return id;
                }
            }
            """,
            AsynchronousInvokeFixer.InvokeAsEvent);

        var (before, after) = both.Run("\"x\"", Script("", "{}"));
        Assert.Equal(before.End, after.End);
        var call = JsonNode.Parse(after.Calls.Single()["Invoke ".Length..])!.AsObject();
        Assert.Equal("Event", call["InvocationType"]!.GetValue<string>());
        call.Remove("InvocationType");
        Assert.Equal(before.Calls.Single(), "Invoke " + call.ToJsonString());
    }

    [Theory]
    [InlineData("""{"Id":"7","Count":2}""")]
    [InlineData("""{"Id":"8","Count":0}""")]
    public async Task Running_the_state_machine_gives_what_the_handler_gave(string payload)
    {
        const string Source = Usings + """
            public record Order(string Id, int Count);
            public record Receipt(string Id, string Message);
            public class OrderFlow
            {
                private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
                private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
                public async Task<Receipt> Handle(Order order, ILambdaContext context)
                {
                    await _db.PutItemAsync(new PutItemRequest { TableName = "orders", Item = new() { ["id"] = new AttributeValue { S = order.Id } } });
                    if (order.Count > 0)
                    {
                        var sent = await _sns.PublishAsync("full", order.Id);
                        return new Receipt(order.Id, sent.MessageId);
                    }
                    var empty = await _sns.PublishAsync("empty", order.Id);
                    return new Receipt(order.Id, empty.MessageId + "!");
                }
            }
            """;
        var definition = WorkflowConverter.Convert(
            new ConversionInput { Compilations = [UserProject.Compile("namespace App;\n" + Source)] }, TestContext.Current.CancellationToken).Handlers.Single().Definition!;
        using var both = await BeforeAndAfter.CreateAsync<ServiceOrchestrationAnalyzer, StartStateMachineFixer>(
            Source, StartStateMachineFixer.StartSyncExecution, "App::App.OrderFlow::Handle", ("OrderFlow.asl.json", AslWriter.Write(definition)));

        var (before, after) = both.Run(payload, () => call => call.Operation == "StartSyncExecution"
            ? Execute(definition, call.Request["Input"]!.GetValue<string>())
            : Answer.Response("""{"MessageId":"m1"}"""));

        Assert.Equal(before.End, after.End);
        Assert.StartsWith("StartSyncExecution ", after.Calls.Single(), StringComparison.Ordinal);

        var (_, failed) = both.Run(payload, () => call => Answer.Response("""{"Status":"FAILED","Error":"E","Cause":"because"}"""));
        Assert.Equal(Failed, failed.End);
    }

    private const string Failed = "InvalidOperationException: State machine 'OrderFlow' failed: E: because";

    private static SdkAnswer Execute(StateMachine definition, string input)
    {
        var result = new StateMachineInterpreter(definition).Execute(JsonData.Parse(input), _ => JsonData.Parse("""{"MessageId":"m1"}"""));
        return Answer.Response(new JsonObject { ["Status"] = "SUCCEEDED", ["Output"] = result.Output!.ToJson() }.ToJsonString());
    }
}
