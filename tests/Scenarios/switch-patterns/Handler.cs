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

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var size = order.Amount switch
        {
            < 0 => throw new ArgumentException("Negative amount"),
            0 => "none",
            > 0 and <= 10 => "small",
            _ when order.Kind == "bulk" => "bulk",
            _ => "large",
        };
        switch (order)
        {
            case { Kind: "express", Amount: > 10 }:
                await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = "fast " + size });
                break;
            case { Note: { } note } when note != "none":
                await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = "note " + note });
                break;
            case { Kind: not ("express" or "bulk") }:
                return new Receipt(order.Id, "SKIPPED");
        }

        return new Receipt(order.Id, size);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
