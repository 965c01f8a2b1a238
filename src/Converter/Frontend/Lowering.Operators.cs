using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerBinary(IBinaryOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return LowerLazy(operation, into);
        if (RaceComparison(operation, into) is { } race)
            return race;
        if (operation.OperatorMethod is { } method && !IsValueOperator(method))
            return Refuse(operation, $"The operator of '{method.ContainingType.Name}'", "compare or combine the values by their properties");
        if (CharacterComparison(operation, into) is { } characters)
            return characters;
        var operands = LowerOperands([operation.LeftOperand, operation.RightOperand], into);
        return Binary(operation, operation.OperatorKind, operands[0], operands[1], Resolve(operation.Type), into);
    }

    private IrExpression LowerLazy(IBinaryOperation operation, BlockBuilder into) =>
        Lazily(LowerExpression(operation.LeftOperand, into), operation.OperatorKind == BinaryOperatorKind.ConditionalAnd, block => LowerExpression(operation.RightOperand, block), At(operation), into);

    /// <summary>Two conditions, the second of which is lowered where the first does not decide.</summary>
    private IrExpression Lazily(IrExpression left, bool isAnd, Func<BlockBuilder, IrExpression> lowerRight, Origin origin, BlockBuilder into)
    {
        var needed = isAnd ? left : ExpressionSimplifier.Simplify(Not(left));
        var rightBlock = new BlockBuilder(into, conditional: true);
        var right = Given(needed, () => lowerRight(rightBlock));
        if (TryFold(rightBlock, ref right, needed, into))
            return new IrBinary(isAnd ? IrOperator.And : IrOperator.Or, left, right, BooleanType, origin);

        // The right operand needs statements: they are for the case that the left one does not decide.
        var result = new IrVariable("condition", BooleanType);
        rightBlock.Add(new IrAssign(result, right, origin));
        var more = rightBlock.ToImmutable();
        ImmutableArray<IrStatement> decided = [new IrAssign(result, new IrConstant(!isAnd, BooleanType, origin), origin)];
        into.Add(isAnd ? new IrIf(left, more, decided, origin) : new IrIf(left, decided, more, origin));
        return new IrRead(result, origin);
    }

    // == on strings, SDK enumerations, records and date structs compares values, as the state machine does.
    private static bool IsValueOperator(IMethodSymbol method) =>
        method.ContainingType.IsString() || method.ContainingType.IsSdkEnum() || method.ContainingType.SpecialType == SpecialType.System_Decimal
        || ObjectShape.IsScalarStruct(method.ContainingType)
        || (method.Name is "op_Equality" or "op_Inequality" && method.IsImplicitlyDeclared && method.ContainingType.IsRecord);

    /// <summary>Arithmetic and comparison; null for operators on bits and conditions.</summary>
    private static IrOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equals => IrOperator.Equal,
        BinaryOperatorKind.NotEquals => IrOperator.NotEqual,
        BinaryOperatorKind.LessThan => IrOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => IrOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => IrOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => IrOperator.GreaterOrEqual,
        BinaryOperatorKind.Add => IrOperator.Add,
        BinaryOperatorKind.Subtract => IrOperator.Subtract,
        BinaryOperatorKind.Multiply => IrOperator.Multiply,
        BinaryOperatorKind.Divide => IrOperator.Divide,
        BinaryOperatorKind.Remainder => IrOperator.Remainder,
        _ => null,
    };

    private IrExpression Binary(IOperation operation, BinaryOperatorKind kind, IrExpression left, IrExpression right, ITypeSymbol? type, BlockBuilder into)
    {
        var origin = At(operation);
        if (kind == BinaryOperatorKind.Add && type.IsString())
            return Concat([AsText(operation, left), AsText(operation, right)], origin);
        if (IsTimeOrDuration(left.Type) || IsTimeOrDuration(right.Type))
            return TimeBinary(operation, kind, left, right, type);
        if (kind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift)
            return Bits(operation, kind, left, type.IsBoolean() ? AlwaysEvaluated(right, into) : right, type);
        if (OperatorOf(kind) is not { } op)
            return Refuse(operation, $"'{kind}' on '{type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "compute it in a function that the state machine calls");
        if (op is IrOperator.Equal or IrOperator.NotEqual)
            return Equality(operation, op, left, right, type);
        if (op is IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual)
            return Ordering(operation, op, left, right, type, into);

        // Arithmetic on nullable numbers is null when an operand is.
        if (type.IsNullable(out var underlying))
        {
            right = EvaluatedUnlessNull(left, right, into);
            var value = Binary(operation, kind, left, right, underlying, into);
            var isThere = IsThere(left, right, origin);
            return isThere is null ? value : new IrConditional(isThere, value, new IrConstant(null, type, origin), type, origin);
        }

        return Arithmetic(operation, op, left, right, type, into);
    }

    private IrExpression Equality(IOperation operation, IrOperator op, IrExpression left, IrExpression right, ITypeSymbol? type)
    {
        if (!IsNull(left) && !IsNull(right) && ReferenceComparison(left.Type ?? right.Type))
            return Refuse(operation, "Comparing references", "compare the properties that matter");
        return new IrBinary(op, left, right, type, At(operation));

        static bool IsNull(IrExpression e) => e is IrConstant { Value: null };
    }

    /// <summary>Whether <c>==</c> compares which object it is, or a value that holds such objects.</summary>
    private static bool ReferenceComparison(ITypeSymbol? type)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;

        // A point in time may be written in several ways.
        if (type.IsTime())
            return true;
        if (type.ElementType() is not null && !type.IsString() && !type.IsTextCarrier())
            return true;
        if (type.IsDictionary())
            return true;
        if (!ObjectShape.IsObject(type))
            return false;
        return type is { IsRecord: false, IsValueType: false } || ObjectShape.Properties(type!).Any(p => !SymbolEqualityComparer.Default.Equals(p.Type, type) && ReferenceComparison(p.Type));
    }

    private IrExpression Ordering(IOperation operation, IrOperator op, IrExpression left, IrExpression right, ITypeSymbol? type, BlockBuilder into)
    {
        var origin = At(operation);
        var compared = left.Type.IsNullable(out var underlying) ? underlying : left.Type ?? right.Type;
        if (!compared.IsNumeric() && compared is not { TypeKind: TypeKind.Enum })
            return Refuse(operation, $"Ordering values of type '{compared?.Name}'", "compare numbers");

        // A comparison with null is false.
        right = EvaluatedUnlessNull(left, right, into);
        var comparison = new IrBinary(op, left, right, type, origin);
        return IsThere(left, right, origin) is { } isThere ? new IrBinary(IrOperator.And, isThere, comparison, BooleanType, origin) : comparison;
    }

    /// <summary>The right operand of an operator that is not looked at when the left one is null: C# has evaluated it all the same.</summary>
    private static IrExpression EvaluatedUnlessNull(IrExpression left, IrExpression right, BlockBuilder into) =>
        left.Type.IsNullable(out _) && !ExpressionSimplifier.IsNeverNull(left) ? AlwaysEvaluated(right, into) : right;

    /// <summary>A value that the state machine may leave out, because its operator looks at the other operand first or nothing reads it, though C# evaluates it: what can fail there is evaluated before.</summary>
    private static IrExpression AlwaysEvaluated(IrExpression value, BlockBuilder into, string name = "operand") => CopyPropagation.CanFail(value) ? Spill(value, name, into) : value;

    /// <summary>Whether an operand can fail only by reading through what the other one reads through too: then that has no value to decide by.</summary>
    private static bool FailsWith(IrExpression operand, IrExpression other)
    {
        var read = other.DescendantsAndSelf().Select(Through).OfType<IrExpression>().ToList();
        return operand.DescendantsAndSelf().Where(CopyPropagation.FailsItself).All(e => Through(e) is { } value && read.Exists(value.IsSameAs));

        static IrExpression? Through(IrExpression e) => e switch
        {
            IrMember member => member.Target,
            IrCallFunction { Function: IrFunction.NotNull, Arguments: [var value] } => value,
            _ => null,
        };
    }

    /// <summary>That nullable operands are not null; null when none of them can be.</summary>
    private IrExpression? IsThere(IrExpression left, IrExpression right, Origin origin)
    {
        IrExpression? result = null;
        foreach (var operand in new[] { left, right }.Where(o => o.Type.IsNullable(out _) && !ExpressionSimplifier.IsNeverNull(o)))
        {
            var test = new IrBinary(IrOperator.NotEqual, operand, new IrConstant(null, null, origin), BooleanType, origin);
            result = result is null ? test : new IrBinary(IrOperator.And, result, test, BooleanType, origin);
        }

        return result;
    }

    /// <summary>
    /// Arithmetic that a JSON number does as C# does it. What depends on the range of the values (a sum that wraps around) is reported by
    /// the limitation check, which sees them after the passes; what is never exact is refused here.
    /// </summary>
    private IrExpression Arithmetic(IOperation operation, IrOperator op, IrExpression left, IrExpression right, ITypeSymbol? type, BlockBuilder into)
    {
        var origin = At(operation);
        if (!type.IsNumeric())
            return Refuse(operation, $"'{op}' on '{type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "compute it in a function that the state machine calls");
        // What fails first in C# is the left operand.
        if (op is IrOperator.Divide or IrOperator.Remainder && !type.IsFloating() && right is not IrConstant { Value: not 0 } && !FailsWith(left, right))
            left = AlwaysEvaluated(left, into);
        IrExpression result = new IrBinary(op, left, right, type, origin);
        if (!IsComputable(result, type))
            return Refuse(operation, $"'{type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);
        if (op is IrOperator.Divide or IrOperator.Remainder && !type.IsFloating())
            Guard(new IrBinary(IrOperator.Equal, right, new IrConstant(0, type, origin), BooleanType, origin), "System.DivideByZeroException", "Attempted to divide by zero.", origin, into);
        return result;
    }

    private const string NumberAdvice = "a JSON number is a double; compute it in a function, or convert with --decimal-as-double";

    /// <summary>Whether doubles give the same number: int and shorter always (wrapping apart), long within 2^53, decimal and float only on request.</summary>
    private bool IsComputable(IrExpression result, ITypeSymbol? type) =>
        _options.DecimalAsDouble
        || type?.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte
        || (type.IsInteger() && NumericRange.Of(result).IsExact);

    /// <summary>Bit operations that arithmetic can do: with constants that are not negative.</summary>
    private IrExpression Bits(IOperation operation, BinaryOperatorKind kind, IrExpression left, IrExpression right, ITypeSymbol? type)
    {
        var origin = At(operation);
        if (type.IsBoolean())
        {
            return kind switch
            {
                BinaryOperatorKind.And => new IrBinary(IrOperator.And, left, right, type, origin),
                BinaryOperatorKind.Or => new IrBinary(IrOperator.Or, left, right, type, origin),
                _ => new IrBinary(IrOperator.NotEqual, left, right, type, origin),
            };
        }

        if (kind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr && left is IrConstant && right is not IrConstant)
            (left, right) = (right, left);
        var bits = right is IrConstant { Value: not null and not bool and not string } constant ? Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture) : -1;
        if (bits < 0 || type?.TypeKind != TypeKind.Enum && !type.IsInteger() || type?.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64)
            return Refuse(operation, "This bit operation", "use a constant that is not negative, on 32-bit integers");
        var both = new IrCallFunction(IrFunction.BitAnd, [left, new IrConstant(bits, type, origin)], type, origin);
        IrConstant Number(long n) => new(n, type, origin);
        switch (kind)
        {
            case BinaryOperatorKind.And:
                return both;
            case BinaryOperatorKind.Or:
                return new IrBinary(IrOperator.Add, left, new IrBinary(IrOperator.Subtract, Number(bits), both, type, origin), type, origin);
            case BinaryOperatorKind.ExclusiveOr:
                return new IrBinary(IrOperator.Add, left, new IrBinary(IrOperator.Subtract, Number(bits), new IrBinary(IrOperator.Multiply, Number(2), both, type, origin), type, origin), type, origin);
            case BinaryOperatorKind.LeftShift:
                return new IrBinary(IrOperator.Multiply, left, Number(1L << (int)(bits & 31)), type, origin);
            case BinaryOperatorKind.RightShift:
                return new IrCallFunction(IrFunction.Floor, [new IrBinary(IrOperator.Divide, left, Number(1L << (int)(bits & 31)), _frame.Model.Compilation.GetSpecialType(SpecialType.System_Double), origin)], type, origin);
            default:
                return Refuse(operation, "This bit operation", "use & and >>");
        }
    }

    // 'a' <= c: C# compares numbers, state holds characters as texts of one.
    private IrExpression? CharacterComparison(IBinaryOperation operation, BlockBuilder into)
    {
        if (!operation.Type.IsBoolean() || CharacterOf(operation.LeftOperand) is not { } left || CharacterOf(operation.RightOperand) is not { } right)
            return null;
        if (OperatorOf(operation.OperatorKind) is not { } op)
            return null;
        var values = LowerOperands([left, right], into);
        return new IrBinary(op, Character(values[0]), Character(values[1]), BooleanType, At(operation));

        static IOperation? CharacterOf(IOperation o) => o switch
        {
            { Type.SpecialType: SpecialType.System_Char } => o,
            IConversionOperation { Operand: { Type.SpecialType: SpecialType.System_Char } operand } => operand,
            _ => null,
        };
    }

    private IrExpression LowerUnary(IUnaryOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var type = Resolve(operation.Type);
        if (operation.OperatorMethod is not null && type?.SpecialType != SpecialType.System_Decimal && !type.IsDuration())
            return Refuse(operation, "This operator", "call a method");
        var operand = LowerExpression(operation.Operand, into);
        return operation.OperatorKind switch
        {
            UnaryOperatorKind.Not => new IrNot(operand, type, origin),
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => Binary(operation, BinaryOperatorKind.Subtract, new IrConstant(0, type, origin), operand, type, into),
            UnaryOperatorKind.BitwiseNegation when type?.SpecialType == SpecialType.System_Int32 =>
                new IrBinary(IrOperator.Subtract, new IrConstant(-1, type, origin), operand, type, origin),
            _ => Refuse(operation, "This operator", "use arithmetic"),
        };
    }

    private IrExpression LowerConditional(IConditionalOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var condition = LowerExpression(operation.Condition, into);
        var thenBlock = new BlockBuilder(into, conditional: true);
        var then = Given(condition, () => LowerExpression(operation.WhenTrue, thenBlock));
        var elseBlock = new BlockBuilder(into, conditional: true);
        var otherwise = Given(Not(condition), () => LowerExpression(operation.WhenFalse!, elseBlock));
        var type = TypeOfChoice(operation);
        return Choose(condition, then, thenBlock, otherwise, elseBlock, type, "value", into, origin);
    }

    /// <summary>A conditional value; branches that have effects make it a decision that sets a variable.</summary>
    private IrExpression Choose(
        IrExpression condition, IrExpression then, BlockBuilder thenBlock, IrExpression otherwise, BlockBuilder elseBlock, ITypeSymbol? type, string name, BlockBuilder into, Origin origin)
    {
        var decided = new BlockBuilder(into);
        var (whenTrue, whenFalse) = (then, otherwise);
        if (TryFold(thenBlock, ref whenTrue, condition, decided) && TryFold(elseBlock, ref whenFalse, ExpressionSimplifier.Simplify(Not(condition)), decided))
        {
            into.AddRange(decided.ToImmutable());
            return new IrConditional(condition, whenTrue, whenFalse, type, origin);
        }

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

        // An environment variable that the template sets is not null: what the code does without it is never reached.
        if (value is IrSubstitution)
            return value;
        var isNull = IsNull(value, origin);
        if (TryFold(fallbackBlock, ref fallback, isNull, into))
            return new IrCoalesce(value, fallback, type, origin);
        value = Spill(value, "value", into);
        return Choose(new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, origin), BooleanType, origin), value, new BlockBuilder(into), fallback, fallbackBlock, type, "value", into, origin);
    }

    private IrExpression LowerConditionalAccess(IConditionalAccessOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var receiver = LowerExpression(operation.Operation, into);
        if (receiver.Size() > 4)
            receiver = Spill(receiver, "value", into);
        var isNotNull = new IrBinary(IrOperator.NotEqual, receiver, new IrConstant(null, null, origin), BooleanType, origin);
        _conditionalReceivers.Push(receiver);
        var block = new BlockBuilder(into, conditional: true);
        IrExpression value;
        try
        {
            value = Given(isNotNull, () => LowerExpression(operation.WhenNotNull, block));
        }
        finally
        {
            _conditionalReceivers.Pop();
        }

        return Choose(isNotNull, value, block, new IrConstant(null, value.Type, origin), new BlockBuilder(into), Resolve(operation.Type) ?? value.Type, "value", into, origin);
    }
}
