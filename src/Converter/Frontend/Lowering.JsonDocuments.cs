using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Documents that code reads member by member: <c>JsonNode</c>, <c>JsonDocument</c> and <c>JsonElement</c>, Newtonsoft's <c>JToken</c>. State holds the
/// plain JSON value; what a member's JSON type is, nobody checks, which is reported.
/// </summary>
internal sealed partial class Lowering
{
    private const string JsonNodes = "System.Text.Json.Nodes.";
    private const string NewtonsoftLinq = "Newtonsoft.Json.Linq.";
    private const string JsonElementType = "System.Text.Json.JsonElement";
    private const string AsItIs = "numbers, texts, booleans and ids, whose JSON type is not checked (reported)";

    private static void AddJsonDocumentMethods(KnownMethodTable table)
    {
        foreach (var type in new[] { JsonNodes + "JsonNode", "System.Text.Json.JsonDocument", NewtonsoftLinq + "JToken", NewtonsoftLinq + "JObject", NewtonsoftLinq + "JArray" })
            table.Add(type, "Parse", c => (c.ParameterType(0).IsString() || c.ParameterType(0).IsTextCarrier()) && HasDefaults(c, 1) ? c.Lowering.Parse(c.Invocation, c.Argument(0), c[0], c.Into) : null, "text or a stream of it, without options");

        table.Add(JsonNodes + "JsonNode", "GetValue", c => c.Lowering.Scalar(c.Invocation, c.Instance, c.Type), AsItIs);
        table.Add(JsonNodes + "JsonNode", "AsObject AsArray", c => c.Instance);
        table.Add(JsonNodes + "JsonValue", "Create", c => HasDefaults(c, 1) ? new IrToJson(c[0], JsonContract.SystemTextJsonDefault, c.Origin) : null);
        table.Add(JsonNodes + "JsonNode", "ToJsonString", c => HasDefaults(c, 0) ? DocumentText(c, c.Instance) with { IsEscapedDocument = true } : null, "without options");
        table.Add(JsonNodes + "JsonArray", "Add", c => c.Arity == 1 && !c.Method.IsGenericMethod ? c.Lowering.Change(c, new IrCallFunction(IrFunction.Append, [c.Instance, c[0]], null, c.Origin)) : null);
        foreach (var type in new[] { JsonNodes + "JsonObject", NewtonsoftLinq + "JObject" })
            table.Add(type, "ContainsKey", c => new IrCallFunction(IrFunction.ContainsKey, [c.Instance, c[0]], c.Type, c.Origin));

        table.Add(JsonElementType, "GetString", c => c.Lowering.Scalar(c.Invocation, c.Instance, c.Type), AsItIs);
        foreach (var (methods, kind) in new[] { ("GetInt16 GetInt32 GetInt64 GetDouble", "Number"), ("GetBoolean", "Boolean"), ("GetGuid", "String") })
            table.Add(JsonElementType, methods, c => c.Lowering.Scalar(c.Invocation, ElementOf(c, kind), c.Type), AsItIs);
        table.Add(JsonElementType, "GetProperty", c =>
        {
            if (!c.ParameterType(0).IsString())
                return null;
            var document = ElementOf(c, "Object");
            c.Guard(Not(new IrCallFunction(IrFunction.ContainsKey, [document, c[0]], c.Lowering.BooleanType, c.Origin)), KeyNotFound, "The given key was not present in the dictionary.");
            return Member(document, c[0], c.Origin);
        });
        table.Add(JsonElementType, "TryGetProperty", c => c.ParameterType(0).IsString()
            ? c.Lowering.Succeeds(c, c.Argument(1), Spill(new IrCallFunction(IrFunction.ContainsKey, [ElementOf(c, "Object"), c[0]], c.Type, c.Origin), "isThere", c.Into), Member(c.Instance, c[0], c.Origin), c.Lowering.Resolve(c.ParameterType(1))!)
            : null);
        table.Add(JsonElementType, "GetArrayLength", c => new IrCallFunction(IrFunction.Count, [ElementOf(c, "Array")], c.Type, c.Origin));
        table.Add(JsonElementType, "EnumerateArray", c => ElementOf(c, "Array"));
        table.Add(JsonElementType, "Clone", c => c.Instance);
        table.Add(JsonElementType, "GetRawText", c => DocumentText(c, c.Instance), "written anew (reported)");

        table.Add("System.Text.Json.JsonSerializer", "SerializeToNode SerializeToElement SerializeToDocument", c => new IrToJson(c.Lowering.LowerExpression(c.Argument(0), c.Into), c.Lowering.ContractOf(c.Invocation), c.Origin), "options that are known");
        table.Add(NewtonsoftLinq + "JObject", "FromObject", c => c.Arity == 1 ? new IrToJson(c.Lowering.LowerExpression(c.Argument(0), c.Into), JsonContract.NewtonsoftDefault, c.Origin) : null);
        table.Add(NewtonsoftLinq + "JToken", "FromObject", c => c.Arity == 1 ? new IrToJson(c.Lowering.LowerExpression(c.Argument(0), c.Into), JsonContract.NewtonsoftDefault, c.Origin) : null);
        table.Add(NewtonsoftLinq + "JToken", "ToObject", c => c is { Arity: 0, Method.TypeArguments.Length: 1 } ? c.Lowering.FromDocument(c, c.Instance, JsonContract.NewtonsoftDefault) : null, "generic");
        table.Add(NewtonsoftLinq + "JToken", "ToString", c => c.EnumArgument(0) == "None" && HasNoConverters(c) ? DocumentText(c, c.Instance) : null, "Formatting.None");
        table.Add(NewtonsoftLinq + "JToken", "Value", c => c is { Arity: 1, Method.TypeArguments.Length: 1 } && c.Constant(0) is string name
            ? c.Lowering.ValueOrDefault(c, new IrJsonMember(c.Instance, name, c.Origin))
            : null, "a constant name; " + AsItIs);
    }

