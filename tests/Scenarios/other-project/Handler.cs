using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Warehouse;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IStock _stock = new Stock(new AmazonSimpleNotificationServiceClient());

    public async Task<Reservation> FunctionHandler(Request request)
    {
        if (request.Count <= 0)
            throw new StockException($"count {request.Count}");
        return await _stock.ReserveAsync(request);
    }
}
