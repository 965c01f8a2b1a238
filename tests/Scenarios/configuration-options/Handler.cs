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
    private readonly Publisher _publisher;

    public Function()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.Configure<TopicOptions>(configuration.GetSection("Topics"));
        services.AddSingleton<IAmazonSimpleNotificationService>(new AmazonSimpleNotificationServiceClient());
        services.AddSingleton<Publisher>();
        _publisher = services.BuildServiceProvider().GetRequiredService<Publisher>();
    }

    public async Task<string> FunctionHandler(Order order) => await _publisher.PublishAsync(order.Id);
}

public class TopicOptions
{
    public string Arn { get; set; } = "default-topic";

    public string Prefix { get; set; } = "";
}

public class Publisher
{
    private readonly IAmazonSimpleNotificationService _sns;
    private readonly TopicOptions _options;
    private readonly string? _stage;

    public Publisher(IAmazonSimpleNotificationService sns, IOptions<TopicOptions> options, IConfiguration configuration)
    {
        _sns = sns;
        _options = options.Value;
        _stage = configuration["STAGE"];
    }

    public async Task<string> PublishAsync(string text)
    {
        var response = await _sns.PublishAsync(_options.Arn, $"{_options.Prefix}{text} {_stage}");
        return response.MessageId;
    }
}

public record Order(string Id);
