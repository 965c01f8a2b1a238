using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Calls of DynamoDB's document model (<c>Table</c>, <c>Document</c>) as the requests that it sends.</summary>
internal sealed partial class Lowering
{
    private const string DocumentModel = "Amazon.DynamoDBv2.DocumentModel";

    private const string DocumentAdvice = "set its entries to texts, integers and truth values where it is made, or use the requests of the client";
    private const string TableAdvice = "make the table with TableBuilder and AddHashKey, or declare it in the template";

    private static bool IsDocument(ITypeSymbol? type) => type.Is(DocumentModel + ".Document");

    private static bool IsDocumentCall(IInvocationOperation invocation) =>
        invocation.TargetMethod.ContainingType is { Name: "Table" or "ITable" } type && type.ContainingNamespace.FullName() == DocumentModel;

    /// <summary>Awaits a call of a table.</summary>
    private IrExpression? LowerDocumentCall(IInvocationOperation invocation, BlockBuilder into)
    {
        var name = invocation.TargetMethod.Name;
        if (name is not ("GetItemAsync" or "PutItemAsync" or "UpdateItemAsync" or "DeleteItemAsync") || invocation.Arguments.Any(a => a.Value.Type is { Name: var given } && given.EndsWith("OperationRequest", StringComparison.Ordinal)))
            return Refuse(invocation, $"'{invocation.TargetMethod.ContainingType.Name}.{name}'", "use GetItemAsync, PutItemAsync, UpdateItemAsync, DeleteItemAsync or a search, or the requests of the client");
        if (TableOf(invocation, into) is not { } table)
            return new IrConstant(null, null, At(invocation));
        if (ReadDocumentOptions(invocation, into) is not { } options)
            return new IrConstant(null, null, At(invocation));

        var document = invocation.Arguments.FirstOrDefault(a => IsDocument(a.Parameter!.Type));
        var values = new DocumentValues(options.Values);
        RequestTemplate? template;
        if (document is null)
        {
            template = ReadKeys(invocation, table, values, into) is not { } keys ? null
                : name == "GetItemAsync" ? DocumentRequests.Get(table.KnownName, keys, options.IsConsistent, options.Attributes)
                : DocumentRequests.Delete(table.KnownName, keys, options.ReturnValues, options.Condition);
        }
        else if (ReadDocument(document.Value, into) is not { } content)
        {
            Refuse(document.Value, "This document", DocumentAdvice);
            return new IrConstant(null, null, At(invocation));
        }
        else
        {
            template = name switch
            {
                "PutItemAsync" => Put(invocation, table, content, options, values),
                "UpdateItemAsync" => Update(invocation, table, content, options, values, into),
                _ => KeysOf(invocation, table, content, values, into) is { } keys ? DocumentRequests.Delete(table.KnownName, keys, options.ReturnValues, options.Condition) : null,
            };
            if (template is not null && name != "DeleteItemAsync")
                content.Send(isCertain: into.RunsWith(content.Owner) && !IsRepeated(invocation, document.Value));
        }

        if (template is null)
            return new IrConstant(null, null, At(invocation));
        NoteTable(table, values);
        var result = SendTemplate(template, table.Name, values.Read, ContextSettings.Default, invocation, into);
        var origin = At(invocation);
        if (name == "GetItemAsync")
            return FoundItem(new IrJsonMember(result, "Item", origin), table, options);

        // Where values are asked for and there are none, the document is empty.
        var type = _frame.Model.Compilation.GetTypeByMetadataName(DocumentModel + ".Document");
        return options.ReturnValues is null ? new IrConstant(null, type, origin) : new IrCoalesce(new IrJsonMember(result, "Attributes", origin), new IrDictionary([], type, origin), type, origin);
    }

    /// <summary>The item of an answer. One that has none of the wanted attributes is null, too; its keys it always has.</summary>
    private IrExpression FoundItem(IrJsonMember item, DocumentTable table, DocumentOptions options)
    {
        if (options.Attributes is null || (table.Keys is { } keys && options.Attributes.Any(a => keys.All.Any(k => k.AttributeName == a))))
            return item;
        return new IrConditional(HasNoAttributes(item, item.Origin), new IrConstant(null, null, item.Origin), item, null, item.Origin);
    }

