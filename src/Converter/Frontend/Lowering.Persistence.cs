using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Frontend.ObjectPersistence;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue.ObjectPersistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Calls of <c>DynamoDBContext</c> as the requests that it sends, and the objects that it makes of the answers.</summary>
internal sealed partial class Lowering
{
    private const string DataModel = "Amazon.DynamoDBv2.DataModel";

    private readonly List<StoredClass> _stored = new();

    /// <summary>The classes whose objects the handler loads and stores through the object persistence model.</summary>
    public IReadOnlyList<StoredClass> StoredClasses => [.. _stored, .. DocumentTables()];

    private static bool IsPersistenceCall(IInvocationOperation invocation) =>
        invocation.TargetMethod.ContainingType is { } type && type.ContainingNamespace.FullName() == DataModel && type.IsOpaque();

    /// <summary>Awaits a call of the context or of a search.</summary>
    private IrExpression? LowerPersistence(IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        switch (invocation.TargetMethod.Name)
        {
            case "LoadAsync" or "SaveAsync" or "DeleteAsync" when invocation.TargetMethod.TypeArguments.Length == 1:
                break;
            default:
                return Refuse(invocation, $"'{invocation.TargetMethod.ContainingType.Name}.{invocation.TargetMethod.Name}'", "use LoadAsync, SaveAsync, DeleteAsync or the first set of a query, or the requests of the client");
        }

        var type = Resolve(invocation.TargetMethod.TypeArguments[0])!.WithNullableAnnotation(NullableAnnotation.None);
        var context = ReadSettings(invocation, invocation.Instance, into);
        if (context is not var (settings, table) || ReadPersisted(type, settings, invocation) is not { } persisted)
            return new IrConstant(null, type, origin);
        if (persisted.HashKey is null)
            return Refuse(invocation, $"'{type.Name}', which declares no hash key,", "declare [DynamoDBHashKey], or use the requests of the client");

        var keyed = invocation.Arguments.Where(a => a.Parameter!.Name is "hashKey" or "rangeKey").OrderBy(a => a.Parameter!.Ordinal).ToList();
        var given = keyed.Count > 0 ? keyed.Select(a => a.Value).ToImmutableArray() : [invocation.Arguments.First(a => a.Parameter!.Ordinal == 0).Value];
        var values = LowerOperands(given, into);
        var isObject = keyed.Count == 0 || (keyed.Count == 1 && SymbolEqualityComparer.Default.Equals(values[0].Type?.WithNullableAnnotation(NullableAnnotation.None), type));
        if (!isObject)
            CheckKeys(persisted, values, origin, into);
        var template = invocation.TargetMethod.Name switch
        {
            "LoadAsync" => ItemRequests.Load(persisted, settings, isObject),
            "SaveAsync" => ItemRequests.Save(persisted, settings),
            _ => ItemRequests.Delete(persisted, settings, isObject),
        };
        _stored.Add(new StoredClass(persisted, null));
        var converted = new Dictionary<PersistedProperty, ConvertedValue>();
        IrExpression Read(CallValue value) => value switch
        {
            PropertyOf { Property: var property } when converted.TryGetValue(property, out var entry) => entry.Content,
            KeyArgument { Role: KeyRole.Hash } => values[0],
            KeyArgument => values[1],
            NextVersionOf { Property: var property } => NextVersion(OfObject(property)),
            PropertyOf { Property: var property } => OfObject(property),
            _ => Refuse(invocation, "This part of a request", "use the requests of the client"),
        };

        IrMember OfObject(PersistedProperty property) => new(values[0], property.Name, ObjectShape.Properties(type).First(p => p.Name == property.Name).Type, origin);

        var call = new BlockBuilder(into);
        if (invocation.TargetMethod.Name == "SaveAsync")
        {
            foreach (var property in persisted.Properties.Where(p => p.Form is ConvertedForm))
                converted[property] = ConvertValue(property, Read(new PropertyOf(property)), invocation, call);
        }

        var result = SendTemplate(template, table, Read, settings, invocation, call, converted);
        if (invocation.TargetMethod.Name == "LoadAsync")
        {
            into.AddRange(call.ToImmutable());
            return ReadItem(new IrJsonMember(result, "Item", origin), persisted, type, invocation, into);
        }

        if (invocation.TargetMethod.Name == "SaveAsync" && persisted.Version is { } version && !settings.SkipVersionCheck)
            CountVersion(given[0], NextVersion(OfObject(version)), persisted, version, invocation, call);

        // A null object sends nothing.
        if (isObject && !IsProvenNotNull(given[0], values[0]))
            into.Add(new IrIf(new IrBinary(IrOperator.NotEqual, values[0], new IrConstant(null, null, origin), BooleanType, origin), call.ToImmutable(), [], origin));
        else
            into.AddRange(call.ToImmutable());
        return null;
    }

