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
        var guest = await _db.LoadAsync<Guest>(request.Id);
        return guest.Name;
    }
}

public record Request(string Id);

public class Guest
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(UpperCase))]
    public string Name { get; set; } = "";
}

public class UpperCase : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => ((string)value).ToUpperInvariant();

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}
