using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonS3 _s3 = new AmazonS3Client();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await _s3.CopyObjectAsync("drafts", "orders/latest.json", "orders", $"orders/{order.Id}.json");
        await _s3.DeleteObjectAsync("drafts", "orders/latest.json");
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
