using System.Text.Json.Nodes;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>Records what the AWS SDK would send: the operation and the JSON of its own marshaller.</summary>
internal sealed class SentRequests : IRuntimePipelineCustomizer
{
    private static readonly AsyncLocal<List<(string Operation, JsonObject Request)>?> Sent = new();
    private static readonly AsyncLocal<Exception?> Failure = new();

    static SentRequests() => RuntimePipelineCustomizerRegistry.Instance.Register(new SentRequests());

    public string UniqueName => nameof(SentRequests);

    /// <summary>A client that sends nothing and is answered with empty responses.</summary>
    public static AmazonDynamoDBClient Client() => new(new BasicAWSCredentials("key", "secret"), RegionEndpoint.USEast1);

    /// <summary>What the action sends, in order. What it makes of the empty answers does not matter.</summary>
    public static async Task<IReadOnlyList<(string Operation, JsonObject Request)>> Of(Func<Task> action)
    {
        var sent = Sent.Value = [];
        try
        {
            await action();
        }
        catch (Exception e) when (sent.Count > 0 && e is NullReferenceException or ArgumentNullException)
        {
            // Batches expect members in the answer.
        }

        return sent;
    }

    /// <summary>Runs the action with every request answered by a failure, which it is expected to pass on.</summary>
    public static async Task Failing<T>(T failure, Func<Task> action)
        where T : Exception
    {
        Failure.Value = failure;
        Assert.Same(failure, await Assert.ThrowsAsync<T>(action));
        Failure.Value = null;
    }

    public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new Recorder());

    private sealed class Recorder : PipelineHandler
    {
        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            var request = context.OriginalRequest;
            var marshalled = context.Marshaller.Marshall(request);
            using var body = new StreamReader(marshalled.ContentStream ?? new MemoryStream(marshalled.Content));
            var json = JsonNode.Parse(body.ReadToEnd())!.AsObject();
            // The marshaller invents one where the caller gave none.
            json.Remove("ClientRequestToken");
            if (Failure.Value is { } failure)
                throw failure;
            Sent.Value?.Add((request.GetType().Name[..^"Request".Length], json));
            executionContext.ResponseContext.Response = (AmazonWebServiceResponse)Activator.CreateInstance(
                request.GetType().Assembly.GetType(request.GetType().FullName!.Replace("Request", "Response", StringComparison.Ordinal), throwOnError: true)!)!;
            return Task.FromResult((T)executionContext.ResponseContext.Response);
        }
    }
}
