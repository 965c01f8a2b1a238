using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Some of a list of services, by <c>Where</c>, and such lists in another order. Which services are selected is decided when the code runs, so each is
/// taken under a condition; the order must be known before.
/// </summary>
internal sealed partial class Lowering
{
    /// <summary>The elements of a list of services that a query goes through; null for anything else.</summary>
    /// <param name="query">The list, or <c>Where</c> of one, copied or not.</param>
    /// <param name="into">Where it is decided at once which elements are selected, if the code copies them.</param>
    private IReadOnlyList<SelectedElement>? FindSelection(IOperation? query, BlockBuilder into)
    {
        switch (query is null ? null : Unwrap(query))
        {
            case { } held when SelectionIn(held) is { } known:
                return known.Elements;
            case IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" } copy, Arguments: [{ Value: var copied }] } when IsQuery(copy):
                return FindSelection(copied, into) is { } chosen ? Decided(chosen, into) : null;
            case IInvocationOperation { TargetMethod: { Name: "Where" } where, Arguments: [{ Value: var source }, { Value: var predicate }] } when IsQuery(where):
                var frame = _frame;
                return FindSelection(source, into) is { } elements
                    ? [.. elements.Select(e => e with { Condition = block => Holds(e, block, inner => InFrame(frame, () => AtComposition(_frame, () => Called(predicate, e.Element, inner)))) })]
                    : null;
            case { } list:
                return FindStrategyList(list)?.Select(element => new SelectedElement(element, null)).ToList();
            default:
                return null;
        }
    }

    private static bool IsQuery(IMethodSymbol method) => method.ContainingType.Is("System.Linq.Enumerable");

    // The code that copies a selection asks for every element at once.
    private static List<SelectedElement> Decided(IReadOnlyList<SelectedElement> elements, BlockBuilder into) => elements.Select(e =>
    {
        if (e.Condition is not { } condition)
            return e;
        var isSelected = Spill(condition(into), "isSelected", into);
        return e with { Condition = _ => isSelected };
    }).ToList();

    /// <summary>Whether an element is selected and a function holds for it, which is not called for others.</summary>
    private IrExpression Holds(SelectedElement element, BlockBuilder into, Func<BlockBuilder, IrExpression> function)
    {
        if (element.Condition is not { } condition)
            return function(into);
        var isSelected = condition(into);
        return Lazily(isSelected, isAnd: true, function, isSelected.Origin, into);
    }

    /// <summary>What a local or parameter holds, if that is a copy of a selection.</summary>
    private StrategySelectionBinding? SelectionIn(IOperation operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation { Local: var local } => _frame.Find(local) as StrategySelectionBinding,
        IParameterReferenceOperation { Parameter: var parameter } => _frame.Find(parameter) as StrategySelectionBinding,
        _ => null,
    };

    /// <summary>A local that holds a copy of a selection; false for every other local.</summary>
    private bool BindStrategySelection(ILocalSymbol local, IOperation? initializer, IVariableDeclaratorOperation declarator, BlockBuilder into)
    {
        if (initializer is null || Unwrap(initializer) is not IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" } copy || !IsStrategy(Resolve(copy.Type).ElementType())
            || IsChanged(local, declarator.MemberRoot()) || FindSelection(copy, into) is not { } elements || elements.All(e => e.Condition is null))
            return false;
        _frame.Bind(local, new StrategySelectionBinding(elements));
        return true;
    }

    /// <summary>The elements in the order of a query: that of a constant number of each, or backwards; null for anything else.</summary>
    private List<Binding>? Ordered(IInvocationOperation query)
    {
        if (!IsQuery(query.TargetMethod) || FindStrategyList(query.Arguments[0].Value) is not { } elements)
            return null;
        if (query.TargetMethod.Name == "Reverse")
            return [.. elements.Reverse()];
        if (query.Arguments.Length != 2)
            return null;
        var keys = elements.Select(element => ConstantOf(query.Arguments[1].Value, element)).ToList();
        if (keys.Any(key => key is not (int or long or short or byte)))
            return null;
        var keyed = elements.Zip(keys, (element, key) => (Element: element, Key: Convert.ToInt64(key, System.Globalization.CultureInfo.InvariantCulture)));
        return (query.TargetMethod.Name == "OrderBy" ? keyed.OrderBy(e => e.Key) : keyed.OrderByDescending(e => e.Key)).Select(e => e.Element).ToList();
    }

    private object? ConstantOf(IOperation function, Binding element)
    {
        var block = new BlockBuilder();
        var mark = MarkAt(block);
        var value = ExpressionSimplifier.Simplify(AtComposition(_frame, () => Called(function, element, block)));
        var isConstant = !HasRefused(mark) && block.IsEmpty;
        TakeBack(mark, block);
        return isConstant && value is IrConstant constant ? constant.Value : null;
    }
}

/// <summary>One of a list of services, and when it is selected.</summary>
/// <param name="Element">The service.</param>
/// <param name="Condition">Makes the condition, with what must be computed for it in the block; null: it always is.</param>
internal sealed record SelectedElement(Binding Element, Func<BlockBuilder, IrExpression>? Condition);

/// <summary>A copy of some of a list of services.</summary>
/// <param name="Elements">All elements of the list, with conditions that are known by now.</param>
internal sealed record StrategySelectionBinding(IReadOnlyList<SelectedElement> Elements) : Binding;