    private RequestTemplate? Put(IInvocationOperation call, DocumentTable table, DocumentBinding document, DocumentOptions options, DocumentValues values)
    {
        // An item that was read holds empty texts, which the library leaves out when it puts it back.
        if (document.Base is not null)
        {
            Refuse(call, "Putting a document that was read", "update it, which sends what was set, or put a new one");
            return null;
        }

        return DocumentRequests.Put(table.KnownName, values.Add(document.Entries.Select(e => (e.Entry, e.Value))), options.ReturnValues, options.Condition);
    }

    /// <summary>The library sends what was set since the document was made, read or sent.</summary>
    private RequestTemplate? Update(IInvocationOperation call, DocumentTable table, DocumentBinding document, DocumentOptions options, DocumentValues values, BlockBuilder into)
    {
        if (options.Condition is not null)
        {
            Refuse(call, "An update of a document with a condition", "use the requests of the client");
            return null;
        }

        if (document.IsUncertain || IsRepeated(call, call.Arguments.First(a => IsDocument(a.Parameter!.Type)).Value))
        {
            Refuse(call, "What of this document has been sent before", "make and update it in one block");
            return null;
        }

        var isKeyed = call.Arguments.Any(a => a.Parameter!.Name is "hashKey" or "key");
        var keys = isKeyed ? ReadKeys(call, table, values, into) : KeysOf(call, table, document, values, into);
        if (keys is null)
            return null;

        // Another key makes everything else changed.
        if (document.Base is not null && document.Entries.Any(e => keys.Any(k => k.AttributeName == e.Entry.AttributeName)))
        {
            Refuse(call, "Another key for a document that was read", "make a new document");
            return null;
        }

        var changed = document.Entries.Where(e => e.IsChanged && !keys.Any(k => k.AttributeName == e.Entry.AttributeName)).ToList();
        return DocumentRequests.Update(table.KnownName, keys, values.Add(changed.Select(e => (e.Entry, e.Value))), options.ReturnValues ?? "NONE");
    }

    /// <summary>Whether a call stands in a loop or in code that the local variable for its document is declared outside of.</summary>
    private static bool IsRepeated(IOperation call, IOperation document) => Unwrap(document) is ILocalReferenceOperation { Local: var local } && Repeating(call, local).Count > 0;

    /// <summary>The loops and functions around a call that a local variable is declared outside of, innermost first.</summary>
    private static List<IOperation> Repeating(IOperation call, ILocalSymbol local) => local.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
        ? call.Ancestors().Where(o => o is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation && !o.Syntax.Span.Contains(declaration.Span)).ToList()
        : [];

    // ---- Keys ----

    /// <summary>The keys that a call is given as arguments; null when they are refused.</summary>
    private IReadOnlyList<DocumentEntry>? ReadKeys(IInvocationOperation call, DocumentTable table, DocumentValues values, BlockBuilder into)
    {
        if (call.Arguments.FirstOrDefault(a => a.Parameter!.Name == "key") is { Value: var dictionary })
        {
            var entries = Unwrap(dictionary) is IObjectCreationOperation creation ? ReadEntries(creation, into) : null;
            if (entries is not null && table.Keys is { } declared)
                entries = declared.All.Select(k => entries.FirstOrDefault(e => e.Entry.AttributeName == k.AttributeName && e.Entry.Form.Descriptor == k.Descriptor)).ToList() is var found && found.All(e => e.Entry is not null) ? found : null;
            if (entries is not null)
                return values.Add(entries);
            Refuse(dictionary, "This key", "give a new dictionary with the keys of the table, set to texts, integers and ids");
            return null;
        }

        var given = call.Arguments.Where(a => a.Parameter!.Name is "hashKey" or "rangeKey").OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        if (KeysFor(call, table) is not { } keys)
            return null;

        if (given.Count != keys.All.Count())
        {
            Refuse(call, "Another number of keys than the table has, which the library refuses,", "give the partition key, and the sort key if there is one");
            return null;
        }

        return keys.All.Zip(given, (k, v) => ReadKey(k, v, into)).ToList() is var read && read.All(r => r.Entry is not null) ? values.Add(read) : null;
    }

