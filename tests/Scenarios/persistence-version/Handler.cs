using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<Result> FunctionHandler(Change change)
    {
        if (string.IsNullOrEmpty(change.Id))
            return new Result("NOBODY", null);
        var account = await _db.LoadAsync<Account>(change.Id) ?? new Account { Id = change.Id };
        account.Points += change.Points;
        try
        {
            await _db.SaveAsync(account);
        }
        catch (ConditionalCheckFailedException)
        {
            return new Result("LOST", account.Version);
        }

        if (account.Points < 0)
        {
            await _db.DeleteAsync(account);
            return new Result("GONE", account.Version);
        }

        await _db.SaveAsync(new Audit { Id = change.Id, Seen = account.Version });
        return new Result("SAVED", account.Version);
    }
}

public record Change(string Id, int Points);

public record Result(string State, int? Version);

public class Account
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public int Points { get; set; }

    [DynamoDBVersion]
    public int? Version { get; set; }
}

public class Audit
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public int? Seen { get; set; }

    [DynamoDBVersion]
    public long? Revision { get; set; }
}
