using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaLift.ServiceCatalogue.Tests.Sdk;

/// <summary>Answers every SDK call of a test with an empty response and notes which requests were sent.</summary>
internal sealed class RecordingPipeline : IRuntimePipelineCustomizer
{
    private static readonly AsyncLocal<List<string>?> Sent = new();

    /// <summary>Makes all clients that are constructed from now on answer so.</summary>
    public static void Register() => RuntimePipelineCustomizerRegistry.Instance.Register(new RecordingPipeline());

    public string UniqueName => nameof(RecordingPipeline);

    /// <summary>The names of the requests that the action sends.</summary>
    public static async Task<IReadOnlyList<string>> Record(Func<Task> action)
    {
        var sent = Sent.Value = [];
        await action();
        return sent;
    }

    public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new Recorder());

    private sealed class Recorder : PipelineHandler
    {
        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext.OriginalRequest.GetType();
            Sent.Value?.Add(request.Name);
            var response = request.Assembly.GetType(request.FullName!.Replace("Request", "Response", StringComparison.Ordinal), throwOnError: true)!;
            executionContext.ResponseContext.Response = (AmazonWebServiceResponse)Activator.CreateInstance(response)!;
            return Task.FromResult((T)executionContext.ResponseContext.Response);
        }
    }
}
