using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Collections of <c>System.Collections.Concurrent</c> that iterations fill. An iteration of a state machine cannot assign what is outside of it: it gives
/// what it adds, and the collection gets that after the join, in the order of the items.
/// </summary>
internal sealed partial class Lowering
{
    private const string Concurrent = "System.Collections.Concurrent.";

    private static readonly HashSet<string> OrderlessQueries = new(StringComparer.Ordinal)
    {
        "OrderBy", "OrderByDescending", "Order", "OrderDescending", "Count", "LongCount", "Any", "All", "Sum", "Min", "Max", "Average", "Contains", "ToDictionary", "ToHashSet",
    };

    private readonly Stack<Iteration> _iterations = new();

    private static void AddConcurrentCollections(KnownMethodTable table)
    {
        const string Keys = "keys that are texts, numbers or ids";
        table.Add(Concurrent + "ConcurrentBag", "Add", c => c.Lowering.AddInAnyOrder(c));
        table.Add(Concurrent + "ConcurrentQueue", "Enqueue", c => c.Lowering.AddInAnyOrder(c));
        table.Add(Concurrent + "ConcurrentQueue", "TryDequeue TryPeek", c => c.Lowering.LowerTryTake(c, isTaken: c.Method.Name == "TryDequeue"), "outside of concurrent code");
        foreach (var type in new[] { "ConcurrentBag", "ConcurrentQueue" })
            table.Add(Concurrent + type, "ToArray", c => c.Instance);
        table.Add(Concurrent + "ConcurrentDictionary", "ContainsKey", c => HasKey(c) ? c.Call(IrFunction.ContainsKey, c.Instance, Key(c)) : null, Keys);
        table.Add(Concurrent + "ConcurrentDictionary", "TryGetValue", c => HasKey(c) ? c.Lowering.LowerTryGetValue(c) : null, Keys);
        table.Add(Concurrent + "ConcurrentDictionary", "TryAdd", c => !HasKey(c) ? null : IsUsed(c)
            ? c.Lowering.ChangeAndTell(c, () => Not(HoldsKey(c)), new IrCallFunction(IrFunction.SetEntry, [c.Instance, Key(c), c[1]], c.Instance.Type, c.Origin))

            // The entry that is there already stays.
            : c.Lowering.Change(c, new IrCallFunction(IrFunction.Merge, [new IrDictionary([new IrDictionaryEntry(Key(c), c[1])], c.Instance.Type, c.Origin), c.Instance], c.Instance.Type, c.Origin)), Keys);
    }

    /// <summary>A collection that concurrent code may fill.</summary>
    private static bool IsConcurrentCollection(ITypeSymbol? type) =>
        type is { Name: "ConcurrentBag" or "ConcurrentQueue" or "ConcurrentDictionary", ContainingNamespace: var space } && space.FullName() == "System.Collections.Concurrent";

    private IrExpression AddInAnyOrder(KnownCall c)
    {
        if (c.Method.ContainingType.Name == "ConcurrentBag")
            ReportOrder(c.Invocation.Instance!);
        return Change(c, new IrCallFunction(IrFunction.Append, [c.Instance, c[0]], c.Instance.Type, c.Origin));
    }

