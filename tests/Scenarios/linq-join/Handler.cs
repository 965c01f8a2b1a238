using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Cart cart, ILambdaContext context)
    {
        var named = (from line in cart.Lines
                     join product in cart.Products on line.Sku equals product.Sku
                     select new Priced(product.Name, line.Count * product.Price)).ToList();
        var counts = cart.Products.GroupJoin(cart.Lines, p => p.Sku, l => l.Sku, (p, lines) => $"{p.Name}:{lines.Sum(l => l.Count)}").ToList();
        await Publish(string.Join(",", counts));
        return new Total(named, counts);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<Line> Lines, List<Product> Products);

public record Line(string? Sku, int Count);

public record Product(string? Sku, string Name, int Price);

public record Priced(string Name, int Price);

public record Total(List<Priced> Named, List<string> Counts);
