// options: distributed-map
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
            await Task.WhenAll(order.Lines.Select(async line =>
            {
                if (line == order.Forbidden)
                    throw new InvalidOperationException("forbidden: " + line);
                await _dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = "lines", Key = new() { ["Id"] = new AttributeValue { S = line } } });

                // A fan-out inside stays inside of the iteration's execution.
                await Task.WhenAll(order.Topics.Select(async topic => await _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = line })));
            }));
            return new Receipt("deleted");
        }
        catch (Amazon.DynamoDBv2.Model.ResourceNotFoundException e)
        {
            return new Receipt(e.Message);
        }
        catch (InvalidOperationException e)
        {
            return new Receipt(e.Message);
        }
    }
}

public record Order(List<string> Lines, List<string> Topics, string Forbidden);

public record Receipt(string Status);
