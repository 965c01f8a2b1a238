using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<int> FunctionHandler(Order order, ILambdaContext context)
    {
        // What catches the function's error catches as well that the state's data became too large.
        var text = "a";
        for (var i = 0; i < order.Times; i++)
        {
            var answer = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "work", Payload = "{}" });
            if (!string.IsNullOrEmpty(answer.FunctionError))
                throw new InvalidOperationException("work failed");
            text += text;
        }

        return text.Length;
    }
}

public record Order(int Times);
