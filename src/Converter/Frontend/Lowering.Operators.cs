using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerBinary(IBinaryOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            var left = LowerExpression(operation.LeftOperand, into);
            var rightBlock = new BlockBuilder(into, conditional: true);
            var right = LowerExpression(operation.RightOperand, rightBlock);
            var isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
            if (rightBlock.IsEmpty)
                return new IrBinary(isAnd ? IrOperator.And : IrOperator.Or, left, right, BooleanType, origin);

            // The right operand calls a service: it may only do so when the left one does not decide.
            var result = new IrVariable("condition", BooleanType);
            rightBlock.Add(new IrAssign(result, right, origin));
            var more = rightBlock.ToImmutable();
            ImmutableArray<IrStatement> decided = [new IrAssign(result, new IrConstant(!isAnd, BooleanType, origin), origin)];
            into.Add(isAnd ? new IrIf(left, more, decided, origin) : new IrIf(left, decided, more, origin));
            return new IrRead(result, origin);
        }

        if (operation.OperatorMethod is { } method && !IsValueComparison(method))
            return Refuse(operation, $"The operator of '{method.ContainingType.Name}'", "compare or combine the values by their properties");
        var operands = LowerOperands([operation.LeftOperand, operation.RightOperand], into);
        return Binary(operation, operation.OperatorKind, operands[0], operands[1], Resolve(operation.Type));
    }

    // == on strings, SDK enumerations and date structs compares values, as the state machine does.
    private static bool IsValueComparison(IMethodSymbol method) =>
        method.ContainingType.IsString() || method.ContainingType.IsSdkEnum() || method.ContainingType.SpecialType == SpecialType.System_Decimal
        || (method.Name is "op_Equality" or "op_Inequality" && method.ContainingType.Is("System.Guid"));

    private IrExpression Binary(IOperation operation, BinaryOperatorKind kind, IrExpression left, IrExpression right, ITypeSymbol? type)
    {
        var origin = At(operation);
        if (kind == BinaryOperatorKind.Add && type.IsString())
            return Concat([left, right], origin);
        IrOperator? op = kind switch
        {
            BinaryOperatorKind.Equals => IrOperator.Equal,
            BinaryOperatorKind.NotEquals => IrOperator.NotEqual,
            BinaryOperatorKind.LessThan => IrOperator.Less,
            BinaryOperatorKind.LessThanOrEqual => IrOperator.LessOrEqual,
            BinaryOperatorKind.GreaterThan => IrOperator.Greater,
            BinaryOperatorKind.GreaterThanOrEqual => IrOperator.GreaterOrEqual,
            BinaryOperatorKind.And when type.IsBoolean() => IrOperator.And,
            BinaryOperatorKind.Or when type.IsBoolean() => IrOperator.Or,
            BinaryOperatorKind.Add when IsExact(type) => IrOperator.Add,
            BinaryOperatorKind.Subtract when IsExact(type) => IrOperator.Subtract,
            BinaryOperatorKind.Multiply when IsExact(type) => IrOperator.Multiply,
            _ => null,
        };
        if (op is null)
            return Refuse(operation, $"'{kind}' on '{type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "compute it in a function that the state machine calls");
        if (op is IrOperator.Equal or IrOperator.NotEqual && !IsNull(left) && !IsNull(right) && (ObjectShape.IsObject(left.Type) && left.Type is { IsRecord: false, IsValueType: false }))
            return Refuse(operation, "Comparing references", "compare the properties that matter");
        if (op is IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual && !left.Type.IsNumeric())
            return Refuse(operation, $"Ordering values of type '{left.Type?.Name}'", "compare numbers");
        return new IrBinary(op.Value, left, right, type, origin);

        static bool IsNull(IrExpression e) => e is IrConstant { Value: null };

        // int wraps around at 2^31, which a JSON number does not; a sum of two ints is checked nowhere by default and rarely meant to wrap.
        static bool IsExact(ITypeSymbol? t) => t.IsFloating() || t?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int16 or SpecialType.System_Byte;
    }

    private IrExpression LowerConditional(IConditionalOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var condition = LowerExpression(operation.Condition, into);
        var thenBlock = new BlockBuilder(into, conditional: true);
        var then = LowerExpression(operation.WhenTrue, thenBlock);
        var elseBlock = new BlockBuilder(into, conditional: true);
        var otherwise = LowerExpression(operation.WhenFalse!, elseBlock);
        var type = Resolve(operation.Type);
        return Choose(condition, then, thenBlock, otherwise, elseBlock, type, "value", into, origin);
    }

    /// <summary>A conditional value; branches that need statements make it a decision that sets a variable.</summary>
    private static IrExpression Choose(
        IrExpression condition, IrExpression then, BlockBuilder thenBlock, IrExpression otherwise, BlockBuilder elseBlock, ITypeSymbol? type, string name, BlockBuilder into, Origin origin)
    {
        if (thenBlock.IsEmpty && elseBlock.IsEmpty)
            return new IrConditional(condition, then, otherwise, type, origin);
        var result = new IrVariable(name, type);
        thenBlock.Add(new IrAssign(result, then, then.Origin));
        elseBlock.Add(new IrAssign(result, otherwise, otherwise.Origin));
        into.Add(new IrIf(condition, thenBlock.ToImmutable(), elseBlock.ToImmutable(), origin));
        return new IrRead(result, origin);
    }

    private IrExpression LowerCoalesce(ICoalesceOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var value = LowerExpression(operation.Value, into);
        var fallbackBlock = new BlockBuilder(into, conditional: true);
        var fallback = LowerExpression(operation.WhenNull, fallbackBlock);
        var type = Resolve(operation.Type);
        if (fallbackBlock.IsEmpty)
            return value is IrSubstitution ? value : new IrCoalesce(value, fallback, type, origin);

        // An environment variable that the template sets is not null: what the code does without it is never reached.
        if (value is IrSubstitution)
            return value;
        value = Spill(value, "value", into);
        return Choose(new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, origin), BooleanType, origin), value, new BlockBuilder(into), fallback, fallbackBlock, type, "value", into, origin);
    }

    private IrExpression LowerConditionalAccess(IConditionalAccessOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var receiver = LowerExpression(operation.Operation, into);
        if (receiver.Size() > 4)
            receiver = Spill(receiver, "value", into);
        _conditionalReceivers.Push(receiver);
        var block = new BlockBuilder(into, conditional: true);
        IrExpression value;
        try
        {
            value = LowerExpression(operation.WhenNotNull, block);
        }
        finally
        {
            _conditionalReceivers.Pop();
        }

        var isNotNull = new IrBinary(IrOperator.NotEqual, receiver, new IrConstant(null, null, origin), BooleanType, origin);
        return Choose(isNotNull, value, block, new IrConstant(null, value.Type, origin), new BlockBuilder(into), Resolve(operation.Type) ?? value.Type, "value", into, origin);
    }
}
