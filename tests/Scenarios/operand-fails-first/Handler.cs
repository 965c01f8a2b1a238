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
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var found = await _dynamoDb.QueryAsync(new QueryRequest { TableName = "things", KeyConditionExpression = "Id = :i", ExpressionAttributeValues = new() { [":i"] = new AttributeValue { S = "a" } } });
        try
        {
            // The first operand fails before the helper decides.
            await PublishAsync(found.Items.Count + Grade(found.Items.Count));
        }
        catch (InvalidOperationException)
        {
            return "invalid";
        }
        catch (Exception)
        {
            return "failed";
        }

        // The first part fails first.
        var (count, _) = (order.Tags.Count, order.Id ?? throw new InvalidOperationException("no id"));
        await PublishAsync($"{count}");
        // It fails before the call is made.
        return order.Tags.Count + await PublishAsync("done");
    }

    private async Task<string> PublishAsync(string message)
    {
        var published = await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
        return published.MessageId;
    }

    private static string Grade(int number)
    {
        switch (number)
        {
            case > 5:
                return "high";
            case 0:
                return "none";
            default:
                return "low";
        }
    }
}

public record Order(string Id, List<string> Tags);
