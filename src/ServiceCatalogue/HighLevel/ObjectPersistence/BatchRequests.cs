namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>
/// The requests behind <c>CreateBatchGet</c>, <c>CreateBatchWrite</c>, <c>CreateTransactGet</c> and <c>CreateTransactWrite</c>, sent by <c>ExecuteAsync</c>.
/// Batches go in groups (100 keys, 25 writes) and what the service leaves unprocessed is sent again until nothing is left; transactions go as one.
/// </summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2; tests compare each template with what the library sends.</remarks>
public static class BatchRequests
{
    /// <summary>The most keys of one BatchGetItem request.</summary>
    public const int MaximumKeys = 100;

    /// <summary>The most writes of one BatchWriteItem request.</summary>
    public const int MaximumWrites = 25;

    /// <summary>A batch of reads: keys are added with <c>AddKey</c>.</summary>
    public static RequestTemplate Get(PersistedClass type, ContextSettings settings)
    {
        var table = new List<RequestMember>
        {
            new("Keys", new RepeatedValue(ItemRequests.Key(type, isKeyObject: false), BatchPart.Keys)),
            new("ConsistentRead", new ConstantValue(settings.ConsistentRead)),
        };
        table.AddRange(ItemRequests.Projection(type));
        return new RequestTemplate("dynamodb:BatchGetItem", new[] { new RequestMember("RequestItems", OfTable(type, settings, new MembersValue(table))) });
    }

    /// <summary>
    /// A batch of writes: deletions first, then puts, in the order in which they were added. A put writes the whole item, so nulls are left out.
    /// A class with a version is refused by the library unless <see cref="ContextSettings.SkipVersionCheck"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The class has a version.</exception>
    public static IReadOnlyList<RequestValue> Write(PersistedClass type, ContextSettings settings)
    {
        if (ItemRequests.CheckedVersion(type, settings) is not null)
            throw new ArgumentException($"{type.Name} has a version, which batches do not support.", nameof(type));
        return new RequestValue[]
        {
            new RepeatedValue(Entry("DeleteRequest", "Key", ItemRequests.Key(type, isKeyObject: false)), BatchPart.Keys),
            new RepeatedValue(Entry("DeleteRequest", "Key", ItemRequests.Key(type, isKeyObject: true)), BatchPart.DeletedObjects),
            new RepeatedValue(Entry("PutRequest", "Item", Item(type)), BatchPart.Objects),
        };
    }

    /// <summary>The request that holds such writes: <c>RequestItems</c> with the table's name.</summary>
    public static RequestTemplate WriteRequest(PersistedClass type, ContextSettings settings, RequestValue writes) =>
        new("dynamodb:BatchWriteItem", new[] { new RequestMember("RequestItems", OfTable(type, settings, writes)) });

    /// <summary>The whole item of an object: every attribute that is stored.</summary>
    public static MembersValue Item(PersistedClass type) => new(type.Properties
        .Select(p => new RequestMember(p.AttributeName, new AttributeValueOf(new PropertyOf(p), p.Form), new StorageCondition(new PropertyOf(p), StorageOutcomes.Stored)))
        .ToArray());

    /// <summary>An element of <c>TransactItems</c> that reads: keys are added with <c>AddKey</c>.</summary>
    public static RequestValue TransactGet(PersistedClass type, ContextSettings settings)
    {
        var get = new List<RequestMember> { new("TableName", new ConstantValue(settings.TableNameOf(type))), new("Key", ItemRequests.Key(type, isKeyObject: false)) };
        get.AddRange(ItemRequests.Projection(type));
        return Entry("Get", get);
    }

    /// <summary>An element of <c>TransactItems</c> that saves an object (<c>AddSaveItem</c>).</summary>
    public static RequestValue TransactSave(PersistedClass type, ContextSettings settings)
    {
        var update = new List<RequestMember> { new("TableName", new ConstantValue(settings.TableNameOf(type))), new("Key", ItemRequests.Key(type, isKeyObject: true)) };
        update.AddRange(ItemRequests.Update(type, settings));
        update.Add(new RequestMember("ReturnValuesOnConditionCheckFailure", new ConstantValue("NONE")));
        return Entry("Update", update);
    }

    /// <summary>An element of <c>TransactItems</c> that deletes: by key (<c>AddDeleteKey</c>), or an object (<c>AddDeleteItem</c>), whose version is checked.</summary>
    public static RequestValue TransactDelete(PersistedClass type, ContextSettings settings, bool isKeyObject = false)
    {
        var delete = ItemRequests.Delete(type, settings, isKeyObject).Members.ToList();
        delete.Add(new RequestMember("ReturnValuesOnConditionCheckFailure", new ConstantValue("NONE")));
        return Entry("Delete", delete);
    }

    private static MembersValue OfTable(PersistedClass type, ContextSettings settings, RequestValue value) => new(new[] { new RequestMember(settings.TableNameOf(type), value) });

    private static MembersValue Entry(string kind, string member, RequestValue value) => Entry(kind, new[] { new RequestMember(member, value) });

    private static MembersValue Entry(string kind, IReadOnlyList<RequestMember> members) => new(new[] { new RequestMember(kind, new MembersValue(members)) });
}
