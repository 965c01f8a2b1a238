using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Xml.Linq;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var status = "OPEN";
        try
        {
            var root = XDocument.Parse(order.Note ?? "<order/>").Root!.Name.LocalName;
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = root });
            status = "SENT";
        }
        catch (InvalidOperationException e)
        {
            status = e.Message;
        }
        finally
        {
            await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "Orders", Item = new() { ["Id"] = new AttributeValue { S = order.Id }, ["Status"] = new AttributeValue { S = status } } });
        }

        return new Receipt(order.Id, status);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
