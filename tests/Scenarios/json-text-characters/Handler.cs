using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(Order order, ILambdaContext context)
    {
        // What is left of the characters depends on how they were written.
        await Publish(Regex.Replace(JsonSerializer.Serialize(new { Inner = JsonSerializer.Serialize(order) }), "[^a-z]", "-"));
        await Publish(JsonSerializer.Serialize(new { Inner = JsonSerializer.Serialize(order) }).Replace("u", "U"));
        await Publish("It is " + new JsonObject { ["Name"] = order.Name + "'s <own>" }.ToJsonString());
        try
        {
            if (order.Name == null)
                throw new InvalidOperationException(JsonSerializer.Serialize(new { Missing = "<name>" }));
        }
        catch (InvalidOperationException e)
        {
            await Publish(Convert.ToBase64String(Encoding.UTF8.GetBytes(e.Message)));
        }

        return JsonSerializer.Serialize(order.Name + "é").Length;
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Name);
