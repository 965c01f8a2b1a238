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

    public async Task<Result> FunctionHandler(Order order, ILambdaContext context)
    {
        var result = new Result { Id = order.Id };
        foreach (var line in order.Lines)
        {
            if (line.Quantity < 1)
            {
                result.Problems.Add(line.Sku);
                result.Counts.Bad++;
                continue;
            }

            await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = line.Sku });
            result.Counts.Good++;
        }

        return result;
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public class Result
{
    public string Id { get; set; } = "";

    public List<string> Problems { get; set; } = new();

    public Counts Counts { get; set; } = new();
}

public class Counts
{
    public int Good { get; set; }

    public int Bad { get; set; }
}
