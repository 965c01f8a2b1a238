using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private const string LinqType = "System.Linq.Enumerable";
    private const string NoElements = "Sequence contains no elements";
    private const string NoMatch = "Sequence contains no matching element";
    private const string SeveralMatches = "Sequence contains more than one matching element";

    private static void AddSequenceMethods(KnownMethodTable table)
    {
        void Add(string names, KnownMethodLowering lower, string? note = null) => table.Add(LinqType, names, lower, note);

        Add("ToList ToArray AsEnumerable", c => c.Lowering.Source(c));
        Add("Where Select", c => c.Lowering.Mapped(c, c.Method.Name == "Where" ? IrFunction.Where : IrFunction.Select));
        Add("SelectMany", c => c.Lowering.LowerSelectMany(c), "without positions");
        Add("Any All Count LongCount", c => c.Lowering.Quantified(c));
        Add("First FirstOrDefault Last LastOrDefault Single SingleOrDefault", c => c.Lowering.Chosen(c));
        Add("ElementAt ElementAtOrDefault", c => c.Lowering.At(c), "of an integer");
        Add("Sum Average Min Max", c => c.Lowering.Totalled(c), "of numbers; " + NumberNote);
        Add("MinBy MaxBy", c => c.Lowering.Extreme(c), "keys as of OrderBy");
        Add("OrderBy OrderByDescending ThenBy ThenByDescending Order OrderDescending", c => c.Lowering.Ordered(c), "keys that are numbers, booleans or enumerations; texts with StringComparer.Ordinal");
        Add("GroupBy ToLookup", c => c.Lowering.Grouped(c), "keys that are compared by value");
        Add("Distinct ToHashSet", c => c.Arity == 1 ? c.Lowering.Source(c) is var list && ComparesByValue(list.Type.ElementType()) ? c.Call(IrFunction.Distinct, list) : NotByValue(c) : null, "elements that are compared by value");
        Add("DistinctBy", c => c.Lowering.LowerDistinctBy(c), "keys that are compared by value");
        Add("Skip Take", c => c.ParameterType(1)?.SpecialType == SpecialType.System_Int32 ? c.Call(c.Method.Name == "Skip" ? IrFunction.Skip : IrFunction.Take, c.Lowering.Source(c, isPartial: c.Method.Name == "Take"), c.Lowering.Value(c, 1)) : null, "of an integer");
        Add("SkipWhile TakeWhile", c => c.Lowering.Mapped(c, c.Method.Name == "SkipWhile" ? IrFunction.SkipWhile : IrFunction.TakeWhile, callsAll: false));
        Add("Concat", c => c.Call(IrFunction.AppendAll, c.Lowering.Source(c), c.Lowering.Second(c)));
        Add("Append", c => c.Call(IrFunction.Append, c.Lowering.Source(c), c.Lowering.Value(c, 1)));
        Add("Prepend", c => c.Lowering.Source(c) is var list ? c.Call(IrFunction.AppendAll, new IrList([c.Lowering.Value(c, 1)], list.Type, c.Origin), list) : null);
        Add("Union Intersect Except", c => c.Lowering.Combined(c), "elements that are compared by value");
        Add("Reverse", c => c.Call(IrFunction.Reverse, c.Lowering.Source(c)));
        Add("Contains", c => c.Arity == 2 ? c.Lowering.LowerContains(c, c.Lowering.Source(c, isPartial: true), c.Lowering.Value(c, 1)) : null, "elements that are compared by value");
        Add("SequenceEqual", c => c.Arity == 2 ? c.Lowering.Source(c) is var list && ComparesByValue(list.Type.ElementType()) ? c.Compare(IrOperator.Equal, list, c.Lowering.Second(c)) : null : null, "elements that are compared by value");
        Add("Aggregate", c => c.Lowering.Aggregated(c));
        Add("Zip", c => c.Lowering.Zipped(c), "of two");
        Add("Join GroupJoin", c => c.Lowering.Joined(c), "keys that are compared by value");
        Add("Chunk", c => c.Lowering.Chunked(c));
        Add("ToDictionary", c => c.Lowering.LowerToDictionary(c), "keys that are texts, numbers or ids");
        Add("Range", c =>
        {
            c.Guard(c.Compare(IrOperator.Less, c[1], c.Number(0)), OutOfRange, "Specified argument was out of the range of valid values. (Parameter 'count')");
            return c.Call(IrFunction.Range, c[0], c[1]);
        });
        Add("Repeat", c =>
        {
            c.Guard(c.Compare(IrOperator.Less, c[1], c.Number(0)), OutOfRange, "Specified argument was out of the range of valid values. (Parameter 'count')");
            return c.Call(IrFunction.Repeat, c[0], c[1]);
        });
        Add("Empty", c => new IrList([], c.Type, c.Origin));
        Add("OfType Cast", c => c.Lowering.Source(c) is var list && SymbolEqualityComparer.Default.Equals(list.Type.ElementType(), c.Lowering.Resolve(c.Method.TypeArguments[0]))
            ? c.Method.Name == "OfType" && c.Method.TypeArguments[0].CanBeNull() ? c.Lowering.WithoutNulls(list, c.Origin) : list
            : null, "to the type that the elements have");
        Add("DefaultIfEmpty", c => Shared(c.Lowering.Source(c), c.Into) is var list
            ? new IrConditional(c.Lowering.IsEmpty(list, c.Origin), new IrList([c.Arity == 2 ? c.Lowering.Value(c, 1) : Default(list.Type.ElementType(), c.Origin)], list.Type, c.Origin), list, c.Type, c.Origin)
            : null);

        const string List = "System.Collections.Generic.List";
        table.Add(List, "Exists", c => c.Lowering.Quantified(c), null);
        table.Add(List, "TrueForAll", c => c.Lowering.Quantified(c));
        table.Add(List, "Find FindLast", c => c.Lowering.Chosen(c));
        table.Add(List, "FindAll ConvertAll", c => c.Lowering.Mapped(c, c.Method.Name == "FindAll" ? IrFunction.Where : IrFunction.Select));
        table.Add(List, "ToArray AsReadOnly", c => c.Lowering.Source(c));
        table.Add(List, "GetRange", c => c.Lowering.LowerGetRange(c));
        foreach (var type in new[] { List, "System.Collections.Generic.HashSet", "System.Collections.Generic.ICollection", "System.Collections.Generic.ISet", "System.Collections.Generic.IReadOnlySet" })
            table.Add(type, "Contains", c => c.Lowering.LowerContains(c, c.Lowering.Source(c), c.Lowering.Value(c, 0)), "elements that are compared by value");
        foreach (var type in new[] { List, "System.Collections.Generic.IList" })
            table.Add(type, "IndexOf", c => c.Arity == 1 ? c.Lowering.LowerIndexOf(c, c.Lowering.Source(c), c.Lowering.Value(c, 0)) : null, "elements that are compared by value");
        table.Add("System.Array", "IndexOf", c => c.Arity == 2 && c.Method.IsGenericMethod ? c.Lowering.LowerIndexOf(c, c.Lowering.Source(c), c.Lowering.Value(c, 1)) : null, "elements that are compared by value");
        table.Add("System.Array", "Empty", c => new IrList([], c.Type, c.Origin));
        table.Add("System.MemoryExtensions", "Contains", c => c.Arity == 2 ? c.Lowering.LowerContains(c, c.Lowering.Source(c), c.Lowering.Value(c, 1)) : null, "elements that are compared by value");
    }

    /// <summary>A value that code goes through, as a list: the characters of a text, the entries of a dictionary, the items of a group.</summary>
    private IrExpression LowerSequence(IOperation operation, BlockBuilder into) => AsSequence(operation, LowerExpression(operation, into));

    internal IrExpression AsSequence(IOperation operation, IrExpression value)
    {
        var type = value.Type;
        if (type is null && Resolve(Unwrap(operation).Type) is { } declared)
            type = declared;
        if (type.IsString() || value is IrConstant { Value: string })
            return new IrCallFunction(IrFunction.Characters, [NotNull(operation, value)], SequenceOf(_frame.Model.Compilation.GetSpecialType(SpecialType.System_Char)), value.Origin);
        if (type.IsJsonDocument() && type.IsDictionary())
            return DocumentEntries(NotNull(operation, value), type!);
        if (type.IsDictionary())
            return Entries(NotNull(operation, value));
        if (type.Is("System.Linq.IGrouping"))
            return new IrMember(value, "Items", SequenceOf(((INamedTypeSymbol)type!).TypeArguments[1]), value.Origin);
        return NotNull(operation, value);
    }

    private INamedTypeSymbol SequenceOf(ITypeSymbol element) => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Collections_Generic_IEnumerable_T).Construct(element);

    private static IOperation SourceOperation(KnownCall c) => c.Invocation.Instance ?? c.Argument(0);

    private IrExpression Source(KnownCall c, bool isPartial = false)
    {
        if (isPartial)
            _partialEnumerations++;
        try
        {
            var sequence = LowerSequence(SourceOperation(c), c.Into);
            return c.Invocation.Instance is null ? Given(sequence, c.Method.Parameters[0].Name) : Receiver(sequence);
        }
        finally
        {
            if (isPartial)
                _partialEnumerations--;
        }
    }

    /// <summary>The second sequence of a method that takes two.</summary>
    private IrExpression Second(KnownCall c) => Given(LowerSequence(c.Argument(1), c.Into), c.Method.Parameters[1].Name);

    /// <summary>A checked value that a method is called on.</summary>
    internal static IrExpression Receiver(IrExpression value) => value switch
    {
        IrCallFunction { Function: IrFunction.NotNull } check => check with { IsReceiver = true },
        IrCallFunction { Function: IrFunction.Entries or IrFunction.Characters, Arguments: [IrCallFunction { Function: IrFunction.NotNull } check] } entries => entries with { Arguments = [check with { IsReceiver = true }] },
        _ => value,
    };

    /// <summary>A checked value that is given for a parameter: whoever checks it names the parameter, whatever becomes of the call later.</summary>
    internal static IrExpression Given(IrExpression value, string parameter) => value switch
    {
        IrCallFunction { Function: IrFunction.NotNull } check => check with { Parameter = parameter },
        IrCallFunction { Function: IrFunction.Entries or IrFunction.Characters, Arguments: [IrCallFunction { Function: IrFunction.NotNull } check] } entries => entries with { Arguments = [check with { Parameter = parameter }] },
        _ => value,
    };

    private IrExpression Value(KnownCall c, int ordinal) => Character(LowerExpression(c.Argument(ordinal), c.Into));

    /// <summary>State holds a character as a text of one.</summary>
    internal static IrExpression Character(IrExpression value) => value is IrConstant { Value: char character } constant ? constant with { Value = character.ToString() } : value;

    private static IOperation? Function(KnownCall c, int number = 0) =>
        c.Invocation.Arguments.Where(a => a.Parameter!.Type.TypeKind == TypeKind.Delegate && a.ArgumentKind == ArgumentKind.Explicit).OrderBy(a => a.Parameter!.Ordinal).Skip(number).FirstOrDefault()?.Value;

    private IrExpression IsEmpty(IrExpression list, Origin origin) =>
        new IrBinary(IrOperator.Equal, Count(list, origin), new IrConstant(0, IntType, origin), BooleanType, origin);

    private IrCallFunction Count(IrExpression list, Origin origin) => new(IrFunction.Count, [list], IntType, origin);

    private IrExpression Mapped(KnownCall c, IrFunction function, bool callsAll = true)
    {
        var list = Source(c, isPartial: !callsAll);
        var lambda = LowerLambda(Function(c)!, ref list, callsAll, c.Into, list.Type.ElementType(), IntType);
        return lambda is null ? new IrConstant(null, c.Type, c.Origin) : c.Call(function, list, lambda);
    }

    private IrExpression LowerSelectMany(KnownCall c)
    {
        var list = Source(c);
        if (FoldFunction(Function(c)!, c.Into, list.Type.ElementType()) is not ({ Length: 1 } parameters, { Failures.IsEmpty: true } code))
            return c.Refuse("This function argument", "use a function of the element that does not throw");
        var inner = AsSequence(Function(c)!, code.Value);
        if (inner.Type.ElementType() is null)
            return c.Refuse("This function argument", "give a list");
        if (Function(c, 1) is { } result)
        {
            // (x, y) => r: the inner elements become results.
            if (FoldFunction(result, c.Into, list.Type.ElementType(), inner.Type.ElementType()) is not ({ Length: 2 } both, { Failures.IsEmpty: true } combined))
                return c.Refuse("This function argument", "use a function that does not throw");
            var body = combined.Value.Substitute(v => ReferenceEquals(v, both[0]) ? new IrRead(parameters[0], c.Origin) : null);
            inner = new IrCallFunction(IrFunction.Select, [inner, new IrLambda([both[1]], body, c.Origin)], c.Type, c.Origin);
        }

        return c.Call(IrFunction.SelectMany, list, new IrLambda(parameters, inner, c.Origin));
    }

    private IrExpression Quantified(KnownCall c)
    {
        var function = c.Method.Name switch { "All" or "TrueForAll" => IrFunction.All, "Any" or "Exists" => IrFunction.Any, _ => IrFunction.Count };
        var list = Source(c, isPartial: function != IrFunction.Count);
        if (Function(c) is not { } predicate)
            return c.Call(function, list);
        if (LowerLambda(predicate, ref list, function == IrFunction.Count, c.Into, list.Type.ElementType()) is not { } lambda)
            return new IrConstant(null, c.Type, c.Origin);
        return function == IrFunction.Count ? c.Call(IrFunction.Count, new IrCallFunction(IrFunction.Where, [list, lambda], list.Type, c.Origin)) : c.Call(function, list, lambda);
    }

    /// <summary>First, Last, Single and their forms with a default.</summary>
    private IrExpression? Chosen(KnownCall c)
    {
        var name = c.Method.Name;
        var orDefault = name.EndsWith("OrDefault", StringComparison.Ordinal) || name is "Find" or "FindLast";
        var isSingle = name.StartsWith("Single", StringComparison.Ordinal);
        var isLast = name.StartsWith("Last", StringComparison.Ordinal) || name == "FindLast";
        var list = Source(c, isPartial: !isLast && !isSingle);
        var predicate = Function(c);
        if (predicate is not null)
        {
            if (LowerLambda(predicate, ref list, isLast || isSingle, c.Into, list.Type.ElementType()) is not { } lambda)
                return new IrConstant(null, c.Type, c.Origin);
            list = new IrCallFunction(IrFunction.Where, [list, lambda], list.Type, c.Origin);
        }

        var fallback = c.Invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "defaultValue")?.Value;
        if (!orDefault || isSingle)
            list = Shared(list, c.Into);
        if (!orDefault)
            c.Guard(IsEmpty(list, c.Origin), "System.InvalidOperationException", predicate is null ? NoElements : NoMatch);
        if (isSingle)
            c.Guard(c.Compare(IrOperator.Greater, Count(list, c.Origin), c.Number(1)), "System.InvalidOperationException", predicate is null ? "Sequence contains more than one element" : SeveralMatches);
        if (orDefault)
            return c.Call(IrFunction.ElementOrDefault, list, c.Number(isLast ? -1 : 0), fallback is null ? Default(c.Type, c.Origin) : LowerExpression(fallback, c.Into));
        return isLast ? c.Call(IrFunction.Last, list) : new IrElement(list, c.Number(0), c.Type, c.Origin) { IsInRange = true };
    }

    private IrExpression? At(KnownCall c)
    {
        if (c.ParameterType(1)?.SpecialType != SpecialType.System_Int32)
            return null;
        var list = Shared(Source(c, isPartial: true), c.Into);
        var index = Shared(Value(c, 1), c.Into);
        var outside = new IrBinary(IrOperator.Or, c.Compare(IrOperator.Less, index, c.Number(0)), c.Compare(IrOperator.GreaterOrEqual, index, Count(list, c.Origin)), BooleanType, c.Origin);
        if (c.Method.Name == "ElementAtOrDefault")
            return new IrConditional(outside, Default(c.Type, c.Origin), new IrElement(list, index, c.Type, c.Origin) { IsInRange = true }, c.Type, c.Origin);
        c.Guard(outside, OutOfRange, "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')");
        return new IrElement(list, index, c.Type, c.Origin) { IsInRange = true };
    }

    private IrExpression? Ordered(KnownCall c)
    {
        var list = Source(c);
        var comparer = c.Invocation.Arguments.FirstOrDefault(a => a.Parameter!.Type.Is("System.Collections.Generic.IComparer") && a.ArgumentKind == ArgumentKind.Explicit)?.Value;
        // A single element is in order without its key.
        var (before, unsorted) = (c.Into.Count, list);
        if (SortKey(c, ref list, comparer) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (c.Into.Since(before).OfType<IrIf>().Any())
        {
            c.Into.Truncate(before);
            list = Shared(unsorted, c.Into);
            var block = new BlockBuilder(c.Into, conditional: true);
            key = SortKey(new KnownCall(this, c.Invocation, block), ref list, comparer)!;
            c.Into.Add(new IrIf(c.Compare(IrOperator.Greater, Count(list, c.Origin), c.Number(1)), block.ToImmutable(), [], c.Origin));
        }

        var ordered = new IrSortKey(key, c.Method.Name.EndsWith("Descending", StringComparison.Ordinal));
        if (!c.Method.Name.StartsWith("ThenBy", StringComparison.Ordinal))
            return new IrSort(list, [ordered], c.Type, c.Origin);
        return list is IrSort sorted ? sorted with { Keys = sorted.Keys.Add(ordered) } : c.Refuse("'ThenBy' of an order that is made elsewhere", "sort in one expression");
    }

    private IrLambda? SortKey(KnownCall c, ref IrExpression list, IOperation? comparer)
    {
        var element = list.Type.ElementType();
        IrLambda? key;
        if (Function(c) is { } selector)
        {
            key = LowerLambda(selector, ref list, callsAll: true, c.Into, element);
        }
        else
        {
            var item = new IrVariable("item", element);
            key = new IrLambda([item], new IrRead(item, c.Origin), c.Origin);
        }

        if (key is null)
            return null;
        var type = key.Body.Type.IsNullable(out var underlying) ? underlying : key.Body.Type;
        var isOrdinal = comparer is not null && Unwrap(comparer) is IPropertyReferenceOperation { Property: { Name: "Ordinal" } property } && property.ContainingType.Is("System.StringComparer");
        if (type.IsTime() && comparer is null && !key.Body.Type.IsNullable(out _))
            return key with { Body = Instant(key.Body) };
        if (type.IsString() ? isOrdinal : comparer is null && (type.IsNumeric() || type.IsDuration() || type.IsBoolean() || type is { TypeKind: TypeKind.Enum }))
            return key;
        Refuse(c.Invocation, type.IsString() ? "Ordering texts by culture" : $"Ordering by values of type '{type?.Name}'", type.IsString() ? "order by StringComparer.Ordinal" : "order by a number");
        return null;
    }

    private IrExpression LowerContains(KnownCall c, IrExpression list, IrExpression value) =>
        ComparesByValue(list.Type.ElementType()) ? new IrCallFunction(IrFunction.Contains, [list, value], BooleanType, c.Origin) : NotByValue(c);

    private IrExpression LowerIndexOf(KnownCall c, IrExpression list, IrExpression value)
    {
        if (!ComparesByValue(list.Type.ElementType()))
            return NotByValue(c);
        list = Shared(list, c.Into);
        value = Shared(value, c.Into);
        var item = new IrVariable("item", list.Type.ElementType());
        var before = c.Call(IrFunction.TakeWhile, list.Type, list, new IrLambda([item], c.Compare(IrOperator.NotEqual, new IrRead(item, c.Origin), value), c.Origin));
        return new IrConditional(c.Call(IrFunction.Contains, BooleanType, list, value), Count(before, c.Origin), c.Number(-1), IntType, c.Origin);
    }

    private IrExpression? LowerGetRange(KnownCall c)
    {
        var list = Shared(Source(c), c.Into);
        var (start, count) = (Value(c, 0), Value(c, 1));
        GuardRange(c, list, start, count);
        return c.Call(IrFunction.Take, c.Call(IrFunction.Skip, list, start), count);
    }

    private void GuardRange(KnownCall c, IrExpression list, IrExpression start, IrExpression count)
    {
        c.Guard(c.Compare(IrOperator.Less, start, c.Number(0)), OutOfRange, "Non-negative number required. (Parameter 'index')");
        c.Guard(c.Compare(IrOperator.Less, count, c.Number(0)), OutOfRange, "Non-negative number required. (Parameter 'count')");
        c.Guard(c.Compare(IrOperator.Greater, new IrBinary(IrOperator.Add, start, count, IntType, c.Origin), Count(list, c.Origin)), "System.ArgumentException", "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.");
    }
}
