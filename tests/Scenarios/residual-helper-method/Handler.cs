using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Globalization;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    private const int Width = 4;

    private static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var label = Label(new Part(order.Kind, order.Amount));
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = label });
        return new Receipt(order.Id, label);
    }

    // Pads and groups, as Germans write numbers.
    private static string Label(Part part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Width; i++)
            text.Append(i < part.Name.Length ? part.Name[i] : '.');
        return text.Append(' ').Append(part.Amount.ToString("N2", German)).ToString();
    }

    private sealed record Part(string Name, int Amount);
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