    /// <summary>Keeps a change of an outer collection for the end of the iteration; false when it is none that could wait.</summary>
    private bool Collect(VariableBinding binding, ISymbol symbol, IrExpression changed, IOperation target, BlockBuilder into)
    {
        var outer = binding.Variable;
        if (!IsConcurrentCollection(outer.Type) || InnermostIteration(into) is not { } iteration || changed is not IrCallFunction { Arguments: var arguments } change)
            return false;
        var isFirstKept = change.Function == IrFunction.Merge;
        var whole = arguments[isFirstKept ? arguments.Length - 1 : change.Function == IrFunction.Aggregate ? 1 : 0];
        if (change.Function is not (IrFunction.Append or IrFunction.AppendAll or IrFunction.SetEntry or IrFunction.Merge or IrFunction.Aggregate)
            || !IsRead(whole is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var present] } ? present : whole, outer)
            || changed.DescendantsAndSelf().Count(e => IsRead(e, outer)) != 1)
            return false;
        var collector = iteration.Collectors.Find(c => ReferenceEquals(c.Binding.Variable, outer));
        if (collector is null)
            iteration.Collectors.Add(collector = new Collector(binding, symbol, new IrVariable(symbol.Name, outer.Type), target, isFirstKept));
        else if (collector.IsFirstKept != isFirstKept)
            Refuse(target, $"Filling '{symbol.Name}' both by its indexer and by TryAdd", "use one of them");
        _neverNull.Add(collector.Local);
        into.Add(new IrAssign(collector.Local, ExpressionSimplifier.Simplify(changed.Substitute(v => ReferenceEquals(v, outer) ? new IrRead(collector.Local, changed.Origin) : null)), At(target)));
        return true;
    }

    private static bool IsRead(IrExpression expression, IrVariable variable) => expression is IrRead { Variable: var read } && ReferenceEquals(read, variable);

    private Iteration? InnermostIteration(BlockBuilder into)
    {
        for (var block = into; block is not null; block = block.Parent!)
        {
            if (block.IsConcurrent)
                return _iterations.FirstOrDefault(i => ReferenceEquals(i.Block, block));
            if (block.Parent is null)
                break;
        }

        return null;
    }

    /// <summary>What an iteration gives: its value, and what it has added to collections.</summary>
    private (IrExpression? Given, ImmutableArray<IrStatement> Body) Give(Iteration iteration, IrExpression? value, Origin origin)
    {
        var body = iteration.Block.ToImmutable();
        foreach (var collector in iteration.Collectors)
        {
            if (body.Descendants().SelectMany(s => s.Expressions()).Any(e => e.Reads().Contains(collector.Binding.Variable)))
                Refuse(collector.Operation, $"Reading '{collector.Symbol.Name}' in the concurrent code that fills it", "read it after the join");
            if (SingleAddition(body, collector) is { } single)
            {
                var element = new IrVariable("item", single.Type) { IsTemporary = true };
                body = body.RewriteStatements(s => s is IrAssign assign && ReferenceEquals(assign.Variable, collector.Local) ? [new IrAssign(element, single, assign.Origin)] : [s]);
                collector.Given = new IrRead(element, origin);
                collector.IsElement = true;
                continue;
            }

            IrExpression empty = collector.Local.Type.IsDictionary() ? new IrDictionary([], collector.Local.Type, origin) : new IrList([], collector.Local.Type, origin);
            body = body.Insert(0, new IrAssign(collector.Local, empty, origin));
            collector.Given = new IrRead(collector.Local, origin);
        }

        var parts = iteration.Collectors.Select(c => c.Given!).ToList();
        if (value is not null && parts.Count > 0)
            parts.Insert(0, value);
        return (parts.Count switch
        {
            0 => value,
            1 => parts[0],
            _ => new IrNew(parts.Select((part, i) => new IrNewMember(ItemName(i), part)).ToImmutableArray(), TupleOf(parts), origin),
        }, body);
    }

    /// <summary>The one element that every iteration adds; null when there are more or fewer.</summary>
    private static IrExpression? SingleAddition(ImmutableArray<IrStatement> body, Collector collector)
    {
        var additions = body.Descendants().OfType<IrAssign>().Where(a => ReferenceEquals(a.Variable, collector.Local)).ToList();
        var isAlways = additions is [var only] && (body.Contains(only) || body.OfType<IrLabeled>().Any(l => l.Body.Contains(only))) && !body.Descendants().Any(s => s is IrLeave);
        return isAlways && additions[0].Value is IrCallFunction { Function: IrFunction.Append, Arguments: [_, var element] } ? element : null;
    }

    /// <summary>Adds what the iterations gave to the collections that they fill, and finds their values.</summary>
    private IrExpression? Gather(Iteration iteration, IrExpression? results, bool hasValue, IOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var count = iteration.Collectors.Count + (hasValue ? 1 : 0);
        for (var i = 0; i < iteration.Collectors.Count; i++)
        {
            var collector = iteration.Collectors[i];
            var (binding, type) = (collector.Binding, collector.Binding.Variable.Type);
            var given = count == 1 ? results! : Part(results!, i + (hasValue ? 1 : 0), collector.Given!.Type);
            IrExpression whole = new IrRead(binding.Variable, origin);
            IrExpression changed;
            if (type.IsDictionary())
            {
                var (sum, part) = (new IrVariable("whole", type), new IrVariable("part", type));
                var (kept, other) = collector.IsFirstKept ? (part, sum) : (sum, part);
                var merge = new IrCallFunction(IrFunction.Merge, [new IrRead(kept, origin), new IrRead(other, origin)], type, origin);
                changed = new IrCallFunction(IrFunction.Aggregate, [given, whole, new IrLambda([sum, part], merge, origin)], type, origin);
            }
            else
            {
                changed = collector.IsElement ? given : new IrCallFunction(IrFunction.Flatten, [given], type, origin);
                if (!IsStillEmpty(binding, into))
                    changed = new IrCallFunction(IrFunction.AppendAll, [whole, changed], type, origin);
            }

            if (StaysVisible(collector, operation))
                Refuse(collector.Operation, $"What '{collector.Symbol.Name}' holds when an iteration has failed", "read it only where all iterations have succeeded");
            if (!type.IsDictionary())
                ReportOrder(collector.Symbol, collector.Operation);
            if (CanAssign(binding, into, out var kind))
            {
                _escaping.Add(binding.Variable);
                into.Add(new IrAssign(binding.Variable, changed, origin));
            }
            else if (!Collect(binding, collector.Symbol, changed, collector.Operation, into))
            {
                Report(LiftDescriptors.OuterAssignment, At(collector.Operation), collector.Symbol.Name, kind);
            }
        }

        return !hasValue || count == 1 ? results : Part(results!, 0, results!.Type.ElementType() is INamedTypeSymbol { TupleElements: [var first, ..] } ? first.Type : null);

        IrExpression Part(IrExpression tuples, int position, ITypeSymbol? type)
        {
            var tuple = new IrVariable("result", tuples.Type.ElementType());
            return new IrCallFunction(IrFunction.Select, [tuples, new IrLambda([tuple], new IrMember(new IrRead(tuple, origin), ItemName(position), type, origin), origin)], type is null ? null : SequenceOf(type), origin);
        }
    }

    // Made empty in a block that always runs with this one, and not changed since.
    private static bool IsStillEmpty(VariableBinding binding, BlockBuilder into) =>
        into.RunsWith(binding.Owner)
        && into.Around().ToImmutableArray().Descendants().Where(s => s.Defines().Contains(binding.Variable)).ToList() is [IrAssign { Value: IrList { Elements.IsEmpty: true } }];

    private static string ItemName(int position) => "Item" + (position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private INamedTypeSymbol TupleOf(IEnumerable<IrExpression> parts) =>
        _frame.Model.Compilation.CreateTupleTypeSymbol(parts.Select(p => p.Type ?? _frame.Model.Compilation.ObjectType).ToImmutableArray());

    /// <summary>
    /// Whether code may see what a collection holds after the iterations that fill it have failed: a try statement that is around them, and not around the
    /// collection, goes on and reads it.
    /// </summary>
    private bool StaysVisible(Collector collector, IOperation operation)
    {
        if (_tryDepth == 0)
            return false;
        if (collector.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) is not { } declaration || !operation.Syntax.Ancestors().Any(a => a.Span.Contains(declaration.Span) && a.SyntaxTree == declaration.SyntaxTree))
            return true;
        if (collector.Symbol is IParameterSymbol)
            return true;
        var root = operation.Ancestors().Last();
        var inside = root.Descendants().OfType<ITryOperation>().Where(t => t.Body.Syntax.Span.Contains(operation.Syntax.Span) && !t.Syntax.Span.Contains(declaration.Span));
        var reads = root.Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, collector.Symbol)).ToList();
        return inside.Any(t => reads.Any(r => !t.Body.Syntax.Span.Contains(r.Syntax.Span)
            && (t.Syntax.Span.Contains(r.Syntax.Span) || t.Catches.Any(c => c.Handler.Operations.LastOrDefault() is not (IThrowOperation or IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation })))));
    }

    private void ReportOrder(IOperation collection)
    {
        collection = Unwrap(collection);
        if (collection is ILocalReferenceOperation { Local: var local })
            ReportOrder(local, collection);
        else
            Report(LiftDescriptors.OrderOfItems, At(collection), Origin.TextOf(collection.Syntax));
    }

    /// <summary>Reports that a collection has the order of the items, unless all that reads it gives the same in any order.</summary>
    private void ReportOrder(ISymbol collection, IOperation operation)
    {
        var reads = operation.Ancestors().Last().Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, collection)).ToList();
        if (collection is not ILocalSymbol || !reads.All(IsOrderless))
            Report(LiftDescriptors.OrderOfItems, At(operation), collection.Name);

        static bool IsOrderless(IOperation read)
        {
            var use = read.Parent is IConversionOperation { IsImplicit: true } conversion ? conversion.Parent : read.Parent;
            return use switch
            {
                IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" } => true,
                IPropertyReferenceOperation { Property.Name: "Count" or "IsEmpty" } => true,
                IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: var name, ContainingType: var type } } } => type.Is("System.Linq.Enumerable") && OrderlessQueries.Contains(name),
                _ => false,
            };
        }
    }

    /// <summary>The body of a loop whose iterations run at the same time.</summary>
    private sealed class Iteration(BlockBuilder block)
    {
        public BlockBuilder Block => block;

        public List<Collector> Collectors { get; } = [];
    }

    /// <summary>A collection that iterations fill.</summary>
    /// <param name="Binding">The collection.</param>
    /// <param name="Symbol">Its name in the code.</param>
    /// <param name="Local">What one iteration adds to it.</param>
    /// <param name="Operation">Where it does so first.</param>
    /// <param name="IsFirstKept">Whether the first value of a key stays, not the last.</param>
    private sealed record Collector(VariableBinding Binding, ISymbol Symbol, IrVariable Local, IOperation Operation, bool IsFirstKept)
    {
        /// <summary>What the iteration gives.</summary>
        public IrExpression? Given { get; set; }

        /// <summary>Whether that is one element, not a collection of them.</summary>
        public bool IsElement { get; set; }
    }
}
