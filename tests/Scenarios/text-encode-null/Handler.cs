using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Security.Cryptography;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Note note, ILambdaContext context)
    {
        var encoded = "";
        try
        {
            encoded += Convert.ToBase64String(Encoding.UTF8.GetBytes(note.Text));
            encoded += Uri.EscapeDataString(note.Tag);
            encoded += Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(note.Code)));
            await Publish(encoded);
        }
        catch (ArgumentNullException e)
        {
            await Publish($"{encoded}: {e.Message}");
        }

        return Convert.ToBase64String(Encoding.UTF8.GetBytes(note.Title));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Note(string Text, string Tag, string Code, string Title);