    /// <summary>A key that is given as a <c>Primitive</c>, which is never null.</summary>
    private (DocumentEntry Entry, IrExpression Value) ReadKey(DocumentKey key, IOperation given, BlockBuilder into)
    {
        if (ReadEntry(key.AttributeName, given, into) is not var (entry, value) || entry.Form.Descriptor != key.Descriptor)
        {
            Refuse(given, $"This value of the key '{key.AttributeName}', which is of type {key.Descriptor},", "give a text, an id or an integer, as the table's definition says");
            return default;
        }

        if (value.Type.CanBeNull())
        {
            var isNull = IsNull(value, value.Origin);
            Guard(isNull, "System.ArgumentNullException", "Value cannot be null. (Parameter 'value')", At(given), into);
        }

        return (entry, value);
    }

    /// <summary>The keys that a document holds; null when they are refused.</summary>
    private IReadOnlyList<DocumentEntry>? KeysOf(IInvocationOperation call, DocumentTable table, DocumentBinding document, DocumentValues values, BlockBuilder into)
    {
        if (KeysFor(call, table) is not { } keys)
            return null;

        var origin = At(call);
        var result = new List<DocumentEntry>();
        foreach (var key in keys.All)
        {
            if (document.Find(key.AttributeName) is { } set)
            {
                if (set.Entry.Form.Descriptor != key.Descriptor)
                {
                    Refuse(call, $"This value of the key '{key.AttributeName}', which is of type {key.Descriptor},", "give a text, an id or an integer, as the table's definition says");
                    return null;
                }

                result.AddRange(values.Add([(set.Entry, set.Value)]));
            }
            else if (document.Base is { } item)
            {
                var has = new IrCallFunction(IrFunction.ContainsKey, [item, new IrConstant(key.AttributeName, StringType, origin)], BooleanType, origin);
                Guard(Not(has), InvalidOperation, $"Document does not contain value for key {key.AttributeName}", origin, into);
                result.AddRange(values.Add([(new DocumentEntry(key.AttributeName, new StoredForm(key.Descriptor)), new IrJsonMember(item, key.AttributeName, origin))]));
            }
            else
            {
                Refuse(call, $"A document without the key '{key.AttributeName}', which the library refuses,", "set it");
                return null;
            }
        }

        return result;
    }

    // ---- Documents ----

    /// <summary>The document that an operation gives: one that is made here, or read from a table and perhaps changed. Null when it cannot be followed.</summary>
    private DocumentBinding? ReadDocument(IOperation operation, BlockBuilder into)
    {
        operation = Unwrap(operation);
        ISymbol? symbol = operation switch { ILocalReferenceOperation l => l.Local, IParameterReferenceOperation p => p.Parameter, _ => null };
        if (symbol is not null)
        {
            return _frame.Find(symbol) switch
            {
                DocumentBinding known => known,
                VariableBinding { Variable: var variable, Owner: var owner } => new DocumentBinding(owner) { Base = NotNull(operation, new IrRead(variable, At(operation)), into) },
                _ => null,
            };
        }

        if (operation is not IObjectCreationOperation { Arguments.IsEmpty: true } creation || !IsDocument(creation.Type) || ReadEntries(creation, into) is not { } entries)
            return null;
        var document = new DocumentBinding(into);
        foreach (var (entry, value) in entries)
            document.Set(entry, value);
        return document;
    }

    /// <summary>The entries of an initialiser, of a document or a dictionary: <c>["a"] = 1</c> or <c>{ "a", 1 }</c>. Null when one is not known.</summary>
    private List<(DocumentEntry Entry, IrExpression Value)>? ReadEntries(IObjectCreationOperation creation, BlockBuilder into) =>
        creation.Arguments.IsEmpty ? ReadEntries(creation.Initializer?.Initializers ?? [], into) : null;

