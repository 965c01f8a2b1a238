using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var request = new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/1/orders", MessageBody = order.Id, DelaySeconds = order.Later ? 60 : 0 };
        if (order.Group != null)
        {
            request.MessageGroupId = order.Group;
            request.MessageDeduplicationId = order.Id;
        }
        else
        {
            request.MessageAttributes = new() { ["Kind"] = new MessageAttributeValue { DataType = "String", StringValue = order.Kind ?? "none" } };
        }

        var sent = await _sqs.SendMessageAsync(request);
        return sent.MessageId;
    }
}

public record Order(string Id, string? Group, string? Kind, bool Later);
