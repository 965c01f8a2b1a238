using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            if (order.Urgent && order.Customer.Level > 2)
                await _sns.PublishAsync(new PublishRequest { TopicArn = "urgent", Message = order.Id });
            var name = order.Urgent ? order.Customer.Name : "anyone";
            var levels = order.Others.Select(o => o.Level).ToList();
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = $"{name} {levels.Count}" });
            return new Receipt(order.Id, "SENT");
        }
        catch (Exception e)
        {
            return new Receipt(order.Id, e.GetType().Name);
        }
    }
}

public record Customer(string? Name, int Level);

public record Order(string Id, bool Urgent, Customer Customer, List<Customer> Others);

public record Receipt(string Id, string Status);
