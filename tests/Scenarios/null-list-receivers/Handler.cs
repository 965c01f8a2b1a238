using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        string text;
        try
        {
            // Methods of the list itself, other than those of LINQ, do not check it.
            text = order.Kind switch
            {
                "contains" => order.Tags.Contains("a") ? "yes" : "no",
                "exists" => order.Tags.Exists(tag => tag == "a") ? "yes" : "no",
                "index" => $"{order.Tags.IndexOf("a")}",
                "all" => string.Join(",", order.Tags.FindAll(tag => tag != "a")),
                "linq" => order.Tags.Any(tag => tag == "a") ? "yes" : "no",
                _ => string.Join(",", order.Tags.Distinct().ToDictionary(tag => tag, tag => order.Note.Trim() + tag).Values),
            };
            var all = new List<string> { text };
            all.AddRange(order.More);
            text = string.Join(",", all.Except(order.Tags));
        }
        catch (NullReferenceException)
        {
            text = "null";
        }
        catch (ArgumentNullException e)
        {
            text = e.Message;
        }

        await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "texts", Item = new() { ["Id"] = new AttributeValue { S = text } } });
        return text;
    }
}

public record Order(string Kind, List<string> Tags, List<string> More, string Note);
