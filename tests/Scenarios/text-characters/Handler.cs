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
        await Publish(new string(note.Text.Reverse().ToArray()));
        return new Parts(note.Text.Count(char.IsLetter), note.Text.Any(c => c == ' '), note.Text.Where(c => c >= 'a' && c <= 'n').Count());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Note(string Text, string? Tag, string Code);

public record Parts(int Letters, bool Spaced, int Early);
