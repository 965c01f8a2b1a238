using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Order order, ILambdaContext context)
    {
        var tasks = new List<Task>();
        foreach (var item in order.Items)
        {
            if (item.Label is null)
                continue;
            tasks.Add(_sns.PublishAsync(new PublishRequest { TopicArn = "items", Message = item.Name }));
        }

        await Task.WhenAll(tasks);
    }
}

public record Order(List<Item> Items);

public record Item(string Name, string? Label);
