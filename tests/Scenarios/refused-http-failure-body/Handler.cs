using System.Net.Http;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new();

    public async Task<string> FunctionHandler(Order order)
    {
        using var response = await Http.GetAsync($"https://orders.example.com/{order.Number}");
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        return "ok";
    }
}

public record Order(int Number);
