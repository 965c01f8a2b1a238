using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Methods that change a collection: the variable that holds it gets the collection as it is afterwards.</summary>
internal sealed partial class Lowering
{
    private const string Generic = "System.Collections.Generic.";
    private const string InvalidOperation = "System.InvalidOperationException";
    private const string ReorderingNote = "a set or dictionary that gets further elements afterwards must not be gone through";

    private static readonly HashSet<string> ChangingMethods = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "Clear", "Sort", "Reverse", "Enqueue", "Dequeue", "TryDequeue", "Push", "Pop", "TryPop",
        "TryAdd", "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "AddFirst", "AddLast", "RemoveFirst", "RemoveLast", "ForEach",
    };

    private static void AddCollectionChanges(KnownMethodTable table)
    {
        const string Values = "elements that are compared by value";
        foreach (var type in new[] { "List", "IList", "ICollection" })
        {
            table.Add(Generic + type, "Add", c => c.Instance.Type.IsSet() ? null : c.Lowering.Change(c, new IrCallFunction(IrFunction.Append, [c.Instance, c[0]], c.Instance.Type, c.Origin)));
            table.Add(Generic + type, "Remove", c => c.Lowering.LowerRemove(c), Values);
            table.Add(Generic + type, "Clear", c => c.Lowering.Change(c, c.Instance.Type.IsDictionary() ? new IrDictionary([], c.Instance.Type, c.Origin) : new IrList([], c.Instance.Type, c.Origin)));
        }

        foreach (var type in new[] { "List", "IList" })
        {
            table.Add(Generic + type, "Insert", c => c.Lowering.LowerInsert(c, new IrList([c[1]], c.Instance.Type, c.Origin)));
            table.Add(Generic + type, "RemoveAt", c => c.Lowering.LowerRemoveAt(c));
        }

        table.Add(Generic + "List", "AddRange", c => c.Lowering.Change(c, new IrCallFunction(IrFunction.AppendAll, [c.Instance, c.Sequence(0)], c.Instance.Type, c.Origin)));
        table.Add(Generic + "List", "InsertRange", c => c.Lowering.LowerInsert(c, c.Sequence(1)));
        table.Add(Generic + "List", "RemoveRange", c => c.Lowering.LowerRemoveRange(c));
        table.Add(Generic + "List", "RemoveAll", c => c.Lowering.LowerRemoveAll(c));
        table.Add(Generic + "List", "Reverse", c => c.Arity == 0 ? c.Lowering.Change(c, new IrCallFunction(IrFunction.Reverse, [c.Instance], c.Instance.Type, c.Origin)) : null, "the whole list");
        table.Add(Generic + "List", "Sort", c => c.Arity == 0 || (c.Arity == 1 && Function(c) is null) ? c.Lowering.LowerSort(c, c.Instance, c.Invocation.Instance!) : null, "numbers and booleans; texts with StringComparer.Ordinal");
        table.Add("System.Array", "Sort", c => c.Arity <= 2 && c.Method.TypeArguments.Length == 1 && Function(c) is null && (c.Arity == 1 || !c.ParameterType(1).IsArray()) ? c.Lowering.LowerSort(c, c.NotNull(0), c.Argument(0)) : null, "numbers and booleans; texts with StringComparer.Ordinal");
        table.Add("System.Array", "Reverse", c => c is { Arity: 1 } ? c.Lowering.StoreChange(c, c.Argument(0), new IrCallFunction(IrFunction.Reverse, [c.NotNull(0)], c[0].Type, c.Origin)) : null, "the whole array");

        foreach (var type in new[] { "HashSet", "ISet" })
        {
            table.Add(Generic + type, "Add", c => ComparesByValue(c.Instance.Type.ElementType()) ? c.Lowering.ChangeAndTell(c, () => Not(c.Lowering.LowerContains(c, c.Instance, c[0])), new IrCallFunction(IrFunction.Append, [c.Instance, c[0]], c.Instance.Type, c.Origin)) : NotByValue(c), Values);
            table.Add(Generic + type, "UnionWith", c => ComparesByValue(c.Instance.Type.ElementType()) ? c.Lowering.Change(c, new IrCallFunction(IrFunction.Distinct, [new IrCallFunction(IrFunction.AppendAll, [c.Instance, c.Sequence(0)], c.Instance.Type, c.Origin)], c.Instance.Type, c.Origin)) : NotByValue(c), Values);
            table.Add(Generic + type, "ExceptWith IntersectWith", c => c.Lowering.LowerSetDifference(c), Values + "; " + ReorderingNote);
        }

        table.Add(Generic + "HashSet", "Remove", c => c.Lowering.LowerRemove(c), Values + "; " + ReorderingNote);
        table.Add(Generic + "HashSet", "RemoveWhere", c => c.Lowering.LowerRemoveAll(c), ReorderingNote);
        table.Add(Generic + "HashSet", "Clear", c => c.Lowering.Change(c, new IrList([], c.Instance.Type, c.Origin)));

        table.Add(Generic + "Queue", "Enqueue", c => c.Lowering.Change(c, new IrCallFunction(IrFunction.Append, [c.Instance, c[0]], c.Instance.Type, c.Origin)));
        table.Add(Generic + "Stack", "Push", c => c.Lowering.Change(c, new IrCallFunction(IrFunction.AppendAll, [new IrList([c[0]], c.Instance.Type, c.Origin), c.Instance], c.Instance.Type, c.Origin)));
        foreach (var (type, taken, message) in new[] { ("Queue", "Dequeue", "Queue empty."), ("Stack", "Pop", "Stack empty.") })
        {
            table.Add(Generic + type, taken + " Peek", c => c.Lowering.LowerTake(c, message, isTaken: c.Method.Name != "Peek"));
            table.Add(Generic + type, "Try" + taken + " TryPeek", c => c.Lowering.LowerTryTake(c, isTaken: c.Method.Name != "TryPeek"));
            table.Add(Generic + type, "Clear", c => c.Lowering.Change(c, new IrList([], c.Instance.Type, c.Origin)));
            table.Add(Generic + type, "Contains", c => c.Lowering.LowerContains(c, c.Instance, c[0]), Values);
            table.Add(Generic + type, "ToArray", c => c.Instance);
        }

        const string Keys = "keys that are texts, numbers or ids";
        foreach (var type in new[] { "Dictionary", "IDictionary" })
        {
            table.Add(Generic + type, "Add", c => HasKey(c) ? c.Lowering.LowerAddEntry(c) : null, Keys);
            table.Add(Generic + type, "Remove", c => HasKey(c) ? c.Lowering.LowerRemoveEntry(c) : null, Keys + "; " + ReorderingNote);
        }

        table.Add(Generic + "Dictionary", "TryAdd", c => HasKey(c) ? c.Lowering.ChangeAndTell(c, () => Not(HoldsKey(c)), new IrCallFunction(IrFunction.SetEntry, [c.Instance, Key(c), c[1]], c.Instance.Type, c.Origin)) : null, Keys);
        table.Add(Generic + "Dictionary", "Clear", c => c.Lowering.Change(c, new IrDictionary([], c.Instance.Type, c.Origin)));
    }

    /// <summary>Changes of a collection as a statement: <c>list.Add(x)</c>. False when the call is none.</summary>
    private bool LowerCollectionChange(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.Instance is not { } instance || invocation.TargetMethod.ContainingType.ContainingNamespace?.FullName() is not "System.Collections.Generic" || !ChangingMethods.Contains(invocation.TargetMethod.Name))
            return false;
        if (LowerKnownMethod(invocation, into) is null)
            Refuse(invocation, $"'{Resolve(instance.Type)?.Name}.{invocation.TargetMethod.Name}'", "build the collection by List.Add and the indexer of a dictionary");
        return true;
    }

    private static bool IsUsed(KnownCall c) => c.Invocation.Parent is not IExpressionStatementOperation;

    /// <summary>Gives the variable that holds the collection its new value; the call itself has none.</summary>
    private IrExpression Change(KnownCall c, IrExpression changed) => StoreChange(c, c.Invocation.Instance!, changed);

    private IrExpression StoreChange(KnownCall c, IOperation target, IrExpression changed)
    {
        Store(Unwrap(target), changed, c.Into, isChange: true);
        return new IrConstant(null, c.Type, c.Origin);
    }

    /// <summary>Changes the collection if a condition of the collection as it was holds, and gives that condition.</summary>
    private IrExpression ChangeAndTell(KnownCall c, Func<IrExpression> condition, IrExpression changed)
    {
        var holds = Spill(condition(), "changes", c.Into);
        Change(c, new IrConditional(holds, changed, c.Instance, c.Instance.Type, c.Origin));
        return holds;
    }

    private IrExpression LowerInsert(KnownCall c, IrExpression inserted)
    {
        var (list, index) = (c.Instance, Shared(c[0], c.Into));
        var outside = EitherOutside(c.Compare(IrOperator.Less, index, c.Number(0)), c.Compare(IrOperator.Greater, index, Count(list, c.Origin)), c.Origin);
        c.Guard(outside, OutOfRange, c.Method.Name == "Insert" ? "Index must be within the bounds of the List. (Parameter 'index')" : "Index was out of range. Must be non-negative and less than or equal to the size of the collection. (Parameter 'index')");
        IrExpression Joined(IrExpression a, IrExpression b) => new IrCallFunction(IrFunction.AppendAll, [a, b], list.Type, c.Origin);
        return Change(c, Joined(Joined(new IrCallFunction(IrFunction.Take, [list, index], list.Type, c.Origin), inserted), new IrCallFunction(IrFunction.Skip, [list, index], list.Type, c.Origin)));
    }

    private IrExpression LowerRemoveAt(KnownCall c)
    {
        var index = Shared(c[0], c.Into);
        c.Guard(Outside(index, Count(c.Instance, c.Origin), c.Origin), OutOfRange, OutsideList);
        return Change(c, Without(c.Instance, position => new IrBinary(IrOperator.NotEqual, position, index, BooleanType, c.Origin), c.Origin));
    }

    private IrExpression? LowerRemoveRange(KnownCall c)
    {
        var (start, count) = (Shared(c[0], c.Into), Shared(c[1], c.Into));
        GuardRange(c, c.Instance, start, count);
        var end = new IrBinary(IrOperator.Add, start, count, IntType, c.Origin);
        return Change(c, Without(c.Instance, position => new IrBinary(IrOperator.Or, c.Compare(IrOperator.Less, position, start), c.Compare(IrOperator.GreaterOrEqual, position, end), BooleanType, c.Origin), c.Origin));
    }

    /// <summary>The elements whose positions satisfy a condition.</summary>
    private IrCallFunction Without(IrExpression list, Func<IrExpression, IrExpression> kept, Origin origin)
    {
        var (item, position) = (new IrVariable("item", list.Type.ElementType()), new IrVariable("index", IntType));
        return new IrCallFunction(IrFunction.Where, [list, new IrLambda([item, position], kept(new IrRead(position, origin)), origin)], list.Type, origin);
    }

    private IrExpression? LowerRemove(KnownCall c)
    {
        var list = c.Instance;
        if (list.Type.IsDictionary())
            return null;
        var value = Shared(c[0], c.Into);
        if (!ComparesByValue(list.Type.ElementType()))
            return NotByValue(c);
        if (list.Type.IsSet() && RefuseReordering(c) is { } refused)
            return refused;
        IrExpression? found = IsUsed(c) ? Spill(LowerContains(c, list, value), "removed", c.Into) : null;
        IrExpression changed;
        if (list.Type.IsSet())
        {
            var item = new IrVariable("item", list.Type.ElementType());
            changed = new IrCallFunction(IrFunction.Where, [list, new IrLambda([item], c.Compare(IrOperator.NotEqual, new IrRead(item, c.Origin), value), c.Origin)], list.Type, c.Origin);
        }
        else
        {
            // Only the first of several equal elements goes.
            var first = Spill(LowerIndexOf(c, list, value), "position", c.Into);
            changed = Without(list, position => c.Compare(IrOperator.NotEqual, position, first), c.Origin);
        }

        Change(c, changed);
        return found ?? new IrConstant(null, c.Type, c.Origin);
    }

    private IrExpression? LowerRemoveAll(KnownCall c)
    {
        var list = LowerExpression(c.Invocation.Instance!, c.Into);
        list = NotNull(c.Invocation.Instance!, list);
        if (list.Type.IsSet() && RefuseReordering(c) is { } refused)
            return refused;
        if (LowerLambda(Function(c)!, ref list, callsAll: true, c.Into, list.Type.ElementType()) is not { } lambda)
            return new IrConstant(null, c.Type, c.Origin);
        IrExpression? removed = IsUsed(c) ? Spill(Count(new IrCallFunction(IrFunction.Where, [list, lambda], list.Type, c.Origin), c.Origin), "removed", c.Into) : null;
        Change(c, new IrCallFunction(IrFunction.Where, [list, lambda with { Body = Passes.ExpressionSimplifier.Simplify(Not(lambda.Body)) }], list.Type, c.Origin));
        return removed ?? new IrConstant(null, c.Type, c.Origin);
    }

    private IrExpression LowerSetDifference(KnownCall c)
    {
        var set = c.Instance;
        if (!ComparesByValue(set.Type.ElementType()))
            return NotByValue(c);
        if (RefuseReordering(c) is { } refused)
            return refused;
        var other = Shared(c.Sequence(0), c.Into);
        return Change(c, ByMembership(set, other, isIn: c.Method.Name == "IntersectWith", set.Type, c.Origin));
    }

    private IrExpression? LowerSort(KnownCall c, IrExpression list, IOperation target)
    {
        var comparer = c.Invocation.Arguments.FirstOrDefault(a => a.Parameter!.Type.Is("System.Collections.Generic.IComparer") && Unwrap(a.Value).ConstantValue is not { HasValue: true, Value: null })?.Value;
        return SortKey(c, ref list, comparer) is { } key
            ? StoreChange(c, target, new IrSort(list, [new IrSortKey(key, false)], list.Type, c.Origin))
            : new IrConstant(null, c.Type, c.Origin);
    }

    /// <summary><c>Dequeue</c>, <c>Pop</c>, <c>Peek</c>: the first element, which is taken away.</summary>
    private IrExpression LowerTake(KnownCall c, string message, bool isTaken)
    {
        var list = c.Instance;
        c.Guard(IsEmpty(list, c.Origin), InvalidOperation, message);
        IrExpression first = new IrElement(list, c.Number(0), c.Type, c.Origin) { IsInRange = true };
        if (!isTaken)
            return first;
        if (IsUsed(c))
            first = Spill(first, "taken", c.Into);
        Change(c, new IrCallFunction(IrFunction.Skip, [list, c.Number(1)], list.Type, c.Origin));
        return first;
    }

    private IrExpression LowerTryTake(KnownCall c, bool isTaken)
    {
        var list = c.Instance;
        var target = c.Invocation.Arguments.First(a => a.Parameter!.RefKind == RefKind.Out);
        var type = Resolve(target.Parameter!.Type)!;
        var isThere = Spill(c.Compare(IrOperator.Greater, Count(list, c.Origin), c.Number(0)), "isThere", c.Into);
        var result = Succeeds(c, target.Value, isThere, new IrElement(list, c.Number(0), type, c.Origin) { IsInRange = true }, type);
        if (isTaken)
            Change(c, new IrCallFunction(IrFunction.Skip, [list, c.Number(1)], list.Type, c.Origin));
        return result;
    }

    private static IrCallFunction HoldsKey(KnownCall c) => new(IrFunction.ContainsKey, [c.Instance, Key(c)], c.Lowering.BooleanType, c.Origin);

    private IrExpression LowerAddEntry(KnownCall c)
    {
        c.Guard(HoldsKey(c), "System.ArgumentException", Concat([c.Text(SameKey), c[0]], c.Origin));
        return Change(c, new IrCallFunction(IrFunction.SetEntry, [c.Instance, Key(c), c[1]], c.Instance.Type, c.Origin));
    }

    private IrExpression? LowerRemoveEntry(KnownCall c)
    {
        if (RefuseReordering(c) is { } refused)
            return refused;
        var (dictionary, key) = (c.Instance, Shared(Key(c), c.Into));
        IrExpression? removed = IsUsed(c) || c.Arity == 2 ? Spill(HoldsKey(c), "removed", c.Into) : null;
        if (c.Arity == 2)
            Succeeds(c, c.Argument(1), removed!, new IrCallFunction(IrFunction.Item, [dictionary, key], c.ParameterType(1), c.Origin), Resolve(c.ParameterType(1))!);
        Change(c, new IrCallFunction(IrFunction.RemoveKey, [dictionary, key], dictionary.Type, c.Origin));
        return removed ?? new IrConstant(null, c.Type, c.Origin);
    }

    /// <summary>
    /// What .NET's sets and dictionaries add after a removal takes the place of what was removed; in state it comes last. Refuses a removal when
    /// something is added later and something depends on the order. Null when nothing does.
    /// </summary>
    private IrExpression? RefuseReordering(KnownCall c)
    {
        var removal = c.Invocation;
        ISymbol? symbol = Unwrap(removal.Instance!) switch { ILocalReferenceOperation l => l.Local, IParameterReferenceOperation p => p.Parameter, _ => null };
        var references = symbol is null ? new List<IOperation>() : removal.MemberRoot().Descendants().Where(o => o is ILocalReferenceOperation l ? SymbolEqualityComparer.Default.Equals(l.Local, symbol) : o is IParameterReferenceOperation p && SymbolEqualityComparer.Default.Equals(p.Parameter, symbol)).ToList();
        var isDictionary = Resolve(removal.Instance!.Type).IsDictionary();
        if (symbol is ILocalSymbol or IParameterSymbol && !(references.Any(Adds) && references.Any(DependsOnOrder)))
            return null;
        return c.Refuse($"'{c.Method.Name}' of a {(isDictionary ? "dictionary" : "set")} whose order shows", "go through a sorted copy, or do not add after removing");

        bool Adds(IOperation reference) =>
            IsAddition(reference) && (reference.Syntax.SpanStart > removal.Syntax.SpanStart || reference.Ancestors().OfType<ILoopOperation>().Any(l => l.Syntax.Span.Contains(removal.Syntax.Span)));

        bool IsAddition(IOperation reference) =>
            reference.Parent is IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "UnionWith" or "SymmetricExceptWith" } || reference.Parent is IPropertyReferenceOperation { Property.IsIndexer: true }
            || (reference.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } && called.Locations.Any(l => l.IsInSource));

        bool DependsOnOrder(IOperation reference) => reference.Parent switch
        {
            IInvocationOperation { Instance: var receiver, TargetMethod.Name: var name } => !ReferenceEquals(receiver, reference) || !(ChangingMethods.Contains(name) || name is "Contains" or "ContainsKey" or "TryGetValue" or "Clear"),
            IPropertyReferenceOperation { Property: var property } => !property.IsIndexer && property.Name != "Count",
            IReturnOperation => !isDictionary,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "GetValueOrDefault" } } => false,
            _ => true,
        };
    }

    /// <summary>Sets an element of a list or array: a position outside throws.</summary>
    private void StoreElement(IOperation target, IOperation instance, IOperation position, IrExpression value, BlockBuilder into)
    {
        var origin = At(target);
        var list = NotNull(instance, LowerExpression(instance, into));
        if (Position(position) is IRangeOperation)
        {
            Refuse(target, "Setting a range", "set the elements one by one");
            return;
        }

        var index = FromEnd(position) is { } fromEnd
            ? new IrBinary(IrOperator.Subtract, Count(list, origin), LowerExpression(fromEnd, into), IntType, origin)
            : LowerExpression(Position(position), into);
        index = Shared(index, into);
        var isArray = list.Type.IsArray();
        Guard(Outside(index, Count(list, origin), origin), isArray ? "System.IndexOutOfRangeException" : OutOfRange, isArray ? OutsideArray : OutsideList, origin, into);
        Store(Unwrap(instance), new IrCallFunction(IrFunction.SetElement, [list, index, Character(value)], list.Type, origin), into, isChange: true);
    }
}
