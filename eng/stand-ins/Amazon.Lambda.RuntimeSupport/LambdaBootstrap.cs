using System.Net;
using System.Net.Http.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Serves a handler in a process of its own: asks the Lambda runtime interface for events and answers them.</summary>
/// <remarks>The interface: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</remarks>
public class LambdaBootstrap : IDisposable
{
    private readonly Func<Stream, ILambdaContext, Task<Stream>> _handler;
    private readonly HttpClient _client;

    internal LambdaBootstrap(Func<Stream, ILambdaContext, Task<Stream>> handler, HttpClient client)
    {
        _handler = handler;
        _client = client ?? ConstructHttpClient();
    }

    public static HttpClient ConstructHttpClient() => new() { Timeout = TimeSpan.FromHours(12) };

    /// <summary>Serves events until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var host = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")
            ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set: this process was not started by Lambda.");
        while (!cancellationToken.IsCancellationRequested)
        {
            await ServeNextAsync($"http://{host}/2018-06-01/runtime/invocation/", cancellationToken);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task ServeNextAsync(string invocations, CancellationToken cancellationToken)
    {
        using var next = await _client.GetAsync(invocations + "next", cancellationToken);
        if (next.StatusCode != HttpStatusCode.OK)
        {
            return;
        }

        var context = new InvocationContext(name => next.Headers.TryGetValues(name, out var values) ? values.First() : null);
        try
        {
            var result = await _handler(await next.Content.ReadAsStreamAsync(cancellationToken), context);
            await _client.PostAsync($"{invocations}{context.AwsRequestId}/response", new StreamContent(result), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var error = new { errorType = e.GetType().Name, errorMessage = e.Message, stackTrace = e.StackTrace?.Split('\n') };
            await _client.PostAsJsonAsync($"{invocations}{context.AwsRequestId}/error", error, cancellationToken);
        }
    }

    private sealed class InvocationContext(Func<string, string> header) : ILambdaContext, ILambdaLogger
    {
        private readonly DateTimeOffset _deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.TryParse(header("Lambda-Runtime-Deadline-Ms"), out var ms) ? ms : 0);

        public string AwsRequestId { get; } = header("Lambda-Runtime-Aws-Request-Id");

        public IClientContext ClientContext => null;

        public string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");

        public string FunctionVersion => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");

        public ICognitoIdentity Identity => null;

        public string InvokedFunctionArn { get; } = header("Lambda-Runtime-Invoked-Function-Arn");

        public ILambdaLogger Logger => this;

        public string LogGroupName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");

        public string LogStreamName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");

        public int MemoryLimitInMB => int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var size) ? size : 128;

        public TimeSpan RemainingTime => _deadline - DateTimeOffset.UtcNow;

        public void Log(string message) => Console.Write(message);

        public void LogLine(string message) => Console.WriteLine(message);
    }
}
