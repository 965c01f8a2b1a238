using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly IConfiguration Configuration = new ConfigurationBuilder().AddEnvironmentVariables("APP_").Build();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly string _topic = Configuration["Topic"] ?? throw new InvalidOperationException("no topic");

    public async Task<string> FunctionHandler(Order order)
    {
        var response = await _sns.PublishAsync(_topic, Configuration.GetValue<string>("Names:Sender") ?? "nobody");
        return response.MessageId;
    }
}

public record Order(string Id);
