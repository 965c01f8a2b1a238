using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        // Nothing changes in this loop, and still its condition throws where there is no kind.
        var n = 0;
        do
        {
        }
        while (n < 3 && string.CompareOrdinal(order.Kind.ToLowerInvariant(), order.Kind) < 0);

        await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "work", Payload = "{}" });
        return "done";
    }
}

public record Order(string Kind);
