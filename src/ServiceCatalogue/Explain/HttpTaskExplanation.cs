namespace LambdaLift.ServiceCatalogue;

/// <summary>What the HTTP task takes, answers and fails with, and the .NET calls that it stands for. No service model says it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html</remarks>
internal static class HttpTaskExplanation
{
    private const string Connection = "ConnectionArn of the EventBridge connection that authenticates; Authentication and InvocationConfig name the same, one of them is required";

    public static IReadOnlyList<FieldExplanation> Parameters { get; } = new[]
    {
        Field("ApiEndpoint", "String", "an absolute https URL without credentials", isRequired: true),
        Field("Method", "String", string.Join(", ", HttpTask.Methods), isRequired: true),
        Field("Headers", "Map", "not Authorization, User-Agent, Host, Range, X-Amz-* and some more: credentials belong to the connection"),
        Field("QueryParameters", "Map", null),
        Field("RequestBody", "JSON", null),
        Field("Authentication", "Structure", Connection),
        Field("InvocationConfig", "Structure", Connection),
        Field("Transform", "Structure", "RequestBodyEncoding URL_ENCODED sends RequestBody as form data"),
    };

    public static IReadOnlyList<FieldExplanation> Result { get; } = new[]
    {
        Field("Headers", "Map", "lists of texts"),
        Field("ResponseBody", "JSON", "text if the answer is no JSON"),
        Field("StatusCode", "Integer", null),
        Field("StatusText", "String", null),
    };

    public static IReadOnlyList<ServiceError> Errors { get; } = new[]
    {
        Error(HttpTask.StatusErrorPrefix + "<code>", HttpTask.ExceptionType),
        Error(HttpTask.SocketError, HttpTask.ExceptionType),
        Error(HttpTask.TimeoutError, HttpTask.TimeoutTypes[0]),
        Error(HttpTask.UnreadableError, HttpTask.UnreadableType),
    };

    public static IReadOnlyList<ViewExplanation> Views { get; } =
        HttpCalls.All.Select(row => new ViewExplanation(row.Type, row.Call.Method, HighLevelFidelity.OneCall, Note(row.Call))).ToArray();

    public static IReadOnlyList<string> Notes { get; } = new[] { $"An answer has {HttpTask.MaximumResponseBytes / 1024} KiB at most; bytes that are no text are a failure." };

    private static string Note(HttpCall call)
    {
        var sent = call.Body switch
        {
            HttpBody.Json => " with an object as JSON",
            HttpBody.Content => " with content, which must be JSON",
            _ => "",
        };
        var answer = call.Result switch
        {
            HttpResult.Response => "the response",
            HttpResult.Text => "the body as text",
            HttpResult.Json => "the body read as JSON",
            _ => "the body as bytes",
        };
        return $"{call.Verb ?? "the message's method"}{sent}; returns {answer}; a failure status {(call.ThrowsOnFailureStatus ? "is an HttpRequestException" : "is a response, which becomes a Catch")}.";
    }

    private static FieldExplanation Field(string name, string type, string? note, bool isRequired = false) => new(name, "", null, type, isRequired, ValueForm.Plain, note);

    private static ServiceError Error(string name, string dotNetType) => new(name, dotNetType, null, IsTransient: false);
}
