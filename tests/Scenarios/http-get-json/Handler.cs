using System.Net.Http;
using System.Net.Http.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var rate = await Http.GetFromJsonAsync<Rate>($"https://rates.example.com/latest/{Uri.EscapeDataString(order.Currency)}?base=EUR&amount={order.Amount}");
        await _sqs.SendMessageAsync("rates", rate!.Name);
        return rate.Name;
    }
}

public record Order(string Currency, int Amount);

public record Rate(string Name, double Value);
