using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        return new Receipt("", 7);
    }
}

public record Order(string Id);

public record Receipt(string Id, int Total);
