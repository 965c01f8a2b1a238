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
        try
        {
            // What does not depend on the element fails for the first one, and not at all without one.
            if (order.Lines.FirstOrDefault(line => line.Quantity > order.Tags.Count) is { } large)
                await Publish(large.Name);
            // Nothing but the failure is left of this loop.
            foreach (var line in order.Others.OrderBy(line => line.Quantity).ToList())
            {
            }

            if (order.Lines.Any(line => line.Name == order.Customer.Name))
                await Publish("own");
            if (order.Lines.All(line => line.Name != Marked(order.Customer.Kind)))
                await Publish("none");
        }
        catch (Exception e)
        {
            await Publish(e.Message);
        }
    }

    private static string Marked(string text) => text.EndsWith("!", StringComparison.Ordinal) ? text : text + "!";

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Customer(string Name, string Kind);

public record Line(string Name, int Quantity);

public record Order(Customer Customer, List<Line> Lines, List<Line> Others, List<string> Tags);
