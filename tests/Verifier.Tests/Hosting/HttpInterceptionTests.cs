using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Hosting;

/// <summary>The requests of the code's own clients of HTTP are seen and answered like calls of the SDK, and never leave the process.</summary>
public sealed class HttpInterceptionTests
{
    private const string Source = """
        namespace App;
        using System.Net.Http;
        using System.Net.Http.Json;
        public class Function
        {
            private static readonly HttpClient Http = new() { BaseAddress = new Uri("https://api.example.com/v1/"), Timeout = TimeSpan.FromSeconds(7) };
            public Function() { Http.DefaultRequestHeaders.TryAddWithoutValidation("X-Source", "test"); }
            public async Task<string> Handle(string path)
            {
                using var response = await Http.PostAsJsonAsync(path, new { Number = 1 });
                return (int)response.StatusCode + " " + await response.Content.ReadAsStringAsync();
            }
        }
        """;

    [Fact]
    public void A_request_is_what_the_client_would_send()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(Source));

        var run = host.Run("\"orders?state=open\"", _ => HttpCallReader.Answered(202, "accepted"));

        Assert.Equal("202 accepted", Assert.IsType<HandlerOutcome.Returned>(run.Outcome).Json?.GetValue<string>());
        var request = Assert.Single(run.Calls).Call.Request;
        Assert.Equal("POST", request["Method"]?.GetValue<string>());
        Assert.Equal("https://api.example.com/v1/orders?state=open", request["Url"]?.GetValue<string>());
        Assert.Equal("test", request["Headers"]?["X-Source"]?.GetValue<string>());
        Assert.Equal("""{"number":1}""", request[HttpCallReader.Body]?.GetValue<string>());
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_an_exception_of_the_client()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(Source));

        var outcome = Assert.IsType<HandlerOutcome.Threw>(host.Run("\"orders\"", _ => HttpCallReader.Unreachable("no route")).Outcome);

        Assert.Equal(("HttpRequestException", "no route"), (outcome.ErrorType, outcome.Message));
    }

    [Fact]
    public void An_answer_that_does_not_come_ends_the_wait_of_the_client()
    {
        using var host = HandlerHost.Load(UserProject.Hosting(Source));

        var outcome = Assert.IsType<HandlerOutcome.Threw>(host.Run("\"orders\"", _ => HttpCallReader.Late()).Outcome);

        Assert.Equal("TaskCanceledException", outcome.ErrorType);
        Assert.Contains("7 seconds", outcome.Message, StringComparison.Ordinal);
    }
}
