using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// The payload of a function that failed, as the .NET Lambda runtime writes it: errorType is the type's name without namespace.
/// Source: aws-lambda-dotnet, ExceptionInfo and LambdaJsonExceptionWriter.
/// </summary>
internal static class FunctionErrorPayload
{
    public static JsonObject Of(Exception error)
    {
        var json = new JsonObject
        {
            ["errorType"] = error.GetType().Name,
            ["errorMessage"] = error.Message,
            ["stackTrace"] = new JsonArray([.. (error.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line.TrimEnd())]),
        };
        if (error.InnerException is { } inner) json["cause"] = Of(inner);
        if (error is AggregateException { InnerExceptions: { Count: > 1 } several })
            json["causes"] = new JsonArray([.. several.Select(cause => (JsonNode)Of(cause))]);
        return json;
    }
}
