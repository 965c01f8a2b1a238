using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.Lambda.KinesisEvents;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(KinesisEvent input, ILambdaContext context)
    {
        foreach (var record in input.Records)
            await _sns.PublishAsync("readings", $"{record.EventId}: {Encoding.UTF8.GetString(record.Kinesis.Data.ToArray())}");
        return input.Records.Count;
    }
}
