using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public partial class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var match = Regex.Match(order.Id, "^([A-Z]+)-([0-9]+)$");
        if (!match.Success)
            return "INVALID";
        await _sns.PublishAsync(match.Groups[1].Value, match.Groups[2].Value);
        return match.Value;
    }
}

public record Order(string Id);
