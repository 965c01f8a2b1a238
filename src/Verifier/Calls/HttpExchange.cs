using System.Net;
using System.Text.Json.Nodes;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Verifier.Calls;

/// <summary>
/// HTTP requests of a client and of an HTTP task in one form, and what a server does in the terms of each. Compared are method, URL, query, body, and the headers
/// that a task may send; credentials are the connection's part.
/// </summary>
internal static class HttpExchange
{
    /// <summary>The call's name on both sides.</summary>
    public const string Operation = "http:invoke";

    private const string FormData = "application/x-www-form-urlencoded";

    private static readonly HashSet<string> Unobserved = new(StringComparer.OrdinalIgnoreCase) { "User-Agent", "Content-Length", "Content-Type" };

    /// <summary>A request of a client.</summary>
    public static ServiceCall Read(SdkCall call)
    {
        var headers = ((JsonObject)call.Request["Headers"]!).ToDictionary(header => header.Key, header => header.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase);
        var mediaType = MediaType(headers);
        var text = call.Request[HttpCallReader.Body]?.GetValue<string>();
        var body = text is null ? null : mediaType == FormData ? Pairs(text) : Parsed(text);
        return Call(call.Request["Method"]!.GetValue<string>(), new Uri(call.Request["Url"]!.GetValue<string>()), new JsonObject(), headers, mediaType, body);
    }

    /// <summary>A request of a task whose URL is none that it can call.</summary>
    public static ServiceCall OfNoUrl { get; } = new(Operation, JsonData.Object(("?", "needs an https URL")));

    /// <summary>A request of a task.</summary>
    public static ServiceCall Read(JsonObject parameters)
    {
        if (parameters["Method"]?.ToString() is not { } method || (parameters["InvocationConfig"] as JsonObject)?["ConnectionArn"] is not JsonValue)
            return new ServiceCall(Operation, JsonData.Object(("?", "needs a method and a connection")));
        if (parameters["ApiEndpoint"]?.ToString() is not { } endpoint || !Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            return OfNoUrl;
        var headers = (parameters["Headers"] as JsonObject ?? []).ToDictionary(header => header.Key, header => header.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        if (headers.Keys.FirstOrDefault(name => !HttpTask.AcceptsHeader(name)) is { } refused)
            return new ServiceCall(Operation, JsonData.Object(("?", $"cannot send the header {refused}")));
        return Call(method, url, parameters["QueryParameters"] as JsonObject ?? [], headers, MediaType(headers), parameters.TryGetPropertyValue("RequestBody", out var body) ? body ?? "null" : null);
    }

    /// <summary>What the client gets.</summary>
    public static SdkAnswer Answer(ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var answer } => HttpCallReader.Answered(Status(answer), Body(answer) is DataString text ? text.Value : Body(answer).ToString()),
        ServiceBehaviour.Fails { Failure: FailureKind.Modelled, Name: var status, Message: var message } => HttpCallReader.Answered(Number(status), JsonData.Object(("message", message)).ToString()),
        ServiceBehaviour.Fails { Failure: FailureKind.TimesOut } => HttpCallReader.Late(),
        ServiceBehaviour.Fails { Message: var message } => HttpCallReader.Unreachable(message),
        _ => throw new InvalidOperationException($"Unknown behaviour {behaviour}."),
    };

    /// <summary>What Step Functions makes of it. Its messages are not documented: it is given those of .NET, so that nothing else is overlooked.</summary>
    public static TaskResponse Write(ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var answer } => TaskResponse.Success(JsonData.Object(
            ("Headers", JsonData.Object()), ("ResponseBody", Body(answer)), ("StatusCode", Status(answer)), ("StatusText", ((HttpStatusCode)Status(answer)).ToString()))),
        ServiceBehaviour.Fails { Failure: FailureKind.TimesOut } => TaskResponse.Pending,
        ServiceBehaviour.Fails { Failure: FailureKind.Modelled, Name: var status } => TaskResponse.Failure(HttpTask.StatusError(Number(status)), FailureMessage(Number(status))),
        ServiceBehaviour.Fails { Message: var message } => TaskResponse.Failure(HttpTask.SocketError, message),
        _ => throw new InvalidOperationException($"Unknown behaviour {behaviour}."),
    };

    /// <summary>An answer: its status and its body, JSON or text.</summary>
    public static ServiceBehaviour Responds(int status, JsonData body) => new ServiceBehaviour.Responds(JsonData.Object(("StatusCode", status), ("ResponseBody", body)));

    /// <summary>The body of an answer.</summary>
    public static JsonData Body(JsonData answer) => (answer as DataObject)?.Get("ResponseBody") ?? JsonData.Object();

    /// <summary>What tells one resource from another: method and URL, whatever is sent.</summary>
    public static string Resource(ServiceCall call) => call.Request is DataObject request ? $"{request.Get("Method")} {request.Get("Url")}" : "";

    private static int Status(JsonData answer) => (answer as DataObject)?.Get("StatusCode") is { } status ? Number(status.ToString()) : 200;

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string FailureMessage(int status)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        try
        {
            response.EnsureSuccessStatusCode();
            return "";
        }
        catch (HttpRequestException error)
        {
            return error.Message;
        }
    }

    private static ServiceCall Call(string method, Uri url, JsonObject query, Dictionary<string, string> headers, string? mediaType, JsonNode? body)
    {
        var all = Pairs(url.Query.TrimStart('?'));
        foreach (var (name, value) in query) all[name] = value?.ToString() ?? "";
        var request = new JsonObject
        {
            ["Method"] = method,
            ["Url"] = url.GetLeftPart(UriPartial.Path),
            ["Query"] = all,
            ["Headers"] = new JsonObject(headers.Where(header => !Unobserved.Contains(header.Key) && !HttpTask.IsCredential(header.Key))
                .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)header.Value))),
        };
        if (body is not null)
        {
            request["ContentType"] = mediaType;
            request["Body"] = body.DeepClone();
        }

        return new ServiceCall(Operation, CanonicalForm.Of(request, null));
    }

    private static string? MediaType(Dictionary<string, string> headers) => headers.GetValueOrDefault("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant();

    private static JsonNode Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? "null";
        }
        catch (System.Text.Json.JsonException)
        {
            return new JsonObject { ["text"] = text };
        }
    }

    private static JsonObject Pairs(string text)
    {
        var pairs = new JsonObject();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
            pairs[name] = pairs[name] is { } other ? $"{other},{value}" : value;
        }

        return pairs;
    }
}