    // JSON's null is an element as others are, only of another kind.
    private static IrExpression ElementOf(KnownCall c, string kind) => c.Lowering.ElementOfKind(c.Instance, kind, c.Origin, c.Into);

    private IrExpression ElementOfKind(IrExpression element, string kind, Origin origin, BlockBuilder into)
    {
        element = Shared(element, into);
        var isNull = IsNull(element, origin);
        Guard(isNull, InvalidOperation, $"The requested operation requires an element of type '{kind}', but the target element has type 'Null'.", origin, into);
        return element;
    }

    private static bool HasDefaults(KnownCall c, int from) => c.Invocation.Arguments.Where(a => a.Parameter!.Ordinal >= from).All(a => a.ArgumentKind == ArgumentKind.DefaultValue);

    private static bool HasNoConverters(KnownCall c) => c.Invocation.Arguments.Where(a => a.Parameter!.Ordinal == 1).All(a => a.Value is IArrayCreationOperation { Initializer: null or { ElementValues.IsEmpty: true } });

    private static IrJsonText DocumentText(KnownCall c, IrExpression document) => new(document, c.Type, c.Origin);

    private IrExpression FromDocument(KnownCall c, IrExpression document, JsonContract contract) => new IrFromJson(document, contract, Resolve(c.Method.TypeArguments[0]), c.Origin);

    // Newtonsoft gives default(T) for what is absent.
    private IrExpression ValueOrDefault(KnownCall c, IrExpression member)
    {
        var value = Scalar(c.Invocation, member, c.Type);
        return c.Type.CanBeNull() ? value : new IrCoalesce(value, Default(c.Type, c.Origin), c.Type, c.Origin);
    }

    /// <summary>A part of a document as a value of a C# type: a text stays a text, a number a number.</summary>
    private IrExpression Scalar(IOperation operation, IrExpression json, ITypeSymbol? type)
    {
        var scalar = type.IsNullable(out var underlying) ? underlying : type;
        if (!(scalar.IsString() || scalar.IsBoolean() || scalar.Is("System.Guid") || (scalar.IsNumeric() && (scalar?.SpecialType != SpecialType.System_Decimal || _options.DecimalAsDouble))))
            return Refuse(operation, $"A part of a document as a '{type?.Name}'", "read it as a number, text or boolean");
        Report(LiftDescriptors.MalformedInputAccepted, At(operation), $"'{scalar!.Name}'");
        return new IrFromJson(json, JsonContract.SystemTextJsonDefault, type, At(operation));
    }

