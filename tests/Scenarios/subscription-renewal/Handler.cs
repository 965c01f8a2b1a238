using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    // A subscription's renewal: grace periods, proration, retries of dunning.
    public async Task<Renewal> FunctionHandler(Subscription subscription, ILambdaContext context)
    {
        if (subscription.Id is not { Length: > 0 } id)
            throw new ArgumentException("A subscription needs an id.", nameof(subscription));

        var item = await _db.GetItemAsync("subscriptions", new Dictionary<string, AttributeValue> { ["Id"] = new(id) });
        if (!item.IsItemSet)
            return new Renewal(id, "unknown", 0, null);

        var attempts = item.Item.TryGetValue("Attempts", out var stored) && int.TryParse(stored.N, out var parsed) ? parsed : 0;
        var plan = item.Item.GetValueOrDefault("Plan")?.S ?? subscription.Plan ?? "basic";
        var cents = plan switch
        {
            "basic" => 900,
            "team" when subscription.Seats > 10 => 800 * subscription.Seats,
            "team" => 1000 * subscription.Seats,
            var other when other.StartsWith("custom-", StringComparison.Ordinal) => int.Parse(other["custom-".Length..]),
            _ => throw new InvalidOperationException($"No such plan: {plan}"),
        };

        var (state, next) = attempts switch
        {
            0 => ("charge", (int?)1),
            < 3 => ("retry", attempts + 1),
            3 => ("last", 4),
            _ => ("cancel", null),
        };

        if (next is { } following)
        {
            await _db.UpdateItemAsync(new UpdateItemRequest
            {
                TableName = "subscriptions",
                Key = new() { ["Id"] = new(id) },
                UpdateExpression = "SET Attempts = :a",
                ExpressionAttributeValues = new() { [":a"] = new AttributeValue { N = following.ToString() } },
            });
            var delay = Math.Min(900, (int)Math.Pow(2, following) * 60);
            await _sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://q/dunning", MessageBody = $"{id}|{plan}|{cents / 100}.{cents % 100:D2}", DelaySeconds = delay });
        }
        else
        {
            await _db.DeleteItemAsync("subscriptions", new Dictionary<string, AttributeValue> { ["Id"] = new(id) });
        }

        return new Renewal(id, state, cents, next);
    }
}

public record Subscription(string? Id, string? Plan, int Seats);

public record Renewal(string Id, string State, int Cents, int? Next);
