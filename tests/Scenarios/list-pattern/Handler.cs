using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        if (order.Lines is [])
            return new Receipt(order.Id, "EMPTY");
        if (order.Lines is [var only])
            return new Receipt(order.Id, "ONE");
        if (order.Lines is [{ Quantity: > 5 }, .., { Quantity: 0 }])
            await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = "unusual " + order.Id });
        return new Receipt(order.Id, "MANY");
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Receipt(string Id, string Status);
