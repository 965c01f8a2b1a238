using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            var worked = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "work", Payload = "{}" });
            if (worked.FunctionError != null)
                throw new RuleException("work failed");
        }
        catch (RuleException)
        {
            await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "failures", Item = new() { ["Id"] = new AttributeValue { S = string.Join(",", order.Tags) } } });
        }
        finally
        {
            await _sqs.SendMessageAsync("https://queue.example.com/1/done", "done");
        }

        return "done";
    }
}

public record Order(string Id, List<string> Tags);

public class RuleException(string message) : Exception(message);
