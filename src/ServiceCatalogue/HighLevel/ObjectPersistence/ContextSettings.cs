namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>
/// What a context and one of its operations are configured with: <c>DynamoDBContextConfig</c>, overlaid with the operation's
/// <c>LoadConfig</c>, <c>SaveConfig</c>, <c>QueryConfig</c>, … or, in version 3 of the SDK, <c>DynamoDBOperationConfig</c>. Names are those of their properties.
/// </summary>
public sealed record ContextSettings
{
    /// <summary>The settings of a context that nothing was said to.</summary>
    public static ContextSettings Default { get; } = new();

    /// <summary>The schema; the one of the class's <c>[DynamoDBTable]</c> goes before.</summary>
    public ConversionSchema Conversion { get; init; }

    /// <summary>What goes before the name of every table.</summary>
    public string TableNamePrefix { get; init; } = "";

    /// <summary>The table instead of the class's; the prefix goes before it too.</summary>
    public string? OverrideTableName { get; init; }

    /// <summary>Whether reads are strongly consistent.</summary>
    public bool ConsistentRead { get; init; }

    /// <summary>Whether saving leaves the attributes of null properties as they are; otherwise it removes them.</summary>
    public bool IgnoreNullValues { get; init; }

    /// <summary>Whether the version is neither checked nor counted.</summary>
    public bool SkipVersionCheck { get; init; }

    /// <summary>Whether an empty text is a value; otherwise it counts as none.</summary>
    public bool IsEmptyStringValueEnabled { get; init; }

    /// <summary>Whether the first use of a table makes no DescribeTable call.</summary>
    public bool DisableFetchingTableMetadata { get; init; }

    /// <summary>The secondary index that a query or scan reads.</summary>
    public string? IndexName { get; init; }

    /// <summary>Whether a query goes from the end.</summary>
    public bool BackwardQuery { get; init; }

    /// <summary>The table's name in requests.</summary>
    public string TableNameOf(PersistedClass type) => TableNamePrefix + (string.IsNullOrEmpty(OverrideTableName) ? type.TableName : OverrideTableName);

    /// <summary>The schema in force for a class.</summary>
    public ConversionSchema SchemaOf(ConversionSchema? declared) => declared ?? Conversion;
}
