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
        // A list of its own, of the same items.
        var items = order.Items.ToList();
        items.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        items.ForEach(item => item.Name = item.Name.Normalize());
        foreach (var item in items)
            item.Rank = items.IndexOf(item);
        await _sns.PublishAsync(new PublishRequest { TopicArn = "items", Message = $"{order.Items[0].Name} is {order.Items[0].Rank}" });

        // Another name of one of them, used later.
        var numbers = order.Numbers;
        numbers[0] = BitConverter.ToInt32(BitConverter.GetBytes(numbers[0]).Reverse().ToArray());
        await _sns.PublishAsync(new PublishRequest { TopicArn = "numbers", Message = $"{order.Numbers[0]}" });
    }
}

public class Order
{
    public List<Item> Items { get; set; } = [];

    public List<int> Numbers { get; set; } = [];
}

public class Item
{
    public string Name { get; set; } = "";

    public int Rank { get; set; }
}
