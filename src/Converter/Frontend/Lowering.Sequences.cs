using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
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
        Add("Concat", c => c.Call(IrFunction.AppendAll, c.Lowering.Source(c), c.Lowering.LowerSequence(c.Argument(1), c.Into)));
        Add("Append", c => c.Call(IrFunction.Append, c.Lowering.Source(c), c.Lowering.Value(c, 1)));
        Add("Prepend", c => c.Lowering.Source(c) is var list ? c.Call(IrFunction.AppendAll, new IrList([c.Lowering.Value(c, 1)], list.Type, c.Origin), list) : null);
        Add("Union Intersect Except", c => c.Lowering.Combined(c), "elements that are compared by value");
        Add("Reverse", c => c.Call(IrFunction.Reverse, c.Lowering.Source(c)));
        Add("Contains", c => c.Arity == 2 ? c.Lowering.LowerContains(c, c.Lowering.Source(c, isPartial: true), c.Lowering.Value(c, 1)) : null, "elements that are compared by value");
        Add("SequenceEqual", c => c.Arity == 2 ? c.Lowering.Source(c) is var list && ComparesByValue(list.Type.ElementType()) ? c.Compare(IrOperator.Equal, list, c.Lowering.LowerSequence(c.Argument(1), c.Into)) : null : null, "elements that are compared by value");
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

    private IrExpression AsSequence(IOperation operation, IrExpression value)
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
            return c.Invocation.Instance is null ? Given(sequence, c.Method.Parameters[0].Name) : sequence;
        }
        finally
        {
            if (isPartial)
                _partialEnumerations--;
        }
    }

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

    private IrExpression? Totalled(KnownCall c)
    {
        var list = Source(c);
        if (Function(c) is { } selector)
        {
            if (LowerLambda(selector, ref list, callsAll: true, c.Into, list.Type.ElementType()) is not { } lambda)
                return new IrConstant(null, c.Type, c.Origin);
            list = new IrCallFunction(IrFunction.Select, [list, lambda], SequenceOf(Resolve(((INamedTypeSymbol)selector.Type!).TypeArguments.Last())!), c.Origin);
        }
        else if (c.Arity > 1)
        {
            return null;
        }

        var element = list.Type.ElementType();
        var isNullable = element.IsNullable(out var number);
        if (!isNullable)
            number = element;
        if (!number.IsNumeric())
            return c.Refuse($"'{c.Method.Name}' of values of type '{number?.Name}'", "compare numbers");
        if (isNullable)
            list = WithoutNulls(list, c.Origin);
        if (c.Method.Name == "Sum")
        {
            // Sum(Select(…)) of ints is what JSONata's $sum of $map is.
            var sum = list is IrCallFunction { Function: IrFunction.Select, Arguments: [var items, var each] } && !isNullable ? c.Call(IrFunction.Sum, items, each) : c.Call(IrFunction.Sum, list);
            return IsComputable(sum, number) ? sum : c.Refuse($"'{number!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);
        }

        list = Shared(list, c.Into);
        IrFunction function = c.Method.Name switch { "Average" => IrFunction.Average, "Min" => IrFunction.MinOf, _ => IrFunction.MaxOf };
        var isEmpty = IsEmpty(list, c.Origin);
        var value = c.Call(function, isNullable ? c.Type is INamedTypeSymbol { TypeArguments: [var inner] } ? inner : c.Type : c.Type, list);
        if (!IsComputable(value, number) && (number?.SpecialType != SpecialType.System_Int64 || c.Method.Name == "Average"))
            return c.Refuse($"'{number!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);
        if (isNullable)
            return new IrConditional(isEmpty, new IrConstant(null, c.Type, c.Origin), value, c.Type, c.Origin);
        c.Guard(isEmpty, "System.InvalidOperationException", NoElements);
        return value;
    }

    private IrExpression WithoutNulls(IrExpression list, Origin origin)
    {
        var item = new IrVariable("item", list.Type.ElementType());
        return new IrCallFunction(IrFunction.Where, [list, new IrLambda([item], new IrBinary(IrOperator.NotEqual, new IrRead(item, origin), new IrConstant(null, null, origin), BooleanType, origin), origin)], list.Type, origin);
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

    private IrExpression? Extreme(KnownCall c)
    {
        var list = Source(c);
        if (c.Arity != 2)
            return null;
        if (SortKey(c, ref list, comparer: null) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (key.Body.Type.CanBeNull())
            return c.Refuse("A key that may be null", "leave such elements out first");
        list = Shared(list, c.Into);
        var sorted = new IrSort(list, [new IrSortKey(key, c.Method.Name == "MaxBy")], list.Type, c.Origin);
        if (c.Type.CanBeNull())
            return c.Call(IrFunction.ElementOrDefault, sorted, c.Number(0), new IrConstant(null, c.Type, c.Origin));
        c.Guard(IsEmpty(list, c.Origin), "System.InvalidOperationException", NoElements);
        return new IrElement(sorted, c.Number(0), c.Type, c.Origin) { IsInRange = true };
    }

    private IrExpression? Grouped(KnownCall c)
    {
        if (c.Invocation.Arguments.Any(a => a.Parameter!.Type.Is("System.Collections.Generic.IEqualityComparer") && a.ArgumentKind == ArgumentKind.Explicit))
            return null;
        var list = Source(c);
        var element = list.Type.ElementType();
        if (LowerLambda(Function(c)!, ref list, callsAll: true, c.Into, element) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (!ComparesByValue(key.Body.Type))
            return NotByValue(c);
        var grouping = _frame.Model.Compilation.GetTypeByMetadataName("System.Linq.IGrouping`2")!;
        var groups = new IrCallFunction(IrFunction.GroupBy, [list, key], SequenceOf(grouping.Construct(key.Body.Type!, element!)), c.Origin);

        // GroupBy(key, element), GroupBy(key, (key, items) => …), and with both.
        foreach (var function in new[] { Function(c, 1), Function(c, 2) }.OfType<IOperation>())
        {
            var group = new IrVariable("group", groups.Type.ElementType());
            var read = new IrRead(group, c.Origin);
            var items = new IrMember(read, "Items", SequenceOf(element!), c.Origin);
            var isResult = Unwrap(function).Type is INamedTypeSymbol { TypeArguments.Length: 3 } || function.Type is INamedTypeSymbol { TypeArguments.Length: 3 };
            if (FoldFunction(function, c.Into, isResult ? [key.Body.Type, items.Type] : [element]) is not ({ } parameters, { Failures.IsEmpty: true } code))
                return c.Refuse("This function argument", "use a function that does not throw");
            if (isResult)
            {
                var result = code.Value.Substitute(v => ReferenceEquals(v, parameters[0]) ? new IrMember(read, "Key", key.Body.Type, c.Origin) : parameters.Length > 1 && ReferenceEquals(v, parameters[1]) ? items : null);
                return c.Call(IrFunction.Select, groups, new IrLambda([group], result, c.Origin));
            }

            IrExpression mapped = new IrCallFunction(IrFunction.Select, [items, new IrLambda(parameters, code.Value, c.Origin)], SequenceOf(code.Value.Type!), c.Origin);
            element = code.Value.Type;
            var type = grouping.Construct(key.Body.Type!, element!);
            groups = new IrCallFunction(
                IrFunction.Select,
                [groups, new IrLambda([group], new IrNew([new IrNewMember("Key", new IrMember(read, "Key", key.Body.Type, c.Origin)), new IrNewMember("Items", mapped)], type, c.Origin), c.Origin)],
                SequenceOf(type),
                c.Origin);
        }

        return groups;
    }

    private IrExpression? LowerDistinctBy(KnownCall c)
    {
        var list = Source(c);
        if (c.Arity != 2 || LowerLambda(Function(c)!, ref list, callsAll: true, c.Into, list.Type.ElementType()) is not { } key)
            return c.Arity == 2 ? new IrConstant(null, c.Type, c.Origin) : null;
        return ComparesByValue(key.Body.Type) && list.Type.ElementType()?.ElementType() is null ? c.Call(IrFunction.DistinctBy, list, key) : NotByValue(c);
    }

    private IrExpression? Combined(KnownCall c)
    {
        if (c.Arity != 2)
            return null;
        var (first, second) = (Source(c), LowerSequence(c.Argument(1), c.Into));
        if (!ComparesByValue(first.Type.ElementType()))
            return NotByValue(c);
        if (c.Method.Name == "Union")
            return c.Call(IrFunction.Distinct, c.Call(IrFunction.AppendAll, first, second));
        second = Shared(second, c.Into);
        var item = new IrVariable("item", first.Type.ElementType());
        IrExpression isIn = new IrCallFunction(IrFunction.Contains, [second, new IrRead(item, c.Origin)], BooleanType, c.Origin);
        return c.Call(IrFunction.Where, c.Call(IrFunction.Distinct, first), new IrLambda([item], c.Method.Name == "Intersect" ? isIn : Not(isIn), c.Origin));
    }

    /// <summary>Whether <c>Equals</c> compares values, as state does, and not which object it is.</summary>
    private static bool ComparesByValue(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        if (type.IsAnonymousType)
            return ObjectShape.Properties(type).All(p => ComparesByValue(p.Type));
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.All(e => ComparesByValue(e.Type));
        return !ReferenceComparison(type) && !type.IsException() && type.SpecialType != SpecialType.System_Object;
    }

    private static IrExpression NotByValue(KnownCall c) => c.Refuse($"'{c.Method.Name}' of objects that are compared by reference", "use records, or compare by a key");

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

    private IrExpression? Aggregated(KnownCall c)
    {
        var list = Source(c);
        var hasSeed = c.Arity > 2 || c.ParameterType(1)?.TypeKind != TypeKind.Delegate;
        IrExpression? seed = hasSeed ? Value(c, 1) : null;
        var accumulated = hasSeed ? Resolve(c.Method.TypeArguments[1]) : list.Type.ElementType();
        if (FoldFunction(Function(c)!, c.Into, accumulated, list.Type.ElementType()) is not ({ Length: 2 } parameters, { Failures.IsEmpty: true } code))
            return c.Refuse("This function argument", "use a function that does not throw");
        var lambda = new IrLambda(parameters, code.Value, c.Origin);
        if (seed is null)
        {
            list = Shared(list, c.Into);
            c.Guard(IsEmpty(list, c.Origin), "System.InvalidOperationException", NoElements);
            return c.Call(IrFunction.Aggregate, c.Call(IrFunction.Skip, list.Type, list, c.Number(1)), new IrElement(list, c.Number(0), accumulated, c.Origin) { IsInRange = true }, lambda);
        }

        var total = c.Call(IrFunction.Aggregate, accumulated, list, seed, lambda);
        if (Function(c, 1) is not { } result)
            return total;
        return FoldFunction(result, c.Into, accumulated) is ({ Length: 1 } of, { Failures.IsEmpty: true } end)
            ? new IrLet(of[0], total, end.Value)
            : c.Refuse("This function argument", "use a function that does not throw");
    }

    /// <summary>For every element of the first list, those of the second that have its key. Null is no key.</summary>
    private IrExpression? Joined(KnownCall c)
    {
        if (c.Arity != 5)
            return null;
        var first = Source(c);
        var second = Shared(LowerSequence(c.Argument(1), c.Into), c.Into);
        if (LowerLambda(Function(c, 0)!, ref first, callsAll: true, c.Into, first.Type.ElementType()) is not { } outerKey
            || LowerLambda(Function(c, 1)!, ref second, callsAll: true, c.Into, second.Type.ElementType()) is not { } innerKey)
            return new IrConstant(null, c.Type, c.Origin);
        if (!ComparesByValue(outerKey.Body.Type))
            return NotByValue(c);
        IrExpression matches = c.Compare(IrOperator.Equal, innerKey.Body, outerKey.Body);
        if (!ExpressionSimplifier.IsNeverNull(outerKey.Body))
            matches = new IrBinary(IrOperator.And, c.Compare(IrOperator.NotEqual, outerKey.Body, new IrConstant(null, null, c.Origin)), matches, BooleanType, c.Origin);
        IrExpression found = new IrCallFunction(IrFunction.Where, [second, innerKey with { Body = matches }], second.Type, c.Origin);
        var isGroup = c.Method.Name == "GroupJoin";
        if (FoldFunction(Function(c, 2)!, c.Into, first.Type.ElementType(), isGroup ? SequenceOf(second.Type.ElementType()!) : second.Type.ElementType()) is not ({ Length: 2 } both, { Failures.IsEmpty: true } code))
            return c.Refuse("This function argument", "use a function that does not throw");
        var result = code.Value.Substitute(v => ReferenceEquals(v, both[0]) ? new IrRead(outerKey.Parameters[0], c.Origin) : isGroup && ReferenceEquals(v, both[1]) ? found : null);
        return isGroup
            ? c.Call(IrFunction.Select, first, new IrLambda([outerKey.Parameters[0]], result, c.Origin))
            : c.Call(IrFunction.SelectMany, first, new IrLambda([outerKey.Parameters[0]], c.Call(IrFunction.Select, found, new IrLambda([both[1]], result, c.Origin)), c.Origin));
    }

    private IrExpression? Zipped(KnownCall c)
    {
        var (first, second) = (Source(c), Shared(LowerSequence(c.Argument(1), c.Into), c.Into));
        if (c.Arity == 3 && Function(c) is null)
            return null;
        var (item, index) = (new IrVariable("item", first.Type.ElementType()), new IrVariable("index", IntType));
        var other = new IrElement(second, new IrRead(index, c.Origin), second.Type.ElementType(), c.Origin) { IsInRange = true };
        IrExpression pair;
        if (Function(c) is { } function)
        {
            if (FoldFunction(function, c.Into, item.Type, other.Type) is not ({ Length: 2 } parameters, { Failures.IsEmpty: true } code))
                return c.Refuse("This function argument", "use a function that does not throw");
            pair = code.Value.Substitute(v => ReferenceEquals(v, parameters[0]) ? new IrRead(item, c.Origin) : ReferenceEquals(v, parameters[1]) ? other : null);
        }
        else
        {
            pair = new IrNew([new IrNewMember("Item1", new IrRead(item, c.Origin)), new IrNewMember("Item2", other)], c.Type.ElementType(), c.Origin);
        }

        var matched = new IrCallFunction(IrFunction.Take, [first, Count(second, c.Origin)], first.Type, c.Origin);
        return c.Call(IrFunction.Select, matched, new IrLambda([item, index], pair, c.Origin));
    }

    private IrExpression? Chunked(KnownCall c)
    {
        var list = Source(c);
        var size = Value(c, 1);
        c.Guard(c.Compare(IrOperator.Less, size, c.Number(1)), OutOfRange, "Specified argument was out of the range of valid values. (Parameter 'size')");
        return c.Call(IrFunction.Chunk, list, size);
    }

    private IrExpression? LowerToDictionary(KnownCall c)
    {
        if (Function(c) is not { } selector || c.Invocation.Arguments.Any(a => a.Parameter!.Type.Is("System.Collections.Generic.IEqualityComparer") && a.ArgumentKind == ArgumentKind.Explicit))
            return null;
        var list = Source(c);
        var element = list.Type.ElementType();
        if (LowerLambda(selector, ref list, callsAll: true, c.Into, element) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (!IsKey(key.Body.Type))
            return c.Refuse($"A dictionary with keys of type '{key.Body.Type?.Name}'", "use texts as keys");
        IrLambda? value;
        if (Function(c, 1) is { } valueSelector)
        {
            value = LowerLambda(valueSelector, ref list, callsAll: true, c.Into, element);
        }
        else
        {
            var item = new IrVariable("item", element);
            value = new IrLambda([item], new IrRead(item, c.Origin), c.Origin);
        }

        if (value is null)
            return new IrConstant(null, c.Type, c.Origin);

        // A key that was there before: the first such is named in the message.
        list = Shared(list, c.Into);
        var (candidate, position) = (new IrVariable("key", key.Body.Type), new IrVariable("position", IntType));
        var keys = c.Call(IrFunction.Select, SequenceOf(key.Body.Type!), list, key);
        var known = new IrCallFunction(IrFunction.Contains, [new IrCallFunction(IrFunction.Take, [keys, new IrRead(position, c.Origin)], keys.Type, c.Origin), new IrRead(candidate, c.Origin)], BooleanType, c.Origin);
        var repeated = c.Call(IrFunction.Where, keys.Type, keys, new IrLambda([candidate, position], known, c.Origin));
        c.Guard(
            c.Compare(IrOperator.Greater, Count(repeated, c.Origin), c.Number(0)),
            "System.ArgumentException",
            Concat([c.Text(SameKey), new IrElement(repeated, c.Number(0), key.Body.Type, c.Origin) { IsInRange = true }], c.Origin));
        if (key.Body.Type.CanBeNull() && !ExpressionSimplifier.IsNeverNull(key.Body))
            key = key with { Body = new IrCallFunction(IrFunction.NotNull, [key.Body], key.Body.Type, key.Body.Origin) };
        return c.Call(IrFunction.ToDictionary, list, key, value);
    }
}
