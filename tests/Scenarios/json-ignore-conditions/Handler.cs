using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(JsonSerializer.Serialize(order));
        return new Total(order);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public class Order
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Text { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Mark { get; set; }
}

public record Total(Order A);
