using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    internal ITypeSymbol BooleanType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Boolean);

    internal ITypeSymbol StringType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_String);

    internal ITypeSymbol IntType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Int32);

    /// <summary>Conversions, parentheses, null-forgiving operators and ConfigureAwait change nothing that can be observed.</summary>
    internal static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion when !conversion.Conversion.IsNumeric:
                    operation = conversion.Operand;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } instance }:
                    operation = instance;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    private IrExpression LowerCondition(IOperation operation, BlockBuilder into) => LowerExpression(operation, into);

    private IrExpression LowerNatively(IOperation operation, BlockBuilder into)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var origin = At(operation);
        if (_arms.TryGetValue(operation, out var choice))
            return LowerArm(operation, choice, into);
        var type = Resolve(operation.Type);
        if (operation.ConstantValue is { HasValue: true } constant)
            return new IrConstant(constant.Value is decimal number ? DecimalText.Held(number) : constant.Value, type, origin);

        switch (operation)
        {
            case IConversionOperation conversion:
                return LowerConversion(conversion, into);
            case IParenthesizedOperation parenthesized:
                return LowerExpression(parenthesized.Operand, into);
            case ILocalReferenceOperation local:
                return ReadSymbol(local, local.Local, into);
            case IParameterReferenceOperation parameter:
                return ReadSymbol(parameter, parameter.Parameter, into);
            case IFieldReferenceOperation field:
                return LowerField(field, into);
            case IPropertyReferenceOperation property:
                return LowerProperty(property, into);
            case IAwaitOperation awaitOperation:
                return Await(awaitOperation.Operation, into) ?? new IrConstant(null, type, origin);
            case IInvocationOperation invocation:
                return LowerInvocation(invocation, into);
            case IObjectCreationOperation creation:
                return LowerObjectCreation(creation, into);
            case IAnonymousObjectCreationOperation anonymous:
                return LowerAnonymousObject(anonymous, into);
            case IWithOperation with:
                return LowerWith(with, into);
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                return LowerElement(element, NotNull(element.ArrayReference, LowerExpression(element.ArrayReference, into)), index, into);
            case IArrayCreationOperation { Initializer: { } initializer }:
                return new IrList(LowerOperands(initializer.ElementValues, into).Select(Character).ToImmutableArray(), type, origin);
            case IArrayCreationOperation ofDefaults:
                return LowerArrayOfDefaults(ofDefaults, into);
            case IImplicitIndexerReferenceOperation indexer:
                return LowerImplicitIndexer(indexer, into);
            case IBinaryOperation binary:
                return LowerBinary(binary, into);
            case IUnaryOperation unary:
                return LowerUnary(unary, into);
            case IConditionalOperation conditional:
                return LowerConditional(conditional, into);
            case ICoalesceOperation coalesce:
                return LowerCoalesce(coalesce, into);
            case IConditionalAccessOperation access:
                return LowerConditionalAccess(access, into);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when _frame.This().Receiver is { } self:
                return self;
            case IConditionalAccessInstanceOperation when _conditionalReceivers.Count > 0:
                // A value behind `?.` is there: of `int?`, the number.
                return _conditionalReceivers.Peek() is var receiver && receiver.Type.IsNullable(out var present) ? receiver with { Type = present } : receiver;
            case IInterpolatedStringOperation text:
                return LowerInterpolation(text, into);
            case IIsPatternOperation isPattern:
                return LowerIsPattern(isPattern, into);
            case IIsTypeOperation isType:
                var operand = LowerExpression(isType.ValueOperand, into);
                var tested = LowerTypeTest(isType, isType.TypeOperand, operand);
                if (tested is IrConstant)
                    AlwaysEvaluated(operand, into, "value");
                return isType.IsNegated ? new IrNot(tested, type, origin) : tested;
            case IDeclarationExpressionOperation declaration:
                return LowerExpression(declaration.Expression, into);
            case ISwitchExpressionOperation switchExpression:
                return LowerSwitchExpression(switchExpression, into);
            case IDefaultValueOperation:
                return Default(type, origin);
            case IThrowOperation thrown:
                LowerThrow(thrown, into);
                return new IrConstant(null, type, origin);
            case ISimpleAssignmentOperation assignment:
                LowerAssignment(assignment, into);
                return LowerExpression(assignment.Target, into);
            case ICoalesceAssignmentOperation coalesceAssignment:
                LowerCoalesceAssignment(coalesceAssignment, into);
                return LowerExpression(coalesceAssignment.Target, into);
            case ICompoundAssignmentOperation compound:
                LowerCompoundAssignment(compound, into);
                return LowerExpression(compound.Target, into);
            case IIncrementOrDecrementOperation increment:
                return LowerIncrementValue(increment, into);
            case ITranslatedQueryOperation query:
                return LowerExpression(query.Operation, into);
            case ITupleOperation tuple:
                return LowerTuple(tuple, into);
            case ITupleBinaryOperation tuples:
                return LowerTupleComparison(tuples, into);
            case ISizeOfOperation { ConstantValue.HasValue: true }:
                return new IrConstant(operation.ConstantValue.Value, type, origin);
            case ITypeOfOperation:
                return Refuse(operation, "Reflection", "use a constant");
            case { Syntax: CollectionExpressionSyntax collection }:
                return LowerCollectionExpression(operation, collection, type, into);
            default:
                return Refuse(operation, $"An expression of kind '{operation.Kind}'", "compute it in a function that the state machine calls");
        }
    }

    private readonly Stack<IrExpression> _conditionalReceivers = new();

    /// <summary>
    /// Lowers operands from left to right. When a later one needs statements (an await), values of earlier ones that those statements
    /// could change are refused, and those that can fail are computed before them, where it shows.
    /// </summary>
    internal ImmutableArray<IrExpression> LowerOperands(ImmutableArray<IOperation> operands, BlockBuilder into)
    {
        var values = new IrExpression[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var before = into.Count;
            values[i] = LowerExpression(operands[i], into);
            if (into.Count == before)
                continue;
            var assigned = new HashSet<IrVariable>(into.Since(before).SelectMany(s => s.Defines()));
            var shows = _failuresAreSeen || into.Since(before).ToImmutableArray().Descendants().Any(s => s is IrCall or IrThrow { Origin.Syntax: ThrowExpressionSyntax or ThrowStatementSyntax });
            for (var j = 0; j < i; j++)
            {
                if (shows && CopyPropagation.CanFail(values[j]) && values[j].Type is not null)
                {
                    var kept = new IrVariable("operand", values[j].Type);
                    into.Insert(before++, new IrAssign(kept, values[j], values[j].Origin));
                    values[j] = new IrRead(kept, values[j].Origin);
                }
                else if (values[j].Reads().Overlaps(assigned) || values[j].IsVolatile())
                {
                    values[j] = Refuse(operands[j], "A value that a later operand of the same expression changes", "assign it to a local variable first");
                }
                else if (into.Since(before).Any(s => s is IrIf { Then: [IrThrow] } or IrThrow))
                {
                    // A check of the later one comes first, and may be all that is left.
                    foreach (var read in values[j].DescendantsAndSelf().Select(e => e.ReadThrough()))
                    {
                        if (read is var (value, origin, text) && value.DescendantsAndSelf().All(e => e is IrMember or IrRead))
                            Report(LiftDescriptors.RuntimeFailureNames, origin, text);
                    }
                }
            }
        }

        return values.ToImmutableArray();
    }

    /// <summary>Keeps a value in a variable of its own, so that it can be used more than once.</summary>
    private static IrExpression Spill(IrExpression value, string name, BlockBuilder into)
    {
        if (value is IrConstant or IrRead or IrSubstitution)
            return value;
        var variable = new IrVariable(name, value.Type);
        into.Add(new IrAssign(variable, value, value.Origin));
        return new IrRead(variable, value.Origin);
    }

    private IrExpression ReadSymbol(IOperation operation, ISymbol symbol, BlockBuilder into)
    {
        switch (_frame.Find(symbol))
        {
            case VariableBinding { Variable: var variable }:
                return new IrRead(variable, At(operation));
            case CodeBinding { Code: IInvocationOperation deferred } code when deferred.Type is not null && IsTaskSequence(deferred.Type):
                return InFrame(code.Frame, () => LowerExpression(deferred, into));
            case TaskBinding:
                return Refuse(operation, $"The task '{symbol.Name}' as a value", "await it, or pass it to Task.WhenAll");
            case DocumentBinding { Entries.Count: 0, Base: { } item }:
                return item;
            case DocumentBinding:
                return Refuse(operation, $"The document '{symbol.Name}', which the code fills, as a value", "pass it to a table, or read its entries");
            case ChoiceBinding { Choice: var choice }:
                return new IrRead(choice, At(operation));
            case DeferredBinding or ConstantBinding or ComponentBinding:
                return LowerHeld(operation, _frame.Find(symbol)!, into);
            default:
                return LowerCapturedSymbol(operation, symbol, into);
        }
    }

    /// <summary>A primary constructor's parameter that is read in a method: its value is what the composition root passes.</summary>
    private IrExpression LowerCapturedSymbol(IOperation operation, ISymbol symbol, BlockBuilder into) =>
        symbol is IParameterSymbol parameter && FindParameter(parameter) is { } passed and not OpaqueBinding
            ? LowerHeld(operation, passed, into)
            : Refuse(operation, $"'{symbol.Name}', whose value is not known here,", "read it from an environment variable or pass it in the event");

    private T InFrame<T>(Frame frame, Func<T> action)
    {
        var saved = _frame;
        _frame = frame;
        try
        {
            return action();
        }
        finally
        {
            _frame = saved;
        }
    }

    private IrExpression LowerConversion(IConversionOperation conversion, BlockBuilder into)
    {
        var type = Resolve(conversion.Type);
        if (conversion.OperatorMethod is not null)
        {
            // `string` to an SDK enumeration and back: both are the text.
            if ((type.IsSdkEnum() && conversion.Operand.Type.IsString()) || (type.IsString() && conversion.Operand.Type.IsSdkEnum()))
                return LowerExpression(conversion.Operand, into);
            if (conversion.OperatorMethod.ContainingType.SpecialType == SpecialType.System_Decimal)
                return LowerNumericConversion(conversion, LowerExpression(conversion.Operand, into), type);
            if (type.Is(OffsetName) && conversion.Operand.Type.Is(DateTimeName))
                return new IrCallFunction(IrFunction.FromMillis, [Instant(LowerExpression(conversion.Operand, into))], type, At(conversion));
            if (conversion.OperatorMethod.ContainingType.Name is "Span" or "ReadOnlySpan")
                return LowerExpression(conversion.Operand, into);
            if (IsMakingEntry && IsEntry(type))
                return LowerEntryContent(conversion, into);
            if (IsEntry(conversion.OperatorMethod.ContainingType) && IsEntry(Resolve(conversion.Operand.Type)))
                return ReadEntryAs(conversion, conversion.Operand, type!, into);
            if (conversion.OperatorMethod.ContainingType.IsJsonDocument())
                return LowerJsonConversion(conversion, type, into);
            return Refuse(conversion, $"The user-defined conversion to '{type?.Name}'", "convert by a method");
        }

        var operand = LowerExpression(conversion.Operand, into);
        if (IsNumberConversion(conversion, operand))
            return LowerNumericConversion(conversion, operand, type);
        if (conversion.Conversion.IsReference && !conversion.IsImplicit && IsEntry(type) && operand.Type.Is(EntryType))
            return LowerEntryCast(conversion, operand, type!, into);
        if (conversion.Conversion.IsReference && !conversion.IsImplicit && !SymbolEqualityComparer.Default.Equals(type, operand.Type))
            return Refuse(conversion, $"The cast to '{type?.Name}'", "use the declared type");

        // A constant takes the target's type; an object keeps the type that it was made with, which serializers look at.
        return operand is IrConstant constant && type?.SpecialType != SpecialType.System_Object && !type.IsNullable(out _) ? constant with { Type = type } : operand;
    }

    private static bool IsNumberConversion(IConversionOperation conversion, IrExpression operand)
    {
        static ITypeSymbol? Inner(ITypeSymbol? t) => t.IsNullable(out var underlying) ? underlying : t;
        static bool IsNumberLike(ITypeSymbol? t) => t.IsNumeric() || t is { TypeKind: TypeKind.Enum } || t?.SpecialType == SpecialType.System_Char;
        var (from, to) = (Inner(operand.Type), Inner(conversion.Type));
        return IsNumberLike(from) && IsNumberLike(to) && !SymbolEqualityComparer.Default.Equals(from, to);
    }

    private static IrVariable SpillVariable(IrExpression value, string name, BlockBuilder into)
    {
        var variable = new IrVariable(name, value.Type);
        into.Add(new IrAssign(variable, value, value.Origin));
        return variable;
    }

    /// <summary>default(T).</summary>
    private static IrExpression Default(ITypeSymbol? type, Origin origin) => type switch
    {
        _ when type.IsNullable(out _) || type.IsJsonDocument() => new IrConstant(null, type, origin),
        _ when type.IsNumeric() => new IrConstant(0, type, origin),
        _ when type.IsBoolean() => new IrConstant(false, type, origin),
        { SpecialType: SpecialType.System_Char } => new IrConstant("\0", type, origin),
        { TypeKind: TypeKind.Enum } => new IrConstant(0, type, origin),
        _ when type.Is("System.Guid") => new IrConstant(Guid.Empty.ToString(), type, origin),
        _ when type.Is("System.DateTime") => new IrConstant("0001-01-01T00:00:00", type, origin),
        _ when type.Is("System.DateTimeOffset") => new IrConstant("0001-01-01T00:00:00+00:00", type, origin),
        _ when type.IsDuration() => new IrConstant(0, type, origin),
        _ => new IrConstant(null, type, origin),
    };
}
