using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Result> FunctionHandler(Order order, ILambdaContext context)
    {
        var total = order.Price * order.Count;
        var discount = order.Discount ?? 0;
        await Publish(total.HasValue ? $"{total.Value - discount}" : "no price");
        return new Result(total, order.Price > 10, order.Discount.GetValueOrDefault(5));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(int? Price, int Count, int? Discount);

public record Result(int? Total, bool Dear, int Discount);
