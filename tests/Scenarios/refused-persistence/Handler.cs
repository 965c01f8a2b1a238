using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task FunctionHandler(Guest guest)
    {
        await _db.SaveAsync(guest);
        var batch = _db.CreateBatchWrite<Guest>();
        batch.AddPutItem(guest);
        await batch.ExecuteAsync();
        await _db.QueryAsync<Keyed>(guest.Id).GetNextSetAsync();
    }
}

public class Guest
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public decimal Balance { get; set; }
}

public class Keyed
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";
}
