using System.Text;
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
        try
        {
            await Task.WhenAll(order.Items.Select(async item =>
                await _sqs.SendMessageAsync(new SendMessageRequest
                {
                    QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
                    MessageBody = item.Label ?? throw new InvalidOperationException(JsonSerializer.Serialize(new { Item = item.Name, Reason = "no <label>" })),
                })));
        }
        catch (InvalidOperationException e)
        {
            // JSON text by way of an error's message.
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = Convert.ToBase64String(Encoding.UTF8.GetBytes(e.Message)) });
        }

        return "done";
    }
}

public record Order(List<Item> Items);

public record Item(string Name, string? Label);
