using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

// Short converters: texts, numbers and truth values, on properties that may be null and ones that may not.
public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<string> FunctionHandler(Request request)
    {
        if (string.IsNullOrEmpty(request.Id))
            return "NOBODY";
        var guest = await _db.LoadAsync<Guest>(request.Id);
        if (guest is null)
            return "UNKNOWN";
        guest.Name = request.Name;
        guest.IsBlocked = !guest.IsBlocked;
        guest.Visits++;
        await _db.SaveAsync(guest);
        var others = await _db.QueryAsync<Stay>(request.Id).GetNextSetAsync();
        return $"{guest.Name}:{guest.Visits}:{others.Count(s => s.IsPaid)}";
    }
}

public record Request(string Id, string? Name);

[DynamoDBTable("Guests")]
public class Guest
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty("FullName", typeof(UpperCase))]
    public string? Name { get; set; } = "NOBODY";

    [DynamoDBProperty(Converter = typeof(Flag))]
    public bool IsBlocked { get; set; }

    [DynamoDBProperty(typeof(Counted))]
    public int Visits { get; set; } = 1;
}

[DynamoDBTable("Stays")]
public class Stay
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBRangeKey]
    public int Day { get; set; }

    [DynamoDBProperty(typeof(Flag))]
    public bool IsPaid { get; set; }
}

public class UpperCase : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => ((string)value).ToUpperInvariant();

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class Flag : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => new DynamoDBBool((bool)value);

    public object FromEntry(DynamoDBEntry entry) => entry.AsBoolean();
}

public class Counted : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => new Primitive(((int)value).ToString(), true);

    public object FromEntry(DynamoDBEntry entry) => entry.AsInt();
}
