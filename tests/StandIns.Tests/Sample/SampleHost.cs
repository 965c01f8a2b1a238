using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;

namespace LambdaLift.StandIns.Tests.Sample;

/// <summary>Runs a handler as the Lambda runtime does: through the serializer of its assembly, with failures as function errors.</summary>
internal static class SampleHost
{
    /// <summary>Runs <paramref name="handler"/>, an instance of a handler type, on the event <paramref name="json"/>; its exceptions pass.</summary>
    public static async Task<JsonNode?> RunAsync(object handler, string json)
    {
        var entry = handler.GetType().GetMethod("FunctionHandler")!;
        var serializer = (ILambdaSerializer)Activator.CreateInstance(handler.GetType().Assembly.GetCustomAttribute<LambdaSerializerAttribute>()!.SerializerType)!;
        var input = Call(serializer, nameof(ILambdaSerializer.Deserialize), entry.GetParameters()[0].ParameterType, new MemoryStream(Encoding.UTF8.GetBytes(json)));

        var task = (Task)entry.Invoke(handler, [input, new Context()])!;
        await task;

        var output = new MemoryStream();
        var resultType = entry.ReturnType.GetGenericArguments()[0];
        Call(serializer, nameof(ILambdaSerializer.Serialize), resultType, task.GetType().GetProperty("Result")!.GetValue(task), output);
        return JsonNode.Parse(output.ToArray());
    }

    /// <summary>What <c>lambda:Invoke</c> of <paramref name="handler"/> answers.</summary>
    public static InvokeResponse Invoke(object handler, InvokeRequest request)
    {
        try
        {
            var result = RunAsync(handler, request.Payload).GetAwaiter().GetResult();
            return new InvokeResponse { StatusCode = 200, Payload = Json(result) };
        }
        catch (Exception e)
        {
            var error = new JsonObject { ["errorType"] = e.GetType().Name, ["errorMessage"] = e.Message };
            return new InvokeResponse { StatusCode = 200, FunctionError = "Unhandled", Payload = Json(error) };
        }
    }

    private static MemoryStream Json(JsonNode? node) => new(Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null"));

    private static object? Call(ILambdaSerializer serializer, string method, Type type, params object?[] arguments) =>
        typeof(ILambdaSerializer).GetMethod(method)!.MakeGenericMethod(type).Invoke(serializer, arguments);

    private sealed class Context : ILambdaContext, ILambdaLogger
    {
        public string AwsRequestId => "request-1";

        public IClientContext ClientContext => null!;

        public string FunctionName => "sample";

        public string FunctionVersion => "$LATEST";

        public ICognitoIdentity Identity => null!;

        public string InvokedFunctionArn => "arn:aws:lambda:eu-central-1:123456789012:function:sample";

        public ILambdaLogger Logger => this;

        public string LogGroupName => "/aws/lambda/sample";

        public string LogStreamName => "stream";

        public int MemoryLimitInMB => 256;

        public TimeSpan RemainingTime => TimeSpan.FromSeconds(30);

        public void Log(string message)
        {
            // Logging is not observable.
        }

        public void LogLine(string message)
        {
            // Logging is not observable.
        }
    }
}
