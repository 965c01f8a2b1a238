using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        var note = order.Note is { Length: > 2 } text && text != "none" ? text : "-";
        var kind = order switch
        {
            { IsLarge: true, Note.Length: > 5 } => "large with note",
            { IsLarge: true } => "large",
            { Tags: [var only] } => only,
            _ => "small",
        };
        await Publish(kind + " " + note);
        return new Total(kind, note);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, string? Note, List<string> Tags)
{
    public bool IsLarge => Amount > 100;
}

public record Total(string Kind, string Note);
