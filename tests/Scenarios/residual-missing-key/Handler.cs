using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Quote> FunctionHandler(Line line, ILambdaContext context)
    {
        var row = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Stock", Key = new() { ["Sku"] = new AttributeValue { S = line.Sku } } });
        if (row.Item == null)
            return new Quote(line.Sku, "UNKNOWN", 0m);
        try
        {
            var price = decimal.Parse(row.Item["Price"].N) * line.Quantity;
            return new Quote(line.Sku, "PRICED", price);
        }
        catch (KeyNotFoundException e)
        {
            return new Quote(line.Sku, e.Message, 0m);
        }
    }
}

public record Line(string Sku, int Quantity);

public record Quote(string Sku, string Status, decimal Price);