    /// <summary>The version that an object has once it is saved.</summary>
    private IrConditional NextVersion(IrMember version)
    {
        var origin = version.Origin;
        var type = version.Type.IsNullable(out var underlying) ? underlying! : version.Type!;
        Report(LiftDescriptors.IntegerOverflow, origin, $"The version '{version.Name}'");
        return new IrConditional(IsNull(version, origin), new IrConstant(0, type, origin), new IrBinary(IrOperator.Add, version, new IrConstant(1, type, origin), type, origin), type, origin);
    }

    /// <summary>
    /// A saved object has the next version; one whose condition failed is as it was. The library reads the other properties back from what it has sent, too: points in time
    /// are then UTC to the millisecond, and a converter may give something else.
    /// </summary>
    private void CountVersion(IOperation saved, IrConditional next, PersistedClass persisted, PersistedProperty version, IInvocationOperation call, BlockBuilder into)
    {
        saved = Unwrap(saved);
        if (persisted.Properties.Any(p => p.Form is ConvertedForm))
            Refuse(call, $"Saving a '{persisted.Name}', which has a version and a property converter,", "use the requests of the client");
        else if (saved is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } })
            StoreVersion(saved, next, version, call, into);
        else if (saved is not IObjectCreationOperation)
            Refuse(call, $"Saving this '{persisted.Name}', whose version the library counts on in the object itself,", "assign it to a local variable first");
    }

    private void StoreVersion(IOperation saved, IrConditional next, PersistedProperty version, IInvocationOperation call, BlockBuilder into)
    {
        var current = LowerExpression(saved, into);
        Store(saved, new IrWith(current, [new IrNewMember(version.Name, next)], current.Type, At(call)), into, isChange: true);
    }

    /// <summary>The library refuses a key without value before it sends anything.</summary>
    private void CheckKeys(PersistedClass persisted, ImmutableArray<IrExpression> values, Origin origin, BlockBuilder into)
    {
        foreach (var (property, value) in persisted.Keys.Zip(values, (p, v) => (p, v)))
        {
            if (!value.Type.CanBeNull())
                continue;
            var type = _frame.Model.Compilation.GetTypeByMetadataName("System.InvalidOperationException")!;
            var message = new IrConstant($"Unable to convert {(property.Role == KeyRole.Hash ? "hash" : "range")} key value for property {property.Name}", StringType, origin);
            into.Add(new IrIf(IsNull(value, origin), [new IrThrow(new IrException(type.Name, message, type, origin), type, origin)], [], origin));
        }
    }

    /// <summary>A query by partition key; null when it is refused.</summary>
    private Search? ReadPersistedQuery(IInvocationOperation query, BlockBuilder into)
    {
        var origin = At(query);
        var type = Resolve(query.TargetMethod.TypeArguments[0])!.WithNullableAnnotation(NullableAnnotation.None);
        if (query.Arguments.Any(a => a.Parameter!.Name is "op" or "values" or "conditional" && a.ArgumentKind != ArgumentKind.DefaultValue) || query.TargetMethod.Name != "QueryAsync"
            || query.Arguments.FirstOrDefault(a => a.Parameter!.Name == "hashKeyValue") is not { Value: var key })
        {
            Refuse(query, "This query", "query by the partition key, or use the requests of the client");
            return null;
        }

        if (ReadSettings(query, query.Instance, into) is not var (settings, table) || ReadPersisted(type, settings, query) is not { } persisted)
            return null;
        if (settings.IndexName is { } index && persisted.FindIndexKey(index, KeyRole.Hash) is null)
        {
            // Only the table knows the key of an index that the class does not declare: an index is usually named after its key.
            var named = persisted.Properties.FirstOrDefault(p => index == p.AttributeName || index == p.AttributeName + "-index" || index == p.AttributeName + "Index");
            if (named is null)
            {
                Refuse(query, $"The index '{index}', whose key '{type.Name}' does not declare,", "mark the property with [DynamoDBGlobalSecondaryIndexHashKey]");
                return null;
            }

            Report(LiftDescriptors.IndexKeyAssumed, origin, index, named.AttributeName, type.Name);
            persisted = new PersistedClass(
                persisted.Name,
                persisted.TableName,
                persisted.Schema,
                persisted.Properties.Select(p => p == named ? p with { Indexes = [.. p.Indexes, new IndexKey(index, KeyRole.Hash, false)] } : p).ToArray(),
                persisted.Obstacle);
        }
        else if (settings.IndexName is null && persisted.HashKey is null)
        {
            Refuse(query, $"'{type.Name}', which declares no hash key,", "declare [DynamoDBHashKey]");
            return null;
        }
        else if (settings.IndexName is null && persisted.RangeKey is null && persisted.Properties.All(p => p.Indexes.Count == 0))
        {
            Refuse(query, $"A query of '{type.Name}', which has neither sort key nor index and so makes the library throw,", "load the item, or declare [DynamoDBRangeKey]");
            return null;
        }

        _stored.Add(new StoredClass(persisted, settings.IndexName));
        var value = LowerExpression(key, into);
        var operation = _services.Find("dynamodb:Query");
        var members = MembersOf(SearchRequests.Query(persisted, settings), table, new ItemRequestWriter(operation, _ => value, settings, origin, this, into));
        return new Search(operation, members, _frame.Model.Compilation.CreateArrayTypeSymbol(type), Read, origin);

        IrExpression Read(IrExpression items, BlockBuilder block)
        {
            var item = new IrVariable("item", null);
            var read = ReadProperties(new IrRead(item, origin), persisted, type, query, block);
            return new IrCallFunction(IrFunction.Select, [items, new IrLambda([item], read, origin)], _frame.Model.Compilation.CreateArrayTypeSymbol(type), origin);
        }
    }

    // ---- Settings and classes ----

    private (ContextSettings Settings, IrExpression? Table)? ReadSettings(IInvocationOperation call, IOperation? context, BlockBuilder into)
    {
        var settings = ContextSettings.Default;
        IrExpression? table = null;
        var creation = context is null ? null : (Denote(context) as OpaqueBinding)?.Value is { } made ? Unwrap(made) : RegisteredContext(Resolve(context.Type));
        foreach (var configuration in (creation as IObjectCreationOperation)?.Arguments.Select(a => a.Value).Concat(call.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).Select(a => a.Value)) ?? call.Arguments.Select(a => a.Value))
        {
            if (!(Resolve(configuration.Type)?.Name ?? "").EndsWith("Config", StringComparison.Ordinal))
                continue;
            if (Unwrap(configuration) is not IObjectCreationOperation { Arguments.IsEmpty: true } config)
            {
                Refuse(configuration, "A configuration that is not made in the call", "make it in the call, or in the constructor of the context");
                return null;
            }

            foreach (var item in config.Initializer?.Initializers ?? [])
            {
                if (item is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                    continue;
                var constant = Unwrap(value).ConstantValue is { HasValue: true, Value: var known } ? known : null;
                if (name == "OverrideTableName" && constant is null)
                {
                    table = LowerExpression(value, into);
                    continue;
                }

                ContextSettings? changed = (name, constant) switch
                {
                    ("OverrideTableName", string text) => settings with { OverrideTableName = text },
                    ("TableNamePrefix", string text) => settings with { TableNamePrefix = text },
                    ("IndexName", string text) => settings with { IndexName = text },
                    ("ConsistentRead", bool flag) => settings with { ConsistentRead = flag },
                    ("IgnoreNullValues", bool flag) => settings with { IgnoreNullValues = flag },
                    ("SkipVersionCheck", bool flag) => settings with { SkipVersionCheck = flag },
                    ("IsEmptyStringValueEnabled", bool flag) => settings with { IsEmptyStringValueEnabled = flag },
                    ("DisableFetchingTableMetadata", bool flag) => settings with { DisableFetchingTableMetadata = flag },
                    ("BackwardQuery", bool flag) => settings with { BackwardQuery = flag },

                    // The function's local time is UTC.
                    ("RetrieveDateTimeInUtc", bool) => settings,
                    ("Conversion", _) when Unwrap(value) is IPropertyReferenceOperation { Property.Name: "V2" } or IFieldReferenceOperation { Field.Name: "V2" } => settings with { Conversion = ConversionSchema.V2 },
                    ("Conversion", _) when Unwrap(value) is IPropertyReferenceOperation { Property.Name: "V1" } or IFieldReferenceOperation { Field.Name: "V1" } => settings,
                    _ => null,
                };
                if (changed is null)
                {
                    Refuse(item, $"The setting '{name}'", "use a constant, or the requests of the client");
                    return null;
                }

                settings = changed;
            }
        }

        return (settings, table is null || settings.TableNamePrefix.Length == 0 ? table : Concat([new IrConstant(settings.TableNamePrefix, StringType, table.Origin), table], table.Origin));
    }

    // An injected context is configured where it is registered.
    private IOperation? RegisteredContext(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && _container.Find(named, null)?.Value is { } value
            ? value.DescendantsAndSelf().OfType<IObjectCreationOperation>().FirstOrDefault(c => c.Type.Is(DataModel + ".DynamoDBContext"))
            : null;

    private PersistedClass? ReadPersisted(ITypeSymbol type, ContextSettings settings, IOperation call)
    {
        var persisted = PersistedClassReader.Read(type, settings, ReadConverter);
        if (persisted.Obstacle is { } obstacle)
        {
            Refuse(call, $"An object as an item: {obstacle}", "use the requests of the client");
            return null;
        }

        if (persisted.Properties.FirstOrDefault(p => !IsConvertible(p.Form) && !p.Form.IsTime) is { } unknown)
        {
            Refuse(call, $"'{persisted.Name}.{unknown.Name}' as an attribute of an item", "use texts, integers, truth values, points in time and lists of texts, or the requests of the client");
            return null;
        }

        return persisted;
    }

    private static bool IsConvertible(AttributeForm form) => form switch
    {
        ScalarForm { Kind: ScalarKind.Text or ScalarKind.Guid or ScalarKind.Integer or ScalarKind.Boolean } => true,
        SetForm { Element.Kind: ScalarKind.Text } => true,
        ConvertedForm => true,
        _ => false,
    };

    // ---- Requests ----

    private IrRead SendTemplate(
        RequestTemplate template,
        IrExpression? table,
        Func<CallValue, IrExpression> read,
        ContextSettings settings,
        IInvocationOperation call,
        BlockBuilder into,
        IReadOnlyDictionary<PersistedProperty, ConvertedValue>? converted = null)
    {
        var origin = At(call);
        var operation = _services.Find(template.Operation);
        var writer = new ItemRequestWriter(operation, read, settings, origin, this, into) { Converted = converted };
        var members = MembersOf(template, table, writer);
        var result = new IrVariable(NameOfResult(call), null);
        into.Add(new IrServiceCall(operation, new IrNew(members, null, origin), result, origin));
        return new IrRead(result, origin);
    }

    // ---- Answers ----

    /// <summary>The object of an item; null without one, and for one without attributes.</summary>
    private IrExpression ReadItem(IrExpression item, PersistedClass persisted, ITypeSymbol type, IOperation call, BlockBuilder into)
    {
        var origin = At(call);
        var read = ReadProperties(item, persisted, type, call, into);
        return new IrConditional(HasNoAttributes(item, origin), new IrConstant(null, type, origin), read, type, origin);
    }

    /// <summary>Whether there is no item, or one of which none of the wanted attributes is there: the library gives null for both.</summary>
    private IrBinary HasNoAttributes(IrExpression item, Origin origin)
    {
        var count = new IrCallFunction(IrFunction.Count, [new IrCallFunction(IrFunction.Keys, [item], null, origin)], IntType, origin);
        var isEmpty = new IrBinary(IrOperator.Equal, count, new IrConstant(0, IntType, origin), BooleanType, origin);
        return new IrBinary(IrOperator.Or, IsNull(item, origin), isEmpty, BooleanType, origin);
    }

    private IrNew ReadProperties(IrExpression item, PersistedClass persisted, ITypeSymbol type, IOperation call, BlockBuilder into)
    {
        var origin = At(call);
        Report(LiftDescriptors.MalformedInputAccepted, origin, $"'{type.Name}'");
        var kind = _services.Find(call is IInvocationOperation { TargetMethod.Name: "QueryAsync" } ? "dynamodb:Query" : "dynamodb:GetItem");
        var attributeValue = kind.Service.FindShape("AttributeValue")!;
        string NameOf(string descriptor) => attributeValue.Members.First(m => m.Name == descriptor).NameFor(kind.StepFunctions.Preferred!.Kind);
        var members = ObjectShape.Properties(type).Where(IsStoredProperty).Select(property =>
        {
            var initial = DefaultOf(property, origin, into);
            if (persisted.Find(property.Name) is not { } stored)
                return new IrNewMember(property.Name, initial);
            var attribute = new IrJsonMember(item, stored.AttributeName, origin);
            if (stored.Form is ConvertedForm converted)
                return new IrNewMember(property.Name, ReadConverted(converted, attribute, initial, property, call, into));
            IrExpression Part(string descriptor, ITypeSymbol? partType) => new IrFromJson(new IrJsonMember(attribute, NameOf(descriptor), origin), JsonContract.SystemTextJsonDefault, partType, origin);
            IrExpression present = stored.Form switch
            {
                ScalarForm { Kind: ScalarKind.Integer } => new IrCallFunction(IrFunction.ToNumber, [Part("N", StringType)], property.Type, origin),
                ScalarForm { Kind: ScalarKind.Boolean, Descriptor: "N" } => new IrBinary(IrOperator.Equal, Part("N", StringType), new IrConstant("1", StringType, origin), property.Type, origin),
                ScalarForm { Kind: ScalarKind.EpochSeconds or ScalarKind.EpochSecondsOf32Bits } => new IrConditional(
                    IsNull(new IrJsonMember(attribute, NameOf("N"), origin), origin),
                    Part("S", property.Type),
                    new IrCallFunction(IrFunction.FromMillis, [new IrBinary(IrOperator.Multiply, new IrCallFunction(IrFunction.ToNumber, [Part("N", StringType)], DoubleType, origin), new IrConstant(1000.0, DoubleType, origin), DoubleType, origin)], property.Type, origin),
                    property.Type,
                    origin),
                _ => Part(stored.Form.Descriptor, property.Type),
            };
            var value = new IrConditional(IsNull(attribute, origin), initial, present, property.Type, origin);
            return new IrNewMember(property.Name, value);
        });
        return new IrNew(members.ToImmutableArray(), type, origin);
    }
}

/// <summary>A class whose objects are items of a table, for whoever plays the table.</summary>
/// <param name="Class">The class.</param>
/// <param name="IndexName">The index that is queried; null for the table.</param>
public sealed record StoredClass(PersistedClass Class, string? IndexName);
