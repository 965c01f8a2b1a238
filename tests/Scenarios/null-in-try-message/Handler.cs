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
        try
        {
            var kind = order.Kind.ToUpperInvariant();
            for (var i = 0; i < order.Lines.Count; i++)
            {
                var most = order.Lines.Where(line => line.Quantity > i).Max(line => line.Quantity);
                await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = order.Lines[i].Sku + most });
            }
        }
        catch (InvalidOperationException)
        {
            return new Receipt(order.Id, "EMPTY");
        }
        catch (Exception e)
        {
            return new Receipt(order.Id, "BAD " + e.Message);
        }

        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Receipt(string Id, string Status);
