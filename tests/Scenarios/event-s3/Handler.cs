using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(S3Event input, ILambdaContext context)
    {
        var entity = input.Records[0].S3;
        await _sns.PublishAsync("uploads", $"{entity.Bucket.Name}/{entity.Object.Key}");
        return entity.Object.Key;
    }
}
