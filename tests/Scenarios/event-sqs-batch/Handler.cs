using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.Lambda.SQSEvents;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<SQSBatchResponse> FunctionHandler(SQSEvent input, ILambdaContext context)
    {
        var failed = new List<SQSBatchResponse.BatchItemFailure>();
        foreach (var record in input.Records)
        {
            try
            {
                await _sns.PublishAsync(record.MessageAttributes["topic"].StringValue, JsonSerializer.Deserialize<Note>(record.Body)!.Text);
            }
            catch (Exception e)
            {
                context.Logger.LogError($"{record.MessageId}: {e.Message}");
                failed.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = record.MessageId });
            }
        }

        return new SQSBatchResponse(failed);
    }
}

public record Note(string Text);
