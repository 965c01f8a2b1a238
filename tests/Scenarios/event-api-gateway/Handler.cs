using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.Lambda.APIGatewayEvents;
using System.Net;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        if (request.HttpMethod != "POST")
            return new APIGatewayProxyResponse { StatusCode = (int)HttpStatusCode.MethodNotAllowed };
        if (request.PathParameters is null || !request.PathParameters.TryGetValue("id", out var id))
            return new APIGatewayProxyResponse { StatusCode = 404, Body = "no such order" };
        await _sns.PublishAsync("orders", $"{id}: {request.Body}");
        return new APIGatewayProxyResponse { StatusCode = 202, Body = id, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain" } };
    }
}