    private List<(DocumentEntry Entry, IrExpression Value)>? ReadEntries(IEnumerable<IOperation> initializers, BlockBuilder into)
    {
        var entries = new List<(DocumentEntry Entry, IrExpression Value)>();
        foreach (var item in initializers)
        {
            var entry = item switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var key }] }, Value: var value } => (key, value),
                IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var key }, { Value: var value }] } => (key, value),
                _ => ((IOperation, IOperation)?)null,
            };
            if (entry is not var (name, content) || name.ConstantValue is not { HasValue: true, Value: string attribute } || ReadEntry(attribute, content, into, isKept: true) is not { } read)
                return null;
            entries.RemoveAll(e => e.Entry.AttributeName == attribute);
            entries.Add(read);
        }

        return entries;
    }

    /// <summary><c>document["a"] = 1</c>. False when the document or the value cannot be followed.</summary>
    private bool SetEntry(IOperation holder, IOperation key, IOperation value, BlockBuilder into)
    {
        if (ReadDocument(holder, into) is not { } document || !ReferenceEquals(document.Owner, into) || key.ConstantValue is not { HasValue: true, Value: string name } || ReadEntry(name, value, into, isKept: true) is not var (entry, content))
            return false;

        // From the first change on, the variable stands for what was read and what was set.
        ISymbol symbol = Unwrap(holder) is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)Unwrap(holder)).Parameter;
        if (_frame.Find(symbol) is VariableBinding { Variable: var variable })
        {
            if (MayBeShared(variable, into))
                return false;
            _frame.Bind(symbol, document);
        }

        document.Set(entry, content);
        return true;
    }

    /// <summary>A value that becomes an entry: it is written by its type. Null when its form is not known.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">The value.</param>
    /// <param name="into">The block.</param>
    /// <param name="isKept">Whether it is sent later: then it is computed now.</param>
    private (DocumentEntry Entry, IrExpression Value)? ReadEntry(string name, IOperation value, BlockBuilder into, bool isKept = false)
    {
        // The operator that makes an entry of a value says which kind it has.
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        AttributeForm? form = null;
        if (value is IObjectCreationOperation creation && creation.Type?.ContainingNamespace?.FullName() == DocumentModel)
        {
            if (CreatedEntry(creation) is not var (content, created))
                return null;
            (value, form) = (content, created);
        }

        var type = Resolve(value.Type);
        var underlying = type.IsNullable(out var inner) ? inner : type;
        form ??= underlying is null ? null
            : underlying.ElementType().IsString() && !underlying.IsSet() && (underlying.IsArray() || underlying.Is("System.Collections.Generic.List")) ? DocumentRequests.EntryForm("System.String[]")
            : DocumentRequests.EntryForm(underlying.FullName());
        if (form is null || !IsConvertible(form))
            return null;
        var lowered = LowerExpression(value, into);
        if (isKept ? !(lowered is IrConstant or IrSubstitution || (lowered.Size() <= 3 && lowered.Reads().All(IsStable))) : lowered.Size() > 3)
        {
            var letters = new string(name.Where(char.IsLetterOrDigit).ToArray());
            var variable = new IrVariable(letters.Length > 0 && char.IsLetter(letters[0]) ? letters.LowerFirst() : "entry", lowered.Type);
            into.Add(new IrAssign(variable, lowered, lowered.Origin));
            lowered = new IrRead(variable, lowered.Origin);
        }

        // The operator for lists refuses null; that for texts makes an entry without a value.
        if (form is SetForm && !ExpressionSimplifier.IsNeverNull(lowered))
            Guard(IsNull(lowered, lowered.Origin), "System.ArgumentNullException", "Value cannot be null. (Parameter 'value')", At(value), into);
        return (new DocumentEntry(name, form), lowered);
    }

    // ---- Options ----

    /// <summary>What the configuration of a call asks for; null when it is refused.</summary>
    private DocumentOptions? ReadDocumentOptions(IInvocationOperation call, BlockBuilder into)
    {
        var options = new DocumentOptions();
        var config = call.Arguments.FirstOrDefault(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Parameter!.Type.Name.EndsWith("OperationConfig", StringComparison.Ordinal))?.Value;
        if (config is null || Unwrap(config) is { ConstantValue: { HasValue: true, Value: null } })
            return options;
        if (Unwrap(config) is not IObjectCreationOperation { Arguments.IsEmpty: true } creation)
        {
            Refuse(config, "A configuration that is not made in the call", "make it in the call");
            return null;
        }

        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            var isKnown = false;
            if (item is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
            {
                isKnown = name switch
                {
                    "ConsistentRead" when Unwrap(value).ConstantValue is { HasValue: true, Value: bool flag } => (options.IsConsistent = flag) || true,
                    "AttributesToGet" when ReadNames(value) is { } names => (options.Attributes = names) is not null,
                    "ReturnValues" when Unwrap(value) is IFieldReferenceOperation { Field.Name: var member } => member == "None" || (ReturnValues.TryGetValue(member, out var returned) && (options.ReturnValues = returned) is not null),
                    "ConditionalExpression" when ReadDocumentExpression(value, options.Values, into) is { } condition => (options.Condition = condition) is not null,
                    _ => false,
                };
            }

            if (isKnown)
                continue;
            Refuse(item, "This setting", "use a constant, or the requests of the client");
            return null;
        }

        return options;
    }

    private static readonly Dictionary<string, string> ReturnValues = new(StringComparer.Ordinal)
    {
        ["AllOldAttributes"] = "ALL_OLD",
        ["AllNewAttributes"] = "ALL_NEW",
        ["UpdatedOldAttributes"] = "UPDATED_OLD",
        ["UpdatedNewAttributes"] = "UPDATED_NEW",
    };

    /// <summary>Constant texts of a list that is made in place; null when it is none.</summary>
    private static List<string>? ReadNames(IOperation list)
    {
        var elements = Unwrap(list) switch
        {
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: { } initializer } => initializer.Initializers.Select(i => i is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var added }] } ? added : i),
            { Syntax: CollectionExpressionSyntax } collection => collection.ChildOperations,
            _ => null,
        };
        var constants = elements?.Select(e => Unwrap(e).ConstantValue.Value as string).ToList();
        var names = constants?.OfType<string>().ToList();
        return names?.Count == constants?.Count ? names : null;
    }

    /// <summary><c>new Expression { ExpressionStatement = …, ExpressionAttributeNames = …, ExpressionAttributeValues = … }</c>; null when it is not known.</summary>
    private DocumentExpression? ReadDocumentExpression(IOperation operation, DocumentValues values, BlockBuilder into)
    {
        if (Unwrap(operation) is not IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: { } initializer } creation || !creation.Type.Is(DocumentModel + ".Expression"))
            return null;
        string? statement = null;
        var names = new List<KeyValuePair<string, string>>();
        IReadOnlyList<DocumentEntry> operands = [];
        foreach (var item in initializer.Initializers)
        {
            var (member, initializers, value) = item switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var set }, Value: var given } => (set, (Unwrap(given) as IObjectCreationOperation)?.Initializer?.Initializers.AsEnumerable() ?? [], Unwrap(given)),
                IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var filled }, Initializer.Initializers: var entries } => (filled, entries, null),
                _ => (null, Enumerable.Empty<IOperation>(), (IOperation?)null),
            };
            switch (member)
            {
                case "ExpressionStatement" when value?.ConstantValue is { HasValue: true, Value: string text }:
                    statement = text;
                    break;
                case "ExpressionAttributeNames":
                    foreach (var entry in initializers)
                    {
                        if (entry is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [{ Value: var key }] }, Value: var named } || key.ConstantValue.Value is not string placeholder || named.ConstantValue.Value is not string attribute)
                            return null;
                        names.Add(new KeyValuePair<string, string>(placeholder, attribute));
                    }

                    break;
                case "ExpressionAttributeValues" when ReadEntries(initializers, into) is { } read:
                    operands = values.Add(read);
                    break;
                default:
                    return null;
            }
        }

        return statement is null ? null : new DocumentExpression(statement, names, operands);
    }

    /// <summary>What a configuration asks for.</summary>
    private sealed class DocumentOptions
    {
        public bool IsConsistent { get; set; }

        public IReadOnlyList<string>? Attributes { get; set; }

        public string? ReturnValues { get; set; }

        public DocumentExpression? Condition { get; set; }

        public DocumentValues Values { get; } = new();
    }

    /// <summary>The values of the entries in a request.</summary>
    private sealed class DocumentValues
    {
        private readonly List<(DocumentEntry Entry, IrExpression Value)> _all = new();

        public DocumentValues(DocumentValues? others = null) => _all.AddRange(others?._all ?? []);

        public IEnumerable<DocumentEntry> Entries => _all.Select(v => v.Entry);

        public IReadOnlyList<DocumentEntry> Add(IEnumerable<(DocumentEntry Entry, IrExpression Value)> values)
        {
            var added = values.ToList();
            _all.AddRange(added);
            return added.Select(a => a.Entry).ToList();
        }

        // The same entry object stands for one value, equal ones perhaps for two.
        public IrExpression Read(CallValue value) => _all.First(v => value is EntryOf { Entry: var entry } && ReferenceEquals(entry, v.Entry)).Value;
    }
}
