namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>An attribute of a <c>Document</c>: <c>document["Total"] = 2</c>.</summary>
/// <param name="AttributeName">The attribute.</param>
/// <param name="Form">How its value is written: by the type that was assigned (<see cref="DocumentRequests.EntryForm"/>).</param>
public sealed record DocumentEntry(string AttributeName, AttributeForm Form);

/// <summary>
/// The requests of the document model (<c>Table</c>, <c>ITable</c>) for one item. The keys are those of the table's definition: <c>TableBuilder.AddHashKey</c>, or the answer
/// of <c>DescribeTable</c>, which <c>Table.LoadTable</c> asks for.
/// </summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2; tests compare each template with what the library sends.</remarks>
public static class DocumentRequests
{
    private const string Model = "Amazon.DynamoDBv2.DocumentModel.";

    /// <summary>
    /// How a value is written that was assigned to an entry, by the full metadata name of its type; lists of texts (<c>System.Collections.Generic.List`1</c> of
    /// <c>System.String</c>) are asked for as <c>System.String[]</c>. Null when the type says too little (<c>DynamoDBEntry</c>, <c>Primitive</c>, <c>DynamoDBList</c>, a nested
    /// <c>Document</c>).
    /// </summary>
    /// <remarks>The schema of a table is V1 unless the table was made with another.</remarks>
    public static AttributeForm? EntryForm(string typeName, ConversionSchema schema = ConversionSchema.V1) => typeName switch
    {
        Model + "DynamoDBBool" => new ScalarForm(ScalarKind.Boolean, "BOOL"),
        "System.String[]" => new SetForm(AttributeForms.Scalar("System.String", schema)!),
        _ => AttributeForms.Scalar(typeName, schema),
    };

    /// <summary><c>GetItemAsync(key…)</c>. The answer's <c>Item</c> is the document; no item gives null.</summary>
    public static RequestTemplate Get(string tableName, IReadOnlyList<DocumentEntry> keys, bool isConsistent = false) => new(
        "dynamodb:GetItem",
        new[] { Table(tableName), Key(keys), new RequestMember("ConsistentRead", new ConstantValue(isConsistent)) });

    /// <summary><c>PutItemAsync(document)</c>: the whole item. Entries that are null, and empty texts, are left out.</summary>
    public static RequestTemplate Put(string tableName, IReadOnlyList<DocumentEntry> entries) => new(
        "dynamodb:PutItem",
        new[] { Table(tableName), new RequestMember("Item", new MembersValue(entries.Select(e => new RequestMember(e.AttributeName, Value(e), When(e, StorageOutcomes.Stored))).ToArray())) });

    /// <summary>
    /// <c>UpdateItemAsync(document)</c>: entries that were set since the document was read or made; those that are null, and empty texts, are removed.
    /// </summary>
    /// <param name="tableName">The table.</param>
    /// <param name="keys">The keys, whose values are entries of the document or arguments.</param>
    /// <param name="changed">The other entries that were set.</param>
    public static RequestTemplate Update(string tableName, IReadOnlyList<DocumentEntry> keys, IReadOnlyList<DocumentEntry> changed)
    {
        var updates = changed.SelectMany(e => new[]
        {
            new RequestMember(
                e.AttributeName,
                new MembersValue(new RequestMember[] { new("Action", new ConstantValue("PUT")), new("Value", Value(e)) }),
                When(e, StorageOutcomes.Stored)),
            new RequestMember(e.AttributeName, new MembersValue(new RequestMember[] { new("Action", new ConstantValue("DELETE")) }), When(e, StorageOutcomes.Removed)),
        });
        var members = new List<RequestMember> { Table(tableName), Key(keys), new("ReturnValues", new ConstantValue("NONE")) };
        if (changed.Count > 0)
            members.Add(new RequestMember("AttributeUpdates", new MembersValue(updates.ToArray())));
        return new RequestTemplate("dynamodb:UpdateItem", members);
    }

    /// <summary><c>DeleteItemAsync(key…)</c> or <c>DeleteItemAsync(document)</c>.</summary>
    public static RequestTemplate Delete(string tableName, IReadOnlyList<DocumentEntry> keys) => new("dynamodb:DeleteItem", new[] { Table(tableName), Key(keys) });

    private static RequestMember Table(string name) => new("TableName", new ConstantValue(name));

    private static RequestMember Key(IReadOnlyList<DocumentEntry> keys) => new("Key", new MembersValue(keys.Select(k => new RequestMember(k.AttributeName, Value(k))).ToArray()));

    private static AttributeValueOf Value(DocumentEntry entry) => new(new EntryOf(entry), entry.Form);

    private static StorageCondition When(DocumentEntry entry, StorageOutcomes outcome) => new(new EntryOf(entry), outcome);
}
