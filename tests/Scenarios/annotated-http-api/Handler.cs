// handler: Api.Place
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

[LambdaStartup]
public class Startup
{
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<IAmazonSimpleNotificationService>(new AmazonSimpleNotificationServiceClient());
        services.AddSingleton<IOrders, Orders>();
    }
}

public class Api(IOrders orders)
{
    [LambdaFunction]
    [HttpApi(LambdaHttpMethod.Post, "/orders/{id}")]
    public async Task<IHttpResult> Place(string id, [FromBody] PlaceOrder body, [FromQuery] string? channel, ILambdaContext context)
    {
        context.Logger.LogInformation(id);
        if (body.Amount <= 0)
            return HttpResults.BadRequest("amount");
        var message = await orders.PlaceAsync(id, channel ?? "web");
        return HttpResults.Created($"/orders/{id}", new Placed(id, message));
    }
}

public interface IOrders
{
    Task<string> PlaceAsync(string id, string channel);
}

public class Orders(IAmazonSimpleNotificationService sns) : IOrders
{
    public async Task<string> PlaceAsync(string id, string channel)
    {
        var response = await sns.PublishAsync("orders", $"{id} by {channel}");
        return response.MessageId;
    }
}

public record PlaceOrder(int Amount, string? Note);

public record Placed(string Id, string Message);
