using System.Net.Http;
using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new();

    public async Task<string> FunctionHandler(Order order)
    {
        await Http.GetStringAsync("orders");
        await Http.GetStringAsync("http://orders.example.com/");
        using var noted = await Http.PostAsync("https://orders.example.com/notes", new StringContent(order.Note, Encoding.UTF8, "text/plain"));
        var request = new HttpRequestMessage(HttpMethod.Get, "https://orders.example.com/");
        request.Headers.Add("If-Match", order.Note);
        using var matched = await Http.SendAsync(request);
        using var tested = await Http.GetAsync($"https://orders.example.com/?{order.Note}=1");
        return noted.Headers.Location?.ToString() ?? "";
    }
}

public record Order(string Note);
