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
        var reading = _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "prices", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
        var first = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(5)));
        if (first != reading)
            throw new TimeoutException("No price for " + order.Id + " in time");

        var price = await reading;
        return new Receipt(order.Id, price.Item == null ? "UNKNOWN" : "PRICED");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
