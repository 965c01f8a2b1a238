using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private ITypeSymbol BooleanType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Boolean);

    private ITypeSymbol StringType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_String);

    private ITypeSymbol IntType => _frame.Model.Compilation.GetSpecialType(SpecialType.System_Int32);

    /// <summary>Conversions, parentheses, null-forgiving operators and ConfigureAwait change nothing that can be observed.</summary>
    private static IOperation Unwrap(IOperation operation)
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

    /// <summary>Lowers an operand of a lazy operator, which must not need statements of its own.</summary>
    private IrExpression LowerPure(IOperation operation, BlockBuilder into)
    {
        var block = new BlockBuilder(into, conditional: true);
        var value = LowerExpression(operation, block);
        return block.IsEmpty ? value : Refuse(operation, "A call in this place", "assign its result to a local variable first");
    }

    private IrExpression LowerExpression(IOperation operation, BlockBuilder into)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var origin = At(operation);
        var type = Resolve(operation.Type);
        if (operation.ConstantValue is { HasValue: true } constant)
            return new IrConstant(constant.Value, type, origin);

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
                var elementOperands = LowerOperands([element.ArrayReference, index], into);
                return new IrElement(elementOperands[0], elementOperands[1], type, origin);
            case IArrayCreationOperation { Initializer: { } initializer }:
                return new IrList(LowerOperands(initializer.ElementValues, into), type, origin);
            case IBinaryOperation binary:
                return LowerBinary(binary, into);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return new IrNot(LowerExpression(not.Operand, into), type, origin);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } minus:
                return new IrBinary(IrOperator.Subtract, new IrConstant(0, type, origin), LowerExpression(minus.Operand, into), type, origin);
            case IConditionalOperation conditional:
                return LowerConditional(conditional, into);
            case ICoalesceOperation coalesce:
                return LowerCoalesce(coalesce, into);
            case IConditionalAccessOperation access:
                return LowerConditionalAccess(access, into);
            case IConditionalAccessInstanceOperation when _conditionalReceivers.Count > 0:
                return _conditionalReceivers.Peek();
            case IInterpolatedStringOperation text:
                return LowerInterpolation(text, into);
            case IIsPatternOperation isPattern:
                return LowerPattern(isPattern.Pattern, LowerExpression(isPattern.Value, into), into);
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
            case ITypeOfOperation:
                return Refuse(operation, "Reflection", "use a constant");
            case { Syntax: CollectionExpressionSyntax collection } when collection.Elements.All(e => e is ExpressionElementSyntax):
                return new IrList(LowerOperands(operation.ChildOperations.ToImmutableArray(), into), type, origin);
            default:
                return Refuse(operation, $"An expression of kind '{operation.Kind}'", "compute it in a function that the state machine calls");
        }
    }

    private readonly Stack<IrExpression> _conditionalReceivers = new();

    /// <summary>
    /// Lowers operands from left to right. When a later one needs statements (an await), values of earlier ones that those statements
    /// could change are kept in variables first.
    /// </summary>
    private ImmutableArray<IrExpression> LowerOperands(ImmutableArray<IOperation> operands, BlockBuilder into)
    {
        var values = new IrExpression[operands.Length];
        for (var i = 0; i < operands.Length; i++)
        {
            var before = into.Count;
            values[i] = LowerExpression(operands[i], into);
            if (into.Count == before)
                continue;
            var assigned = new HashSet<IrVariable>(into.Since(before).SelectMany(s => s.Defines()));
            for (var j = 0; j < i; j++)
            {
                if (values[j].Reads().Overlaps(assigned) || values[j].IsVolatile())
                    values[j] = Refuse(operands[j], "A value that a later operand of the same expression changes", "assign it to a local variable first");
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
            default:
                return LowerCapturedSymbol(operation, symbol);
        }
    }

    /// <summary>A primary constructor's parameter that is read in a method: its value is what the composition root passes.</summary>
    private IrExpression LowerCapturedSymbol(IOperation operation, ISymbol symbol) =>
        Refuse(operation, $"'{symbol.Name}', whose value is not known here,", "read it from an environment variable or pass it in the event");

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
            return Refuse(conversion, $"The user-defined conversion to '{type?.Name}'", "convert by a method");
        }

        var operand = LowerExpression(conversion.Operand, into);
        if (conversion.Conversion.IsNumeric && !conversion.IsImplicit && !(type.IsFloating() || operand.Type.IsInteger() && SizeOf(type) >= SizeOf(operand.Type)))
            return Refuse(conversion, $"The narrowing conversion from '{operand.Type?.Name}' to '{type?.Name}'", "keep the wider type");
        if (conversion.Conversion.IsReference && !conversion.IsImplicit && !SymbolEqualityComparer.Default.Equals(type, operand.Type))
            return Refuse(conversion, $"The cast to '{type?.Name}'", "use the declared type");

        // A constant takes the target's type; an object keeps the type that it was made with, which serializers look at.
        return operand is IrConstant constant && type?.SpecialType != SpecialType.System_Object && !type.IsNullable(out _) ? constant with { Type = type } : operand;

        static int SizeOf(ITypeSymbol? t) => t?.SpecialType switch
        {
            SpecialType.System_Byte or SpecialType.System_SByte => 1,
            SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
            SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
            SpecialType.System_Int64 or SpecialType.System_UInt64 => 8,
            SpecialType.System_Decimal => 16,
            _ => 0,
        };
    }

    private IrExpression LowerField(IFieldReferenceOperation operation, BlockBuilder into)
    {
        var field = operation.Field;
        var origin = At(operation);
        if (field.IsStatic && field.Type.IsSdkEnum() && field.ContainingType.IsSdkEnum())
            return new IrConstant(_services.EnumValue(field), StringType, origin);
        if (field is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "Empty" })
            return new IrConstant("", StringType, origin);
        if (field.IsReadOnly && FieldInitializer(field) is { } initializer)
            return LowerAtDeclaration(field, initializer, into);
        if (operation.Instance is ILocalReferenceOperation or IParameterReferenceOperation && !field.IsStatic)
            return Refuse(operation, $"The field '{field.Name}'", "make it a property, which serializers carry");
        return Refuse(operation, $"The field '{field.Name}'", "make it readonly and initialise it from a constant or an environment variable");
    }

    /// <summary>The one value that a readonly field or get-only property gets, in its declaration or in the only constructor that sets it.</summary>
    private IOperation? FieldInitializer(IFieldSymbol field)
    {
        var syntax = field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        if (syntax is VariableDeclaratorSyntax { Initializer.Value: { } value })
            return _models(syntax.SyntaxTree).GetOperation(value, _cancellationToken);
        return AssignedInConstructor(field);
    }

    private IOperation? AssignedInConstructor(ISymbol member)
    {
        var values = new List<IOperation>();
        foreach (var constructor in member.ContainingType.Constructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                var syntax = reference.GetSyntax(_cancellationToken);
                if (syntax is not ConstructorDeclarationSyntax || _models(syntax.SyntaxTree).GetOperation(syntax, _cancellationToken) is not { } body)
                    continue;
                foreach (var assignment in body.Descendants().OfType<ISimpleAssignmentOperation>())
                {
                    if (assignment.Target is IMemberReferenceOperation { Member: var m } && SymbolEqualityComparer.Default.Equals(m, member))
                        values.Add(assignment.Value);
                }
            }
        }

        return values.Count == 1 && !values[0].Descendants().Prepend(values[0]).Any(o => o is IParameterReferenceOperation or ILocalReferenceOperation) ? values[0] : null;
    }

    private IrExpression LowerAtDeclaration(ISymbol member, IOperation initializer, BlockBuilder into) =>
        InFrame(new Frame(null, member, _models(initializer.Syntax.SyntaxTree)), () => LowerExpression(initializer, into));

    private IrExpression LowerProperty(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var property = operation.Property;
        var origin = At(operation);
        var type = Resolve(operation.Type);
        if (property.IsStatic)
            return LowerStaticProperty(operation, into);

        var owner = Resolve(operation.Instance?.Type);
        if (owner.IsTask() && property.Name == "Result")
            return Await(operation.Instance!, into) ?? new IrConstant(null, type, origin);
        if (operation.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
        {
            if (AutoPropertyInitializer(property) is { } initializer)
                return LowerAtDeclaration(property, initializer, into);
            return Refuse(operation, $"The property '{property.Name}' of the handler", "initialise it from a constant or an environment variable");
        }

        var target = LowerExpression(operation.Instance!, into);
        if (owner.IsNullable(out _))
        {
            return property.Name == "HasValue"
                ? new IrBinary(IrOperator.NotEqual, target, new IrConstant(null, null, origin), type, origin)
                : target;
        }

        if (owner.IsException())
        {
            return property.Name == "Message"
                ? new IrMember(target, "Message", StringType, origin)
                : Refuse(operation, $"'{property.Name}' of an exception", "a state machine knows the error's name and message");
        }

        if (property.IsIndexer)
            return LowerIndexer(operation, target, into);
        if (owner.IsString() && property.Name == "Length")
            return Refuse(operation, "The length of a string", "compare the string, or use string.IsNullOrEmpty");
        if ((owner.ElementType() is not null || owner.IsDictionary()) && property.Name is "Count" or "Length")
            return new IrCallFunction(IrFunction.Count, [NotNull(operation.Instance!, target)], type, origin);
        if (target is IrNew made && made.Members.FirstOrDefault(m => m.Name == property.Name) is { } member)
            return member.Value;
        if (ObjectShape.IsObject(owner) && (IsStoredProperty(property) || owner.IsSdkModel()))
            return Member(operation, target, property.Name, type);
        if (ComputedProperty(property) is { } getter)
            return LowerGetter(property, getter, target, into);
        return Refuse(operation, $"The property '{owner?.Name}.{property.Name}'", "use a property of a class in the solution");
    }

    private IrMember Member(IPropertyReferenceOperation operation, IrExpression target, string name, ITypeSymbol? type)
    {
        var mayBeNull = operation.Instance is not (IInstanceReferenceOperation or IConditionalAccessInstanceOperation) && !IsProvenNotNull(operation.Instance!, target);
        var isNotNull = operation.Syntax is ExpressionSyntax whole && _frame.Model.GetTypeInfo(whole, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
        return new IrMember(target, name, type, At(operation)) { TargetMayBeNull = mayBeNull, IsKnownNotNull = isNotNull };
    }

    /// <summary>
    /// Whether a value cannot be null. Annotations alone prove nothing (a document may leave a member out); a check that the compiler's
    /// flow analysis has seen does.
    /// </summary>
    private bool IsProvenNotNull(IOperation operation, IrExpression value)
    {
        if (ExpressionSimplifier.IsNeverNull(value) || (value is IrRead read && _neverNull.Contains(read.Variable)) || value.Type.IsSdkModel())
            return true;
        var declared = Unwrap(operation) switch
        {
            ILocalReferenceOperation { Local: var local } => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: PostfixUnaryExpressionSyntax }
                ? null
                : local.Type,
            IParameterReferenceOperation { Parameter: var parameter } => parameter.Type,
            IPropertyReferenceOperation { Property: var property } => property.Type,
            _ => null,
        };
        return declared is { NullableAnnotation: NullableAnnotation.Annotated }
            && operation.Syntax is ExpressionSyntax syntax and not PostfixUnaryExpressionSyntax
            && _frame.Model.GetTypeInfo(syntax, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
    }

    /// <summary>A list that the code goes through: null fails there.</summary>
    private IrExpression NotNull(IOperation operation, IrExpression list) =>
        IsProvenNotNull(operation, list) ? list : new IrCallFunction(IrFunction.NotNull, [list], list.Type, list.Origin);

    private IrExpression LowerIndexer(IPropertyReferenceOperation operation, IrExpression target, BlockBuilder into)
    {
        if (target.Type.IsDictionary() && operation.Arguments.Length == 1 && operation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string key })
            return new IrMember(target, key, Resolve(operation.Type), At(operation));
        if (target.Type.ElementType() is not null && operation.Arguments is [{ Value: var position }] && position.Type.IsInteger())
            return new IrElement(target, LowerExpression(position, into), Resolve(operation.Type), At(operation));
        return Refuse(operation, "This indexer", "use a constant key");
    }

    private IrExpression LowerStaticProperty(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var property = operation.Property;
        var origin = At(operation);
        if (property.Name == "UtcNow" && ObjectShape.IsScalarStruct(property.ContainingType))
            return Spill(new IrCallFunction(IrFunction.UtcNow, [], property.Type, origin), "now", into);
        if (AutoPropertyInitializer(property) is { } initializer)
            return LowerAtDeclaration(property, initializer, into);
        if (ComputedProperty(property) is { } getter)
            return LowerAtDeclaration(property, getter, into);
        return Refuse(operation, $"The static property '{property.ContainingType.Name}.{property.Name}'", "pass the value in the event or in an environment variable");
    }

    private IOperation? AutoPropertyInitializer(IPropertySymbol property)
    {
        var syntax = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        if (property.SetMethod is { IsInitOnly: false })
            return null;
        return syntax is PropertyDeclarationSyntax { Initializer.Value: { } value }
            ? _models(syntax.SyntaxTree).GetOperation(value, _cancellationToken)
            : AssignedInConstructor(property);
    }

    /// <summary>Whether the property has storage of its own (an automatic or positional property), so that state can hold it.</summary>
    private bool IsStoredProperty(IPropertySymbol property) =>
        SerializedShape.IsStored(property)
        || (property.DeclaringSyntaxReferences.IsEmpty && ComputedProperty(property) is null);

    private IOperation? ComputedProperty(IPropertySymbol property)
    {
        var syntax = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        return syntax switch
        {
            PropertyDeclarationSyntax { ExpressionBody.Expression: { } body } => _models(syntax.SyntaxTree).GetOperation(body, _cancellationToken),
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } when accessors.FirstOrDefault(a => a.Keyword.Text == "get")?.ExpressionBody?.Expression is { } body =>
                _models(syntax.SyntaxTree).GetOperation(body, _cancellationToken),
            _ => null,
        };
    }

    private readonly Stack<IrExpression> _receivers = new();

    private IrExpression LowerGetter(IPropertySymbol property, IOperation getter, IrExpression target, BlockBuilder into)
    {
        _receivers.Push(Spill(target, property.ContainingType.Name, into));
        try
        {
            return LowerAtDeclaration(property, getter, into);
        }
        finally
        {
            _receivers.Pop();
        }
    }

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

    private IrExpression Concat(ImmutableArray<IrExpression> parts, Origin origin)
    {
        var flat = parts.SelectMany(p => p is IrConcat inner ? inner.Parts : [p]).ToImmutableArray();
        return flat.All(p => p is IrConstant { Value: string or null })
            ? new IrConstant(string.Concat(flat.Select(p => (string?)((IrConstant)p).Value)), StringType, origin)
            : new IrConcat(flat, StringType, origin);
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

    private IrExpression LowerInterpolation(IInterpolatedStringOperation operation, BlockBuilder into)
    {
        var holes = operation.Parts.OfType<IInterpolationOperation>().ToImmutableArray();
        foreach (var hole in holes.Where(h => h.FormatString is not null || h.Alignment is not null))
            Refuse(hole, "A format or alignment in an interpolated string", "format the value in a function, or leave the format out");
        var values = LowerOperands(holes.Select(h => h.Expression).ToImmutableArray(), into);
        var next = 0;
        var parts = operation.Parts.Select(part => part is IInterpolatedStringTextOperation text
            ? new IrConstant(text.Text.ConstantValue.Value, StringType, At(part))
            : AsText(holes[next].Expression, values[next++]));
        return Concat(parts.ToImmutableArray(), At(operation));
    }

    /// <summary>Checks that the text of a value is the same on both sides.</summary>
    private IrExpression AsText(IOperation operation, IrExpression value)
    {
        var type = value.Type.IsNullable(out var underlying) ? underlying : value.Type;
        var known = value is IrConstant { Value: null } || type.IsString() || type.IsInteger() || type.IsBoolean() || type.IsSdkEnum() || type.IsTextCarrier()
            || type.Is("System.Guid");
        return known ? value : Refuse(operation, $"The text of a value of type '{type?.Name}'", "make the text in a function, or use a string, integer or boolean");
    }

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
                return Binary(pattern, relational.OperatorKind, value, LowerExpression(relational.Value, into), BooleanType);
            case IDiscardPatternOperation:
                return new IrConstant(true, BooleanType, origin);
            case IRecursivePatternOperation recursive when recursive.DeconstructionSubpatterns.IsEmpty && SymbolEqualityComparer.Default.Equals(recursive.MatchedType.OriginalDefinition, value.Type?.OriginalDefinition ?? recursive.MatchedType.OriginalDefinition):
                if (recursive.DeclaredSymbol is { } declared)
                    _frame.Bind(declared, new VariableBinding(SpillVariable(value, declared.Name, into), into));
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
                var variable = SpillVariable(value, symbol.Name, into);
                _frame.Bind(symbol, new VariableBinding(variable, into));
                return declaration.MatchesNull || !value.Type.CanBeNull() ? new IrConstant(true, BooleanType, origin) : Compare(IrOperator.NotEqual, Null());
            case ITypePatternOperation typePattern when SymbolEqualityComparer.Default.Equals(typePattern.MatchedType, value.Type):
                return Compare(IrOperator.NotEqual, Null());
            default:
                return Refuse(pattern, "This pattern", "compare the values");
        }
    }

    private static IrVariable SpillVariable(IrExpression value, string name, BlockBuilder into)
    {
        var variable = new IrVariable(name, value.Type);
        into.Add(new IrAssign(variable, value, value.Origin));
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
            var result = LowerExpression(arm.Value, then);
            var rest = new BlockBuilder(block, conditional: true);
            var others = Arms(index + 1, rest);
            return Choose(test, result, then, others, rest, type, "value", block, At(arm));
        }
    }

    /// <summary>default(T).</summary>
    private static IrExpression Default(ITypeSymbol? type, Origin origin) => type switch
    {
        _ when type.IsNullable(out _) => new IrConstant(null, type, origin),
        _ when type.IsNumeric() => new IrConstant(0, type, origin),
        _ when type.IsBoolean() => new IrConstant(false, type, origin),
        { TypeKind: TypeKind.Enum } => new IrConstant(0, type, origin),
        _ when type.Is("System.Guid") => new IrConstant(Guid.Empty.ToString(), type, origin),
        _ when type.Is("System.DateTime") => new IrConstant("0001-01-01T00:00:00", type, origin),
        _ => new IrConstant(null, type, origin),
    };
}
