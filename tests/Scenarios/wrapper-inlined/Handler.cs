// handler: Notify.FunctionHandler
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Notify
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var text = await _lambda.InvokeAsync(new InvokeRequest
        {
            FunctionName = Environment.GetEnvironmentVariable("SEND_TEXT"),
            Payload = JsonSerializer.Serialize(new Text(order.Phone, $"Order {order.Id}")),
        });
        if (text.FunctionError is not null)
        {
            var failure = JsonSerializer.Deserialize<Failure>(text.Payload);
            return $"no text: {failure!.errorType} {failure.errorMessage}";
        }

        var sent = JsonSerializer.Deserialize<Sent>(text.Payload)!;
        // Nobody looks at whether it failed.
        await _lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("SEND_MAIL"), Payload = JsonSerializer.Serialize(new Text(order.Mail, order.Id)) });
        return sent.Id;
    }
}

public class SendText
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Sent> FunctionHandler(Text text, ILambdaContext context)
    {
        if (text.To == "")
            throw new ArgumentException("no phone");
        var published = await _sns.PublishAsync(new PublishRequest { PhoneNumber = text.To, Message = text.Body });
        return new Sent(published.MessageId);
    }
}

public class SendMail
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Text text, ILambdaContext context) =>
        await _sns.PublishAsync(new PublishRequest { TopicArn = "mails", Subject = text.To, Message = text.Body });
}

public record Order(string Id, string Phone, string Mail);

public record Text(string To, string Body);

public record Sent(string Id);

public record Failure(string errorType, string errorMessage);