    private static IrExpression Member(IrExpression document, IrExpression name, Origin origin) =>
        name is IrConstant { Value: string constant } ? new IrJsonMember(document, constant, origin) : new IrCallFunction(IrFunction.Item, [document, name], null, origin);

    /// <summary><c>node["name"]</c>, <c>node[0]</c>.</summary>
    private IrExpression LowerJsonIndexer(IPropertyReferenceOperation operation, IrExpression target, IOperation position, BlockBuilder into)
    {
        var origin = At(operation);
        var isElement = Resolve(operation.Instance!.Type).Is(JsonElementType);
        var document = isElement ? ElementOfKind(target, "Array", origin, into) : NotNull(operation.Instance!, target);
        var index = LowerExpression(Unwrap(position), into);
        if (index.Type.IsString())
            return Member(document, index, origin);
        if (!index.Type.IsInteger())
            return Refuse(operation, "This indexer", "use a name or a position");
        document = Shared(document, into);
        Guard(Outside(index, Count(document, origin), origin), isElement ? "System.IndexOutOfRangeException" : OutOfRange, isElement ? OutsideArray : OutsideList, origin, into);
        return new IrElement(document, index, null, origin) { IsInRange = true };
    }

    private IrExpression LowerJsonProperty(IPropertyReferenceOperation operation, IrExpression target)
    {
        switch (operation.Property.Name)
        {
            case "RootElement":
                return target;
            case "Count":
                var document = NotNull(operation.Instance!, target);
                return Count(Resolve(operation.Instance!.Type).IsDictionary() ? new IrCallFunction(IrFunction.Keys, [document], SequenceOf(StringType), At(operation)) : document, At(operation));
            default:
                return Refuse(operation, $"'{operation.Property.Name}' of a document", "read its members as numbers, texts or booleans");
        }
    }

    /// <summary>Conversions of values to documents and back: <c>(string?)node["name"]</c>, <c>node["name"] = 5</c>.</summary>
    private IrExpression LowerJsonConversion(IConversionOperation conversion, ITypeSymbol? type, BlockBuilder into)
    {
        var operand = LowerExpression(conversion.Operand, into);
        if (type.IsJsonDocument())
            return operand is IrConstant { Value: null } ? operand : new IrToJson(operand, JsonContract.SystemTextJsonDefault, At(conversion));
        return Scalar(conversion, type.CanBeNull() ? operand : NotNull(conversion.Operand, operand), type);
    }

    /// <summary><c>new JsonObject { ["a"] = 1 }</c>, <c>new JsonArray(1, 2)</c>, and Newtonsoft's.</summary>
    private IrExpression LowerJsonCreation(IObjectCreationOperation creation, ITypeSymbol type, BlockBuilder into)
    {
        var origin = At(creation);
        if (type.Name is "JsonObject" or "JObject" && creation.Arguments.All(a => a.ArgumentKind != ArgumentKind.Explicit) && (creation.Initializer?.Initializers ?? []).All(i => i is ISimpleAssignmentOperation or IInvocationOperation { Arguments.Length: 2 }))
        {
            var entries = DictionaryEntries(creation.Initializer, into);
            return entries.All(e => e.Key is IrConstant { Value: string }) && entries.Select(e => ((IrConstant)e.Key).Value).Distinct().Count() == entries.Length
                ? new IrDictionary(entries, null, origin)
                : Refuse(creation, "A document whose names are computed", "use constant names");
        }

        if (type.Name is "JsonArray" or "JArray")
        {
            var given = creation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue && !a.Value.Type.Is("System.Text.Json.Nodes.JsonNodeOptions")).ToList();
            if (given is [{ ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } list } }])
                return new IrList(LowerOperands(list.ElementValues, into), null, origin);
            if (given is [{ Value: var items }] && Resolve(Unwrap(items).Type).ElementType() is { } element && element.IsJsonDocument())
                return Retyped(LowerSequence(Unwrap(items), into));
            if (given.Count == 0)
                return new IrList(ListElements(creation.Initializer, into), null, origin);
        }

        return Refuse(creation, $"This construction of a '{type.Name}'", "set the members by name");

        static IrExpression Retyped(IrExpression list) => list is IrCallFunction call ? call with { Type = null } : list;
    }
}
