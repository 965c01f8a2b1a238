namespace LambdaLift.ServiceCatalogue;

/// <summary>What an HTTP call sends as its body.</summary>
public enum HttpBody
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An argument, written by System.Text.Json with web defaults (camelCase): the task's <c>RequestBody</c>, with <c>Content-Type: application/json</c>.</summary>
    Json,

    /// <summary>A content object: the task's <c>RequestBody</c> if it is a <c>JsonContent</c>, or a <c>StringContent</c> whose text is JSON; else the task cannot send it.</summary>
    Content,
}

/// <summary>What an HTTP call returns.</summary>
public enum HttpResult
{
    /// <summary>The response, whose <c>StatusCode</c>, <c>Headers</c> and <c>Content</c> are the task's <c>StatusCode</c>, <c>Headers</c> (lists of texts) and <c>ResponseBody</c>.</summary>
    Response,

    /// <summary>The body as text. The task's <c>ResponseBody</c> is the parsed value if the answer is JSON, so its text is not kept to the letter.</summary>
    Text,

    /// <summary>The body read by System.Text.Json with web defaults: the task's <c>ResponseBody</c>.</summary>
    Json,

    /// <summary>The body as bytes or stream; the task fails on what is no text.</summary>
    Bytes,
}

/// <summary>A method of <c>HttpClient</c> (or of its JSON extensions) as a view on the HTTP task.</summary>
/// <param name="Method">The method without <c>Async</c>.</param>
/// <param name="Verb">The HTTP method; null when the message object says it (<c>SendAsync</c>: <c>HttpRequestMessage.Method</c>, <c>RequestUri</c>, <c>Headers</c>, <c>Content</c>).</param>
/// <param name="Body">What it sends: its argument <c>value</c> or <c>content</c>.</param>
/// <param name="Result">What it returns.</param>
/// <param name="ThrowsOnFailureStatus">Whether a status other than 2xx is an <c>HttpRequestException</c> (with that <c>StatusCode</c>) in .NET. The task always fails, with
/// <see cref="HttpTask.StatusError"/>, so code that looks at the status of a response becomes a Catch.</param>
public sealed record HttpCall(string Method, string? Verb, HttpBody Body, HttpResult Result, bool ThrowsOnFailureStatus)
{
    /// <summary>The parameter that holds the URL: a text or <c>Uri</c>, relative to <c>HttpClient.BaseAddress</c> if that is set; null for <c>SendAsync</c>.</summary>
    public string? UrlParameter => Verb is null ? null : "requestUri";
}

/// <summary>The HTTP calls of .NET that the HTTP task can make.</summary>
/// <remarks>Source: https://learn.microsoft.com/dotnet/api/system.net.http.httpclient and …/system.net.http.json.httpclientjsonextensions.</remarks>
public static class HttpCalls
{
    private const string Client = "System.Net.Http.HttpClient";
    private const string JsonExtensions = "System.Net.Http.Json.HttpClientJsonExtensions";

    /// <summary>All calls, with the type that declares them.</summary>
    public static IReadOnlyList<(string Type, HttpCall Call)> All { get; } = new (string, HttpCall)[]
    {
        (Client, new HttpCall("Send", null, HttpBody.Content, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (Client, new HttpCall("Get", "GET", HttpBody.None, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (Client, new HttpCall("GetString", "GET", HttpBody.None, HttpResult.Text, ThrowsOnFailureStatus: true)),
        (Client, new HttpCall("GetByteArray", "GET", HttpBody.None, HttpResult.Bytes, ThrowsOnFailureStatus: true)),
        (Client, new HttpCall("GetStream", "GET", HttpBody.None, HttpResult.Bytes, ThrowsOnFailureStatus: true)),
        (Client, new HttpCall("Post", "POST", HttpBody.Content, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (Client, new HttpCall("Put", "PUT", HttpBody.Content, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (Client, new HttpCall("Patch", "PATCH", HttpBody.Content, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (Client, new HttpCall("Delete", "DELETE", HttpBody.None, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (JsonExtensions, new HttpCall("GetFromJson", "GET", HttpBody.None, HttpResult.Json, ThrowsOnFailureStatus: true)),
        (JsonExtensions, new HttpCall("DeleteFromJson", "DELETE", HttpBody.None, HttpResult.Json, ThrowsOnFailureStatus: true)),
        (JsonExtensions, new HttpCall("PostAsJson", "POST", HttpBody.Json, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (JsonExtensions, new HttpCall("PutAsJson", "PUT", HttpBody.Json, HttpResult.Response, ThrowsOnFailureStatus: false)),
        (JsonExtensions, new HttpCall("PatchAsJson", "PATCH", HttpBody.Json, HttpResult.Response, ThrowsOnFailureStatus: false)),
    };

    /// <summary>The view on a call; null when the method sends no request.</summary>
    /// <param name="dotNetType">Full metadata name of the type that declares the method.</param>
    /// <param name="methodName">The method's name, with or without <c>Async</c>.</param>
    public static HttpCall? Find(string dotNetType, string methodName)
    {
        var method = HighLevelApis.WithoutAsync(methodName);
        return All.FirstOrDefault(row => row.Type == dotNetType && row.Call.Method == method).Call;
    }

    /// <summary>The view on a call by a name that a person types: the class with or without its namespace; an extension is a method of the client too.</summary>
    internal static HttpCall? FindNamed(string type, string methodName)
    {
        var method = HighLevelApis.WithoutAsync(methodName);
        return All.FirstOrDefault(row => row.Call.Method == method && (IsNamed(row.Type, type) || IsNamed(Client, type))).Call;
    }

    /// <summary>Whether a name that a person types is that of a class with such calls.</summary>
    internal static bool IsDeclaredBy(string type) => IsNamed(Client, type) || IsNamed(JsonExtensions, type);

    private static bool IsNamed(string type, string name) => type == name || type.EndsWith("." + name, StringComparison.Ordinal);
}
