using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    // What is given to these is not needed for what they give, and still it throws where there is no owner.
    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(order.Case);
        switch (order.Case)
        {
            case "format":
                await Publish(string.Format("{0}", "shown", order.Owner!.Name));
                break;
            case "ignored":
                await Publish(JsonSerializer.Serialize(new Kept { First = order.Owner!.Name, Second = "second" }));
                break;
            case "count":
                await Publish(order.Owner!.Names.Count >= 0 ? "some" : "none");
                break;
            case "empty":
                await Publish(order.Owner!.Names.Take(0).Any() ? "some" : "none");
                break;
            case "length":
                await Publish(new[] { order.Owner!.Name }.Length.ToString());
                break;
            case "list":
                await Publish(new List<string> { order.Owner!.Name, "b" }.Count > 1 ? "two" : "one");
                break;
            case "result":
                await Task.FromResult(order.Owner!.Name);
                break;
            case "unread":
                object unread = order.Owner!.Name;
                break;
            case "guard":
                ArgumentNullException.ThrowIfNull(order.Owner!.Names);
                break;
            case "joined":
                await Publish((order.Owner!.Name + "!") != null ? "text" : "none");
                break;
            case "anonymous":
                await Publish(new { order.Owner!.Name } != null ? "object" : "none");
                break;
            case "product":
                await Publish((order.Owner!.Age * 0).ToString());
                break;
            case "fallback":
                await Publish(order.Owner!.Name?.ToUpperInvariant() is null ? "shown" : "shown");
                break;
            case "compare":
                await Publish(order.Owner!.Age == order.Owner!.Age ? "same" : "other");
                break;
            case "last":
                await Publish(new[] { order.Owner!.Name, "last" }.Last());
                break;
            case "at":
                await Publish(new[] { order.Owner!.Name, "last" }[1]);
                break;
            case "dictionary":
                await Publish(new Dictionary<string, string> { ["a"] = order.Owner!.Name, ["b"] = "b" }["b"]);
                break;
            case "or":
                await Publish(order.Owner!.Age > 0 | true ? "any" : "none");
                break;
            case "interpolated":
                var text = $"{order.Owner!.Age}";
                break;
            case "helper":
                await Publish(Describe(order.Owner!.Name));
                break;
            case "constructor":
                await Publish(new Label(order.Owner!.Name, "b").Text);
                break;
            case "primary":
                await Publish(new Tag(order.Owner!.Name, "b").Text);
                break;
            case "with":
                await Publish((new Kept { First = order.Owner!.Name, Second = "a" } with { First = "b" }).Second);
                break;
        }

        return "done";
    }

    private static string Describe(string name) => "described";

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Kept
{
    [JsonIgnore]
    public string First { get; set; } = "";

    public string Second { get; set; } = "";
}

public class Label
{
    public Label(string first, string second) => Text = second;

    public string Text { get; }
}

public class Tag(string first, string second)
{
    public string Text { get; } = second;
}

public record Order(string Case, Owner? Owner);

public record Owner(string Name, int Age, List<string> Names);
