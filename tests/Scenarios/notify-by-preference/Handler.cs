using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public enum Channel { Email, Sms, Push }
public record Recipient(string Id, string? Phone, string? Email, Channel[] Preferred, string Language = "en");
public record Notice(string Template, Dictionary<string, string>? Values, List<Recipient> Recipients, bool Urgent);
public record Delivery(string Recipient, Channel Channel, bool Sent, string? Error);

public interface ITemplates { string Render(string template, string language, IReadOnlyDictionary<string, string> values); }
public class Templates : ITemplates
{
    private static readonly Dictionary<(string, string), string> Texts = new()
    {
        [("welcome", "en")] = "Welcome, {name}!",
        [("welcome", "de")] = "Willkommen, {name}!",
    };

    public string Render(string template, string language, IReadOnlyDictionary<string, string> values)
    {
        var text = template == "welcome" ? (language == "de" ? "Willkommen, {name}!" : "Welcome, {name}!") : template;
        foreach (var (key, value) in values)
            text = text.Replace("{" + key + "}", value);
        return text;
    }
}

public interface IDelivery { Task<Delivery> SendAsync(Recipient recipient, Channel channel, string text); }
public class Delivering(IAmazonLambda lambda, IAmazonSimpleNotificationService sns) : IDelivery
{
    public async Task<Delivery> SendAsync(Recipient recipient, Channel channel, string text)
    {
        try
        {
            switch (channel)
            {
                case Channel.Sms when recipient.Phone is { } phone:
                    await sns.PublishAsync(new Amazon.SimpleNotificationService.Model.PublishRequest { PhoneNumber = phone, Message = text });
                    return new Delivery(recipient.Id, channel, true, null);
                case Channel.Email when !string.IsNullOrWhiteSpace(recipient.Email):
                    var response = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "send-email", Payload = JsonSerializer.Serialize(new { to = recipient.Email, text }) });
                    return new Delivery(recipient.Id, channel, response.FunctionError is null, response.FunctionError);
                default:
                    return new Delivery(recipient.Id, channel, false, "no address");
            }
        }
        catch (AmazonLambdaException)
        {
            return new Delivery(recipient.Id, channel, false, "lambda");
        }
    }
}

public class Function
{
    private readonly IServiceProvider _services;

    public Function()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAmazonLambda, AmazonLambdaClient>();
        services.AddSingleton<IAmazonSimpleNotificationService>(_ => new AmazonSimpleNotificationServiceClient());
        services.AddSingleton<ITemplates, Templates>();
        services.AddScoped<IDelivery, Delivering>();
        _services = services.BuildServiceProvider();
    }

    public async Task<List<Delivery>> FunctionHandler(Notice notice, ILambdaContext context)
    {
        using var scope = _services.CreateScope();
        var delivery = scope.ServiceProvider.GetRequiredService<IDelivery>();
        var templates = _services.GetRequiredService<ITemplates>();
        var deliveries = new List<Delivery>();
        foreach (var recipient in notice.Recipients)
        {
            var text = templates.Render(notice.Template, recipient.Language, notice.Values ?? new Dictionary<string, string>());
            var channels = notice.Urgent ? new[] { Channel.Sms, Channel.Email } : recipient.Preferred.Length > 0 ? recipient.Preferred : [Channel.Email];
            foreach (var channel in channels)
            {
                var result = await delivery.SendAsync(recipient, channel, text);
                deliveries.Add(result);
                if (result.Sent && !notice.Urgent) break;
            }
        }

        return deliveries;
    }
}
