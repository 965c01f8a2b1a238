// handler: Api.Remove
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Api
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    [LambdaFunction]
    [RestApi(LambdaHttpMethod.Delete, "/orders/{id}")]
    public async Task<IHttpResult> Remove([FromRoute] string id, [FromServices] Audit? audit)
    {
        var response = await _sns.PublishAsync("removed", id);
        return response.MessageId is null ? HttpResults.NotFound() : HttpResults.Ok(response.MessageId);
    }
}

public class Audit;
