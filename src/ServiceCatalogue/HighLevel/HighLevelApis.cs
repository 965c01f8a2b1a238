namespace LambdaLift.ServiceCatalogue;

/// <summary>
/// The higher-level libraries over AWS operations that handlers use: DynamoDB's object persistence and document models, S3's transfer utility, readers of
/// parameters and secrets. HTTP calls are <see cref="HttpCalls"/>.
/// </summary>
/// <remarks>
/// Sources: the .NET developer guide's pages on these libraries; which operation a method sends is checked against the released packages.
/// Convenience overloads of the clients themselves are <see cref="DotNetOperation.Overloads"/>.
/// </remarks>
public static class HighLevelApis
{
    private const string Context = "Amazon.DynamoDBv2.DataModel.DynamoDBContext";
    private const string Table = "Amazon.DynamoDBv2.DocumentModel.Table";
    private const string Transfer = "Amazon.S3.Transfer.TransferUtility";

    private const string Attributes = "The table, keys and attribute names come from the class's DynamoDB attributes, the values through its converters. "
        + "Unless fetching of table metadata is disabled, the first use of a table calls DescribeTable too.";

    private const string Documents = "The values of the Document become attribute values: text S, numbers N, truth values BOOL or N by the conversion in force.";

    private const string Ssm = "AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement.SsmProvider";
    private const string Secrets = "AWS.Lambda.Powertools.Parameters.SecretsManager.SecretsProvider";
    private const string SecretsCache = "Amazon.SecretsManager.Extensions.Caching.SecretsManagerCache";

    private const string Cached = "The library keeps values in memory for some time, so that a handler that asks twice calls once; a state machine calls every time.";

    private static readonly (string Type, string Method, string Operation, HighLevelFidelity Fidelity, string Note)[] Rows =
    {
        (Context, "ExecuteBatchGet", "dynamodb:BatchGetItem", HighLevelFidelity.Pages, Attributes),
        (Context, "ExecuteBatchWrite", "dynamodb:BatchWriteItem", HighLevelFidelity.Pages, Attributes),
        (Context, "ExecuteTransactGet", "dynamodb:TransactGetItems", HighLevelFidelity.OneCall, Attributes),
        (Context, "ExecuteTransactWrite", "dynamodb:TransactWriteItems", HighLevelFidelity.OneCall, Attributes),
        (Context, "Load", "dynamodb:GetItem", HighLevelFidelity.OneCall, Attributes + " No item gives null."),
        (Context, "Save", "dynamodb:UpdateItem", HighLevelFidelity.OneCall, Attributes + " Null properties are removed from the item; a version property adds a condition."),
        (Context, "Delete", "dynamodb:DeleteItem", HighLevelFidelity.OneCall, Attributes + " A version property adds a condition."),
        (Context, "Query", "dynamodb:Query", HighLevelFidelity.Pages, Attributes),
        (Context, "FromQuery", "dynamodb:Query", HighLevelFidelity.Pages, Attributes),
        (Context, "Scan", "dynamodb:Scan", HighLevelFidelity.Pages, Attributes),
        (Context, "FromScan", "dynamodb:Scan", HighLevelFidelity.Pages, Attributes),
        (Table, "GetItem", "dynamodb:GetItem", HighLevelFidelity.OneCall, Documents + " No item gives null."),
        (Table, "PutItem", "dynamodb:PutItem", HighLevelFidelity.OneCall, Documents),
        (Table, "UpdateItem", "dynamodb:UpdateItem", HighLevelFidelity.OneCall, Documents),
        (Table, "DeleteItem", "dynamodb:DeleteItem", HighLevelFidelity.OneCall, Documents),
        (Table, "Query", "dynamodb:Query", HighLevelFidelity.Pages, Documents),
        (Table, "Scan", "dynamodb:Scan", HighLevelFidelity.Pages, Documents),
        (Transfer, "OpenStream", "s3:GetObject", HighLevelFidelity.OneCall, "The content as a stream."),
        (Transfer, "Download", "s3:GetObject", HighLevelFidelity.DependsOnContent, "Writes a file of the function's file system, which a state machine has not."),
        (Transfer, "Upload", "s3:PutObject", HighLevelFidelity.DependsOnContent,
            "Content of 16 MB and more goes up in parts; a file of the function's file system is out of a state machine's reach."),
        (Ssm, "Get", "ssm:GetParameter", HighLevelFidelity.OneCall, "Parameter.Value, with Name = key and WithDecryption = false unless asked for. " + Cached),
        (Ssm, "GetMultiple", "ssm:GetParametersByPath", HighLevelFidelity.Pages, "Name to value of all Parameters, with Path = path, WithDecryption and Recursive false unless asked for. " + Cached),
        (Secrets, "Get", "secretsmanager:GetSecretValue", HighLevelFidelity.OneCall, "SecretString, or SecretBinary as text, with SecretId = key and VersionStage = AWSCURRENT. " + Cached),
        (SecretsCache, "GetSecretString", "secretsmanager:GetSecretValue", HighLevelFidelity.OneCall, "SecretString, with SecretId = secretId, after a DescribeSecret call that finds the current version. " + Cached),
        (SecretsCache, "GetSecretBinary", "secretsmanager:GetSecretValue", HighLevelFidelity.OneCall, "SecretBinary, with SecretId = secretId, after a DescribeSecret call that finds the current version. " + Cached),
    };

    /// <summary>All calls of AWS libraries.</summary>
    public static IReadOnlyList<HighLevelCall> All(AwsCatalogue catalogue) => Rows.Select(r => Create(catalogue, r)).ToArray();

    /// <summary>The calls of libraries that are views on an operation.</summary>
    public static IReadOnlyList<HighLevelCall> Of(AwsOperation operation) =>
        Rows.Where(r => r.Operation == operation.Id).Select(r => Create(operation.Service.Catalogue, r)).ToArray();

    /// <summary>The view on a call of a library; null when the type or the method is none of them.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="dotNetType">Full metadata name of the type that declares the method, class or interface, without type arguments; or its last part.</param>
    /// <param name="methodName">The method's name, with or without <c>Async</c>.</param>
    public static HighLevelCall? Find(AwsCatalogue catalogue, string dotNetType, string methodName)
    {
        var type = ClassOf(dotNetType);
        var method = WithoutAsync(methodName);
        var row = Array.FindIndex(Rows, r => r.Method == method && (r.Type == type || r.Type.EndsWith("." + type, StringComparison.Ordinal)));
        return row < 0 ? null : Create(catalogue, Rows[row]);
    }

    private static HighLevelCall Create(AwsCatalogue catalogue, (string Type, string Method, string Operation, HighLevelFidelity Fidelity, string Note) row) => new(
        row.Type,
        row.Method,
        catalogue.FindOperation(row.Operation) ?? throw new InvalidDataException($"The catalogue has no operation {row.Operation}."),
        row.Fidelity,
        row.Note);

    // IDynamoDBContext, IAsyncDynamoDBContext and ITable are views of the classes.
    private static string ClassOf(string type)
    {
        var dot = type.LastIndexOf('.');
        var name = type.Substring(dot + 1);
        foreach (var prefix in new[] { "IAsync", "I" })
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && char.IsUpper(name[prefix.Length]))
                return type.Substring(0, dot + 1) + name.Substring(prefix.Length);
        }
        return type;
    }

    internal static string WithoutAsync(string method) => method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
}
