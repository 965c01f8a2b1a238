using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.S3;
using System.IO.Compression;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var counts = new Dictionary<string, int>();
        using (var file = await _s3.GetObjectAsync("uploads", order.Id))
        using (var zip = new GZipStream(file.ResponseStream, CompressionMode.Decompress))
        using (var reader = new StreamReader(zip))
            while (await reader.ReadLineAsync() is string line)
                counts[line] = counts.TryGetValue(line, out var count) ? count + 1 : 1;

        await _sns.PublishAsync(new PublishRequest { TopicArn = "counts", Message = $"{counts.Count} lines of {order.Id}" });
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
