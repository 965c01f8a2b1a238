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
        var code = note.Code.Trim();
        await Publish(code.Substring(0, 2));
        return new Parts(code.Substring(2), code.Length, code[^1].ToString());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Note(string Text, string? Tag, string Code);

public record Parts(string Rest, int Length, string Last);
