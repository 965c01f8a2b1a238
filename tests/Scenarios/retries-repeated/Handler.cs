using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task FunctionHandler(Order order, ILambdaContext context)
    {
        // Two retries, and three calls that are made again with the same request without being one.
        for (var i = 0; i < order.Tags.Count; i++)
        {
            var rounds = 0;
            do
            {
                rounds++;
                try
                {
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try
                        {
                            await _sns.PublishAsync(new PublishRequest { TopicArn = "begun", Message = "begun" });
                            break;
                        }
                        catch (Exception)
                        {
                        }
                    }

                    var answer = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "work", Payload = JsonSerializer.Serialize(new { Number = i }) });
                    if (!string.IsNullOrEmpty(answer.FunctionError))
                        throw new InvalidOperationException("failed");
                }
                catch (Exception)
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        try
                        {
                            await _sns.PublishAsync(new PublishRequest { TopicArn = "failed", Message = order.Id });
                            break;
                        }
                        catch (Exception) when (attempt < 3)
                        {
                            await Task.Delay(100 * (1 << attempt));
                        }
                    }
                }
            }
            while (rounds < 3 && order.IsUrgent);
        }
    }
}

public record Order(string Id, bool IsUrgent, List<string> Tags);
