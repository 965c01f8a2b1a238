using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Runtime;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<string> FunctionHandler(Order order)
    {
        try
        {
            await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "orders", Item = new() { ["Id"] = new AttributeValue { S = order.Id } } });
            await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship", InvocationType = InvocationType.Event, Payload = "{}" });
        }
        catch (AmazonLambdaException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests)
        {
            return "LATER";
        }
        catch (AmazonServiceException e) when ((int)e.StatusCode >= 500)
        {
            return "BROKEN " + e.Message;
        }
        catch (Exception e) when (e is AmazonDynamoDBException { StatusCode: HttpStatusCode.BadRequest, ErrorCode: not "ConditionalCheckFailedException" })
        {
            return "REFUSED";
        }

        return "OK";
    }
}

public record Order(string Id);
