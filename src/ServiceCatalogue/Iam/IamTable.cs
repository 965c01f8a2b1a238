using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>The IAM facts of the catalogue.</summary>
internal sealed class IamTable
{
    private readonly Dictionary<string, string[]> _actions;
    private readonly Dictionary<string, string[]> _resources;
    private readonly Dictionary<string, Integration> _integrations = new(StringComparer.Ordinal);

    public IamTable(byte[] data)
    {
        var reader = new BlobReader(data);
        reader.ReadStringTable();
        _actions = ReadLists(reader);
        _resources = ReadLists(reader);
        for (var count = reader.ReadInt(); count > 0; count--)
        {
            var name = reader.ReadString();
            _integrations.Add(name, new Integration(ReadStatements(reader), ReadStatements(reader)));
        }
        Logging = reader.ReadStrings();
        Tracing = reader.ReadStrings();
    }

    public string[] Logging { get; }

    public string[] Tracing { get; }

    public string[] ActionsOf(AwsOperation operation) =>
        _actions.TryGetValue(operation.Id, out var actions) ? actions : new[] { operation.Service.IamPrefix + ":" + operation.Name };

    public string[] ResourceTemplates(AwsOperation operation) =>
        _resources.TryGetValue(operation.Id, out var templates) || _resources.TryGetValue(operation.Service.Id + ":*", out templates) ? templates : Array.Empty<string>();

    public Integration? Find(StepFunctionsIntegration integration) =>
        integration.Kind == IntegrationKind.Optimized && _integrations.TryGetValue(integration.Service + ":" + integration.Action, out var found) ? found : null;

    private static Dictionary<string, string[]> ReadLists(BlobReader reader)
    {
        var count = reader.ReadInt();
        var lists = new Dictionary<string, string[]>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadString();
            lists.Add(key, reader.ReadStrings());
        }
        return lists;
    }

    private static Statement[] ReadStatements(BlobReader reader)
    {
        var statements = new Statement[reader.ReadInt()];
        for (var i = 0; i < statements.Length; i++)
            statements[i] = new Statement(reader.ReadStrings(), reader.ReadString(), reader.ReadString());
        return statements;
    }

    /// <summary>A statement of the facts; the resource is empty where the facts describe it in words, the note.</summary>
    public sealed record Statement(string[] Actions, string Resource, string Note);

    /// <summary>The statements of an optimized integration.</summary>
    public sealed record Integration(Statement[] Always, Statement[] Sync);
}
