using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.DynamoDBv2.Model;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>What the released library makes of the entries that property converters give and take: what the conversion of converters stands on.</summary>
public sealed class PropertyConverterTests : IDisposable
{
    private readonly AmazonDynamoDBClient _client = SentRequests.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Entries_are_sent_left_out_or_removed(bool ignoresNull, bool allowsEmpty)
    {
        var nothing = ignoresNull ? "" : "REMOVE #awsavar1";
        var empty = allowsEmpty ? "SET #awsavar1 = :awsavar1" : "REMOVE #awsavar1";
        (string? Value, Func<DynamoDBEntry?> Entry, string Update)[] cases =
        [
            (null, () => throw new InvalidOperationException("A converter is not asked for null."), nothing),
            ("x", () => null, nothing),
            ("x", () => new Primitive((string?)null), ""),
            ("x", () => new Primitive(), ""),
            ("x", () => (string?)null, ""),
            ("x", () => (int?)null, nothing),
            ("x", () => new Primitive(""), empty),
            ("x", () => "", empty),
            ("", () => new Primitive("x"), "SET #awsavar1 = :awsavar1"),
            ("x", () => new DynamoDBBool(false), "SET #awsavar1 = :awsavar1"),
        ];
        foreach (var (value, entry, update) in cases)
            Assert.Equal(update, (await Save(value, entry, ignoresNull, allowsEmpty))["UpdateExpression"]?.GetValue<string>() ?? "");
    }

    [Theory]
    [InlineData(false, """{"N":"1"}""")]
    [InlineData(true, """{"BOOL":true}""")]
    public async Task Entries_are_written_by_their_kind(bool isV2, string truth)
    {
        (Func<DynamoDBEntry?> Entry, string Attribute)[] cases =
        [
            (() => new Primitive("a"), """{"S":"a"}"""),
            (() => new Primitive { Value = "a" }, """{"S":"a"}"""),
            (() => new Primitive("12", true), """{"N":"12"}"""),
            (() => new Primitive { Value = "12", Type = DynamoDBEntryType.Numeric }, """{"N":"12"}"""),
            (() => new DynamoDBBool(true), """{"BOOL":true}"""),
            (() => "a", """{"S":"a"}"""),
            (() => 12, """{"N":"12"}"""),
            (() => true, truth),
        ];
        foreach (var (entry, attribute) in cases)
        {
            var sent = (await Save("x", entry, isV2: isV2))["ExpressionAttributeValues"]![":awsavar1"]!;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(attribute), sent), $"described {attribute}, sent {sent.ToJsonString()}");
        }
    }

    [Fact]
    public void A_converter_reads_what_is_there()
    {
        Assert.Equal("initial", Read(null, _ => throw new InvalidOperationException("A converter is not asked for a missing attribute.")));
        Assert.Equal("null", Read(new AttributeValue { NULL = true }, e => e is DynamoDBNull && e is not Primitive ? "null" : ""));
        Assert.Null(Read(new AttributeValue { S = "a" }, _ => null));
        Assert.Equal("a", Read(new AttributeValue { S = "a" }, e => (e as Primitive)?.Value));
        Assert.Equal("1.50", Read(new AttributeValue { N = "1.50" }, e => (string)((Primitive)e).Value));
        Assert.Equal("5", Read(new AttributeValue { N = "5" }, e => e.AsPrimitive().AsString()));
        Assert.Equal("none", Read(new AttributeValue { BOOL = true }, e => e.AsPrimitive() is null && e is DynamoDBBool { Value: true } ? "none" : ""));
        Assert.Throws<ArgumentException>(() => Read(new AttributeValue { N = "5" }, e => e.AsInt()));
    }

    [Fact]
    public async Task The_converter_of_a_key_is_asked_for_an_empty_value_too()
    {
        var asked = new List<object?>();
        Recorded.ToEntryOf.Value = value =>
        {
            asked.Add(value);
            return new Primitive("key " + value);
        };
        await SentRequests.Of(() => Context(false, false, false).LoadAsync<Keyed>("5"));

        Assert.Equal("", asked[0]);
        Assert.Equal("5", asked[^1]);
    }

    private async Task<JsonObject> Save(string? value, Func<DynamoDBEntry?> entry, bool ignoresNull = false, bool allowsEmpty = false, bool isV2 = false)
    {
        Recorded.ToEntryOf.Value = _ => entry();
        return Assert.Single(await SentRequests.Of(() => Context(ignoresNull, allowsEmpty, isV2).SaveAsync(new Converted { Name = value }))).Request;
    }

    private string? Read(AttributeValue? attribute, Func<DynamoDBEntry, object?> read)
    {
        Recorded.FromEntryOf.Value = read;
        var item = new Dictionary<string, AttributeValue> { ["Id"] = new() { S = "1" } };
        if (attribute is not null)
            item["Name"] = attribute;
        var context = Context(false, false, false);
        return context.FromDocument<Converted>(context.GetTargetTable<Converted>().FromAttributeMap(item)).Name;
    }

    private DynamoDBContext Context(bool ignoresNull, bool allowsEmpty, bool isV2) => new DynamoDBContextBuilder().WithDynamoDBClient(() => _client).ConfigureContext(c =>
    {
        c.DisableFetchingTableMetadata = true;
        c.IgnoreNullValues = ignoresNull;
        c.IsEmptyStringValueEnabled = allowsEmpty;
        c.Conversion = isV2 ? DynamoDBEntryConversion.V2 : DynamoDBEntryConversion.V1;
    }).Build();

    [DynamoDBTable("converted")]
    private sealed class Converted
    {
        [DynamoDBHashKey]
        public string Id { get; set; } = "1";

        [DynamoDBProperty(typeof(Recorded))]
        public string? Name { get; set; } = "initial";
    }

    [DynamoDBTable("keyed")]
    private sealed class Keyed
    {
        [DynamoDBHashKey(typeof(Recorded))]
        public string Id { get; set; } = "1";

        public string? Name { get; set; }
    }

    private sealed class Recorded : IPropertyConverter
    {
        public static AsyncLocal<Func<object?, DynamoDBEntry?>> ToEntryOf { get; } = new();

        public static AsyncLocal<Func<DynamoDBEntry, object?>> FromEntryOf { get; } = new();

        public DynamoDBEntry? ToEntry(object value) => ToEntryOf.Value!(value);

        public object? FromEntry(DynamoDBEntry entry) => FromEntryOf.Value!(entry);
    }
}
