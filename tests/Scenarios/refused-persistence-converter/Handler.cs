using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<string> FunctionHandler(Request request)
    {
        var a = await _db.LoadAsync<OfLists>(request.Id);
        var b = await _db.LoadAsync<OfKeys>(request.Id);
        var c = await _db.LoadAsync<OfTwoKinds>(request.Id);
        var d = await _db.LoadAsync<OfObjects>(request.Id);
        var e = await _db.LoadAsync<OfAnother>(request.Id);
        var f = await _db.LoadAsync<OfSeconds>(request.Id);
        var g = await _db.QueryAsync<OfFailures>(request.Id).GetNextSetAsync();
        await _db.SaveAsync(new OfNulls { Id = request.Id, Name = new Title(request.Name) });
        return a.Name + b.Name + c.Name + d.Name + e.Name + f.At + g.Count;
    }
}

public record Request(string Id, string? Name);

public record Title(string? Text);

public class OfLists
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(Words))]
    public string Name { get; set; } = "";
}

public class OfKeys
{
    [DynamoDBHashKey(typeof(Prefixed))]
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";
}

public class OfTwoKinds
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(TextOrNumber))]
    public string Name { get; set; } = "";
}

public class OfObjects
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(Counting))]
    public string Name { get; set; } = "";
}

public class OfAnother
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(Untyped))]
    public string Name { get; set; } = "";
}

public class OfSeconds
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(StoreAsEpochLong = true)]
    public DateTime At { get; set; }
}

public class OfFailures
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBRangeKey]
    public int Day { get; set; }

    [DynamoDBProperty(typeof(Strict))]
    public string Name { get; set; } = "";
}

public class OfNulls
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(NullOrUnset))]
    public Title? Name { get; set; }
}

public class Words : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => ((string)value).Split(' ').ToList();

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class Prefixed : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => "GUEST#" + value;

    public object FromEntry(DynamoDBEntry entry) => entry.AsString().Substring(6);
}

public class TextOrNumber : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => (string)value == "0" ? new Primitive("0", true) : new Primitive((string)value);

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class Counting : IPropertyConverter
{
    private readonly string _prefix = "#";

    public DynamoDBEntry ToEntry(object value) => _prefix + value;

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class Untyped : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => (string)value;

    public object FromEntry(DynamoDBEntry entry) => entry.AsInt();
}

public class Strict : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => (string)value;

    public object FromEntry(DynamoDBEntry entry)
    {
        var text = entry.AsString();
        return text.Length > 3 ? text : throw new InvalidOperationException("Too short.");
    }
}

public class NullOrUnset : IPropertyConverter
{
    public DynamoDBEntry? ToEntry(object value) => ((Title)value).Text == "" ? null : new Primitive(((Title)value).Text);

    public object FromEntry(DynamoDBEntry entry) => new Title(entry.AsString());
}
