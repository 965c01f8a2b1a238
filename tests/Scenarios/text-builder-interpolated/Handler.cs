using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Note note, ILambdaContext context)
    {
        var text = new StringBuilder();
        text.Append($"<{note.Urgent}>").Append($"[{note.Tag}|{note.Count,4:D2}|{"x"}]{{}}");
        foreach (var line in note.Lines)
            text.Append($"{line}-{note.Count}").Append(',');
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = text.ToString() });
        return note.Text;
    }
}

public record Note(string Text, string? Tag, bool Urgent, int Count, List<string> Lines);
