// Compiled at run time against the user's own AWSSDK.Core (3.7 or 4), so that the types are those of the user's clients.
#nullable disable
using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaLift.Harness
{
    /// <summary>Outermost handler of every AWS SDK client's pipeline: hands the request object over and returns the given response.</summary>
    public sealed class SdkGate : PipelineHandler
    {
        /// <summary>(request, response type, cancellation) → response object, or a task that fails with an SDK exception.</summary>
        public static Func<object, Type, CancellationToken, Task<object>> Call;
        public static Action<Task> Pump;

        public static void Install()
        {
            RuntimePipelineCustomizerRegistry.Instance.Register(new Customizer());
        }

        public override void InvokeSync(IExecutionContext executionContext)
        {
            var answer = Call(executionContext.RequestContext.OriginalRequest, null, CancellationToken.None);
            Pump(answer);
            executionContext.ResponseContext.Response = (AmazonWebServiceResponse)answer.GetAwaiter().GetResult();
        }

        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            var answer = await Call(context.OriginalRequest, typeof(T), context.CancellationToken).ConfigureAwait(false);
            executionContext.ResponseContext.Response = (AmazonWebServiceResponse)answer;
            return (T)answer;
        }

        private sealed class Customizer : IRuntimePipelineCustomizer
        {
            public string UniqueName { get { return "LambdaLift.Verifier"; } }

            public void Customize(Type type, RuntimePipeline pipeline)
            {
                pipeline.AddHandler(new SdkGate());
            }
        }
    }
}
