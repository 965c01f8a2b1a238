using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Note note, ILambdaContext context)
    {
        if (!Enum.TryParse<Size>(note.Code, true, out var size))
            return new Total("unknown");
        await Publish(size.ToString());
        return new Total(size == Size.Large ? "large" : "other");
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public enum Size { Small, Large }

public record Note(string Text, string? Tag, string Code);

public record Total(string Text);
