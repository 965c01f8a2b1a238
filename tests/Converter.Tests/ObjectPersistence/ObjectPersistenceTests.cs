using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using LambdaLift.Converter.Frontend.ObjectPersistence;
using LambdaLift.Converter.Tests.ObjectPersistence.Entities;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.ServiceCatalogue;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using ConversionSchema = LambdaLift.ServiceCatalogue.ObjectPersistence.ConversionSchema;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>
/// What the catalogue says that <c>DynamoDBContext</c> sends, against what the released library sends for the same classes and objects: read from their
/// source by the compiler on one side, by reflection in the library on the other.
/// </summary>
public sealed class ObjectPersistenceTests : IDisposable
{
    private static readonly Lazy<Compilation> Program = new(() =>
    {
        const string Path = "tests/Converter.Tests/ObjectPersistence/Entities.cs";
        return TestPrograms.Compile("Entities", (Path, File.ReadAllText(System.IO.Path.Combine(TestPrograms.RepositoryRoot, Path))));
    });

    private readonly AmazonDynamoDBClient _client = SentRequests.Client();

    private static readonly DateTime Noon = new(2024, 1, 2, 12, 0, 0, 250, DateTimeKind.Utc);

    public void Dispose() => _client.Dispose();

    public static TheoryData<string> AllSettings() => [.. Settings.Keys];

    private static readonly Dictionary<string, ContextSettings> Settings = new()
    {
        ["default"] = ContextSettings.Default,
        ["V2"] = new() { Conversion = ConversionSchema.V2 },
        ["prefix"] = new() { TableNamePrefix = "dev-", ConsistentRead = true },
        ["override"] = new() { TableNamePrefix = "dev-", OverrideTableName = "other" },
        ["ignore nulls"] = new() { IgnoreNullValues = true, Conversion = ConversionSchema.V2 },
        ["skip version"] = new() { SkipVersionCheck = true },
        ["empty texts"] = new() { IsEmptyStringValueEnabled = true },
    };

    private static IEnumerable<object> Objects()
    {
        yield return new Order { Id = "1", Line = 2 };
        yield return new Order { Id = "1", Line = 2, Version = 4, Customer = "c", Placed = Noon, Total = 1.50m, Paid = true, Tags = ["a", "b"], Remark = "", ShipTo = new() { Street = "s", PostCode = 5 } };
        yield return new Order { Id = "1", Line = 2, Tags = [], ShipTo = new() { Street = "" } };
        yield return new Scalars();
        yield return new Scalars
        {
            Text = "t",
            Guid = System.Guid.Parse("0a11b22c-3333-4444-8555-666677778888"),
            GuidOrNone = System.Guid.Empty,
            Instant = Noon,
            InstantOrNone = Noon.AddTicks(1234567),
            Expires = Noon,
            IntOrNone = 0,
            BoolOrNone = false,
            Bytes = [1, 2],
            Stream = new([3]),
            Double = 1e20,
            Float = 1e-9f,
        };
        yield return new Scalars { Expires = new DateTime(2050, 1, 1, 0, 0, 0, DateTimeKind.Utc), LongEpoch = new DateTime(2050, 1, 1, 0, 0, 0, DateTimeKind.Utc), Epoch = default };
        yield return new Collections();
        yield return new Collections
        {
            Strings = ["b", "a", "b"],
            StringArray = ["x"],
            StringSet = ["s"],
            Ints = [2, 1],
            Decimals = [1.5m],
            Guids = [System.Guid.Empty],
            Instants = [Noon],
            Blobs = [[1]],
            IntsOrNone = [1, null],
            Colours = [Colour.Green],
            ColourSet = [Colour.Red],
            Sorted = ["z", "y"],
            Addresses = [new() { Street = "s" }, null!],
            AddressArray = [new()],
            Nested = [["a"], ["b", "c"]],
            Map = new() { ["k"] = "v", ["n"] = null!, ["e"] = "" },
            Flags = new() { ["t"] = true, ["f"] = false },
            AddressMap = new() { ["k"] = new() { PostCode = 1 } },
            ListMap = new() { ["k"] = [1] },
            MapMap = new() { ["k"] = new() { ["l"] = 1 } },
        };
        yield return new Collections { Strings = [], StringSet = [], Ints = [], Addresses = [], Map = [], Sorted = [], Nested = [] };
        yield return new Bools { List = [true, false] };
        yield return new Derived();
        yield return new CamelCase();
        yield return new CamelCaseEverywhere();
        yield return new AsksForV2();
        yield return new WithoutTable();
        yield return new Positional("1", 2);
    }

