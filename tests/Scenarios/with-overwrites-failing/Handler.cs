using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Item> FunctionHandler(Order order, ILambdaContext context)
    {
        await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "begin", Payload = "{}" });
        // The number is computed before it is set to something else.
        var item = new Item(order.Kind, order.Lines.Count) with { Quantity = 0 };
        await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "end", Payload = JsonSerializer.Serialize(item) });
        return item;
    }
}

public record Order(string Kind, List<string> Lines);

public record Item(string Kind, int Quantity);
