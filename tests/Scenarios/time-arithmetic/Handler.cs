using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Plan> FunctionHandler(Order order, ILambdaContext context)
    {
        var due = order.PlacedAt.AddDays(30).AddHours(1.5);
        var late = order.DeliveredAt - due;
        if (late > TimeSpan.FromHours(2))
            await _sns.PublishAsync("late", $"{order.Id} is {late.Minutes} minutes late");
        return new Plan(due, due.Date, due - new TimeSpan(1, 0, 0), Math.Floor(late.TotalHours), late.Days, late.Hours, due.Year * 10000 + due.Month * 100 + due.Day, due.DayOfWeek, due.AddMinutes(order.Days).DayOfYear);
    }
}

public record Order(string Id, DateTime PlacedAt, DateTime DeliveredAt, int Days);

public record Plan(DateTime Due, DateTime Day, DateTime Before, double Hours, int WholeDays, int RestOfHours, int Key, DayOfWeek Weekday, int DayOfYear);
