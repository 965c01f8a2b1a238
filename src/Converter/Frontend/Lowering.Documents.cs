using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Calls of DynamoDB's document model (<c>Table</c>, <c>Document</c>) as the requests that it sends.</summary>
internal sealed partial class Lowering
{
    private const string DocumentModel = "Amazon.DynamoDBv2.DocumentModel";

    private const string DocumentAdvice = "put a document whose entries are set to texts, integers and truth values, or use the requests of the client";

    private static bool IsDocumentCall(IInvocationOperation invocation) =>
        invocation.TargetMethod.ContainingType is { Name: "Table" or "ITable" } type && type.ContainingNamespace.FullName() == DocumentModel;

    /// <summary>Awaits a call of a table.</summary>
    private IrExpression? LowerDocumentCall(IInvocationOperation invocation, BlockBuilder into)
    {
        var explicitArguments = invocation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue && !a.Value.Type.IsOpaque()).ToList();
        if (invocation.TargetMethod.Name != "PutItemAsync" || explicitArguments is not [{ Value: var given }])
            return Refuse(invocation, $"'{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}'", DocumentAdvice);
        if (FindTableName(invocation.Instance!) is not var (name, frame))
            return Refuse(invocation, "A table that is made elsewhere", "load it in a field, a constructor or the method");
        if (ReadDocument(given, into) is not { } document)
            return Refuse(given, "This document", DocumentAdvice);

        var entries = document.Entries.Select(e => e.Entry).ToList();
        var table = InFrame(frame, () => LowerExpression(name, into));
        var tableName = table is IrConstant { Value: string known } ? known : "";

        // What the table's key is only the table knows; to put an item needs none.
        _stored.Add(new StoredClass(
            new PersistedClass("Document", tableName, null, entries.Select((e, i) => new PersistedProperty(e.AttributeName, e.AttributeName, e.Form, i == 0 ? KeyRole.Hash : KeyRole.None, false, [])).ToList(), null),
            null));
        SendTemplate(DocumentRequests.Put(tableName, entries), table, value => document.Entries.First(e => value is EntryOf { Entry: var entry } && entry == e.Entry).Value, ContextSettings.Default, invocation, into);
        return null;
    }

    /// <summary>The name that <c>Table.LoadTable</c> or a <c>TableBuilder</c> is given.</summary>
    private (IOperation Name, Frame Frame)? FindTableName(IOperation table)
    {
        if (Denote(table) is not OpaqueBinding { Value: { } value, Frame: { } frame })
            return null;
        for (var operation = Unwrap(value); operation is not null;)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { Name: "LoadTable", IsStatic: true } } load:
                    return load.Arguments.FirstOrDefault(a => a.Parameter!.Name == "tableName") is { } named && !HasOtherSchema(load) ? (named.Value, frame) : null;
                case IObjectCreationOperation { Type.Name: "TableBuilder" } builder:
                    return builder.Arguments.FirstOrDefault(a => a.Parameter!.Name == "tableName") is { } given && !HasOtherSchema(builder) ? (given.Value, frame) : null;
                case IInvocationOperation { Instance: { } chained } step when !HasOtherSchema(step):
                    operation = Unwrap(chained);
                    break;
                default:
                    return null;
            }
        }

        return null;

        // V2 writes truth values and lists in another way; a setting for empty texts keeps them.
        static bool HasOtherSchema(IOperation call) => (call switch
        {
            IInvocationOperation i => i.Arguments,
            IObjectCreationOperation c => c.Arguments,
            _ => [],
        }).Any(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Parameter!.Name is "conversion" or "isEmptyStringValueEnabled" or "config");
    }

    private DocumentBinding? ReadDocument(IOperation operation, BlockBuilder into)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation { Local: var local })
            return _frame.Find(local) as DocumentBinding;
        if (operation is not IObjectCreationOperation { Arguments.IsEmpty: true } creation)
            return null;
        var document = new DocumentBinding(into);
        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            var entry = item switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }] }, Value: var value } => (key, value),
                IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var key }, { Value: var value }] } => (key, value),
                _ => ((IOperation, IOperation)?)null,
            };
            if (entry is not var (name, content) || !SetEntry(document, name, content, into))
                return null;
        }

        return document;
    }

    /// <summary>Sets an entry of a document: its value is computed now. False when its form is not known.</summary>
    private bool SetEntry(DocumentBinding document, IOperation key, IOperation value, BlockBuilder into)
    {
        if (key.ConstantValue is not { HasValue: true, Value: string name } || !ReferenceEquals(document.Owner, into))
            return false;

        // The operator that makes an entry of a value says which kind it has.
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        var type = Resolve(value.Type);
        var underlying = type.IsNullable(out var inner) ? inner : type;
        var typeName = underlying?.SpecialType switch
        {
            SpecialType.System_String => "System.String",
            null => null,
            _ => underlying.FullName(),
        };
        if (typeName is null || DocumentRequests.EntryForm(typeName) is not { } form || !IsConvertible(form))
            return false;
        document.Entries.RemoveAll(e => e.Entry.AttributeName == name);
        document.Entries.Add((new DocumentEntry(name, form), Spill(LowerExpression(value, into), char.ToLowerInvariant(name[0]) + name.Substring(1), into)));
        return true;
    }
}
