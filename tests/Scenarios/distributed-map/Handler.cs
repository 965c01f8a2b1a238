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
        var prefix = order.Kind == "gift" ? "g" : "o";
        var sent = await Task.WhenAll(order.Lines.Select(async (line, number) =>
        {
            await _dynamoDb.PutItemAsync(new PutItemRequest
            {
                TableName = "lines",
                Item = new()
                {
                    ["Id"] = new AttributeValue { S = $"{prefix}{order.Id}-{number}" },
                    ["Text"] = new AttributeValue { S = line.Text },
                    ["Run"] = new AttributeValue { S = context.AwsRequestId },
                },
            });
            if (line.IsLast)
                return "last";
            var published = await _sns.PublishAsync(new PublishRequest { TopicArn = order.Kind, Message = line.Text });
            return published.MessageId;
        }));
        return new Receipt(order.Id, sent.Length, sent);
    }
}

public record Order(string Id, string Kind, List<Line> Lines);

public record Line(string Text, bool IsLast);

public record Receipt(string Id, int Count, string[] Sent);
