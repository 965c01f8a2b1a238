using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly DynamoDBContext _db = new(new AmazonDynamoDBClient(), new DynamoDBContextConfig { TableNamePrefix = "dev-", ConsistentRead = true });

    public async Task<string> FunctionHandler(Visit visit)
    {
        if (string.IsNullOrEmpty(visit.GuestId))
            return "NOBODY";
        await _db.DeleteAsync<Stay>(visit.GuestId, visit.Day);
        var stay = await _db.LoadAsync<Stay>(visit.GuestId, visit.Day);
        return stay == null ? "GONE" : stay.Room;
    }
}

public record Visit(string GuestId, int Day);

public class Stay
{
    [DynamoDBHashKey]
    public string GuestId { get; set; } = "";

    [DynamoDBRangeKey]
    public int Day { get; set; }

    public string Room { get; set; } = "none";

    public List<string> Extras { get; set; } = new();
}
