using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerPattern(IPatternOperation pattern, IrExpression value, BlockBuilder into)
    {
        var origin = At(pattern);
        IrExpression Null() => new IrConstant(null, null, origin);
        IrExpression Compare(IrOperator op, IrExpression operand) => new IrBinary(op, value, operand, BooleanType, origin);
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Compare(IrOperator.Equal, LowerExpression(constant.Value, into));
            case INegatedPatternOperation negated:
                return LowerPattern(negated.Pattern, value, into) is IrBinary { Operator: IrOperator.Equal } equal
                    ? equal with { Operator = IrOperator.NotEqual }
                    : new IrNot(LowerPattern(negated.Pattern, value, into), BooleanType, origin);
            case IBinaryPatternOperation binary:
                return new IrBinary(
                    binary.OperatorKind == BinaryOperatorKind.And ? IrOperator.And : IrOperator.Or,
                    LowerPattern(binary.LeftPattern, value, into),
                    LowerPattern(binary.RightPattern, value, into),
                    BooleanType,
                    origin);
            case IRelationalPatternOperation relational:
                return Binary(pattern, relational.OperatorKind, value, LowerExpression(relational.Value, into), BooleanType, into);
            case IDiscardPatternOperation:
                return new IrConstant(true, BooleanType, origin);
            case IRecursivePatternOperation recursive when recursive.DeconstructionSubpatterns.IsEmpty && SymbolEqualityComparer.Default.Equals(recursive.MatchedType.OriginalDefinition, value.Type?.OriginalDefinition ?? recursive.MatchedType.OriginalDefinition):
                if (recursive.DeclaredSymbol is { } declared)
                    _frame.Bind(declared, new VariableBinding(PatternVariable(value, declared.Name, into), into));
                IrExpression? test = value.Type.CanBeNull() ? Compare(IrOperator.NotEqual, Null()) : null;
                foreach (var sub in recursive.PropertySubpatterns)
                {
                    if (sub.Member is not IPropertyReferenceOperation { Property: var property })
                        return Refuse(sub, "This property pattern", "use a property");
                    var part = LowerPattern(sub.Pattern, new IrMember(value, property.Name, Resolve(property.Type), At(sub)), into);
                    test = test is null ? part : new IrBinary(IrOperator.And, test, part, BooleanType, origin);
                }

                return test ?? new IrConstant(true, BooleanType, origin);
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol } declaration when declaration.MatchesNull || SymbolEqualityComparer.Default.Equals(declaration.MatchedType, value.Type):
                var variable = PatternVariable(value, symbol.Name, into);
                _frame.Bind(symbol, new VariableBinding(variable, into));
                return declaration.MatchesNull || !value.Type.CanBeNull() ? new IrConstant(true, BooleanType, origin) : Compare(IrOperator.NotEqual, Null());
            case ITypePatternOperation typePattern when SymbolEqualityComparer.Default.Equals(typePattern.MatchedType, value.Type):
                return Compare(IrOperator.NotEqual, Null());
            default:
                return Refuse(pattern, "This pattern", "compare the values");
        }
    }

    // Code after the pattern may read it.
    private IrVariable PatternVariable(IrExpression value, string name, BlockBuilder into)
    {
        var variable = SpillVariable(value, name, into);
        _escaping.Add(variable);
        return variable;
    }

    private IrExpression LowerSwitchExpression(ISwitchExpressionOperation operation, BlockBuilder into)
    {
        var type = Resolve(operation.Type);
        var value = Spill(LowerExpression(operation.Value, into), "value", into);
        return Arms(0, into);

        IrExpression Arms(int index, BlockBuilder block)
        {
            if (index == operation.Arms.Length)
                return Refuse(operation, "A switch expression without an arm for all other values", "add an arm `_ => …`");
            var arm = operation.Arms[index];
            var test = LowerPattern(arm.Pattern, value, block);
            if (arm.Guard is not null)
                test = new IrBinary(IrOperator.And, test, LowerPure(arm.Guard, block), BooleanType, At(arm));
            if (test is IrConstant { Value: true })
                return LowerExpression(arm.Value, block);
            var then = new BlockBuilder(block, conditional: true);
            var result = Given(test, () => LowerExpression(arm.Value, then));
            var rest = new BlockBuilder(block, conditional: true);
            var others = Arms(index + 1, rest);
            return Choose(test, result, then, others, rest, type, "value", block, At(arm));
        }
    }
}
