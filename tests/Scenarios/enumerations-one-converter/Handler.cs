using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(order.Kind.ToString());
        return new Total(order.Kind, order.Other);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

[JsonConverter(typeof(JsonStringEnumConverter<Kind>))]
public enum Kind { Small, Large }

public enum Other { One, Two }

public record Order(string Text, Kind Kind, [property: JsonConverter(typeof(JsonStringEnumConverter<Other>))] Other Other);

public record Total(Kind A, Other B);
