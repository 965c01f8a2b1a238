using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting;

/// <summary>HTTP calls in the form of the calls of SDK clients, so that both are observed, answered and ordered alike.</summary>
internal static class HttpCallReader
{
    /// <summary>The namespace of a call that is none of an SDK client.</summary>
    public const string Namespace = "http";

    /// <summary>The name of a call.</summary>
    public const string Operation = "invoke";

    /// <summary>The member of an answer that holds its text.</summary>
    public const string Body = "HttpBody";

    private const string Status = "HttpStatus";

    /// <summary>The error of an answer that never comes.</summary>
    private const string NoAnswer = nameof(TaskCanceledException);

    /// <summary>A request as it is sent.</summary>
    public static SdkCall Read(string method, string url, IDictionary<string, string> headers, string? body, SourceLine? caller) => new(
        Namespace, Operation,
        new JsonObject
        {
            ["Method"] = method,
            ["Url"] = url,
            ["Headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value))),
            [Body] = body,
        },
        caller);

    /// <summary>An answer of the server.</summary>
    public static SdkAnswer Answered(int status, string body) => new SdkAnswer.Response(new JsonObject { [Status] = status, [Body] = body });

    /// <summary>The server cannot be reached.</summary>
    public static SdkAnswer Unreachable(string message) => new SdkAnswer.Error(nameof(HttpRequestException), "", message);

    /// <summary>The answer comes when nobody waits for it any more.</summary>
    public static SdkAnswer Late() => new SdkAnswer.Error(NoAnswer, "", "");

    /// <summary>Status and text of an answer.</summary>
    public static object Response(SdkAnswer.Response answer) => KeyValuePair.Create(answer.Body[Status]!.GetValue<int>(), answer.Body[Body]!.GetValue<string>());

    /// <summary>What the client's innermost handler throws; null when nothing is thrown before whoever waits gives up.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="limit">The seconds that the client itself waits; only a limit that a task may have as well is the client's to notice.</param>
    public static Exception? Failure(SdkAnswer.Error error, double limit) =>
        error.ExceptionType != NoAnswer ? new HttpRequestException(error.Message)
        : limit <= ServiceCatalogue.HttpTask.TimeLimitSeconds ? new TaskCanceledException($"The request was canceled due to the configured HttpClient.Timeout of {limit} seconds elapsing.", new TimeoutException()) : null;
}
