using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using ConversionSchema = LambdaLift.ServiceCatalogue.ObjectPersistence.ConversionSchema;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>What the catalogue says that <c>Table</c> sends, against what the released library sends.</summary>
public sealed class DocumentModelTests : IDisposable
{
    private readonly AmazonDynamoDBClient _client = SentRequests.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(ConversionSchema.V1)]
    [InlineData(ConversionSchema.V2)]
    public async Task Items_are_read_written_and_deleted_as_described(ConversionSchema schema)
    {
        var table = Table(schema);
        var values = new (string Name, object? Value, string Type, DynamoDBEntry? Entry)[]
        {
            ("Id", "1", "System.String", "1"), ("Line", 2, "System.Int32", 2), ("Text", "t", "System.String", "t"), ("Long", 5_000_000_000, "System.Int64", 5_000_000_000),
            ("Decimal", 1.50m, "System.Decimal", 1.50m), ("Double", 1.5, "System.Double", 1.5), ("Flag", true, "System.Boolean", true), ("Off", false, "System.Boolean", false),
            ("When", new DateTime(2024, 1, 2, 3, 4, 5, 6, DateTimeKind.Utc), "System.DateTime", new DateTime(2024, 1, 2, 3, 4, 5, 6, DateTimeKind.Utc)),
            ("Guid", Guid.Empty, "System.Guid", Guid.Empty), ("Bytes", new byte[] { 1 }, "System.Byte[]", new byte[] { 1 }), ("Null", null, "System.String", null),
            ("Empty", "", "System.String", ""), ("Tags", new[] { "a", "b" }, "System.String[]", new List<string> { "a", "b" }),
            ("Bool", true, "Amazon.DynamoDBv2.DocumentModel.DynamoDBBool", new DynamoDBBool(true)),
        };
        // Sets are what the default schema makes of lists.
        if (schema == ConversionSchema.V2)
            values = [.. values.Where(v => v.Name != "Tags")];
        var document = new Document();
        foreach (var (name, _, _, entry) in values)
            document[name] = entry;
        var entries = values.Select(v => new DocumentEntry(v.Name, DocumentRequests.EntryForm(v.Type, schema)!)).ToArray();
        var evaluation = new TemplateEvaluation(ContextSettings.Default) { Entries = values.ToDictionary(v => v.Name, v => v.Value) };
        var (keys, others) = (entries[..2], entries[2..]);

        Same(evaluation.Request(DocumentRequests.Get("docs", keys)), "GetItem", await SentRequests.Of(() => table.GetItemAsync("1", 2)));
        Same(evaluation.Request(DocumentRequests.Get("docs", keys, isConsistent: true)), "GetItem", await SentRequests.Of(() => table.GetItemAsync("1", 2, new GetItemOperationConfig { ConsistentRead = true })));
        Same(evaluation.Request(DocumentRequests.Put("docs", entries)), "PutItem", await SentRequests.Of(() => table.PutItemAsync(document)));
        Same(evaluation.Request(DocumentRequests.Update("docs", keys, others)), "UpdateItem", await SentRequests.Of(() => Table(schema).UpdateItemAsync(Copy(document))));
        Same(evaluation.Request(DocumentRequests.Delete("docs", keys)), "DeleteItem", await SentRequests.Of(() => table.DeleteItemAsync("1", 2)));
        Same(evaluation.Request(DocumentRequests.Delete("docs", keys)), "DeleteItem", await SentRequests.Of(() => table.DeleteItemAsync(document)));
        Same(evaluation.Request(DocumentRequests.Update("docs", keys, [])), "UpdateItem", await SentRequests.Of(() => table.UpdateItemAsync(new Document { ["Id"] = "1", ["Line"] = 2 })));
    }

    [Fact]
    public async Task Configurations_are_sent_as_described()
    {
        var table = Table(ConversionSchema.V1);
        var text = new DocumentEntry("Id", DocumentRequests.EntryForm("System.String")!);
        var line = new DocumentEntry("Line", DocumentRequests.EntryForm("System.Int32")!);
        var limit = new DocumentEntry(":limit", DocumentRequests.EntryForm("System.Int32")!);
        var tags = new DocumentEntry("Tags", DocumentRequests.EntryForm("System.String[]")!);
        var evaluation = new TemplateEvaluation(ContextSettings.Default) { Entries = new Dictionary<string, object?> { ["Id"] = "1", ["Line"] = 2, [":limit"] = 3, ["Tags"] = new List<string>() } };
        var without = new TemplateEvaluation(ContextSettings.Default) { Entries = new Dictionary<string, object?> { ["Id"] = "", ["Line"] = 2 } };
        var condition = new DocumentExpression("#a < :limit", [new("#a", "Amount")], [limit]);
        var expression = new Expression { ExpressionStatement = "#a < :limit", ExpressionAttributeNames = { ["#a"] = "Amount" }, ExpressionAttributeValues = { [":limit"] = 3 } };
        var document = new Document { ["Id"] = "1", ["Line"] = 2, ["Tags"] = new List<string>() };

        Same(evaluation.Request(DocumentRequests.Get("docs", [text, line], attributes: ["Id", "Amount"])), "GetItem", await SentRequests.Of(() => table.GetItemAsync("1", 2, new GetItemOperationConfig { AttributesToGet = ["Id", "Amount"] })));
        Same(without.Request(DocumentRequests.Delete("docs", [text, line])), "DeleteItem", await SentRequests.Of(() => table.DeleteItemAsync("", 2)));
        Same(
            evaluation.Request(DocumentRequests.Put("docs", [text, line, tags], "ALL_OLD", condition)),
            "PutItem",
            await SentRequests.Of(() => table.PutItemAsync(document, new PutItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes, ConditionalExpression = expression })));
        Same(evaluation.Request(DocumentRequests.Put("docs", [text, line, tags])), "PutItem", await SentRequests.Of(() => table.PutItemAsync(Copy(document), new PutItemOperationConfig { ReturnValues = ReturnValues.None })));
        Same(
            evaluation.Request(DocumentRequests.Delete("docs", [text, line], "ALL_OLD", condition)),
            "DeleteItem",
            await SentRequests.Of(() => table.DeleteItemAsync("1", 2, new DeleteItemOperationConfig { ReturnValues = ReturnValues.AllOldAttributes, ConditionalExpression = expression })));
        Same(
            evaluation.Request(DocumentRequests.Update("docs", [text, line], [tags], "UPDATED_NEW")),
            "UpdateItem",
            await SentRequests.Of(() => table.UpdateItemAsync(Copy(document), new UpdateItemOperationConfig { ReturnValues = ReturnValues.UpdatedNewAttributes })));
    }

    [Fact]
    public async Task Searches_send_the_described_requests()
    {
        var table = Table(ConversionSchema.V1);
        var id = new DocumentEntry("Id", DocumentRequests.EntryForm("System.String")!);
        var line = new DocumentEntry("Line", DocumentRequests.EntryForm("System.Int32")!);
        var customer = new DocumentEntry(":c", DocumentRequests.EntryForm("System.String")!);
        var evaluation = new TemplateEvaluation(ContextSettings.Default) { Entries = new Dictionary<string, object?> { ["Id"] = "1", ["Line"] = 2, [":c"] = "x" } };
        DocumentCondition[] key = [new("Id", "Equal", [id]), new("Line", "GreaterThan", [line])];
        var expression = new DocumentExpression("Customer = :c", [], [customer]);

        Same(evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { KeyConditions = key[..1] }, isScan: false)), "Query", await SentRequests.Of(() => table.Query("1", new QueryFilter()).GetNextSetAsync()));
        var filter = new QueryFilter("Id", QueryOperator.Equal, "1");
        filter.AddCondition("Line", QueryOperator.GreaterThan, 2);
        Same(evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { KeyConditions = key }, isScan: false)), "Query", await SentRequests.Of(() => table.Query(filter).GetRemainingAsync()));
        filter = new QueryFilter("Id", QueryOperator.Equal, "1");
        filter.AddCondition("A", QueryOperator.Between, 2, 2);
        filter.AddCondition("B", QueryOperator.Equal, "x");
        Same(
            evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { KeyConditions = key[..1], Filter = [new("A", "Between", [line, line]), new("B", "Equal", [customer])] }, isScan: false)),
            "Query",
            await SentRequests.Of(() => table.Query(filter).GetRemainingAsync()));
        Same(
            evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { IndexName = "byCustomer", IsBackward = true, IsConsistent = true, Limit = 5, Select = "ALL_PROJECTED_ATTRIBUTES", KeyExpression = expression }, isScan: false)),
            "Query",
            await SentRequests.Of(() => table.Query(new QueryOperationConfig
            {
                IndexName = "byCustomer",
                BackwardSearch = true,
                ConsistentRead = true,
                Limit = 5,
                Select = SelectValues.AllProjectedAttributes,
                KeyExpression = new Expression { ExpressionStatement = "Customer = :c", ExpressionAttributeValues = { [":c"] = "x" } },
            }).GetNextSetAsync()));
        Same(evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch(), isScan: true)), "Scan", await SentRequests.Of(() => table.Scan(new ScanFilter()).GetNextSetAsync()));
        var scanned = new ScanFilter();
        scanned.AddCondition("A", ScanOperator.Equal, 2);
        Same(evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { Filter = [new("A", "Equal", [line])] }, isScan: true)), "Scan", await SentRequests.Of(() => table.Scan(scanned).GetNextSetAsync()));
        Same(
            evaluation.Request(DocumentRequests.Search("docs", new DocumentSearch { FilterExpression = expression, Limit = 7 }, isScan: true)),
            "Scan",
            await SentRequests.Of(() => table.Scan(new ScanOperationConfig { Limit = 7, FilterExpression = new Expression { ExpressionStatement = "Customer = :c", ExpressionAttributeValues = { [":c"] = "x" } } }).GetNextSetAsync()));
    }

    [Theory]
    [InlineData("Amazon.DynamoDBv2.DocumentModel.DynamoDBEntry")]
    [InlineData("Amazon.DynamoDBv2.DocumentModel.Document")]
    public void What_the_type_does_not_say_has_no_form(string type) => Assert.Null(DocumentRequests.EntryForm(type));

    // A document counts what was set as changed until it is sent.
    private static Document Copy(Document document)
    {
        var copy = new Document();
        foreach (var (name, entry) in document)
            copy[name] = entry;
        return copy;
    }

    private ITable Table(ConversionSchema schema) =>
        new TableBuilder(_client, "docs", schema == ConversionSchema.V2 ? DynamoDBEntryConversion.V2 : DynamoDBEntryConversion.V1, false, Amazon.DynamoDBv2.MetadataCachingMode.Default)
            .AddHashKey("Id", DynamoDBEntryType.String).AddRangeKey("Line", DynamoDBEntryType.Numeric)
            .AddGlobalSecondaryIndex("byCustomer", "Customer", DynamoDBEntryType.String).Build();

    private static void Same(JsonObject expected, string operation, IReadOnlyList<(string Operation, JsonObject Request)> sent)
    {
        var (actualOperation, actual) = Assert.Single(sent);
        Assert.Equal(operation, actualOperation);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"described {expected.ToJsonString()}\nsent      {actual.ToJsonString()}");
    }
}
