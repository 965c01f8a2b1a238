using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public string FunctionHandler(Order order)
    {
        try
        {
            Parallel.Invoke(
                () => _sns.PublishAsync("orders", order.Id).GetAwaiter().GetResult(),
                () => Audit(order));
            Parallel.For(0, order.Copies, i =>
            {
                _sns.PublishAsync("copies", order.Id + i).GetAwaiter().GetResult();
            });
        }
        catch (AggregateException e)
        {
            return e.InnerException!.Message;
        }

        return "OK";
    }

    private void Audit(Order order) => _sns.PublishAsync("audit", order.Id).GetAwaiter().GetResult();
}

public record Order(string Id, int Copies);
