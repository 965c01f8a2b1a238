namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>What a property is to the table or to an index.</summary>
public enum KeyRole
{
    /// <summary>No key.</summary>
    None,

    /// <summary>The partition key.</summary>
    Hash,

    /// <summary>The sort key.</summary>
    Range,
}

/// <summary>A property's part in a secondary index.</summary>
/// <param name="IndexName">The index.</param>
/// <param name="Role">Its part.</param>
/// <param name="IsLocal">Whether the index is a local one, whose partition key is the table's.</param>
public sealed record IndexKey(string IndexName, KeyRole Role, bool IsLocal);

/// <summary>A property or field of a class, as the library stores it.</summary>
/// <param name="Name">Its name in .NET.</param>
/// <param name="AttributeName">The attribute of the item.</param>
/// <param name="Form">How its value is written.</param>
/// <param name="Role">Its part in the table's key.</param>
/// <param name="IsVersion">Whether it is the version of optimistic locking.</param>
/// <param name="Indexes">Its parts in secondary indexes.</param>
public sealed record PersistedProperty(string Name, string AttributeName, AttributeForm Form, KeyRole Role, bool IsVersion, IReadOnlyList<IndexKey> Indexes);

/// <summary>
/// A class as <c>DynamoDBContext</c> sees it: attributes <c>[DynamoDBTable]</c>, <c>[DynamoDBHashKey]</c>, <c>[DynamoDBProperty]</c> and so on, read.
/// </summary>
public sealed class PersistedClass
{
    /// <summary>Describes a class.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="tableName">The table without prefix: of <c>[DynamoDBTable]</c>, else the class's name.</param>
    /// <param name="schema">The schema that <c>[DynamoDBTable]</c> asks for; null when the context decides.</param>
    /// <param name="properties">What is stored, in the library's order: the class's own properties, its own fields, then those of its base types.</param>
    /// <param name="obstacle">Why objects of the class cannot be stored or not be described; null when they can.</param>
    public PersistedClass(string name, string tableName, ConversionSchema? schema, IReadOnlyList<PersistedProperty> properties, string? obstacle)
    {
        Name = name;
        TableName = tableName;
        Schema = schema;
        Properties = properties;
        Obstacle = obstacle ?? properties.Select(p => p.Form.Obstacle is { } reason ? $"{name}.{p.Name}: {reason}" : null).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The table's name without prefix.</summary>
    public string TableName { get; }

    /// <summary>The schema that the class asks for; null when the context decides.</summary>
    public ConversionSchema? Schema { get; }

    /// <summary>What is stored, in the library's order.</summary>
    public IReadOnlyList<PersistedProperty> Properties { get; }

    /// <summary>Why calls with this class cannot be described: one noun phrase; null when they can.</summary>
    public string? Obstacle { get; }

    /// <summary>The partition key; null when the class declares none, and only the table's description tells.</summary>
    public PersistedProperty? HashKey => Properties.FirstOrDefault(p => p.Role == KeyRole.Hash);

    /// <summary>The sort key; null when there is none.</summary>
    public PersistedProperty? RangeKey => Properties.FirstOrDefault(p => p.Role == KeyRole.Range);

    /// <summary>The version; null when there is none.</summary>
    public PersistedProperty? Version => Properties.FirstOrDefault(p => p.IsVersion);

    /// <summary>The keys of the table, partition key first.</summary>
    public IEnumerable<PersistedProperty> Keys => Properties.Where(p => p.Role != KeyRole.None).OrderBy(p => p.Role);

    /// <summary>The property of that .NET name; null when nothing of that name is stored.</summary>
    public PersistedProperty? Find(string name) => Properties.FirstOrDefault(p => p.Name == name);

    /// <summary>The key of a secondary index; null when the class does not declare it.</summary>
    public PersistedProperty? FindIndexKey(string indexName, KeyRole role) =>
        Properties.FirstOrDefault(p => p.Indexes.Any(i => i.IndexName == indexName && i.Role == role))
        ?? (role == KeyRole.Hash && Properties.Any(p => p.Indexes.Any(i => i.IndexName == indexName && i.IsLocal)) ? HashKey : null);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
