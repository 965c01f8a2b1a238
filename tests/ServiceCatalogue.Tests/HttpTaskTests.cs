using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue.Tests;

/// <summary>The views on HTTP calls, against what .NET's own client sends and does.</summary>
public sealed class HttpTaskTests
{
    [Fact]
    public void Every_method_exists_and_its_url_parameter_too()
    {
        var types = new[] { typeof(HttpClient), typeof(HttpClientJsonExtensions) }.ToDictionary(t => t.FullName!);

        foreach (var (type, call) in HttpCalls.All)
        {
            var overloads = types[type].GetMethods().Where(m => m.Name == call.Method + "Async").ToList();
            Assert.NotEmpty(overloads);
            Assert.All(overloads, m => Assert.True(call.UrlParameter is null || m.GetParameters().Any(p => p.Name == call.UrlParameter), $"{m}"));
            Assert.Equal(call, HttpCalls.Find(type, call.Method + "Async"));
        }

        Assert.Equal(14, HttpCalls.All.Count);
        Assert.Null(HttpCalls.Find("System.Net.Http.HttpClient", "CancelPendingRequests"));
    }

    public static TheoryData<string> Calls() => [.. HttpCalls.All.Where(c => c.Call.Verb is not null).Select(c => c.Call.Method)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_sends_and_throws_as_described(string method)
    {
        var call = HttpCalls.All.Single(c => c.Call.Method == method).Call;
        var wire = new Wire(HttpStatusCode.NotFound);
        using var client = new HttpClient(wire);

        var thrown = await Record.ExceptionAsync(() => Send(client, call));

        Assert.Equal(call.Verb, wire.Verb);
        Assert.Equal(call.ThrowsOnFailureStatus, thrown is HttpRequestException { StatusCode: HttpStatusCode.NotFound });
        Assert.Equal(call.ThrowsOnFailureStatus, thrown is not null);
        if (call.Body == HttpBody.Json)
        {
            Assert.Equal("application/json", wire.ContentType);
            Assert.Equal("""{"someName":1}""", wire.Body);
        }
        else
        {
            Assert.Equal(call.Body == HttpBody.Content ? "text" : null, wire.Body);
        }
    }

    [Theory]
    [InlineData("Accept", true)]
    [InlineData("X-Correlation-Id", true)]
    [InlineData("authorization", false)]
    [InlineData("User-Agent", false)]
    [InlineData("X-Amz-Date", false)]
    public void Some_headers_cannot_be_set(string name, bool accepted) => Assert.Equal(accepted, HttpTask.AcceptsHeader(name));

    [Theory]
    [InlineData("Authorization", true)]
    [InlineData("x-api-key", true)]
    [InlineData("Accept", false)]
    public void Credentials_move_to_the_connection(string name, bool isCredential) => Assert.Equal(isCredential, HttpTask.IsCredential(name));

    [Theory]
    [InlineData("GET", "https://api.example.com/orders", null)]
    [InlineData("GET", "https://api.example.com/users/a@b", null)]
    [InlineData("GET", null, null)]
    [InlineData("GET", "http://api.example.com", "the HTTP task calls absolute https URLs only")]
    [InlineData("GET", "/orders", "the HTTP task calls absolute https URLs only")]
    [InlineData("GET", "https://user:secret@api.example.com/", "the URL holds credentials, which belong to the connection")]
    [InlineData("TRACE", "https://api.example.com", "the HTTP task has no method TRACE")]
    public void What_the_task_cannot_call_says_why(string method, string? endpoint, string? obstacle) => Assert.Equal(obstacle, HttpTask.Obstacle(method, endpoint));

    [Fact]
    public void A_call_needs_the_connection_and_its_secret()
    {
        var statements = HttpTask.Permissions("POST", "https://api.example.com/orders", "${Api.Arn}");

        Assert.Equal(
            ["states:InvokeHTTPEndpoint", "events:RetrieveConnectionCredentials", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], statements.SelectMany(s => s.Actions));
        Assert.Equal("https://api.example.com/orders", statements[0].StringLike["states:HTTPEndpoint"]);
        Assert.Equal(["${Api.Arn}"], statements[1].Resources);
        Assert.Equal(["*"], HttpTask.Permissions("GET", null, null)[1].Resources);
        Assert.False(HttpTask.Permissions("GET", null, null)[0].StringLike.ContainsKey("states:HTTPEndpoint"));
    }

    [Fact]
    public void The_integration_has_the_parameters_and_the_errors_of_the_task()
    {
        Assert.True(AwsCatalogue.Default.TryParseResource("arn:aws:states:::http:invoke", out var parsed, out _));

        Assert.All(new[] { "ApiEndpoint", "Method", "Headers", "QueryParameters", "RequestBody", "InvocationConfig" }, p => Assert.True(parsed.Integration!.AcceptsParameter(p), p));
        Assert.StartsWith(parsed.Integration!.ErrorPrefix, HttpTask.StatusError(404), StringComparison.Ordinal);
        Assert.Equal("States.Http.StatusCode.404", HttpTask.StatusError(404));
    }

    private static Task Send(HttpClient client, HttpCall call)
    {
        const string Url = "https://api.example.com/";
        var value = new { SomeName = 1 };
        var content = new StringContent("text");
        return call.Method switch
        {
            "Get" => client.GetAsync(Url),
            "GetString" => client.GetStringAsync(Url),
            "GetByteArray" => client.GetByteArrayAsync(Url),
            "GetStream" => client.GetStreamAsync(Url),
            "Post" => client.PostAsync(Url, content),
            "Put" => client.PutAsync(Url, content),
            "Patch" => client.PatchAsync(Url, content),
            "Delete" => client.DeleteAsync(Url),
            "GetFromJson" => client.GetFromJsonAsync<JsonNode>(Url),
            "DeleteFromJson" => client.DeleteFromJsonAsync<JsonNode>(Url),
            "PostAsJson" => client.PostAsJsonAsync(Url, value),
            "PutAsJson" => client.PutAsJsonAsync(Url, value),
            "PatchAsJson" => client.PatchAsJsonAsync(Url, value),
            _ => throw new InvalidOperationException(call.Method),
        };
    }

    private sealed class Wire(HttpStatusCode status) : HttpMessageHandler
    {
        public string? Verb { get; private set; }

        public string? ContentType { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Verb = request.Method.Method;
            ContentType = request.Content?.Headers.ContentType?.MediaType;
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(status) { Content = new StringContent("{}") };
        }
    }
}
