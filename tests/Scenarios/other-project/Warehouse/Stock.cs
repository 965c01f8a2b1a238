using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Warehouse;

public interface IStock
{
    Task<Reservation> ReserveAsync(Request request);
}

public class Stock(IAmazonSimpleNotificationService sns) : IStock
{
    public async Task<Reservation> ReserveAsync(Request request)
    {
        var response = await sns.PublishAsync(new PublishRequest { TopicArn = "stock", Message = request.Item });
        return new Reservation(response.MessageId, request.Count);
    }
}
