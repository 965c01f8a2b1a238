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

    public async Task<Found> FunctionHandler(Note note, ILambdaContext context)
    {
        await Publish(note.Text.Replace("a", "4").Replace('e', '3'));
        return new Found(
            note.Text.IndexOf('x'), note.Text.LastIndexOf("ab", StringComparison.Ordinal), note.Text.Contains("text"),
            note.Text.StartsWith("an", StringComparison.Ordinal), note.Text.EndsWith("t", StringComparison.OrdinalIgnoreCase));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Note(string Text, string? Tag, string Code);

public record Found(int First, int Last, bool Has, bool Starts, bool Ends);
