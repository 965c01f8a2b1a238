using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

// Nulls are ignored, and empty texts remove their attributes all the same.
public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient(), new DynamoDBContextConfig { IgnoreNullValues = true });

    public async Task FunctionHandler(Request request)
    {
        if (string.IsNullOrEmpty(request.Id))
            return;
        await _db.SaveAsync(new Guest { Id = request.Id, Name = request.Name, Visits = request.Visits });
    }
}

public record Request(string Id, string? Name, int? Visits);

[DynamoDBTable("Guests")]
public class Guest
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public string? Name { get; set; }

    public int? Visits { get; set; }
}
