using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task FunctionHandler(Order order)
    {
        var rate = await Http.GetFromJsonAsync<Rate>($"https://rates.example.com/{order.Currency}");
        using var booked = await Http.PostAsJsonAsync("https://books.example.com/orders", order);
        booked.EnsureSuccessStatusCode();
        await _sqs.SendMessageAsync("orders", rate!.Name);
    }
}

public record Order(string Id, string Currency);

public record Rate(string Name);
