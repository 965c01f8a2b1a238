using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// What code reads of a <c>Document</c>. State holds the item as DynamoDB answers it: attribute values by name. An entry of another kind than is read makes the
/// library throw, which is reported.
/// </summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2: texts and numbers are read from each other, truth values from both, lists of texts from sets and lists.</remarks>
internal sealed partial class Lowering
{
    private const string EntryType = DocumentModel + ".DynamoDBEntry";

    private static void AddDocumentMethods(KnownMethodTable table)
    {
        const string OfDocuments = "of entries of another kind the library throws (reported)";
        const string Reads = "AsString AsInt AsLong AsShort AsByte AsUInt AsULong AsUShort AsSByte AsDouble AsSingle AsDecimal AsBoolean AsGuid AsListOfString AsArrayOfString AsHashSetOfString AsDocument AsListOfDocument";
        foreach (var entry in new[] { EntryType, PrimitiveType, BoolType })
            table.Add(entry, Reads, c => c.Lowering.ReadEntryAs(c.Invocation, c.Invocation.Instance!, c.Type!, c.Into), OfDocuments);
        table.Add(EntryType, "AsPrimitive", c => c.Lowering.EntryOrNull(c.Instance, c.Type!, c.Origin, c.Into));
        var document = DocumentModel + ".Document";
        table.Add(document, "ContainsKey", c => c.Lowering.HasEntry(c));
        table.Add(document, "TryGetValue", c =>
        {
            var target = c.Argument(1) is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } ? local : null;
            if (target is not null && c.Constant(0) is string name)
                c.Lowering._entryNames[target] = name;
            return c.Lowering.Succeeds(c, c.Argument(1), new IrCallFunction(IrFunction.ContainsKey, [c.Instance, c[0]], c.Type, c.Origin), Member(c.Instance, c[0], c.Origin), c.ParameterType(1)!);
        });
        table.Add(document, "GetAttributeNames", c => c.Call(IrFunction.Keys, c.Instance));
        table.Add(DocumentModel + ".Table", "TryLoadTable", c => c.Refuse("Loading a table that may not be there", TableAdvice));
    }

    private readonly Dictionary<ISymbol, string> _entryNames = new(SymbolEqualityComparer.Default);

    private IrExpression HasEntry(KnownCall c)
    {
        if (ChangedDocument(c.Invocation.Instance!) is not { } document)
            return new IrCallFunction(IrFunction.ContainsKey, [c.Instance, c[0]], c.Type, c.Origin);
        if (c.Constant(0) is not string name)
            return c.Refuse("A computed name in a document that was changed", "use a constant name");
        return document.Find(name) is not null ? c.Boolean(true)
            : document.Base is { } item ? new IrCallFunction(IrFunction.ContainsKey, [item, c.Text(name)], c.Type, c.Origin)
            : c.Boolean(false);
    }

    private DocumentBinding? ChangedDocument(IOperation instance) => Unwrap(instance) switch
    {
        ILocalReferenceOperation { Local: var local } => _frame.Find(local) as DocumentBinding,
        IParameterReferenceOperation { Parameter: var parameter } => _frame.Find(parameter) as DocumentBinding,
        _ => null,
    };

    /// <summary><c>document["name"]</c>: the attribute value. A name that is missing throws.</summary>
    private IrExpression LowerDocumentIndexer(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var position = operation.Arguments[0].Value;
        IrExpression target;
        if (ChangedDocument(operation.Instance!) is { } document)
        {
            if (position.ConstantValue.Value is not string known)
                return Refuse(operation, "A computed name in a document that was changed", "use a constant name");
            if (document.Find(known) is { } set)
                return AttributeOf(set.Entry.Form, set.Value, origin);
            if (document.Base is null)
                return Refuse(operation, $"The entry '{known}', which was not set,", "set it");
            target = document.Base;
        }
        else
        {
            target = NotNull(operation.Instance!, LowerExpression(operation.Instance!, into), into);
        }

        var name = LowerExpression(position, into);
        if (name.Type.CanBeNull() && name is not IrConstant)
            name = NotNull(position, name);
        Guard(
            Not(new IrCallFunction(IrFunction.ContainsKey, [target, name], BooleanType, origin)),
            KeyNotFound,
            Concat([new IrConstant("The given key '", StringType, origin), name, new IrConstant("' was not present in the dictionary.", StringType, origin)], origin),
            origin,
            into);
        return Member(target, name, origin);
    }

    /// <summary>An entry as a value of a C# type: <c>entry.AsInt()</c>, <c>(int)entry</c>.</summary>
    private IrExpression ReadEntryAs(IOperation read, IOperation entryOperation, ITypeSymbol type, BlockBuilder into)
    {
        var origin = At(read);
        var scalar = type.IsNullable(out var underlying) ? underlying! : type;
        var isIndexed = Unwrap(entryOperation) is IPropertyReferenceOperation;
        var entry = LowerExpression(entryOperation, into);
        if (!isIndexed)
            entry = NotNull(entryOperation, entry, into);
        entry = Shared(entry, into);

        IrExpression Part(string descriptor, ITypeSymbol? partType) => entry is IrNew made
            ? made.Members.FirstOrDefault(m => m.Name == descriptor)?.Value ?? new IrConstant(null, partType, origin)
            : new IrFromJson(new IrJsonMember(entry, descriptor, origin), JsonContract.SystemTextJsonDefault, partType, origin);
        IrExpression First(string first, string second, ITypeSymbol partType) => entry is IrNew made
            ? Part(made.Members.Any(m => m.Name == first) ? first : second, partType)
            : new IrCoalesce(Part(first, partType), Part(second, partType), partType, origin);
        IrExpression Has(string descriptor) => new IrBinary(IrOperator.NotEqual, new IrJsonMember(entry, descriptor, origin), new IrConstant(null, null, origin), BooleanType, origin);
        IrExpression Element(IrExpression item, string descriptor) => new IrFromJson(new IrJsonMember(item, descriptor, origin), JsonContract.SystemTextJsonDefault, StringType, origin);

        var (descriptor, value) = scalar switch
        {
            _ when scalar.IsString() => ("S", First("S", "N", StringType)),
            _ when scalar.Is("System.Guid") => ("S", Part("S", type)),
            _ when scalar.IsInteger() || scalar.IsFloating() || (scalar.SpecialType == SpecialType.System_Decimal && _options.DecimalAsDouble) =>
                ("N", Number(First("N", "S", StringType))),
            _ when scalar.IsBoolean() => ("BOOL", Truth()),
            _ when IsDocument(scalar) => ("M", new IrJsonMember(entry, "M", origin)),
            _ when scalar.ElementType().IsString() => ("SS", Texts()),
            _ when IsDocument(scalar.ElementType()) => ("L", Documents()),
            _ => ("", (IrExpression?)null),
        };
        if (value is null || (scalar.IsSet() && descriptor == "SS" && entry is IrNew))
            return Refuse(read, $"An entry of a document as a '{type.Name}'", "read texts, numbers, truth values, ids, lists of texts or documents");
        Report(LiftDescriptors.MalformedInputAccepted, origin, $"'{scalar.Name}'");
        NoteAttribute(entryOperation, descriptor);
        return value;

        // A number that the code has set is that number.
        IrExpression Number(IrExpression text) => text is IrCallFunction { Function: IrFunction.ToText, Arguments: [{ Type: { } set } number] } && SymbolEqualityComparer.Default.Equals(set, scalar)
            ? number
            : new IrCallFunction(IrFunction.ToNumber, [text], type, origin);

        // A number is true unless it is 0, and so is a text; a search spells the name of the kind in another way.
        IrExpression Truth()
        {
            if (entry is IrNew made)
                return made.Members is [{ Name: "BOOL", Value: var flag }] ? flag : new IrBinary(IrOperator.NotEqual, First("N", "S", StringType), new IrConstant("0", StringType, origin), BooleanType, origin);
            IrExpression ofText = new IrBinary(IrOperator.NotEqual, First("N", "S", StringType), new IrConstant("0", StringType, origin), BooleanType, origin);
            return new IrConditional(Has("BOOL"), Part("BOOL", BooleanType), new IrConditional(Has("Bool"), Part("Bool", BooleanType), ofText, BooleanType, origin), BooleanType, origin);
        }

        IrExpression Texts()
        {
            if (entry is IrNew)
                return Part("SS", type);
            var item = new IrVariable("element", null);
            var read = new IrRead(item, origin);
            var text = new IrCoalesce(Element(read, "S"), Element(read, "N"), StringType, origin);
            var ofList = new IrCallFunction(IrFunction.Select, [new IrJsonMember(entry, "L", origin), new IrLambda([item], text, origin)], type, origin);
            IrExpression ofSets = ofList;
            foreach (var set in new[] { "Ns", "NS", "Ss", "SS" })
                ofSets = new IrConditional(Has(set), Part(set, type), ofSets, type, origin);
            return ofSets;
        }

        IrExpression? Documents()
        {
            if (entry is IrNew)
                return null;
            var item = new IrVariable("element", null);
            return new IrCallFunction(IrFunction.Select, [new IrJsonMember(entry, "L", origin), new IrLambda([item], new IrJsonMember(new IrRead(item, origin), "M", origin), origin)], type, origin);
        }
    }

    private void NoteAttribute(IOperation entry, string descriptor)
    {
        var name = Unwrap(entry) switch
        {
            IPropertyReferenceOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string constant } }] } => constant,
            ILocalReferenceOperation { Local: var local } => _entryNames.TryGetValue(local, out var known) ? known
                : (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) as Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax)?.Initializer?.Value is { } initial
                    && _models(initial.SyntaxTree).GetOperation(initial, _cancellationToken) is IPropertyReferenceOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string declared } }] } ? declared : null,
            _ => null,
        };
        if (name is not null && !_readAttributes.ContainsKey(name))
            _readAttributes[name] = descriptor;
    }

    /// <summary>Whether values of a type hold documents, whose JSON is not the item.</summary>
    private static bool HoldsDocuments(ITypeSymbol? type, int depth = 0) => type is not null && depth < 6
        && (IsDocument(type) || type.Is(EntryType)
            || HoldsDocuments(type.ElementType(), depth + 1)
            || (type.IsDictionary() && HoldsDocuments(type.DictionaryValue(), depth + 1))
            || (type is INamedTypeSymbol { IsGenericType: true } named && named.TypeArguments.Any(a => HoldsDocuments(a, depth + 1)))
            || (ObjectShape.IsObject(type) && !type.IsSdkModel() && ObjectShape.Properties(type).Any(p => HoldsDocuments(p.Type, depth + 1))));

    /// <summary>What a serializer makes of a document is not the item that state holds.</summary>
    private void RefuseWrittenDocuments(ImmutableArray<IrStatement> statements, ITypeSymbol? returnType, IOperation body)
    {
        const string Advice = "take its entries out, such as by AsString";
        if (HoldsDocuments(returnType))
            Refuse(body, "A document as the handler's result", Advice);
        foreach (var written in statements.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).OfType<IrToJson>().Where(w => HoldsDocuments(w.Value.Type)))
            Report(LiftDescriptors.UnsupportedConstruct, written.Origin, "A document as JSON", Advice);
    }
}
