using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var (customer, article) = (GetAsync("customers", order.Customer), GetAsync("articles", order.Article));
        await Task.WhenAll(customer, article);
        var first = _sns.PublishAsync("orders", await customer);
        var second = _sns.PublishAsync("orders", await article);
        var (one, two) = (await first, await second);
        return one.MessageId + two.MessageId;
    }

    private async Task<string> GetAsync(string table, string id)
    {
        var found = await _dynamoDb.GetItemAsync(table, new Dictionary<string, AttributeValue> { ["Id"] = new AttributeValue { S = id } });
        return found.Item["Name"].S;
    }
}

public record Order(string Customer, string Article);
