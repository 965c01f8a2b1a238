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
            throw new ArgumentException("It ends before it starts");
        if (renewal.EndsAt > new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc))
            await _sns.PublishAsync("renewals", renewal.Id);
        return renewal.Id;
    }
}

public record Renewal(string Id, DateTime StartsAt, DateTime EndsAt);
