using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Hosting;

public sealed class HandlerInvocationTests
{
    [Fact]
    public void Events_and_results_go_through_the_projects_own_serializer()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.CamelCaseLambdaJsonSerializer))]
            namespace App;
            public class In { public string? Name { get; set; } public int Count { get; set; } }
            public class Out { public string? Text { get; set; } public string? Nothing { get; set; } public int MoreItems { get; set; } }
            public class Function { public Out Handle(In input, ILambdaContext context) => new() { Text = input.Name + "@" + context.FunctionName, MoreItems = input.Count + 1 }; }
            """));

        Assert.Equal("""{"text":"Ann@test","moreItems":3}""", host.Run("""{"NAME":"Ann","count":2}""", _ => Script.Response()).Json());
    }

    [Fact]
    public void Streams_pass_raw()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            namespace App;
            public class Function { public static Task<Stream> Handle(Stream input) => Task.FromResult(input); }
            """));

        Assert.Equal("""{"A":[1,2]}""", host.Run("""{ "A": [1, 2] }""", _ => Script.Response()).Json());
    }

    [Fact]
    public void Each_run_has_a_new_instance_and_the_functions_own_environment()
    {
        var request = UserProject.Hosting(
            """
            namespace App;
            public class Function
            {
                private int _count;
                private readonly string? _table = Environment.GetEnvironmentVariable("TABLE");
                public string Handle() => ++_count + ":" + _table + ":" + (Environment.GetEnvironmentVariable("HOME") ?? "none") + ":" + Environment.GetEnvironmentVariable("AWS_REGION");
            }
            """) with
        { Functions = [new HostedFunction("test", "App::App.Function::Handle", new Dictionary<string, string> { ["TABLE"] = "orders" })] };
        using var host = HandlerHost.Load(request);

        Assert.Equal("\"1:orders:none:us-east-1\"", host.Run("{}", _ => Script.Response()).Json());
        Assert.Equal("\"1:orders:none:us-east-1\"", host.Run("{}", _ => Script.Response()).Json());
    }

    [Fact]
    public void A_wrapper_function_runs_in_process_with_its_own_environment_and_its_failure_becomes_a_function_error()
    {
        var wrapper = UserProject.Compile(
            """
            using Amazon.SimpleNotificationService;
            namespace Sms;
            public record Message(string Phone, string Text);
            public class Function
            {
                private readonly AmazonSimpleNotificationServiceClient _sns = new();
                public async Task<string> Handle(Message message)
                {
                    if (message.Phone == "") throw new ArgumentException("no phone");
                    var sent = await _sns.PublishAsync(new() { PhoneNumber = message.Phone, Message = Environment.GetEnvironmentVariable("PREFIX") + message.Text });
                    return sent.MessageId;
                }
            }
            """, "Sms");
        var orchestrator = UserProject.Compile(
            """
            using Amazon.Lambda; using Amazon.Lambda.Model;
            namespace App;
            public class Function
            {
                public async Task<string> Handle(JsonElement message)
                {
                    var sent = await new AmazonLambdaClient().InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("SMS"), Payload = message.GetRawText() });
                    var payload = Encoding.UTF8.GetString(sent.Payload.ToArray());
                    return sent.StatusCode + sent.FunctionError + (sent.FunctionError is null ? payload : JsonDocument.Parse(payload).RootElement.GetProperty("errorType").GetString());
                }
            }
            """);
        using var host = HandlerHost.Load(new HostingRequest
        {
            Compilations = [orchestrator, wrapper],
            Functions =
            [
                new HostedFunction("test", "App::App.Function::Handle", new Dictionary<string, string> { ["SMS"] = "arn:aws:lambda:us-east-1:123456789012:function:send-sms:live" }),
                new HostedFunction("send-sms", "Sms::Sms.Function::Handle", new Dictionary<string, string> { ["PREFIX"] = "> " }),
            ],
        });

        var sent = host.Run("""{"Phone":"+1","Text":"hi"}""", _ => Script.Response("""{"MessageId":"m1"}"""));
        Assert.Equal("200\"m1\"", sent.Json().Replace("\\u0022", "\"", StringComparison.Ordinal).Trim('"') + "\"");
        Assert.Equal(["Publish"], sent.Operations());
        Assert.Equal("> hi", sent.Calls[0].Call.Request["Message"]!.GetValue<string>());
        Assert.Equal("\"200UnhandledArgumentException\"", host.Run("""{"Phone":"","Text":"hi"}""", _ => Script.Response()).Json());
    }

    [Fact]
    public void Constructor_parameters_with_one_implementation_are_provided()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            using Amazon.DynamoDBv2;
            namespace App;
            public interface IStore { Task Drop(string name); }
            public class Store(IAmazonDynamoDB db) : IStore { public Task Drop(string name) => db.DeleteTableAsync(name); }
            public class Function(IStore store) { public Task Handle(string name) => store.Drop(name); }
            """));

        Assert.Equal(["DeleteTable"], host.Run("\"t\"", _ => Script.Response()).Operations());
    }

    [Theory]
    [InlineData("App::App.Other::Handle", "no type 'App.Other'")]
    [InlineData("App::App.Function::Go", "no method 'Go'")]
    [InlineData("App", "not a handler of the form")]
    [InlineData("Nowhere::App.Function::Handle", "no assembly 'Nowhere'")]
    [InlineData("App::App.Function::Twice", "2 methods 'Twice'")]
    public void A_handler_that_does_not_exist_is_named(string handler, string message)
    {
        var request = UserProject.Hosting("namespace App; public class Function { public void Handle() { } public void Twice() { } public void Twice(int n) { } }", handler);

        Assert.Contains(message, Assert.Throws<HostingException>(() => HandlerHost.Load(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_does_not_compile_is_refused_with_its_own_line()
    {
        var error = Assert.ThrowsAny<HostingException>(() => HandlerHost.Load(UserProject.Hosting(
            """
            namespace App;
            public class Function { public int Handle() { while (true) { } return Nope(); } }
            """)));

        Assert.Contains("/src/App/Function.cs(2,", error.Message, StringComparison.Ordinal);
        Assert.Contains("CS0103", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constructor_that_throws_is_reported_as_such()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            "namespace App; public class Function { static Function() => throw new InvalidOperationException(\"no table\"); public string Handle() => \"x\"; }"));

        var stopped = Assert.IsType<HandlerOutcome.Stopped>(host.Run("{}", _ => Script.Response()).Outcome);
        Assert.Contains("constructing it threw InvalidOperationException: no table", stopped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Http_that_no_client_of_the_code_sends_is_refused()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(
            """
            namespace App;
            using System.Net.Http;
            public class Function
            {
                public async Task<string> Handle()
                {
                    using var sender = new HttpMessageInvoker(new HttpClientHandler());
                    return (await sender.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://example.com/"), default)).ToString();
                }
            }
            """));

        Assert.Equal("HttpRequestException", Assert.IsType<HandlerOutcome.Threw>(host.Run("{}", _ => Script.Response()).Outcome).ErrorType);
    }
}
