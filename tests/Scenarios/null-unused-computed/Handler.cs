using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var (twice, text) = (Twice(order.Tags.Count), "b");
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id + text });
        var quantity = order.Lines.Sum(line => line.Quantity);
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id });
        return order.Place.Mark(order.Id);
    }

    private static int Twice(int n) => n * 2;
}

public static class Marks
{
    public static string Mark(this string text, string mark) => text.EndsWith(mark, StringComparison.Ordinal) ? text : text + mark;
}

public record Order(string Id, string Place, List<string> Tags, List<Line> Lines);

public record Line(string Name, int Quantity);
