// handler: Program.Main
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

var sns = new AmazonSimpleNotificationServiceClient();
var topic = System.Environment.GetEnvironmentVariable("TOPIC_ARN")!;

var handler = async (Order order, ILambdaContext context) =>
{
    await sns.PublishAsync(topic, order.Id);
    return new Receipt(order.Id, await Describe(order));
};

await LambdaBootstrapBuilder.Create(handler, new DefaultLambdaJsonSerializer()).Build().RunAsync();

async Task<string> Describe(Order order)
{
    var response = await sns.PublishAsync(topic, order.Kind);
    return response.MessageId;
}

public record Order(string Id, string Kind);

public record Receipt(string Id, string Status);
