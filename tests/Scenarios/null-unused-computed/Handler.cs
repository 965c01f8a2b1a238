using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Answer> FunctionHandler(Order order, ILambdaContext context)
    {
        var lines = order.Lines.Count;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = "received", Subject = order.IsSmall ? "small" : lines.ToString() });
        var (twice, text) = (Twice(order.Tags.Count), order.IsSmall ? "small" : "large");
        return new Answer(text, order.Place.Mark(""));
    }

    private static int Twice(int n) => n * 2;
}

public static class Marks
{
    public static string Mark(this string text, string mark) => text.EndsWith(mark, StringComparison.Ordinal) ? text : text + mark;
}

public record Order(bool IsSmall, string Place, List<string> Tags, List<Line> Lines);

public record Line(string Name, int Quantity);

public record Answer(string Size, string Place);
