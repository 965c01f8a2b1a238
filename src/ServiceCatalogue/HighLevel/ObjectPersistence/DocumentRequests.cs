namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>An attribute of a <c>Document</c>: <c>document["Total"] = 2</c>.</summary>
/// <param name="AttributeName">The attribute.</param>
/// <param name="Form">How its value is written: by the type that was assigned (<see cref="DocumentRequests.EntryForm"/>).</param>
public sealed record DocumentEntry(string AttributeName, AttributeForm Form);

/// <summary>A key of a table, as the table's definition says.</summary>
/// <param name="AttributeName">The attribute.</param>
/// <param name="Descriptor">How its value is written: S, N or B.</param>
public sealed record DocumentKey(string AttributeName, string Descriptor);

/// <summary>The keys of a table.</summary>
/// <param name="Hash">The partition key.</param>
/// <param name="Range">The sort key; null when there is none.</param>
public sealed record DocumentKeys(DocumentKey Hash, DocumentKey? Range)
{
    /// <summary>The keys, partition key first.</summary>
    public IEnumerable<DocumentKey> All => Range is null ? new[] { Hash } : new[] { Hash, Range };
}

/// <summary>An <c>Expression</c>: a condition, a filter or the condition on a key.</summary>
/// <param name="Statement">The text.</param>
/// <param name="Names">The placeholders of attributes, <c>#name</c>.</param>
/// <param name="Values">The placeholders of values, <c>:value</c>, and how these are written.</param>
public sealed record DocumentExpression(string Statement, IReadOnlyList<KeyValuePair<string, string>> Names, IReadOnlyList<DocumentEntry> Values);

/// <summary>A condition of a <c>QueryFilter</c> or <c>ScanFilter</c>.</summary>
/// <param name="AttributeName">The attribute.</param>
/// <param name="Operator">The member's name in <c>QueryOperator</c> or <c>ScanOperator</c>.</param>
/// <param name="Values">Its values.</param>
public sealed record DocumentCondition(string AttributeName, string Operator, IReadOnlyList<DocumentEntry> Values);

/// <summary>What <c>Table.Query</c> and <c>Table.Scan</c> are given.</summary>
public sealed record DocumentSearch
{
    /// <summary>The index; null for the table.</summary>
    public string? IndexName { get; init; }

    /// <summary>The most items of a page.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether reads are strongly consistent.</summary>
    public bool IsConsistent { get; init; }

    /// <summary>Whether the sort key goes down.</summary>
    public bool IsBackward { get; init; }

    /// <summary>The API's name of what is read.</summary>
    public string Select { get; init; } = "ALL_ATTRIBUTES";

    /// <summary>The attributes that are read; null for those that <see cref="Select"/> says.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>The conditions of the filter that are on keys.</summary>
    public IReadOnlyList<DocumentCondition> KeyConditions { get; init; } = Array.Empty<DocumentCondition>();

    /// <summary>Its other conditions.</summary>
    public IReadOnlyList<DocumentCondition> Filter { get; init; } = Array.Empty<DocumentCondition>();

    /// <summary>The condition on the keys.</summary>
    public DocumentExpression? KeyExpression { get; init; }

