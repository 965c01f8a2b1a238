using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

// No entry removes the attribute, an entry without value leaves it, an empty text removes it.
public class Function
{
    private readonly IDynamoDBContext _db = new DynamoDBContext(new AmazonDynamoDBClient());

    public async Task FunctionHandler(Request request)
    {
        if (string.IsNullOrEmpty(request.Id))
            return;
        await _db.SaveAsync(new Note { Id = request.Id, Author = request.Author, Text = request.Text is null ? null : new Words(request.Text.Value), Stars = request.Stars });
    }
}

public record Request(string Id, string? Author, Words? Text, int? Stars);

public record Words(string? Value);

[DynamoDBTable("Notes")]
public class Note
{
    [DynamoDBHashKey]
    public string Id { get; set; } = "";

    [DynamoDBProperty(typeof(AnonymousIsNobody))]
    public string? Author { get; set; }

    [DynamoDBProperty(typeof(WordsConverter))]
    public Words? Text { get; set; }

    [DynamoDBProperty(typeof(PositiveOnly))]
    public int? Stars { get; set; }
}

public class AnonymousIsNobody : IPropertyConverter
{
    public DynamoDBEntry? ToEntry(object value) => (string)value == "anonymous" ? null : new Primitive($"by {value}");

    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class WordsConverter : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => new Primitive(((Words)value).Value);

    public object FromEntry(DynamoDBEntry entry) => new Words(entry.AsString());
}

public class PositiveOnly : IPropertyConverter
{
    public DynamoDBEntry? ToEntry(object value)
    {
        var stars = (int)value;
        if (stars < 0)
            return null;
        return stars;
    }

    public object FromEntry(DynamoDBEntry entry) => entry.AsInt();
}