    [Theory]
    [MemberData(nameof(AllSettings))]
    public async Task Saving_sends_the_described_request(string settingsName)
    {
        var settings = Settings[settingsName];
        var saved = 0;
        foreach (var entity in Objects())
        {
            var type = Read(entity.GetType(), settings);
            Assert.Null(type.Obstacle);
            // Evaluated first: saving counts the version of the object.
            var expected = new TemplateEvaluation(settings) { Object = entity }.Request(ItemRequests.Save(type, settings));
            var context = Context(settings);

            var sent = await SentRequests.Of(() => Invoke(nameof(Save), entity.GetType(), context, entity, settings));

            AssertSent("UpdateItem", expected, sent);
            saved++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{saved} objects saved under the settings '{settingsName}'");
    }

    [Theory]
    [MemberData(nameof(AllSettings))]
    public async Task Loading_and_deleting_send_the_described_requests(string settingsName)
    {
        var settings = Settings[settingsName];
        var keys = new Dictionary<KeyRole, object> { [KeyRole.Hash] = "1", [KeyRole.Range] = 2 };
        var type = Read(typeof(Order), settings);
        var context = Context(settings);
        foreach (var order in new[] { new Order { Id = "1", Line = 2 }, new Order { Id = "1", Line = 2, Version = 3 } })
        {
            var ofObject = new TemplateEvaluation(settings) { Object = order };
            AssertSent("GetItem", ofObject.Request(ItemRequests.Load(type, settings, isKeyObject: true)), await SentRequests.Of(() => context.LoadAsync(order, Load(settings))));
            AssertSent("DeleteItem", ofObject.Request(ItemRequests.Delete(type, settings, isKeyObject: true)), await SentRequests.Of(() => context.DeleteAsync(order, Delete(settings))));
        }

        var ofKeys = new TemplateEvaluation(settings) { Keys = keys };
        AssertSent("GetItem", ofKeys.Request(ItemRequests.Load(type, settings)), await SentRequests.Of(() => context.LoadAsync<Order>("1", 2, Load(settings))));
        AssertSent("DeleteItem", ofKeys.Request(ItemRequests.Delete(type, settings)), await SentRequests.Of(() => context.DeleteAsync<Order>("1", 2, Delete(settings))));
        foreach (var hashOnly in new[] { typeof(Scalars), typeof(Derived), typeof(CamelCase), typeof(CamelCaseEverywhere), typeof(WithoutTable) })
        {
            var expected = ofKeys.Request(ItemRequests.Load(Read(hashOnly, settings), settings));
            AssertSent("GetItem", expected, await SentRequests.Of(() => Invoke(nameof(LoadByKey), hashOnly, Context(settings), "1", settings)));
        }
    }

    [Theory]
    [MemberData(nameof(AllSettings))]
    public async Task Searching_sends_the_described_requests(string settingsName)
    {
        var settings = Settings[settingsName];
        var type = Read(typeof(Order), settings);
        var context = Context(settings);
        var query = new QueryConfig { OverrideTableName = settings.OverrideTableName };
        var evaluation = new TemplateEvaluation(settings) { Keys = new Dictionary<KeyRole, object> { [KeyRole.Hash] = "1" }, Operands = [[5, 7]] };

        AssertSent("Query", evaluation.Request(SearchRequests.Query(type, settings)), await SentRequests.Of(() => context.QueryAsync<Order>("1", query).GetRemainingAsync()));
        AssertSent("Query", evaluation.Request(SearchRequests.Query(type, settings)), await SentRequests.Of(() => context.QueryAsync<Order>("1", query).GetNextSetAsync()));
        AssertSent(
            "Query",
            evaluation.Request(SearchRequests.Query(type, settings, "Between", 2)),
            await SentRequests.Of(() => context.QueryAsync<Order>("1", QueryOperator.Between, [5, 7], query).GetRemainingAsync()));

        var byCustomer = settings with { IndexName = "byCustomer", BackwardQuery = true };
        var filter = new PropertyCondition[] { new(type.Find("Paid")!, "Equal", 1), new(type.Find("Remark")!, "Contains", 1) };
        AssertSent(
            "Query",
            new TemplateEvaluation(settings) { Keys = new Dictionary<KeyRole, object> { [KeyRole.Hash] = "c" }, Operands = [[Noon], [true], ["x"]] }
                .Request(SearchRequests.Query(type, byCustomer, "GreaterThan", 1, filter)),
            await SentRequests.Of(() => context.QueryAsync<Order>("c", QueryOperator.GreaterThan, [Noon], new QueryConfig
            {
                OverrideTableName = settings.OverrideTableName,
                IndexName = "byCustomer",
                BackwardQuery = true,
                QueryFilter = [new ScanCondition("Paid", ScanOperator.Equal, true), new ScanCondition("Remark", ScanOperator.Contains, "x")],
            }).GetRemainingAsync()));
        AssertSent(
            "Query",
            new TemplateEvaluation(settings) { Keys = evaluation.Keys, Operands = [[2m]] }.Request(SearchRequests.Query(type, settings with { IndexName = "byTotal" }, "LessThan", 1)),
            await SentRequests.Of(() => context.QueryAsync<Order>("1", QueryOperator.LessThan, [2m], new QueryConfig { OverrideTableName = settings.OverrideTableName, IndexName = "byTotal" }).GetRemainingAsync()));

        var scan = new ScanConfig { OverrideTableName = settings.OverrideTableName };
        AssertSent("Scan", evaluation.Request(SearchRequests.Scan(type, settings)), await SentRequests.Of(() => context.ScanAsync<Order>(Array.Empty<ScanCondition>(), scan).GetRemainingAsync()));
        foreach (var (scanOperator, operands) in new (ScanOperator, object[])[]
                 {
                     (ScanOperator.Equal, ["x"]), (ScanOperator.NotEqual, ["x"]), (ScanOperator.LessThan, ["x"]), (ScanOperator.LessThanOrEqual, ["x"]), (ScanOperator.GreaterThan, ["x"]),
                     (ScanOperator.GreaterThanOrEqual, ["x"]), (ScanOperator.BeginsWith, ["x"]), (ScanOperator.Between, ["x", "y"]), (ScanOperator.Contains, ["x"]),
                     (ScanOperator.NotContains, ["x"]), (ScanOperator.In, ["x", "y", "z"]), (ScanOperator.IsNull, []), (ScanOperator.IsNotNull, []),
                 })
        {
            AssertSent(
                "Scan",
                new TemplateEvaluation(settings) { Operands = [operands] }.Request(SearchRequests.Scan(type, settings, [new(type.Find("Remark")!, scanOperator.ToString(), operands.Length)])),
                await SentRequests.Of(() => context.ScanAsync<Order>([new ScanCondition("Remark", scanOperator, operands)], scan).GetRemainingAsync()));
        }
    }

    [Theory]
    [MemberData(nameof(AllSettings))]
    public async Task Batches_and_transactions_send_the_described_requests(string settingsName)
    {
        var settings = Settings[settingsName];
        var context = Context(settings);
        var type = Read(typeof(Order), settings);
        var derived = Read(typeof(Derived), settings);
        var keys = new TemplateEvaluation(settings) { Keys = new Dictionary<KeyRole, object> { [KeyRole.Hash] = "1", [KeyRole.Range] = 2 } };
        var order = new Order { Id = "2", Line = 3, Version = 1, Tags = ["a"] };
        var orderEvaluation = new TemplateEvaluation(settings) { Object = order };
        var table = settings.OverrideTableName;

        var get = context.CreateBatchGet<Order>(new BatchGetConfig { OverrideTableName = table });
        get.AddKey("1", 2);
        var added = new TemplateEvaluation(settings) { Added = new[] { keys }.ToLookup(_ => BatchPart.Keys) };
        AssertSent("BatchGetItem", added.Request(BatchRequests.Get(type, settings)), await SentRequests.Of(() => get.ExecuteAsync()));

        // One context cannot use one table for two classes.
        var write = Context(settings).CreateBatchWrite<Derived>(new BatchWriteConfig { OverrideTableName = table });
        var item = new TemplateEvaluation(settings) { Object = new Derived { Id = "9", Own = "" } };
        write.AddPutItem((Derived)item.Object!);
        write.AddDeleteKey("1");
        var parts = new[] { (BatchPart.Objects, item), (BatchPart.Keys, keys) }.ToLookup(p => p.Item1, p => p.Item2);
        var writes = BatchRequests.Write(derived, settings).SelectMany(p => (JsonArray)new TemplateEvaluation(settings) { Added = parts }.Value(p)!).Select(n => n!.DeepClone());
        var expected = keys.Request(BatchRequests.WriteRequest(derived, settings, new ElementsValue([])));
        expected["RequestItems"]![settings.TableNameOf(derived)] = new JsonArray([.. writes]);
        AssertSent("BatchWriteItem", expected, await SentRequests.Of(() => write.ExecuteAsync()));

        var transactGet = context.CreateTransactGet<Order>(new TransactGetConfig { OverrideTableName = table });
        transactGet.AddKey("1", 2);
        AssertSent("TransactGetItems", Transaction(keys.Value(BatchRequests.TransactGet(type, settings))), await SentRequests.Of(() => transactGet.ExecuteAsync()));

        var transactWrite = context.CreateTransactWrite<Order>(new TransactWriteConfig { OverrideTableName = table });
        var elements = new[]
        {
            orderEvaluation.Value(BatchRequests.TransactSave(type, settings)), keys.Value(BatchRequests.TransactDelete(type, settings)),
            orderEvaluation.Value(BatchRequests.TransactDelete(type, settings, isKeyObject: true)),
        };
        transactWrite.AddSaveItem(order);
        transactWrite.AddDeleteKey("1", 2);
        transactWrite.AddDeleteItem(new Order { Id = "2", Line = 3, Version = 1 });
        AssertSent("TransactWriteItems", Transaction(elements), await SentRequests.Of(() => transactWrite.ExecuteAsync()));
    }

    [Fact]
    public void A_class_with_a_version_is_refused_in_batches_here_and_there()
    {
        Assert.Throws<ArgumentException>(() => BatchRequests.Write(Read(typeof(Order), ContextSettings.Default), ContextSettings.Default));
        Assert.Throws<InvalidOperationException>(() => Context(ContextSettings.Default).CreateBatchWrite<Order>());
    }

    [Theory]
    [InlineData(typeof(WithConverter), "WithConverter.Name: the converter UpperCase")]
    [InlineData(typeof(WithNullableEnum), "WithNullableEnum.Colour: the nullable enumeration Colour, which the library does not read back")]
    [InlineData(typeof(WithOffset), "WithOffset.When: the type DateTimeOffset")]
    [InlineData(typeof(WithInterface), "WithInterface.Names: the type IReadOnlyList<string>")]
    [InlineData(typeof(WithItself), "WithItself.Parent: WithItself within itself")]
    [InlineData(typeof(WithCounter), "WithCounter.Count: a counter that the table keeps")]
    [InlineData(typeof(WithPlainVersion), "WithPlainVersion.Version: a version that is not nullable, which the library refuses")]
    [InlineData(typeof(WithUntypedMap), "WithUntypedMap.Map: the type Dictionary<string, object>")]
    [InlineData(typeof(WithNumberedMap), "WithNumberedMap.Map: the type Dictionary<int, string>")]
    public void What_cannot_be_described_says_why(Type type, string obstacle) => Assert.Equal(obstacle, Read(type, ContextSettings.Default).Obstacle);

    [Fact]
    public void A_set_of_truth_values_has_no_form_under_V2()
    {
        var form = AttributeForms.Collection(AttributeForms.Scalar("System.Boolean", ConversionSchema.V2)!, false, CollectionKind.HashSet, ConversionSchema.V2);

        Assert.NotNull(form.Obstacle);
    }

    private static PersistedClass Read(Type type, ContextSettings settings) => PersistedClassReader.Read(Program.Value.GetTypeByMetadataName(type.FullName!)!, settings);

    private static JsonObject Transaction(params JsonNode?[] items) => new() { ["TransactItems"] = new JsonArray([.. items]), ["ReturnConsumedCapacity"] = "NONE" };

    private static void AssertSent(string operation, JsonObject expected, IReadOnlyList<(string Operation, JsonObject Request)> sent)
    {
        var (actualOperation, actual) = Assert.Single(sent);
        DynamoDbExpressions.Normalize(expected);
        DynamoDbExpressions.Normalize(actual);
        Assert.Equal(operation, actualOperation);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"described {expected.ToJsonString()}\nsent      {actual.ToJsonString()}");
    }

