using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

// A converter with statements, as AWS shows it: an object becomes a text, and is read from it.
public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task<string> FunctionHandler(Request request)
    {
        if (string.IsNullOrEmpty(request.Id))
            return "NOBODY";
        var parcel = await _db.LoadAsync<Parcel>(request.Id);
        if (parcel?.Size is null)
            return "UNKNOWN";
        await _db.SaveAsync(new Parcel { Id = request.Id, Size = request.Unit is null ? null : new Size(parcel.Size.Length, request.Unit) });
        return parcel.Size.Unit;
    }
}

public record Request(string Id, string? Unit);

public record Size(string Length, string Unit);

[DynamoDBTable("Parcels")]
public class Parcel
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(SizeConverter))]
    public Size? Size { get; set; }
}

public class SizeConverter : IPropertyConverter
{
    private const string Separator = " x ";

    public DynamoDBEntry ToEntry(object value)
    {
        var size = value as Size;
        if (size == null)
            throw new ArgumentOutOfRangeException(nameof(value));

        string data = $"{size.Length}{Separator}{size.Unit}";
        DynamoDBEntry entry = new Primitive { Value = data };
        return entry;
    }

    public object FromEntry(DynamoDBEntry entry)
    {
        Primitive? primitive = entry as Primitive;
        if (primitive == null || !(primitive.Value is string) || string.IsNullOrEmpty((string)primitive.Value))
            throw new InvalidOperationException("No size.");

        string[] data = ((string)primitive.Value).Split(Separator);
        if (data.Length != 2)
            return new Size(data[0], "");
        return new Size(data[0], data[1]);
    }
}
