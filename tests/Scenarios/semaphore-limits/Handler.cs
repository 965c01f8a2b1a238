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
        using var gate = new SemaphoreSlim(4);
        var sent = await Task.WhenAll(order.Lines.Select(async line =>
        {
            await gate.WaitAsync();
            try
            {
                var response = await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = line.Sku });
                return response.MessageId;
            }
            finally
            {
                gate.Release();
            }
        }));
        return new Summary(order.Id, sent.ToList());
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Summary(string Id, List<string> Sent);
