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

    public async Task<Parts> FunctionHandler(Note note, ILambdaContext context)
    {
        await Publish(note.Text.ToUpperInvariant());
        return new Parts(note.Text.ToLower(), string.Equals(note.Text, "TEXT", StringComparison.OrdinalIgnoreCase), string.CompareOrdinal(note.Text, note.Code) < 0);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Note(string Text, string? Tag, string Code);

public record Parts(string Lower, bool Same, bool Before);
