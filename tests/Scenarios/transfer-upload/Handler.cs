using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.S3;
using Amazon.S3.Transfer;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITransferUtility _transfer = new TransferUtility(new AmazonS3Client());

    public async Task FunctionHandler(Order order)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Stored(order.Id, order.Total))));
        await _transfer.UploadAsync(content, "orders", $"orders/{order.Id}.json");
    }
}

public record Order(string Id, int Total);

public record Stored(string Number, int Amount);