    private IDynamoDBContext Context(ContextSettings settings) => new DynamoDBContextBuilder()
        .WithDynamoDBClient(() => _client)
        .ConfigureContext(c =>
        {
            // Without it the first use of a table is a DescribeTable call.
            c.DisableFetchingTableMetadata = true;
            c.Conversion = settings.Conversion == ConversionSchema.V2 ? DynamoDBEntryConversion.V2 : DynamoDBEntryConversion.V1;
            c.TableNamePrefix = settings.TableNamePrefix;
            c.ConsistentRead = settings.ConsistentRead;
            c.IgnoreNullValues = settings.IgnoreNullValues;
            c.SkipVersionCheck = settings.SkipVersionCheck;
            c.IsEmptyStringValueEnabled = settings.IsEmptyStringValueEnabled;
        })
        .Build();

    private static LoadConfig Load(ContextSettings settings) => new() { OverrideTableName = settings.OverrideTableName };

    private static DeleteConfig Delete(ContextSettings settings) => new() { OverrideTableName = settings.OverrideTableName };

    private static Task Save<T>(IDynamoDBContext context, object entity, ContextSettings settings) => context.SaveAsync((T)entity, new SaveConfig { OverrideTableName = settings.OverrideTableName });

    private static Task LoadByKey<T>(IDynamoDBContext context, object key, ContextSettings settings) => context.LoadAsync<T>(key, Load(settings));

    private static Task Invoke(string method, Type type, IDynamoDBContext context, object argument, ContextSettings settings) =>
        (Task)typeof(ObjectPersistenceTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [context, argument, settings])!;
}
