using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Lists, sets, queues, stacks and dictionaries that the code makes.</summary>
internal sealed partial class Lowering
{
    private const string SameKey = "An item with the same key has already been added. Key: ";

    private static readonly HashSet<string> KnownCollections = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List", "System.Collections.Generic.HashSet", "System.Collections.Generic.Queue", "System.Collections.Generic.Stack", "System.Collections.Generic.Dictionary",
        "System.Collections.ObjectModel.Collection", "System.Collections.ObjectModel.ObservableCollection", "System.Collections.ObjectModel.ReadOnlyCollection", "System.Collections.ObjectModel.ReadOnlyDictionary",
        "System.Collections.Concurrent.ConcurrentDictionary", "System.Collections.Concurrent.ConcurrentQueue", "System.Collections.Concurrent.ConcurrentBag",
    };

    // Others sort, or keep an order of their own.
    private bool IsKnownCollection(IObjectCreationOperation creation, ITypeSymbol type)
    {
        if (!KnownCollections.Contains(type.OriginalDefinition.FullName()) && type.ContainingAssembly is { } assembly && !SymbolEqualityComparer.Default.Equals(assembly, _frame.Model.Compilation.Assembly) && !type.IsSdkModel())
        {
            Refuse(creation, $"A '{type.Name}'", "use a list, set, queue, stack or dictionary");
            return false;
        }

        if (ComparerOf(creation) is not null)
        {
            Refuse(creation, "A collection with a comparer of its own", "compare by value, or bring the keys to one form first");
            return false;
        }

        return true;
    }

    /// <summary>The comparer that a collection is made with, if its equality or order is another than that of JSON values.</summary>
    internal static IOperation? ComparerOf(IObjectCreationOperation creation) =>
        creation.Arguments.FirstOrDefault(a => a.Parameter!.Type is { } p && (p.Is("System.Collections.Generic.IEqualityComparer") || p.Is("System.Collections.Generic.IComparer"))) is { ArgumentKind: ArgumentKind.Explicit, Value: var comparer }
            && !IsUsualComparer(comparer) ? comparer : null;

    // Ordinal equality is what texts have by themselves.
    private static bool IsUsualComparer(IOperation comparer) => Unwrap(comparer) switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => true,
        IPropertyReferenceOperation { Property: { Name: "Ordinal", ContainingType: var type } } => type.Is("System.StringComparer"),
        IPropertyReferenceOperation { Property: { Name: "Default", ContainingType: var type } } => type.Is("System.Collections.Generic.EqualityComparer"),
        _ => false,
    };

    private IrExpression LowerListCreation(IObjectCreationOperation creation, ITypeSymbol type, BlockBuilder into)
    {
        if (!IsKnownCollection(creation, type))
            return new IrConstant(null, type, At(creation));
        var argument = creation.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && Resolve(Unwrap(a.Value).Type) is { } t && (t.ElementType() is not null || t.IsDictionary() || t.IsString()));
        var source = argument?.Value;
        if (source is null && creation.Arguments.Any(a => a.ArgumentKind == ArgumentKind.Explicit && !a.Parameter!.Type.IsInteger() && !a.Parameter.Type.Is("System.Collections.Generic.IEqualityComparer")))
            return Refuse(creation, $"This constructor of '{type.Name}'", "pass a list");
        IrExpression? list = source is null ? null : Given(LowerSequence(source, into), argument!.Parameter!.Name);
        if (creation.Initializer is { Initializers.Length: > 0 } || list is null)
        {
            var elements = new IrList(ListElements(creation.Initializer, into), type, At(creation));
            list = list is null ? elements : new IrCallFunction(IrFunction.AppendAll, [list, elements], type, At(creation));
        }

        // A copy shares nothing with what it is made of: the variable that gets it may be changed.
        if (list is IrMember or IrRead or IrElement or IrConditional or IrCoalesce or IrCallFunction { Function: IrFunction.NotNull } && creation.Parent is IVariableInitializerOperation or IConversionOperation { Parent: IVariableInitializerOperation })
        {
            var copy = new IrVariable("copy", type) { IsTemporary = true };
            into.Add(new IrAssign(copy, list, list.Origin));
            list = new IrRead(copy, list.Origin);
        }

        return AsCollection(creation, list, type);
    }

    /// <summary>What a collection of a type holds when it is filled with a list's elements one after the other: a set each value once, a stack the last first.</summary>
    private IrExpression AsCollection(IOperation operation, IrExpression list, ITypeSymbol? type)
    {
        if (list is IrList { Elements.Length: <= 1 })
            return list;
        if (type.IsSet())
        {
            return ComparesByValue(type.ElementType())
                ? new IrCallFunction(IrFunction.Distinct, [list], type, At(operation))
                : Refuse(operation, "A set of objects that are compared by reference", "use records, or compare by a key");
        }

        return type.Is("System.Collections.Generic.Stack") ? new IrCallFunction(IrFunction.Reverse, [list], type, At(operation)) : list;
    }

    private ImmutableArray<IrExpression> ListElements(IObjectOrCollectionInitializerOperation? initializer, BlockBuilder into)
    {
        var elements = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var item in initializer?.Initializers ?? [])
        {
            if (item is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var element] })
                elements.Add(element.Value);
            else
                Refuse(item, "This collection initialiser", "list the elements");
        }

        return LowerOperands(elements.ToImmutable(), into).Select(Character).ToImmutableArray();
    }

    private IrExpression LowerDictionaryCreation(IObjectCreationOperation creation, ITypeSymbol type, BlockBuilder into)
    {
        var origin = At(creation);
        if (!IsKnownCollection(creation, type))
            return new IrConstant(null, type, origin);
        var argument = creation.Arguments.FirstOrDefault(a => a.ArgumentKind == ArgumentKind.Explicit && Resolve(Unwrap(a.Value).Type).IsDictionary());
        var source = argument?.Value;
        if (source is null && creation.Arguments.Any(a => a.ArgumentKind == ArgumentKind.Explicit && !a.Parameter!.Type.IsInteger() && !a.Parameter.Type.Is("System.Collections.Generic.IEqualityComparer")))
            return Refuse(creation, "A dictionary made from another collection", "list its entries");
        var start = source is null ? new IrDictionary([], type, origin) : Given(NotNull(source, LowerExpression(source, into)), argument!.Parameter!.Name);
        var entries = DictionaryEntries(creation.Initializer, into);
        if (entries.FirstOrDefault(e => !IsKey(e.Key.Type)) is { Key: var wrong })
            return Refuse(creation, $"A dictionary with keys of type '{wrong.Type?.Name}'", "use texts as keys");

        // Keys that may be equal: the last value stays, or Add throws.
        if (source is null && (entries.Length <= 1 || (entries.All(e => e.Key is IrConstant { Value: string }) && entries.Select(e => ((IrConstant)e.Key).Value).Distinct().Count() == entries.Length)))
            return new IrDictionary(entries, type, origin);
        var throws = (creation.Initializer?.Initializers ?? []).Select(i => i is IInvocationOperation).ToList();
        IrExpression whole = start;
        for (var n = 0; n < entries.Length; n++)
        {
            var (key, value) = (Shared(entries[n].Key, into), entries[n].Value);
            if (throws[n])
            {
                whole = Shared(whole, into);
                Guard(new IrCallFunction(IrFunction.ContainsKey, [whole, key], BooleanType, origin), "System.ArgumentException", Concat([new IrConstant(SameKey, StringType, origin), key], origin), origin, into);
            }

            whole = whole is IrDictionary { Entries.IsEmpty: true } ? new IrDictionary([new IrDictionaryEntry(key, value)], type, origin) : new IrCallFunction(IrFunction.SetEntry, [whole, key, value], type, origin);
        }

        return whole;
    }

    private ImmutableArray<IrDictionaryEntry> DictionaryEntries(IObjectOrCollectionInitializerOperation? initializer, BlockBuilder into)
    {
        var pairs = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var item in initializer?.Initializers ?? [])
        {
            switch (item)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var key] } } assignment:
                    pairs.Add(key.Value);
                    pairs.Add(assignment.Value);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var key, var value] }:
                    pairs.Add(key.Value);
                    pairs.Add(value.Value);
                    break;
                default:
                    Refuse(item, "This dictionary initialiser", "use [key] = value");
                    break;
            }
        }

        var values = LowerOperands(pairs.ToImmutable(), into);
        return Enumerable.Range(0, values.Length / 2).Select(i => new IrDictionaryEntry(Key(pairs[2 * i], values[2 * i]), values[(2 * i) + 1])).ToImmutableArray();
    }

    /// <summary><c>new T[n]</c>.</summary>
    private IrExpression LowerArrayOfDefaults(IArrayCreationOperation creation, BlockBuilder into)
    {
        var origin = At(creation);
        var type = Resolve(creation.Type);
        if (creation.DimensionSizes is not [var length])
            return Refuse(creation, "An array of several dimensions", "use a list of lists");
        var value = Default(type.ElementType(), origin);
        var size = LowerExpression(length, into);
        if (size is IrConstant { Value: int and >= 0 and <= 8 and var known })
            return new IrList([.. Enumerable.Repeat(value, known)], type, origin);
        Guard(new IrBinary(IrOperator.Less, size, new IrConstant(0, IntType, origin), BooleanType, origin), "System.OverflowException", "Arithmetic operation resulted in an overflow.", origin, into);
        return new IrCallFunction(IrFunction.Repeat, [value, size], type, origin);
    }
}
