using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    // Nothing reads what is computed here, and still it throws where there is no owner.
    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(order.Case);
        switch (order.Case)
        {
            case "discard":
                _ = order.Owner!.Name;
                break;
            case "statement":
                order.Owner!.Name.ToString();
                break;
            case "deconstruction":
                var (kind, _) = (order.Case, order.Owner!.Name);
                await Publish(kind);
                break;
            case "initializer":
                var kept = new Kept { First = order.Owner!.Name, Second = "second" };
                await Publish(kept.Second);
                break;
            case "switch":
                switch (order.Owner!.Name)
                {
                    default:
                        await Publish("default");
                        break;
                }

                break;
            case "arms":
                await Publish(order.Owner!.Name switch { _ => "any" });
                break;
            case "loop":
                foreach (var name in order.Owner!.Names)
                {
                }

                break;
            case "tuple":
                await Publish((order.Owner!.Name, "two").Item2);
                break;
            case "type":
                await Publish(order.Owner!.Age is int ? "number" : "none");
                break;
            case "choice":
                await Publish(order.Owner!.Name == "x" ? "same" : "same");
                break;
            case "coalesce":
                await Publish("given" ?? order.Owner!.Name);
                break;
            case "exception":
                throw new OrderException("bad") { Code = order.Owner!.Name };
            case "constructor":
                throw new OrderException(order.Owner);
            case "pattern":
                await Publish(order.Owner!.Age is var age ? "any" : "none");
                break;
            case "object":
                await Publish(order.Owner!.Age is { } ? "there" : "none");
                break;
            case "argument":
                throw new OrderException("bad", order.Owner!.Name);
        }

        return "done";
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public class OrderException : Exception
{
    public OrderException(string message) : base(message)
    {
    }

    public OrderException(Owner? owner) : base("no owner")
    {
        Code = owner!.Name;
    }

    public OrderException(string message, string code) : base(message) => Code = code;

    public string? Code { get; set; }
}

public class Kept
{
    public string First { get; set; } = "";

    public string Second { get; set; } = "";
}

public record Order(string Case, Owner? Owner);

public record Owner(string Name, int Age, List<string> Names);
