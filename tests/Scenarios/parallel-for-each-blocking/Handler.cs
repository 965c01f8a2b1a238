using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public string FunctionHandler(Order order)
    {
        Parallel.ForEach(order.Lines, new ParallelOptions { MaxDegreeOfParallelism = 5 }, line =>
        {
            _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = line }).GetAwaiter().GetResult();
        });
        Parallel.ForEach(order.Lines, line => _sns.PublishAsync("again", line).Wait());
        return "OK";
    }
}

public record Order(string Id, List<string> Lines);