    /// <summary>The condition on other attributes.</summary>
    public DocumentExpression? FilterExpression { get; init; }
}

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

    /// <summary><c>GetItemAsync(key…)</c>. The answer's <c>Item</c> is the document; no item, and an empty one, gives null.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="isConsistent">Whether <c>GetItemOperationConfig</c> asks for a consistent read.</param>
    /// <param name="attributes">The attributes that it asks for; null for all.</param>
    public static RequestTemplate Get(string tableName, IReadOnlyList<DocumentEntry> keys, bool isConsistent = false, IReadOnlyList<string>? attributes = null)
    {
        var members = new List<RequestMember> { Table(tableName), Key(keys), new("ConsistentRead", new ConstantValue(isConsistent)) };
        if (attributes is not null)
            members.Add(Names("AttributesToGet", attributes));
        return new RequestTemplate("dynamodb:GetItem", members);
    }

    /// <summary><c>PutItemAsync(document)</c>: the whole item. Entries that are null, and empty texts, are left out.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="entries">The document.</param>
    /// <param name="returnValues">The API's name of the values that <c>PutItemOperationConfig</c> asks for; null for none.</param>
    /// <param name="condition">The condition that it sets.</param>
    public static RequestTemplate Put(string tableName, IReadOnlyList<DocumentEntry> entries, string? returnValues = null, DocumentExpression? condition = null)
    {
        var members = new List<RequestMember>
        {
            Table(tableName),
            new("Item", new MembersValue(entries.Select(e => new RequestMember(e.AttributeName, Stored(e), When(e, StorageOutcomes.Stored))).ToArray())),
        };
        if (returnValues is not null)
            members.Add(new RequestMember("ReturnValues", new ConstantValue(returnValues)));
        AddExpressions(members, ("ConditionExpression", condition));
        return new RequestTemplate("dynamodb:PutItem", members);
    }

    /// <summary>
    /// <c>UpdateItemAsync(document)</c>: entries that were set since the document was read or made; those that are null, and empty texts, are removed.
    /// </summary>
    /// <param name="tableName">The table.</param>
    /// <param name="keys">The keys, whose values are entries of the document or arguments.</param>
    /// <param name="changed">The other entries that were set.</param>
    /// <param name="returnValues">The API's name of the values that <c>UpdateItemOperationConfig</c> asks for.</param>
    public static RequestTemplate Update(string tableName, IReadOnlyList<DocumentEntry> keys, IReadOnlyList<DocumentEntry> changed, string returnValues = "NONE")
    {
        var updates = changed.SelectMany(e => new[]
        {
            new RequestMember(
                e.AttributeName,
                new MembersValue(new RequestMember[] { new("Action", new ConstantValue("PUT")), new("Value", Stored(e)) }),
                When(e, StorageOutcomes.Stored)),
            new RequestMember(e.AttributeName, new MembersValue(new RequestMember[] { new("Action", new ConstantValue("DELETE")) }), When(e, StorageOutcomes.Removed)),
        });
        var members = new List<RequestMember> { Table(tableName), Key(keys), new("ReturnValues", new ConstantValue(returnValues)) };
        if (changed.Count > 0)
            members.Add(new RequestMember("AttributeUpdates", new MembersValue(updates.ToArray())));
        return new RequestTemplate("dynamodb:UpdateItem", members);
    }

    /// <summary><c>DeleteItemAsync(key…)</c> or <c>DeleteItemAsync(document)</c>.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="returnValues">The API's name of the values that <c>DeleteItemOperationConfig</c> asks for; null for none.</param>
    /// <param name="condition">The condition that it sets.</param>
    public static RequestTemplate Delete(string tableName, IReadOnlyList<DocumentEntry> keys, string? returnValues = null, DocumentExpression? condition = null)
    {
        var members = new List<RequestMember> { Table(tableName), Key(keys) };
        if (returnValues is not null)
            members.Add(new RequestMember("ReturnValues", new ConstantValue(returnValues)));
        AddExpressions(members, ("ConditionExpression", condition));
        return new RequestTemplate("dynamodb:DeleteItem", members);
    }

    /// <summary><c>Query(…)</c> and <c>Scan(…)</c>: the request for the first page; those for later ones have <c>ExclusiveStartKey</c>.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="search">What is searched.</param>
    /// <param name="isScan">Whether it is a scan.</param>
    public static RequestTemplate Search(string tableName, DocumentSearch search, bool isScan)
    {
        var members = new List<RequestMember>
        {
            Table(tableName),
            new("ConsistentRead", new ConstantValue(search.IsConsistent)),
            new("Limit", new ConstantValue(search.Limit)),
            new("Select", new ConstantValue(search.Select)),
        };
        if (!isScan)
            members.Add(new RequestMember("ScanIndexForward", new ConstantValue(!search.IsBackward)));
        if (search.IndexName is { } index)
            members.Add(new RequestMember("IndexName", new ConstantValue(index)));
        if (search.Attributes is { } attributes)
            members.Add(Names("AttributesToGet", attributes));
        AddConditions(members, "KeyConditions", search.KeyConditions);
        AddConditions(members, isScan ? "ScanFilter" : "QueryFilter", search.Filter);
        AddExpressions(members, ("KeyConditionExpression", search.KeyExpression), ("FilterExpression", search.FilterExpression));
        return new RequestTemplate(isScan ? "dynamodb:Scan" : "dynamodb:Query", members);
    }

    private static void AddConditions(List<RequestMember> members, string member, IReadOnlyList<DocumentCondition> conditions)
    {
        if (conditions.Count > 1 && member != "KeyConditions")
            members.Add(new RequestMember("ConditionalOperator", new ConstantValue("AND")));
        if (conditions.Count > 0)
            members.Add(new RequestMember(member, new MembersValue(conditions.Select(c => new RequestMember(c.AttributeName, SearchRequests.Condition(c.Operator, c.Values.Select(Value).ToArray()))).ToArray())));
    }

    // The names and values of both expressions of a request are one map each.
    private static void AddExpressions(List<RequestMember> members, params (string Member, DocumentExpression? Expression)[] expressions)
    {
        var given = expressions.Where(e => e.Expression is not null).Select(e => (e.Member, Expression: e.Expression!)).ToList();
        members.AddRange(given.Select(e => new RequestMember(e.Member, new ConstantValue(e.Expression.Statement))));
        var names = given.SelectMany(e => e.Expression.Names).Select(n => new RequestMember(n.Key, new ConstantValue(n.Value))).ToArray();
        var values = given.SelectMany(e => e.Expression.Values).Select(v => new RequestMember(v.AttributeName, Value(v))).ToArray();
        if (names.Length > 0)
            members.Add(new RequestMember("ExpressionAttributeNames", new MembersValue(names)));
        if (values.Length > 0)
            members.Add(new RequestMember("ExpressionAttributeValues", new MembersValue(values)));
    }

    private static RequestMember Names(string member, IReadOnlyList<string> attributes) =>
        new(member, new ElementsValue(attributes.Select(a => new ConstantValue(a)).ToArray<RequestValue>()));

    private static RequestMember Table(string name) => new("TableName", new ConstantValue(name));

    private static RequestMember Key(IReadOnlyList<DocumentEntry> keys) => new("Key", new MembersValue(keys.Select(k => new RequestMember(k.AttributeName, Value(k))).ToArray()));

    private static AttributeValueOf Stored(DocumentEntry entry) => new(new EntryOf(entry), entry.Form);

    // Keys and operands are sent whatever they hold.
    private static AttributeValueOf Value(DocumentEntry entry) => new(new EntryOf(entry), entry.Form) { IsEmptyWithoutValue = true };

    private static StorageCondition When(DocumentEntry entry, StorageOutcomes outcome) => new(new EntryOf(entry), outcome);
}
