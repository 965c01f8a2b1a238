using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    public string FunctionHandler(Order order, ILambdaContext context)
    {
        IEnumerable<string> Grades()
        {
            foreach (var item in order.Items)
                yield return Grade(order.Items.Count);
        }

        // Nothing is left of the loop's body but decisions that decide nothing.
        foreach (var grade in Grades())
        {
            if (order.Urgent)
                continue;
        }

        return order.Id;
    }

    private static string Grade(int number)
    {
        switch (number)
        {
            case 0:
                return "none";
            case > 5:
                return "high";
            default:
                return "low";
        }
    }
}

public record Order(string Id, bool Urgent, List<string> Items);
