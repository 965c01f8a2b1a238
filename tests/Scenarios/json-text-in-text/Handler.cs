using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        // Read as JSON, both texts are the same.
        await Publish(JsonSerializer.Serialize(new { order.Name, Inner = JsonSerializer.Serialize(order) }));
        // Numbers have nothing to escape.
        await Publish("counts: " + JsonSerializer.Serialize(order.Counts));
        var json = JsonSerializer.Serialize(new { Inner = JsonSerializer.Serialize(order) });
        await Publish("order: " + json);
        // No JSON any more.
        await Publish(JsonSerializer.Serialize(new { Inner = JsonSerializer.Serialize(order) }).ToUpperInvariant());
        await _sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders", MessageBody = "later", DelaySeconds = JsonSerializer.Serialize(new { Name = "<" + order.Name }).Length });
        return $"done with {json}";
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Name, List<int> Counts);
