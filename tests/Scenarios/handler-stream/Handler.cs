using Amazon.Lambda.Core;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using System.Text.Json;

namespace Scenario;

public class Function
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Stream> FunctionHandler(Stream input, ILambdaContext context)
    {
        var order = await JsonSerializer.DeserializeAsync<Order>(input, Options) ?? throw new ArgumentException("no order");
        await _sns.PublishAsync("orders", order.Id);
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Receipt(order.Id, "SENT"), Options));
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
