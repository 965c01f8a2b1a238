using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using MessageDistribution.Models;

namespace MessageDistribution.Functions;

/// <summary>Looks up what became of a message; the support console invokes it.</summary>
public class GetDelivery
{
    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly string? _tableName = Environment.GetEnvironmentVariable("TABLE_NAME");

    public GetDelivery()
        : this(new AmazonDynamoDBClient())
    {
    }

    public GetDelivery(IAmazonDynamoDB dynamoDb)
    {
        _dynamoDb = dynamoDb;
    }

    public async Task<DeliveryReceipt?> FunctionHandler(DeliveryQuery query, ILambdaContext context)
    {
        var response = await _dynamoDb.GetItemAsync(new GetItemRequest
        {
            TableName = _tableName,
            Key = new Dictionary<string, AttributeValue> { ["MessageId"] = new AttributeValue { S = query.MessageId } },
        });
        if (response.Item == null || response.Item.Count == 0)
        {
            context.Logger.LogInformation($"No delivery of {query.MessageId}");
            return null;
        }

        return new DeliveryReceipt(query.MessageId, response.Item["Status"].S, response.Item["Detail"].S);
    }
}
