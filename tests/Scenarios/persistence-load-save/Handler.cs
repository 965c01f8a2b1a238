using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db;

    public Function()
        : this(new DynamoDBContext(new AmazonDynamoDBClient()))
    {
    }

    public Function(IDynamoDBContext db) => _db = db;

    public async Task<string> FunctionHandler(Visit visit)
    {
        if (string.IsNullOrEmpty(visit.GuestId))
            return "NOBODY";
        var guest = await _db.LoadAsync<Guest>(visit.GuestId);
        if (guest is null)
            return "UNKNOWN";
        guest.Visits++;
        guest.Note = visit.Note;
        await _db.SaveAsync(guest);
        return guest.IsRegular ? "REGULAR" : guest.Name;
    }
}

public record Visit(string GuestId, string? Note);

[DynamoDBTable("Guests")]
public class Guest
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty("FullName")]
    public string Name { get; set; } = "";

    public string? Note { get; set; }

    public int Visits { get; set; }

    public bool IsRegular { get; set; }
}
