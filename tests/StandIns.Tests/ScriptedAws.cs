using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaLift.StandIns.Tests;

/// <summary>
/// Answers every AWS SDK call of the current test from a script, whatever client makes it: the handler at the outer end of each
/// client's runtime pipeline looks the script up in the asynchronous context.
/// </summary>
internal sealed class ScriptedAws : IDisposable
{
    private static readonly AsyncLocal<ScriptedAws?> Current = new();
    private readonly Func<AmazonWebServiceRequest, AmazonWebServiceResponse> _answer;
    private readonly ScriptedAws? _outer;

    private ScriptedAws(Func<AmazonWebServiceRequest, AmazonWebServiceResponse> answer)
    {
        _answer = answer;
        _outer = Current.Value;
        Current.Value = this;
    }

    /// <summary>The requests seen so far, in the order in which they came.</summary>
    public ConcurrentQueue<AmazonWebServiceRequest> Calls { get; } = new();

    /// <summary>Starts a script: <paramref name="answer"/> returns a call's response or throws its error.</summary>
    public static ScriptedAws Start(Func<AmazonWebServiceRequest, AmazonWebServiceResponse> answer) => new(answer);

    public void Dispose() => Current.Value = _outer;

    [ModuleInitializer]
    internal static void Install()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-central-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        RuntimePipelineCustomizerRegistry.Instance.Register(new Customizer());
    }

    private AmazonWebServiceResponse Answer(AmazonWebServiceRequest request)
    {
        Calls.Enqueue(request);
        return _answer(request);
    }

    private sealed class Customizer : IRuntimePipelineCustomizer
    {
        public string UniqueName => nameof(ScriptedAws);

        public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new Handler());
    }

    private sealed class Handler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            // A call is never complete when it returns its task, as on a network.
            await Task.Yield();
            InvokeSync(executionContext);
            return (T)executionContext.ResponseContext.Response;
        }

        public override void InvokeSync(IExecutionContext executionContext)
        {
            var script = Current.Value ?? throw new InvalidOperationException("An AWS call outside a script.");
            executionContext.ResponseContext.Response = script.Answer(executionContext.RequestContext.OriginalRequest);
        }
    }
}
