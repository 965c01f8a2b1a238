using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<string> FunctionHandler(Step step)
    {
        var queue = await _sqs.GetQueueUrlAsync(step.Queue);
        await _sqs.SendMessageAsync(queue.QueueUrl, step.Text);
        await _sns.PublishAsync(step.Topic, step.Text);
        await _dynamoDb.DeleteItemAsync("steps", new Dictionary<string, AttributeValue> { ["Id"] = new() { S = step.Id } });
        return queue.QueueUrl;
    }
}

public record Step(string Id, string Queue, string Topic, string Text);
