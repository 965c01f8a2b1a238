using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Tables of DynamoDB's document model: their names, and their keys as far as the code or a template tells.</summary>
internal sealed partial class Lowering
{
    // What the handler reads of documents, for whoever plays the table: attribute and descriptor.
    private readonly Dictionary<string, string> _readAttributes = new(StringComparer.Ordinal);

    /// <summary>A table.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Keys">Its keys; null when nothing tells.</param>
    private sealed record DocumentTable(IrExpression Name, DocumentKeys? Keys)
    {
        /// <summary>Its name where it is a constant; else empty.</summary>
        public string KnownName => Name is IrConstant { Value: string name } ? name : "";
    }

    /// <summary>The table that a call is about; null when it is refused.</summary>
    private DocumentTable? TableOf(IInvocationOperation call, BlockBuilder into)
    {
        if (FindTable(call.Instance!, into) is { } table)
            return table;
        Refuse(call, "A table that is made elsewhere, or with a conversion or configuration,", "load it in a field, a constructor or the method");
        return null;
    }

    /// <summary>The keys of a table, for a call that needs them; null when it is refused.</summary>
    private DocumentKeys? KeysFor(IInvocationOperation call, DocumentTable table)
    {
        if (table.Keys is null)
            Refuse(call, "A table whose keys the code does not tell", TableAdvice);
        return table.Keys;
    }

    /// <summary>The table that <c>Table.LoadTable</c> loads or a <c>TableBuilder</c> makes; null when it is made elsewhere or has another schema.</summary>
    private DocumentTable? FindTable(IOperation table, BlockBuilder into)
    {
        var (made, frame) = Denote(table) is OpaqueBinding { Value: { } value, Frame: { } where } ? (value, where) : RegisteredTable(Resolve(table.Type));
        var keys = new Dictionary<string, DocumentKey>(StringComparer.Ordinal);
        for (var operation = made is null ? null : Unwrap(made); operation is not null;)
        {
            if (HasOtherSchema(operation))
                return null;
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "LoadTable", IsStatic: true } } load:
                    return load.Arguments.FirstOrDefault(a => a.Parameter!.Name == "tableName") is { Value: var named } ? Named(named) : null;
                case IObjectCreationOperation { Type.Name: "TableBuilder" } builder:
                    return builder.Arguments.FirstOrDefault(a => a.Parameter!.Name == "tableName") is { Value: var given } ? Named(given) : null;
                case IInvocationOperation { Instance: { } chained } step:
                    if (step.TargetMethod.Name is "AddHashKey" or "AddRangeKey")
                    {
                        if (KeyOf(step) is not { } key)
                            return null;
                        keys[step.TargetMethod.Name] = key;
                    }

                    operation = Unwrap(chained);
                    break;
                default:
                    return null;
            }
        }

        return null;

        DocumentTable Named(IOperation name)
        {
            var lowered = InFrame(frame!, () => LowerExpression(name, into));
            return new DocumentTable(lowered, keys.TryGetValue("AddHashKey", out var hash) ? new DocumentKeys(hash, keys.TryGetValue("AddRangeKey", out var range) ? range : null) : _environment.KeysOfTable(lowered));
        }

        static DocumentKey? KeyOf(IInvocationOperation step)
        {
            if (step.Arguments is not [{ Value: var name }, { Value: var type }] || name.ConstantValue.Value is not string attribute || Unwrap(type) is not IFieldReferenceOperation { Field.Name: var kind })
                return null;
            return kind switch { "String" => new DocumentKey(attribute, "S"), "Numeric" => new DocumentKey(attribute, "N"), "Binary" => new DocumentKey(attribute, "B"), _ => null };
        }

        // V2 writes truth values and lists in another way; a setting for empty texts keeps them.
        static bool HasOtherSchema(IOperation call) => (call switch
        {
            IInvocationOperation i => i.Arguments,
            IObjectCreationOperation c => c.Arguments,
            _ => [],
        }).Any(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Parameter!.Name is "conversion" or "isEmptyStringValueEnabled" or "config");
    }

    // An injected table is made where it is registered.
    private (IOperation? Made, Frame? Frame) RegisteredTable(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol named || _container.Find(named, null)?.Value is not { } value)
            return (null, null);
        var made = value.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(i => i.TargetMethod.Name is "Build" or "LoadTable" && i.TargetMethod.ContainingNamespace.FullName() == DocumentModel);
        return made is null ? (null, null) : (made, new Frame(null, _frame.Method, _models(made.Syntax.SyntaxTree)));
    }

    /// <summary>Notes what is known of a table's items, for whoever plays the table.</summary>
    private void NoteTable(DocumentTable table, DocumentValues values)
    {
        var entries = values.Entries.Where(e => !e.AttributeName.StartsWith(":", StringComparison.Ordinal)).ToList();

        // What the table's key is may only be known to the table: to put an item needs none.
        var keys = table.Keys?.All.ToList() ?? entries.Take(1).Select(e => new DocumentKey(e.AttributeName, e.Form.Descriptor)).ToList();
        var properties = keys.Select((k, i) => new PersistedProperty(k.AttributeName, k.AttributeName, FormOf(k.Descriptor), i == 0 ? KeyRole.Hash : KeyRole.Range, false, []))
            .Concat(entries.Where(e => keys.All(k => k.AttributeName != e.AttributeName)).Select(e => new PersistedProperty(e.AttributeName, e.AttributeName, e.Form, KeyRole.None, false, [])))
            .ToList();
        _documentTables.Add((_environment.NameOfTable(table.Name), properties));
    }

    private readonly List<(string Name, List<PersistedProperty> Properties)> _documentTables = new();

    private IEnumerable<StoredClass> DocumentTables() => _documentTables.Select(table => new StoredClass(
        new PersistedClass(
            "Document",
            table.Name,
            null,
            table.Properties.Concat(_readAttributes.Where(a => table.Properties.All(p => p.AttributeName != a.Key)).Select(a => new PersistedProperty(a.Key, a.Key, FormOf(a.Value), KeyRole.None, false, []))).ToList(),
            null),
        null));

    private static AttributeForm FormOf(string descriptor) => descriptor switch
    {
        "N" => new ScalarForm(ScalarKind.Integer, "N"),
        "BOOL" => new ScalarForm(ScalarKind.Boolean, "BOOL"),
        "SS" => new SetForm(new ScalarForm(ScalarKind.Text, "S")),
        _ => new StoredForm(descriptor),
    };
}
