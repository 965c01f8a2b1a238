using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Polly;
using Polly.Retry;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    private static readonly ResiliencePipeline Guarded = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2 })
        .AddTimeout(TimeSpan.FromSeconds(2))
        .Build();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await Guarded.ExecuteAsync(async token => await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id }, token));
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
