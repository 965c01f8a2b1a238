using System.Text.Json.Nodes;
using LambdaLift.Converter.Frontend;
using LambdaLift.ServiceCatalogue.ObjectPersistence;

namespace LambdaLift.Verifier;

/// <summary>An attribute of the items of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Descriptor">How its value is written: <c>S</c>, <c>N</c>, <c>SS</c>, ….</param>
/// <param name="IsKey">Whether it is part of the key: every item has it, and never empty.</param>
/// <param name="IsTime">Whether it is a point in time: a text of ISO 8601, or seconds since 1970.</param>
public sealed record StoredAttribute(string Name, string Descriptor, bool IsKey = false, bool IsTime = false);

/// <summary>An index by its partition key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The key.</param>
public sealed record StoredIndex(string Name, StoredAttribute Key);

/// <summary>A table that the handler uses through DynamoDB's object persistence model.</summary>
/// <param name="Name">Its name, as the class says it: a prefix may go before it.</param>
/// <param name="Keys">Partition key, and sort key if there is one.</param>
/// <param name="Attributes">What its items hold.</param>
/// <param name="Index">The index that is queried; null for the table itself.</param>
public sealed record StoredTable(string Name, IReadOnlyList<StoredAttribute> Keys, IReadOnlyList<StoredAttribute> Attributes, StoredIndex? Index)
{
    /// <summary>The table of a class.</summary>
    public static StoredTable Of(StoredClass stored)
    {
        var index = stored.IndexName is { } name && stored.Class.FindIndexKey(name, KeyRole.Hash) is { } key ? new StoredIndex(name, Attribute(key)) : null;
        return new StoredTable(stored.Class.TableName, [.. stored.Class.Keys.Select(Attribute)], [.. stored.Class.Properties.Select(Attribute)], index);
    }

    /// <summary>
    /// What <c>DescribeTable</c> answers, which the SDK asks by itself before its first use of a table; no part of what the handler does.
    /// </summary>
    internal static JsonObject Describe(string? tableName, IReadOnlyList<StoredTable> tables)
    {
        var named = tables.Where(table => tableName?.EndsWith(table.Name, StringComparison.Ordinal) == true).OrderByDescending(table => table.Name.Length).ToList();
        if (named.Count == 0) named = [.. tables];
        var keys = named[0].Keys;
        var indexes = named.Select(table => table.Index).OfType<StoredIndex>().ToList();
        var table = new JsonObject
        {
            ["TableName"] = tableName,
            ["TableStatus"] = "ACTIVE",
            ["KeySchema"] = new JsonArray([.. keys.Select((key, i) => Key(key, i == 0))]),
            ["AttributeDefinitions"] = new JsonArray([.. keys.Concat(indexes.Select(index => index.Key)).DistinctBy(key => key.Name)
                .Select(key => (JsonNode)new JsonObject { ["AttributeName"] = key.Name, ["AttributeType"] = key.Descriptor })]),
        };
        if (indexes.Count > 0)
        {
            table["GlobalSecondaryIndexes"] = new JsonArray([.. indexes.DistinctBy(index => index.Name).Select(index => (JsonNode)new JsonObject
            {
                ["IndexName"] = index.Name,
                ["KeySchema"] = new JsonArray(Key(index.Key, isHash: true)),
                ["Projection"] = new JsonObject { ["ProjectionType"] = "ALL" },
            })]);
        }

        return new JsonObject { ["Table"] = table };
    }

    private static JsonNode Key(StoredAttribute key, bool isHash) => new JsonObject { ["AttributeName"] = key.Name, ["KeyType"] = isHash ? "HASH" : "RANGE" };

    private static StoredAttribute Attribute(PersistedProperty property) => new(property.AttributeName, property.Form.Descriptor, property.Role != KeyRole.None, property.Form.IsTime);
}
