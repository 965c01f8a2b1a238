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

    public async Task<Summary> FunctionHandler(Order order, ILambdaContext context)
    {
        var states = new Dictionary<string, string> { ["order"] = order.Id };
        foreach (var line in order.Lines)
        {
            var response = await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = line.Sku });
            states[line.Sku] = response.MessageId;
        }

        return new Summary(order.Id, states);
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Summary(string Id, Dictionary<string, string> States);
