using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

[DynamoDBTable("customers")]
public class Customer
{
    [DynamoDBHashKey("customerId")] public string CustomerId { get; set; } = null!;
    [DynamoDBProperty] public string Tier { get; set; } = "standard";
    [DynamoDBProperty("points")] public int Points { get; set; }
    [DynamoDBIgnore] public bool IsVip => Tier == "gold" && Points > 1000;
}

public class Purchase
{
    public string CustomerId { get; set; } = "";
    public decimal Amount { get; set; }
    public string? Coupon { get; set; }
    public string[] Categories { get; set; } = Array.Empty<string>();
}

public class Function
{
    private readonly IDynamoDBContext _context = new DynamoDBContext(new AmazonDynamoDBClient());
    private readonly IAmazonEventBridge _events = new AmazonEventBridgeClient();
    private readonly IAmazonStepFunctions _workflows = new AmazonStepFunctionsClient();

    public async Task<string> FunctionHandler(Purchase purchase, ILambdaContext context)
    {
        var customer = await _context.LoadAsync<Customer>(purchase.CustomerId);
        if (customer == null)
        {
            customer = new Customer { CustomerId = purchase.CustomerId };
            await PublishAsync("CustomerCreated", new { purchase.CustomerId });
        }

        var earned = (int)Math.Floor(purchase.Amount / 10);
        if (purchase.Categories.Contains("books", StringComparer.OrdinalIgnoreCase)) earned *= 2;
        customer.Points += earned;
        var before = customer.Tier;
        customer.Tier = customer.Points switch
        {
            > 5000 => "platinum",
            > 1000 => "gold",
            > 100 => "silver",
            _ => customer.Tier,
        };
        await _context.SaveAsync(customer);
        if (before != customer.Tier)
        {
            await PublishAsync("TierChanged", new { customer.CustomerId, From = before, To = customer.Tier });
        }

        if (customer.IsVip && purchase.Coupon is null)
        {
            var execution = await _workflows.StartExecutionAsync(new StartExecutionRequest
            {
                StateMachineArn = Environment.GetEnvironmentVariable("VIP_FLOW"),
                Name = $"{customer.CustomerId}-{DateTime.UtcNow:yyyyMMddHHmmss}",
                Input = JsonSerializer.Serialize(purchase),
            });
            return execution.ExecutionArn;
        }

        return string.Join(",", purchase.Categories.OrderBy(c => c, StringComparer.Ordinal).Select((c, i) => $"{i + 1}:{c.ToUpperInvariant()}"));
    }

    private async Task PublishAsync(string type, object detail)
    {
        var result = await _events.PutEventsAsync(new PutEventsRequest
        {
            Entries =
            [
                new PutEventsRequestEntry { Source = "shop", DetailType = type, Detail = JsonSerializer.Serialize(detail), EventBusName = "default" },
            ],
        });
        if (result.FailedEntryCount > 0) throw new Exception($"{type}: {result.Entries[0].ErrorMessage}");
    }
}
