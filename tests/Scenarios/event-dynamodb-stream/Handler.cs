using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.Lambda.DynamoDBEvents;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(DynamoDBEvent input, ILambdaContext context)
    {
        var changed = 0;
        foreach (var record in input.Records)
        {
            if (record.EventName != "MODIFY")
                continue;
            var image = record.Dynamodb.NewImage;
            if (image is null)
                continue;
            if (image.TryGetValue("Status", out var status) && status.S == "shipped")
            {
                await _sns.PublishAsync("orders", $"{image["Id"].S} is shipped");
                changed++;
            }
        }

        return changed;
    }
}
