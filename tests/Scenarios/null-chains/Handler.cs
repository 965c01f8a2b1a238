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

    public async Task<Total> FunctionHandler(Owner owner, ILambdaContext context)
    {
        var city = owner.Home?.City?.Trim() ?? "nowhere";
        await Publish(city);
        return new Total(owner.Home?.City?.Length, owner.Home is { City: "text" });
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Owner(Address? Home);

public record Address(string? City);

public record Total(int? Length, bool Known);
