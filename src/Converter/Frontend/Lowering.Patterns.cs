using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerIsPattern(IIsPatternOperation operation, BlockBuilder into)
    {
        var value = LowerExpression(operation.Value, into);

        // A value that is tested more than once is taken once.
        if (value.Size() > 3 && !Errors.IsError(value) && operation.Pattern is not (IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation }))
            value = Spill(value, "value", into);
        var tested = LowerPattern(operation.Pattern, value, into);
        if (tested is IrConstant && operation.Pattern is not IDeclarationPatternOperation)
            AlwaysEvaluated(value, into, "value");
        return tested;
    }

    private IrExpression LowerPattern(IPatternOperation pattern, IrExpression value, BlockBuilder into)
    {
        var origin = At(pattern);
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return new IrBinary(IrOperator.Equal, value, LowerExpression(constant.Value, into), BooleanType, origin);
            case INegatedPatternOperation negated:
                return LowerPattern(negated.Pattern, value, into) is var test && test is IrBinary { Operator: IrOperator.Equal } equal
                    ? equal with { Operator = IrOperator.NotEqual }
                    : new IrNot(test, BooleanType, origin);
            case IBinaryPatternOperation binary:
                return new IrBinary(
                    binary.OperatorKind == BinaryOperatorKind.And ? IrOperator.And : IrOperator.Or,
                    LowerPattern(binary.LeftPattern, value, into),
                    LowerPattern(binary.RightPattern, value, into),
                    BooleanType,
                    origin);
            case IRelationalPatternOperation relational:
                // Null is in no relation to anything.
                return And(NotNullTest(value, origin), Binary(pattern, relational.OperatorKind, value, LowerExpression(relational.Value, into), BooleanType, into), origin);
            case IDiscardPatternOperation:
                return Always(origin);
            case IDeclarationPatternOperation declaration:
                var isType = declaration.MatchesNull ? Always(origin) : LowerTypeTest(declaration, declaration.MatchedType!, value);
                if (declaration.DeclaredSymbol is { } symbol)
                    BindPatternVariable(symbol, value, into);
                return isType;
            case ITypePatternOperation typePattern:
                return LowerTypeTest(typePattern, typePattern.MatchedType, value);
            case IRecursivePatternOperation recursive:
                return LowerRecursivePattern(recursive, value, into);
            case IListPatternOperation list:
                return LowerListPattern(list, value, into);
            default:
                return Refuse(pattern, "This pattern", "compare the values");
        }
    }

    private IrExpression LowerRecursivePattern(IRecursivePatternOperation pattern, IrExpression value, BlockBuilder into)
    {
        var origin = At(pattern);
        var test = LowerTypeTest(pattern, pattern.MatchedType, value);
        if (pattern.DeclaredSymbol is { } declared)
            BindPatternVariable(declared, value, into);
        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            var parts = PartsOf(value, pattern.DeconstructionSubpatterns.Length);
            if (parts is null)
                return Refuse(pattern, "This positional pattern", "use a property pattern");
            for (var i = 0; i < parts.Count; i++)
                test = And(test, LowerPattern(pattern.DeconstructionSubpatterns[i], ExpressionSimplifier.Simplify(Checked(parts[i])), into), origin);
        }

        foreach (var sub in pattern.PropertySubpatterns)
        {
            if (sub.Member is not IPropertyReferenceOperation { Property: var property })
                return Refuse(sub, "This property pattern", "use a property");
            test = And(test, LowerPattern(sub.Pattern, PatternMember(sub, property, value, into), into), origin);
        }

        return test;

        // The test before says that it is there.
        static IrExpression Checked(IrExpression part) => part is IrMember member ? member with { TargetMayBeNull = false } : part;
    }

    private IrExpression PatternMember(IPropertySubpatternOperation sub, IPropertySymbol property, IrExpression value, BlockBuilder into)
    {
        var origin = At(sub);
        var type = Resolve(property.Type);
        if (Errors.IsError(value))
        {
            var name = property.Name switch
            {
                "Message" => ExceptionMembers.Message,
                "ErrorCode" when !IsOwn(property) => ExceptionMembers.Code,
                "StatusCode" when property.ContainingType.Is(ExceptionTypes.OfServices) => ExceptionMembers.ServiceStatus,
                "StatusCode" when property.ContainingType.Is(ServiceCatalogue.HttpTask.ExceptionType) => ExceptionMembers.Status,
                "InnerException" when value.Type.Is("System.AggregateException") => ExceptionMembers.Inner,
                _ => null,
            };
            return name is null ? OwnMember(value, property, origin) ?? Refuse(sub, $"'{property.Name}' of an exception", "a state machine knows the error's name and message") : new IrMember(value, name, type, origin);
        }

        if (value.Type.IsString() && property.Name == "Length")
            return new IrCallFunction(IrFunction.Length, [value], type, origin);
        if ((value.Type.ElementType() is not null || value.Type.IsDictionary()) && property.Name is "Count" or "Length")
            return new IrCallFunction(IrFunction.Count, [value], type, origin);
        if (ObjectShape.IsObject(value.Type) && (IsStoredProperty(property) || value.Type.IsSdkModel()))
            return ExpressionSimplifier.Simplify(new IrMember(value, property.Name, type, origin));
        var block = new BlockBuilder(into, conditional: true);
        return GetterOf(property) is { } getter && LowerGetter(property, getter, value, block) is var computed && TryFold(block, ref computed, NotNullTest(value, origin), into)
            ? computed
            : Refuse(sub, $"The property '{value.Type?.Name}.{property.Name}' in a pattern", "use a property of a class in the solution");
    }

    private IrExpression LowerListPattern(IListPatternOperation pattern, IrExpression value, BlockBuilder into)
    {
        var origin = At(pattern);
        var elementType = value.Type.ElementType();
        if (elementType is null)
            return Refuse(pattern, "A list pattern on this value", "use a list or an array");
        var slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(p => p is ISlicePatternOperation)!);
        if (slice >= 0 && ((ISlicePatternOperation)pattern.Patterns[slice]).Pattern is not (null or IDiscardPatternOperation))
            return Refuse(pattern.Patterns[slice], "A slice that is given a name", "take the elements by their index");
        var count = new IrCallFunction(IrFunction.Count, [value], IntType, origin);
        var fixedCount = pattern.Patterns.Length - (slice >= 0 ? 1 : 0);
        var test = And(
            NotNullTest(value, origin),
            new IrBinary(slice >= 0 ? IrOperator.GreaterOrEqual : IrOperator.Equal, count, new IrConstant(fixedCount, IntType, origin), BooleanType, origin),
            origin);
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
                continue;
            IrExpression index = slice < 0 || i < slice
                ? new IrConstant(i, IntType, origin)
                : new IrBinary(IrOperator.Subtract, count, new IrConstant(pattern.Patterns.Length - i, IntType, origin), IntType, origin);
            test = And(test, LowerPattern(pattern.Patterns[i], new IrElement(value, index, elementType, origin) { IsInRange = true }, into), origin);
        }

        if (pattern.DeclaredSymbol is { } declared)
            BindPatternVariable(declared, value, into);
        return test;
    }

    /// <summary>Whether a value is of a type. Only exceptions are ever of another type than the code says.</summary>
    private IrExpression LowerTypeTest(IOperation operation, ITypeSymbol type, IrExpression value)
    {
        var origin = At(operation);
        type = Resolve(type)!;
        if (type.IsException() && Errors.IsError(value))
            return value.Type.DerivesFrom(type.FullName()) ? Always(origin) : new IrIsException(value, (INamedTypeSymbol)type, BooleanType, origin);
        if (value.Type.Is(EntryType) && IsEntry(type) && !type.Is(EntryType))
            return IsEntryOf(value, type, origin);
        var own = value.Type.IsNullable(out var underlying) ? underlying : value.Type;
        if (type.IsNullable(out var tested))
            type = tested!;
        return own is null || SymbolEqualityComparer.Default.Equals(own, type) || (own.IsReferenceType && own.DerivesFrom(type.FullName())) || (type.IsTupleType && own.IsTupleType)
            ? NotNullTest(value, origin)
            : Refuse(operation, $"Asking whether a '{value.Type?.Name}' is a '{type.Name}'", "tell the kinds apart by a property");
    }

    private IrExpression NotNullTest(IrExpression value, Origin origin) =>
        value.Type.CanBeNull() && !(value is IrRead { Variable: var read } && _neverNull.Contains(read)) ? new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, origin), BooleanType, origin) : Always(origin);

    private IrConstant Always(Origin origin) => new(true, BooleanType, origin);

    private IrExpression And(IrExpression left, IrExpression right, Origin origin) => (left, right) switch
    {
        (IrConstant { Value: true }, _) => right,
        (_, IrConstant { Value: true }) => left,
        _ => new IrBinary(IrOperator.And, left, right, BooleanType, origin),
    };

    private void BindPatternVariable(ISymbol symbol, IrExpression value, BlockBuilder into)
    {
        // An exception goes by its new name: nothing may stand between a catch and its filter.
        if (value is IrRead { Variable.IsError: true } caught)
        {
            _frame.Bind(symbol, new VariableBinding(caught.Variable, into));
            return;
        }

        // Where code may read a number that a pattern takes out of what may be null, it is there.
        if (value.Type.IsNullable(out var present) && symbol is ILocalSymbol { Type: var type } && !type.IsNullable(out _))
            value = value with { Type = present };

        // Code after the pattern may read it.
        var variable = SpillVariable(value, symbol.Name, into);
        _escaping.Add(variable);
        _frame.Bind(symbol, new VariableBinding(variable, into));
    }

    /// <summary>What the compiler adds for values that no arm is for.</summary>
    private IrExpression Unmatched(ISwitchExpressionOperation operation, IrExpression value, ITypeSymbol? type, BlockBuilder into)
    {
        var origin = At(operation);
        if (_frame.Model.Compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.SwitchExpressionException") is not { } thrown
            || !(value.Type.IsString() || value.Type.IsInteger() || value.Type is { TypeKind: TypeKind.Enum }))
            return Refuse(operation, "A switch expression without an arm for all other values", "add an arm `_ => …`");
        IrConstant Text(string text) => new(text, StringType, origin);
        const string Message = "Non-exhaustive switch expression failed to match its input.";
        var message = Concat([Text(Message + "\nUnmatched value was "), AsText(operation.Value, value), Text(".")], origin);
        into.Add(new IrThrow(new IrException(thrown.Name, value.Type.CanBeNull() ? new IrConditional(IsNull(value, origin), Text(Message), message, StringType, origin) : message, thrown, origin), thrown, origin));
        return new IrConstant(null, type, origin);
    }

    private IrExpression LowerSwitchExpression(ISwitchExpressionOperation operation, BlockBuilder into)
    {
        var type = TypeOfChoice(operation);
        var value = Spill(LowerExpression(operation.Value, into), "value", into);
        return Arms(0, into);

        IrExpression Arms(int index, BlockBuilder block)
        {
            if (index == operation.Arms.Length)
                return Unmatched(operation, value, type, block);
            var arm = operation.Arms[index];

            // What the compiler knows to be the last possibility needs no test.
            var isLast = index == operation.Arms.Length - 1 && operation.IsExhaustive && arm.Guard is null && !value.Type.CanBeNull();
            var test = LowerPattern(arm.Pattern, value, block);
            if (arm.Guard is not null)
                test = Lazily(test, isAnd: true, inner => LowerExpression(arm.Guard, inner), At(arm), block);
            if (isLast || test is IrConstant { Value: true })
                return LowerExpression(arm.Value, block);
            var then = new BlockBuilder(block, conditional: true);
            var result = Given(test, () => LowerExpression(arm.Value, then));
            var rest = new BlockBuilder(block, conditional: true);
            var others = Arms(index + 1, rest);
            return Choose(test, result, then, others, rest, type, "value", block, At(arm));
        }
    }
}
