using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<Seen> FunctionHandler(Visit visit)
    {
        if (string.IsNullOrEmpty(visit.Id))
            return new Seen(null, default, null);
        var session = await _db.LoadAsync<Session>(visit.Id) ?? new Session { Id = visit.Id };
        var before = new Seen(session.Ended, session.Started, session.Expires);
        session.Ended = visit.At;
        session.Expires = DateTime.UtcNow.AddMilliseconds(90_500);
        session.Reminder = visit.At;
        await _db.SaveAsync(session);
        return before;
    }
}

public record Visit(string Id, DateTime? At);

public record Seen(DateTime? Ended, DateTime Started, DateTime? Expires);

public class Session
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    public DateTime Started { get; set; }

    public DateTime? Ended { get; set; }

    [DynamoDBProperty("ttl", StoreAsEpochLong = true)]
    public DateTime? Expires { get; set; }

    [DynamoDBProperty(StoreAsEpoch = true)]
    public DateTime? Reminder { get; set; }
}
