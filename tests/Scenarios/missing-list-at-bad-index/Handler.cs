using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        // Without a list it is not asked whether the index is within it.
        await Task.Delay(1000);
        return order.Labels[order.Index - 1];
    }
}

public record Order(int Index, List<string> Labels);
