using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Rounded> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(order.Id);
        return new Rounded(
            Math.Floor(order.Weight), Math.Ceiling(order.Weight), Math.Round(order.Weight), Math.Round(order.Weight, MidpointRounding.AwayFromZero),
            Math.Truncate(order.Weight), (int)order.Weight, Math.Round(order.Weight / 3, 2));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Rounded(double Floor, double Ceiling, double Even, double Away, double Cut, int Whole, double Third);
