using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var dear = from line in order.Lines
                   where line.Price > order.Amount
                   orderby line.Price descending
                   select line.Sku;
        var total = (from line in order.Lines
                     let price = line.Price * 2
                     select price).Sum();
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = string.Join(",", dear) });
        return new Receipt(order.Id, total.ToString());
    }
}

public record Order(string Id, int Amount, List<Line> Lines);

public record Line(string Sku, int Price);

public record Receipt(string Id, string Status);
