using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Answer> FunctionHandler(Shift shift, ILambdaContext context)
    {
        var worked = shift.Length - shift.Pause;
        var rest = TimeSpan.FromHours(8) - worked;
        if (rest < TimeSpan.Zero)
            await _sns.PublishAsync("overtime", $"{shift.Id}: {-rest}");
        return new Answer(worked, rest.Duration(), shift.Extra, worked * 2, worked.ToString(), TimeSpan.FromMinutes(90), worked / TimeSpan.FromMinutes(1));
    }
}

public record Shift(string Id, TimeSpan Length, TimeSpan Pause, TimeSpan? Extra);

public record Answer(TimeSpan Worked, TimeSpan Rest, TimeSpan? Extra, TimeSpan Twice, string Text, TimeSpan Fixed, double Minutes);
