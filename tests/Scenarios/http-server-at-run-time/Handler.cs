using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public async Task<string> FunctionHandler(Order order)
    {
        var price = await Http.GetFromJsonAsync<Price>($"https://shop{order.Shop}.example.com/prices/{order.Number}");
        if (price!.Amount > 100)
            return "EXPENSIVE";
        using var answer = await Http.PostAsJsonAsync(order.CallbackUrl, price);
        answer.EnsureSuccessStatusCode();
        return "TOLD";
    }
}

public record Order(int Shop, int Number, string CallbackUrl);

public record Price(string Currency, int Amount);
