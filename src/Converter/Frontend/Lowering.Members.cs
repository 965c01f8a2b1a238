using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerField(IFieldReferenceOperation operation, BlockBuilder into)
    {
        var field = operation.Field;
        var origin = At(operation);
        if (field.IsStatic && field.Type.IsSdkEnum() && field.ContainingType.IsSdkEnum())
            return new IrConstant(_services.EnumValue(field), StringType, origin);
        if (field is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "Empty" })
            return new IrConstant("", StringType, origin);
        if (field is { IsStatic: true, Name: "Empty" } && field.ContainingType.Is("System.Guid"))
            return new IrConstant(Guid.Empty.ToString(), field.Type, origin);
        if (field is { IsStatic: false, ContainingType.IsTupleType: true } && operation.Instance is not null)
            return new IrMember(LowerExpression(operation.Instance, into), (field.CorrespondingTupleField ?? field).Name, Resolve(operation.Type), origin);
        if (!field.IsStatic && FindComponent(operation.Instance) is { } owner)
            return LowerMember(operation, owner, into);
        if (field.IsStatic && _state.IsMutated(field))
            return RefuseState(operation, field);
        if ((field.IsStatic || field.IsReadOnly) && FieldInitializer(field) is { } initializer)
            return LowerDeferred(operation, new DeferredBinding(initializer, StaticFrame(field, initializer)), into);
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
            return AwaitBlocking(operation, operation.Instance!, into) ?? new IrConstant(null, type, origin);
        if (owner.IsTask() && property.Name == "IsCompleted" && operation.Instance is ILocalReferenceOperation { Local: var raced } && _frame.Find(raced) is TaskBinding { Task.Race: { } race })
            return new IrNot(new IrRead(race.TimedOut, origin), type, origin);
        if (owner.Is("System.Lazy") && property.Name == "Value" && FindLazyFactory(operation.Instance!) is { } lazy)
            return LowerDeferred(operation, lazy, into);
        if (FindComponent(operation.Instance) is { } component)
            return LowerMember(operation, component, into);
        if (LowerConfigurationProperty(operation, owner, into) is { } setting)
            return setting;
        if (owner.Is("Amazon.Lambda.Core.ILambdaContext"))
        {
            return property.Name == "AwsRequestId"
                ? new IrExecutionName(type, origin)
                : Refuse(operation, $"'{property.Name}' of the function's context", "leave it out: an execution has no function around it");
        }

        if (LowerExceptionMember(operation, into) is { } ofException)
            return ofException;
        var target = LowerExpression(operation.Instance!, into);
        if (owner.IsNullable(out _))
        {
            return property.Name == "HasValue"
                ? new IrBinary(IrOperator.NotEqual, target, new IrConstant(null, null, origin), type, origin)
                : target;
        }

        // A failing task does not answer: where there is an answer, its status is the one of success.
        if (property.Name == "HttpStatusCode" && _services.SuccessStatus(owner) is { } status)
            return new IrConstant(status, type, origin);
        if (property.IsIndexer)
            return LowerIndexer(operation, target, into);
        if ((owner.IsString() || owner.Is(Builder)) && property.Name == "Length")
            return new IrCallFunction(IrFunction.Length, [NotNull(operation.Instance!, target)], type, origin);
        if (owner.IsDictionary() && property.Name is "Keys" or "Values" && owner is INamedTypeSymbol { TypeArguments: [var keyType, var valueType] })
        {
            return keyType.IsString()
                ? new IrCallFunction(property.Name == "Keys" ? IrFunction.Keys : IrFunction.Values, [NotNull(operation.Instance!, target)], SequenceOf(property.Name == "Keys" ? keyType : valueType), origin)
                : Refuse(operation, $"'{property.Name}' of a dictionary whose keys are no texts", "use texts as keys");
        }

        if (owner.Is("System.Linq.IGrouping") || owner.Is("System.Collections.Generic.KeyValuePair"))
            return new IrMember(target, property.Name, type, origin);
        if ((owner.ElementType() is not null || owner.IsDictionary()) && property.Name is "Count" or "Length")
            return new IrCallFunction(IrFunction.Count, [NotNull(operation.Instance!, target)], type, origin);
        if (target is IrNew made && made.Members.FirstOrDefault(m => m.Name == property.Name) is { } member)
            return member.Value;
        if (ObjectShape.IsObject(owner) && (IsStoredProperty(property) || owner.IsSdkModel()))
            return Member(operation, target, property.Name, type);
        if (GetterOf(property) is { } getter)
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
            && operation.Syntax is ExpressionSyntax syntax and not PostfixUnaryExpressionSyntax && syntax.Parent is not PostfixUnaryExpressionSyntax
            && _frame.Model.GetTypeInfo(syntax, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
    }

    /// <summary>A list that the code goes through: null fails there.</summary>
    internal IrExpression NotNull(IOperation operation, IrExpression list) =>
        IsProvenNotNull(operation, list) ? list : new IrCallFunction(IrFunction.NotNull, [list], list.Type, list.Origin);

    private IrExpression LowerIndexer(IPropertyReferenceOperation operation, IrExpression target, BlockBuilder into)
    {
        if (operation.Arguments is not [{ Value: var position }])
            return Refuse(operation, "This indexer", "use one index or key");
        if (target.Type.IsDictionary())
            return LowerDictionaryIndexer(operation, target, LowerExpression(position, into), into);
        if (target.Type.IsString())
            return LowerCharacterAt(operation, target, position, into);
        if (Resolve(operation.Instance!.Type) is INamedTypeSymbol lookup && lookup.Is("System.Linq.ILookup"))
            return LowerLookup(operation, target, lookup, LowerExpression(position, into));
        if (target.Type.ElementType() is not null)
            return LowerElement(operation, NotNull(operation.Instance!, target), position, into);
        return Refuse(operation, "This indexer", "use a constant key");
    }

    private IrExpression LowerStaticProperty(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var property = operation.Property;
        var origin = At(operation);
        if (property.Name == "UtcNow" && ObjectShape.IsScalarStruct(property.ContainingType))
            return Spill(new IrCallFunction(IrFunction.UtcNow, [], property.Type, origin), "now", into);
        if (_state.IsMutated(property))
            return RefuseState(operation, property);
        if (AutoPropertyInitializer(property) is { } initializer)
            return LowerDeferred(operation, new DeferredBinding(initializer, StaticFrame(property, initializer)), into);
        if (GetterOf(property) is { } getter)
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
        || (property.DeclaringSyntaxReferences.IsEmpty && GetterOf(property) is null);

    private IOperation? GetterOf(IPropertySymbol property)
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

    private IrExpression LowerGetter(IPropertySymbol property, IOperation getter, IrExpression target, BlockBuilder into)
    {
        var frame = new Frame(null, property, _models(getter.Syntax.SyntaxTree)) { Receiver = Spill(target, property.ContainingType.Name, into) };
        BindTypeArguments(frame, property.ContainingType);
        return InFrame(frame, () => LowerExpression(getter, into));
    }
}
