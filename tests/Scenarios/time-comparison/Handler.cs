using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Renewal renewal, ILambdaContext context)
    {
        if (renewal.EndsAt <= renewal.StartsAt)
            throw new ArgumentException($"{renewal.Id} ends before it starts");
        if (renewal.StartsAt == renewal.SignedAt || renewal.EndsAt > new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
            await _sns.PublishAsync("renewals", renewal.Id);
        return renewal.StartsAt < renewal.SignedAt ? "late" : "in time";
    }
}

public record Renewal(string Id, DateTimeOffset SignedAt, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
