using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private const string KeyNotFound = "System.Collections.Generic.KeyNotFoundException";

    private static void AddDictionaryMethods(KnownMethodTable table)
    {
        foreach (var type in new[] { "System.Collections.Generic.Dictionary", "System.Collections.Generic.IDictionary", "System.Collections.Generic.IReadOnlyDictionary" })
        {
            table.Add(type, "ContainsKey", c => HasKey(c) ? c.Call(IrFunction.ContainsKey, c.Instance, Key(c)) : null, "keys that are texts, numbers or ids");
            table.Add(type, "TryGetValue", c => HasKey(c) ? c.Lowering.LowerTryGetValue(c) : null, "keys that are texts, numbers or ids");
        }

        table.Add("System.Collections.Generic.CollectionExtensions", "GetValueOrDefault", c => c[0].Type.IsDictionary() && IsKey(c[1].Type)
            ? c.Call(IrFunction.ItemOrDefault, c.NotNull(0), c.Lowering.Key(c.Argument(1), c[1]), c.Arity == 3 ? c[2] : Default(c.Type, c.Origin))
            : null, "keys that are texts, numbers or ids");
    }

    private IrExpression LowerTryGetValue(KnownCall c) =>
        Succeeds(c, c.Argument(1), new IrCallFunction(IrFunction.ContainsKey, [c.Instance, Key(c)], c.Type, c.Origin), new IrCallFunction(IrFunction.Item, [c.Instance, c[0]], c.ParameterType(1), c.Origin), Resolve(c.ParameterType(1))!);

    private static bool HasKey(KnownCall c) => IsKey(c[0].Type) && c.Instance.Type.IsDictionary();

    /// <summary>Whether a dictionary's keys can be names of JSON members and come back from there.</summary>
    private static bool IsKey(ITypeSymbol? type) => type.IsString() || type.IsInteger() || type.Is("System.Guid");

    /// <summary>A key, which must not be null.</summary>
    private IrExpression Key(IOperation operation, IrExpression key) => key.Type.CanBeNull() ? NotNull(operation, key) : key;

    private static IrExpression Key(KnownCall c) => c.Lowering.Key(c.Argument(0), c[0]);

    private IrExpression DocumentEntries(IrExpression document, ITypeSymbol type)
    {
        var entry = _frame.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2")!.Construct(StringType, type.DictionaryValue()!);
        return new IrCallFunction(IrFunction.Entries, [document], SequenceOf(entry), document.Origin);
    }

    private IrExpression Entries(IrExpression dictionary)
    {
        if (dictionary.Type is not INamedTypeSymbol { TypeArguments: [var key, var value] } || !key.IsString())
            return dictionary;
        var entry = _frame.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2")!.Construct(key, value);
        return new IrCallFunction(IrFunction.Entries, [dictionary], SequenceOf(entry), dictionary.Origin);
    }

    /// <summary><c>dictionary[key]</c>: a key that is missing throws.</summary>
    private IrExpression LowerDictionaryIndexer(IPropertyReferenceOperation operation, IrExpression target, IrExpression key, BlockBuilder into)
    {
        var origin = At(operation);
        var type = Resolve(operation.Type);
        if (!IsKey(key.Type))
            return Refuse(operation, $"A dictionary with keys of type '{key.Type?.Name}'", "use texts as keys");
        Guard(
            Not(new IrCallFunction(IrFunction.ContainsKey, [NotNull(operation.Instance!, target, into), Key(operation.Arguments[0].Value, key)], BooleanType, origin)),
            KeyNotFound,
            Concat([new IrConstant("The given key '", StringType, origin), key, new IrConstant("' was not present in the dictionary.", StringType, origin)], origin),
            origin,
            into);
        return key is IrConstant { Value: string name } ? new IrMember(target, name, type, origin) : new IrCallFunction(IrFunction.Item, [target, key], type, origin);
    }
}
