namespace Scenario;

public partial class Function
{
    private async Task Finish(Order order)
    {
        if (order.Kind == OrderText.Urgent)
            await _sns.AnnounceAsync(order.Id, topic: "urgent");
    }
}
