using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private readonly Dictionary<ISymbol, bool> _takenForNotNull = new(SymbolEqualityComparer.Default);

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
        if (field.IsStatic && TimeConstant(field, origin) is { } time)
            return time;
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
        {
            // `string[] names = { … }` leaves the creation of the array unsaid.
            var operation = _models(syntax.SyntaxTree).GetOperation(WithoutSuppression(value), _cancellationToken);
            return operation is IArrayInitializerOperation { Parent: IArrayCreationOperation creation } ? creation : operation;
        }

        return AssignedInConstructor(field);
    }

    // `value!` is no operation of its own.
    private static ExpressionSyntax WithoutSuppression(ExpressionSyntax value) =>
        value is PostfixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } ? operand : value;

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
        if (IsDocument(owner) && property.IsIndexer)
            return LowerDocumentIndexer(operation, into);
        if (property.Name == "Value" && IsEntry(owner))
            return LowerEntryValue(operation, owner!, into);
        if (property.Name == "IsDone" && FindSearch(operation.Instance!) is { } search)
            return new IrRead(search.IsDone, origin);
        if (owner.IsTask() && property.Name == "Result")
            return AwaitBlocking(operation, operation.Instance!, into) ?? new IrConstant(null, type, origin);
        if (owner.IsTask() && property.Name == "IsCompleted" && operation.Instance is ILocalReferenceOperation { Local: var raced } && _frame.Find(raced) is TaskBinding { Task.Race: { } race })
            return new IrNot(new IrRead(race.TimedOut, origin), type, origin);
        if (owner.Is("System.Lazy") && property.Name == "Value" && FindLazyFactory(operation.Instance!) is { } lazy)
            return LowerDeferred(operation, lazy, into);
        if (FindComponent(operation.Instance) is { } component)
            return LowerMember(operation, component, into);
        if (ChoiceOf(operation.Instance, into) is { } choice)
            return Dispatch(operation, operation.Instance!, choice, type, way => LowerExpression(operation, way), into)!;
        if (LowerConfigurationProperty(operation, owner, into) is { } setting)
            return setting;
        if (owner.Is("Amazon.Lambda.Core.ILambdaContext"))
            return LowerContextMember(operation);
        if (owner.Is("System.Diagnostics.Stopwatch"))
            return Refuse(operation, $"'Stopwatch.{property.Name}' outside of a log line", "read DateTime.UtcNow before and after, and subtract");
        if (property.Name == "IsCancellationRequested" && owner.IsOpaque())
            return IsCancelled(operation.Instance!, type, origin);

        if (IsHttpAnswer(owner))
            return LowerAnswerProperty(operation, into);
        if (LowerMatchProperty(operation, owner, into) is { } ofMatch)
            return ofMatch;
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
        if (owner.IsJsonDocument())
            return LowerJsonProperty(operation, target);
        if ((owner.IsString() || owner.Is(Builder)) && property.Name == "Length")
            return new IrCallFunction(IrFunction.Length, [NotNull(operation.Instance!, target, into)], type, origin);
        if (owner.IsDictionary() && property.Name is "Keys" or "Values" && owner is INamedTypeSymbol { TypeArguments: [var keyType, var valueType] })
        {
            return keyType.IsString()
                ? new IrCallFunction(property.Name == "Keys" ? IrFunction.Keys : IrFunction.Values, [NotNull(operation.Instance!, target, into)], SequenceOf(property.Name == "Keys" ? keyType : valueType), origin)
                : Refuse(operation, $"'{property.Name}' of a dictionary whose keys are no texts", "use texts as keys");
        }

        if (owner.Is("System.Linq.IGrouping") || owner.Is("System.Collections.Generic.KeyValuePair"))
            return new IrMember(target, property.Name, type, origin);
        if ((owner.ElementType() is not null || owner.IsDictionary()) && property.Name is "Count" or "Length")
            return new IrCallFunction(IrFunction.Count, [NotNull(operation.Instance!, target, into)], type, origin);
        if (property.Name == "IsEmpty" && IsConcurrentCollection(owner))
            return IsEmpty(target, origin);
        if (target is IrNew made && made.Members.FirstOrDefault(m => m.Name == property.Name) is { } member && ExpressionSimplifier.MayDrop(made, made.Members.Where(m => !ReferenceEquals(m, member)).Select(m => m.Value)))
            return member.Value;
        if (owner.IsSdkEnum() && property.Name == "Value")
            return NotNull(operation.Instance!, target, into);
        if (IsSetTest(property, owner) is { } tested)
            return new IrBinary(IrOperator.NotEqual, Member(operation, target, tested.Name, Resolve(tested.Type), into), new IrConstant(null, null, origin), type, origin);
        if (ObjectShape.IsObject(owner) && (IsStoredProperty(property) || owner.IsSdkModel()))
            return Answer(Member(operation, target, property.Name, type, into), property);
        if ((Implementation(property, owner) ?? Implementation(property, target.Type)) is { } implementation)
        {
            return IsStoredProperty(implementation) ? Member(operation, target, implementation.Name, type, into)
                : GetterOf(implementation) is { } own ? LowerGetter(implementation, own, target, into)
                : Refuse(operation, $"The property '{owner?.Name}.{property.Name}'", "use a property of a class in the solution");
        }

        if (IsTimeOrDuration(owner) && LowerTimeProperty(operation, target) is { } ofTime)
            return ofTime;
        if (GetterOf(property) is { } getter)
            return LowerGetter(property, getter, target, into);
        return Refuse(operation, $"The property '{owner?.Name}.{property.Name}'", "use a property of a class in the solution");
    }

    /// <summary>What an object of the solution has for a property of an interface or a base class; null when it is not that object's.</summary>
    private static IPropertySymbol? Implementation(IPropertySymbol property, ITypeSymbol? type)
    {
        if (!ObjectShape.IsObject(type) || type is not INamedTypeSymbol { IsAbstract: false } || SymbolEqualityComparer.Default.Equals(property.ContainingType, type))
            return null;
        return property.ContainingType.TypeKind == TypeKind.Interface
            ? type.FindImplementationForInterfaceMember(property) as IPropertySymbol
            : type.SelfAndBaseTypes().SelectMany(t => t.GetMembers(property.Name).OfType<IPropertySymbol>()).FirstOrDefault(p => p.IsOverride);
    }

    /// <summary>The property of an SDK object that <c>IsItemSet</c> asks about; null when the property is no such question.</summary>
    private static IPropertySymbol? IsSetTest(IPropertySymbol property, ITypeSymbol? owner) =>
        owner.IsSdkModel() && property.Name.StartsWith("Is", StringComparison.Ordinal) && property.Name.EndsWith("Set", StringComparison.Ordinal) && property.Name.Length > 5
            ? owner!.GetMembers(property.Name.Substring(2, property.Name.Length - 5)).OfType<IPropertySymbol>().FirstOrDefault()
            : null;

    /// <summary>A member of an answer: version 3 of the SDK has empty lists and maps where the service leaves them out, version 4 null.</summary>
    private static IrExpression Answer(IrMember member, IPropertySymbol property)
    {
        var type = member.Type;
        if (!property.ContainingType.IsSdkModel() || property.ContainingAssembly is not { Identity.Version.Major: 3 } || type is null || type.IsTextCarrier())
            return member;
        return type.IsDictionary() ? new IrCoalesce(member, new IrDictionary([], type, member.Origin), type, member.Origin) { IsImplied = true }
            : type.ElementType() is not null ? new IrCoalesce(member, new IrList([], type, member.Origin), type, member.Origin) { IsImplied = true }
            : member;
    }

    private IrMember Member(IPropertyReferenceOperation operation, IrExpression target, string name, ITypeSymbol? type, BlockBuilder into)
    {
        var mayBeNull = operation.Instance is not (IInstanceReferenceOperation or IConditionalAccessInstanceOperation) && !IsProvenNotNull(operation.Instance!, target)
            && !IsFound(target, into);
        if (mayBeNull)
            into.NoteFound(target);
        var isNotNull = operation.Syntax is ExpressionSyntax whole && _frame.Model.GetTypeInfo(whole, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
        return new IrMember(target, name, type, At(operation)) { TargetMayBeNull = mayBeNull, IsKnownNotNull = isNotNull };
    }

    /// <summary>
    /// Whether a value cannot be null. Annotations alone prove nothing (a document may leave a member out); a check that the compiler's
    /// flow analysis has seen does.
    /// </summary>
    private bool IsProvenNotNull(IOperation operation, IrExpression value)
    {
        if (ExpressionSimplifier.IsNeverNull(value) || (value is IrRead read && _neverNull.Contains(read.Variable)) || (value.Type.IsSdkModel() && IsAnswered(value)))
            return true;

        // A structure: what kind of JSON it stands for is asked where it is read.
        if (Resolve(Unwrap(operation).Type) is { } type && (type.Is(JsonElementType) || type.ContainingType.Is(JsonElementType)))
            return true;
        var declared = Unwrap(operation) switch
        {
            ILocalReferenceOperation { Local: var local } => (Symbol: (ISymbol)local, local.Type),
            IParameterReferenceOperation { Parameter: var parameter } => (parameter, parameter.Type),
            IPropertyReferenceOperation { Property: var property } => (property, property.Type),
            _ => default,
        };
        return declared.Type is { NullableAnnotation: NullableAnnotation.Annotated }
            && operation.Syntax is ExpressionSyntax syntax and not PostfixUnaryExpressionSyntax && syntax.Parent is not PostfixUnaryExpressionSyntax
            && _frame.Model.GetTypeInfo(syntax, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull
            && (declared.Symbol is IPropertySymbol || !IsTakenForNotNull(declared.Symbol));
    }

    /// <summary>
    /// Whether the compiler takes a variable for not null from an assignment on, without having seen a check of it. What methods of the base library
    /// say of their results holds.
    /// </summary>
    private bool IsTakenForNotNull(ISymbol variable)
    {
        if (_yielded.Contains(variable))
            return true;
        if (_takenForNotNull.TryGetValue(variable, out var known))
            return known;
        var declaration = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        var isTaken = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initializer } => IsTaken(initializer),
            // A part of a value that is taken apart, or what a method hands out.
            SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } } } => IsOfSource(call),
            SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax or ParenthesizedVariableDesignationSyntax { Parent: not RecursivePatternSyntax } } => true,
            _ => false,
        };
        isTaken = isTaken || (variable.ContainingSymbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken).DescendantNodes().Any(Assigns) ?? false);
        return _takenForNotNull[variable] = isTaken;

        bool Assigns(SyntaxNode node) => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Right: var value } => name.Identifier.ValueText == variable.Name && IsTaken(value),
            // Of several variables that are assigned together, each is.
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax { Arguments: var parts } } => parts.Any(part => part.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Name),
            ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name, Parent.Parent: InvocationExpressionSyntax call } => name.Identifier.ValueText == variable.Name && IsOfSource(call),
            _ => false,
        };

        bool IsTaken(ExpressionSyntax value)
        {
            if (value is PostfixUnaryExpressionSyntax)
                return true;
            var model = _models(value.SyntaxTree);
            return model.GetTypeInfo(value, _cancellationToken).Nullability.FlowState == NullableFlowState.NotNull
                && !IsOfBaseLibrary(value is AwaitExpressionSyntax { Expression: var awaited } ? awaited : value);
        }

        bool IsOfBaseLibrary(ExpressionSyntax value) => Called(value)?.ContainingNamespace?.FullName().StartsWith("System", StringComparison.Ordinal) == true;

        bool IsOfSource(ExpressionSyntax call) => Called(call)?.DeclaringSyntaxReferences.IsEmpty == false;

        IMethodSymbol? Called(ExpressionSyntax value) => _models(value.SyntaxTree).GetOperation(value, _cancellationToken) is { } operation ? (Unwrap(operation) as IInvocationOperation)?.TargetMethod : null;
    }

    /// <summary>
    /// Whether an object of the SDK is surely there. Answers themselves are, and what is in a list or map of them; a structure inside of one only if the
    /// service's model says so, because a service leaves out what it has nothing to say about.
    /// </summary>
    private bool IsAnswered(IrExpression value) => value switch
    {
        IrRead { Variable: var variable } => !_mayBeAbsent.Contains(variable),
        IrMember { Target.Type: { } owner } member => owner.IsSdkModel() ? _services.IsRequired(owner, member.Name) : !ObjectShape.IsObject(owner) || owner.Is("System.Collections.Generic.KeyValuePair"),
        IrTaskResult or IrElement { IsKnownNotNull: true } or IrElement { IsInRange: true } or IrCallFunction { Function: IrFunction.Item } => true,
        IrElement element => element.Target.Type.ElementType() is not null,
        IrConditional choice => IsAnswered(choice.WhenTrue) && IsAnswered(choice.WhenFalse),
        IrCoalesce choice => IsAnswered(choice.WhenNull),
        _ => false,
    };

    /// <summary>Notes that a variable may hold an object of the SDK that is not there.</summary>
    private void NoteAbsence(IrVariable variable, IrExpression value)
    {
        if (value is IrConstant { Value: null } || (value.Type.IsSdkModel() && !ExpressionSimplifier.IsNeverNull(value) && !IsAnswered(value)))
            _mayBeAbsent.Add(variable);
    }

    /// <summary>Whether a value is known not to be null here: by a decision, or because the code has read through it before.</summary>
    private bool IsFound(IrExpression value, BlockBuilder into) =>
        IsExcluded(IsNull(value, value.Origin), into)
        || (value.Reads().All(IsStable) && into.HasFound(value));

    /// <summary>A list that the code goes through: null fails there.</summary>
    /// <param name="operation">The code that gives the list.</param>
    /// <param name="list">Its value.</param>
    /// <param name="into">The block in which the list is surely gone through; null where that is not known.</param>
    internal IrExpression NotNull(IOperation operation, IrExpression list, BlockBuilder? into = null)
    {
        if (IsProvenNotNull(operation, list) || (into is not null && IsFound(list, into)))
            return list;
        into?.NoteFound(list);
        return new IrCallFunction(IrFunction.NotNull, [list], list.Type, list.Origin);
    }

    private IrExpression LowerIndexer(IPropertyReferenceOperation operation, IrExpression target, BlockBuilder into)
    {
        if (operation.Arguments is not [{ Value: var position }])
            return Refuse(operation, "This indexer", "use one index or key");
        if (Resolve(operation.Instance!.Type).IsJsonDocument())
            return LowerJsonIndexer(operation, target, position, into);
        if (target.Type.IsDictionary())
            return LowerDictionaryIndexer(operation, target, LowerExpression(position, into), into);
        if (target.Type.IsString())
            return LowerCharacterAt(operation, target, position, into);
        if (Resolve(operation.Instance!.Type) is INamedTypeSymbol lookup && lookup.Is("System.Linq.ILookup"))
            return LowerLookup(operation, target, lookup, LowerExpression(position, into));
        if (target.Type.ElementType() is not null)
            return LowerElement(operation, NotNull(operation.Instance!, target, into), position, into);
        return Refuse(operation, "This indexer", "use a constant key");
    }

    private IrExpression LowerStaticProperty(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var property = operation.Property;
        var origin = At(operation);
        if (LowerClock(property, origin, into) is { } clock)
            return clock;
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
            ? _models(syntax.SyntaxTree).GetOperation(WithoutSuppression(value), _cancellationToken)
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
