using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private const string OutsideArray = "Index was outside the bounds of the array.";
    private const string OutsideList = "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')";

    /// <summary><c>list[i]</c>, <c>list[^1]</c>, <c>array[1..3]</c>: a position outside throws.</summary>
    private IrExpression LowerElement(IOperation operation, IrExpression list, IOperation position, BlockBuilder into)
    {
        var origin = At(operation);
        var type = Resolve(operation.Type);
        if (Position(position) is IRangeOperation range)
            return LowerRange(operation, list, range, Count, into);
        list = Shared(list, into);
        var index = FromEnd(position) is { } fromEnd
            ? new IrBinary(IrOperator.Subtract, Count(list, origin), LowerExpression(fromEnd, into), IntType, origin)
            : LowerExpression(Position(position), into);
        if (!index.Type.IsInteger())
            return Refuse(position, "This index", "use an integer");
        var isArray = operation is IArrayElementReferenceOperation;
        Guard(Outside(index, Count(list, origin), origin), isArray ? "System.IndexOutOfRangeException" : OutOfRange, isArray ? OutsideArray : OutsideList, origin, into);
        return new IrElement(list, ExpressionSimplifier.Simplify(index), type, origin) { IsInRange = true };
    }

    private IrExpression LowerCharacterAt(IOperation operation, IrExpression target, IOperation position, BlockBuilder into)
    {
        var origin = At(operation);
        var text = Shared(target, into);
        IrCallFunction LengthOf(IrExpression t, Origin o) => new(IrFunction.Length, [t], IntType, o);
        if (Position(position) is IRangeOperation range)
            return LowerRange(operation, text, range, LengthOf, into);
        var index = FromEnd(position) is { } fromEnd
            ? new IrBinary(IrOperator.Subtract, LengthOf(text, origin), LowerExpression(fromEnd, into), IntType, origin)
            : LowerExpression(Position(position), into);
        Guard(Outside(index, LengthOf(text, origin), origin), "System.IndexOutOfRangeException", OutsideArray, origin, into);
        return new IrCallFunction(IrFunction.Substring, [text, index, new IrConstant(1, IntType, origin)], Resolve(operation.Type), origin);
    }

    // A constant place from either end says how many elements there must be.
    private IrBinary Outside(IrExpression index, IrExpression count, Origin origin) => index switch
    {
        IrConstant { Value: int and >= 0 } => Compare(IrOperator.LessOrEqual, count, index),
        IrBinary { Operator: IrOperator.Subtract, Left: var whole, Right: IrConstant { Value: int and > 0 } fromEnd } when whole.IsSameAs(count) => Compare(IrOperator.Less, count, fromEnd),
        _ => EitherOutside(Compare(IrOperator.Less, index, new IrConstant(0, IntType, origin)), Compare(IrOperator.GreaterOrEqual, index, count), origin),
    };

    // Whether there is a list comes before what is asked of the index.
    private IrBinary EitherOutside(IrBinary below, IrBinary above, Origin origin) =>
        CopyPropagation.CanFail(above) ? new(IrOperator.Or, above, below, BooleanType, origin) : new(IrOperator.Or, below, above, BooleanType, origin);

    private IrBinary Compare(IrOperator comparison, IrExpression left, IrExpression right) => new(comparison, left, right, BooleanType, left.Origin);

    // An integer becomes a System.Index by a conversion.
    private static IOperation Position(IOperation position) => Unwrap(position) is IConversionOperation { OperatorMethod.ContainingType: var type, Operand: var operand } && type.Is("System.Index") ? Unwrap(operand) : Unwrap(position);

    private static IOperation? FromEnd(IOperation position) => Position(position) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var fromEnd } ? fromEnd : null;

    private IrExpression LowerRange(IOperation operation, IrExpression whole, IRangeOperation range, Func<IrExpression, Origin, IrExpression> count, BlockBuilder into)
    {
        var origin = At(operation);
        whole = Shared(whole, into);
        IrExpression Bound(IOperation? bound, IrExpression otherwise) => bound is null
            ? otherwise
            : FromEnd(bound) is { } fromEnd ? new IrBinary(IrOperator.Subtract, count(whole, origin), LowerExpression(fromEnd, into), IntType, origin) : LowerExpression(Position(bound), into);
        var start = ExpressionSimplifier.Simplify(Bound(range.LeftOperand, new IrConstant(0, IntType, origin)));
        var end = ExpressionSimplifier.Simplify(Bound(range.RightOperand, count(whole, origin)));
        var length = ExpressionSimplifier.Simplify(new IrBinary(IrOperator.Subtract, end, start, IntType, origin));
        var isText = whole.Type.IsString();
        if (!isText && whole.Type is not IArrayTypeSymbol && operation is not IArrayElementReferenceOperation)
            return Refuse(operation, $"A range of a '{whole.Type?.Name}'", "use Skip and Take, or an array");

        if (isText)
        {
            if (range.RightOperand is null)
                Guard(new IrBinary(IrOperator.Less, start, new IrConstant(0, IntType, origin), BooleanType, origin), OutOfRange, IsNegative("startIndex", start, origin), origin, into);
            if (range.RightOperand is null)
                Guard(new IrBinary(IrOperator.Greater, start, count(whole, origin), BooleanType, origin), OutOfRange, "startIndex cannot be larger than length of string. (Parameter 'startIndex')", origin, into);
            else
                GuardSubstring(whole, start, length, origin, into);
        }
        else
        {
            var outside = EitherOutside(new IrBinary(IrOperator.Less, start, new IrConstant(0, IntType, origin), BooleanType, origin), new IrBinary(IrOperator.Greater, end, count(whole, origin), BooleanType, origin), origin);
            outside = new IrBinary(IrOperator.Or, outside, new IrBinary(IrOperator.Greater, start, end, BooleanType, origin), BooleanType, origin);
            Guard(outside, OutOfRange, "Specified argument was out of the range of valid values. (Parameter 'length')", origin, into);
        }

        return isText
            ? new IrCallFunction(IrFunction.Substring, range.RightOperand is null ? [whole, start] : [whole, start, length], StringType, origin)
            : new IrCallFunction(IrFunction.Take, [new IrCallFunction(IrFunction.Skip, [whole, start], whole.Type, origin), length], whole.Type, origin);
    }

    private IrExpression LowerImplicitIndexer(IImplicitIndexerReferenceOperation indexer, BlockBuilder into)
    {
        var target = NotNull(indexer.Instance, LowerExpression(indexer.Instance, into));
        return target.Type.IsString() ? LowerCharacterAt(indexer, target, indexer.Argument, into) : LowerElement(indexer, target, indexer.Argument, into);
    }

    /// <summary><c>[a, ..xs, b]</c>.</summary>
    private IrExpression LowerCollectionExpression(IOperation operation, CollectionExpressionSyntax syntax, ITypeSymbol? type, BlockBuilder into)
    {
        var origin = At(operation);
        var children = operation.ChildOperations.ToImmutableArray();
        if (syntax.Elements.All(e => e is ExpressionElementSyntax))
            return AsCollection(operation, new IrList(LowerOperands(children, into).Select(Character).ToImmutableArray(), type, origin), type);
        if (children.Length != syntax.Elements.Count)
            return Refuse(operation, "This collection expression", "use Concat");
        var values = LowerOperands(children.Select((c, i) => syntax.Elements[i] is SpreadElementSyntax ? c.ChildOperations.First() : c).ToImmutableArray(), into);
        IrExpression? whole = null;
        var run = new List<IrExpression>();
        void Flush()
        {
            if (run.Count == 0)
                return;
            var list = new IrList(run.ToImmutableArray(), type, origin);
            whole = whole is null ? list : new IrCallFunction(IrFunction.AppendAll, [whole, list], type, origin);
            run.Clear();
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (syntax.Elements[i] is not SpreadElementSyntax)
            {
                run.Add(Character(values[i]));
                continue;
            }

            Flush();
            var spread = AsSequence(children[i].ChildOperations.First(), values[i]);
            whole = whole is null ? spread : new IrCallFunction(IrFunction.AppendAll, [whole, spread], type, origin);
        }

        Flush();
        return AsCollection(operation, whole ?? new IrList([], type, origin), type);
    }

    private IrCallFunction LowerLookup(IPropertyReferenceOperation operation, IrExpression lookup, INamedTypeSymbol type, IrExpression key)
    {
        var origin = At(operation);
        var types = type.TypeArguments;
        var grouping = _frame.Model.Compilation.GetTypeByMetadataName("System.Linq.IGrouping`2")!.Construct(types[0], types[1]);
        IrVariable Group() => new("group", grouping);
        var (found, opened) = (Group(), Group());
        var isKey = new IrBinary(IrOperator.Equal, new IrMember(new IrRead(found, origin), "Key", types[0], origin), key, BooleanType, origin);
        var groups = new IrCallFunction(IrFunction.Where, [lookup, new IrLambda([found], isKey, origin)], SequenceOf(grouping), origin);
        return new IrCallFunction(IrFunction.SelectMany, [groups, new IrLambda([opened], new IrMember(new IrRead(opened, origin), "Items", SequenceOf(types[1]), origin), origin)], SequenceOf(types[1]), origin);
    }

    private IrExpression LowerTuple(ITupleOperation tuple, BlockBuilder into)
    {
        var values = LowerOperands(tuple.Elements, into);
        var members = values.Select((v, i) => new IrNewMember("Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), v)).ToImmutableArray();
        return new IrNew(members, Resolve(tuple.Type), At(tuple));
    }

    private IrExpression LowerTupleComparison(ITupleBinaryOperation operation, BlockBuilder into)
    {
        var operands = LowerOperands([operation.LeftOperand, operation.RightOperand], into);
        var type = Resolve(operation.LeftOperand.Type) as INamedTypeSymbol;
        if (type is not { IsTupleType: true } || type.TupleElements.Any(e => ReferenceComparison(e.Type)))
            return Refuse(operation, "Comparing these tuples", "compare their elements");
        return new IrBinary(operation.OperatorKind == BinaryOperatorKind.Equals ? IrOperator.Equal : IrOperator.NotEqual, operands[0], operands[1], BooleanType, At(operation));
    }

    /// <summary><c>i++</c> as a value: the one before, or after for <c>++i</c>.</summary>
    private IrExpression LowerIncrementValue(IIncrementOrDecrementOperation increment, BlockBuilder into)
    {
        if (!increment.IsPostfix)
        {
            LowerIncrement(increment, into);
            return LowerExpression(increment.Target, into);
        }

        var before = SpillVariable(LowerExpression(increment.Target, into), "before", into);
        LowerIncrement(increment, into);
        return new IrRead(before, At(increment));
    }
}
