using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public partial class Function
{
    private static readonly Regex Blanks = new(@"\s+", RegexOptions.Compiled);

    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    [GeneratedRegex("^[A-Z]{2}[0-9]+$")]
    private static partial Regex OrderId();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    public async Task<string> FunctionHandler(Order order)
    {
        if (!OrderId().IsMatch(order.Id))
            return "INVALID";
        await _sns.PublishAsync("orders", Separators().Replace(order.Note, "-"));
        return Blanks.Replace(order.Note, " ");
    }
}

public record Order(string Id, string Note);
