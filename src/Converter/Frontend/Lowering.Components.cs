using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private readonly Dictionary<DeferredBinding, Binding?> _denoted = new();

    /// <summary>Where the values go that are passed to a service made in the course of the invocation; null while the composition root is read.</summary>
    private BlockBuilder? _constructionBlock;

    /// <summary>The service that an operation stands for; null when it is none, or none that is known here.</summary>
    private Component? FindComponent(IOperation? operation) => operation is not null && Denote(operation) is ComponentBinding { Component: var component } ? component : null;

    /// <summary>As above, where the code of an invocation runs: a service that is made here gets its values now.</summary>
    private Component? FindComponent(IOperation operation, BlockBuilder into) => DenoteHere(operation, into) is ComponentBinding { Component: var component } ? component : null;

    private Binding? DenoteHere(IOperation operation, BlockBuilder into)
    {
        var outer = _constructionBlock;
        _constructionBlock = into;
        try
        {
            return Denote(operation);
        }
        finally
        {
            _constructionBlock = outer;
        }
    }

    /// <summary>
    /// What an operation stands for that is no value of the workflow: a service, a client or another opaque object with the operation that makes
    /// it, or code. Follows locals, parameters, members, factories and the container. Null: a value, or not known.
    /// </summary>
    private Binding? Denote(IOperation operation)
    {
        operation = Unwrap(operation);
        if (_chosen.TryGetValue(operation, out var chosen))
            return chosen;
        switch (operation)
        {
            case IConditionalOperation { WhenFalse: not null } or ISwitchExpressionOperation when _constructionBlock is { } block:
                return DenoteSelection(operation, block);
            case IPropertyReferenceOperation { Property.IsIndexer: true } entry when _constructionBlock is { } block && DenoteEntry(entry, block) is { } entered:
                return entered;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return _frame.This().Component is { } self ? new ComponentBinding(self) : null;
            case ILocalReferenceOperation { Local: var local }:
                return Followed(_frame.Find(local));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return Followed(FindParameter(parameter));
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return DenoteMember((IMemberReferenceOperation)operation);
            case IObjectCreationOperation creation when IsService(Resolve(creation.Type)):
                return new ComponentBinding(Create(creation));
            case IObjectCreationOperation when Resolve(operation.Type).IsOpaque():
                return new OpaqueBinding(operation, _frame);
            case IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodReferenceOperation:
                return new CodeBinding(operation, _frame);
            case ICoalesceOperation coalesce:
                return Denote(coalesce.Value) switch
                {
                    ChoiceBinding { MayBeNull: true } choice when _constructionBlock is { } block => DenoteFallback(choice, coalesce, block),
                    null => IsNullHere(coalesce.Value) ? Denote(coalesce.WhenNull) : null,
                    var known => known,
                };
            case ICoalesceAssignmentOperation lazy:
                return Denote(lazy.Value);
            case IInvocationOperation invocation:
                return DenoteInvocation(invocation);
            default:
                return null;
        }
    }

    private Binding? Followed(Binding? binding)
    {
        switch (binding)
        {
            case DeferredBinding deferred:
                if (_denoted.TryGetValue(deferred, out var known))
                    return known;
                _denoted[deferred] = null;
                return _denoted[deferred] = AtComposition(deferred.Frame, () => Denote(deferred.Operation));
            case OpaqueBinding { Value: { } value, Frame: { } frame } opaque:
                return Unwrap(value) is IObjectCreationOperation ? opaque : InFrame(frame, () => Denote(value)) ?? opaque;
            case VariableBinding or TaskBinding or ConstantBinding:
                return null;
            default:
                return binding;
        }
    }

    /// <summary>Runs with the values of constructors and initialisers left where they are.</summary>
    private T AtComposition<T>(Frame frame, Func<T> action)
    {
        var outer = _constructionBlock;
        _constructionBlock = null;
        try
        {
            return InFrame(frame, action);
        }
        finally
        {
            _constructionBlock = outer;
        }
    }

    /// <summary>The binding of a parameter: of the active method, or of a primary constructor whose class's code runs.</summary>
    private Binding? FindParameter(IParameterSymbol parameter) => _frame.Find(parameter) ?? _frame.This().Component?.Parameter(parameter);

    private bool IsNullHere(IOperation operation)
    {
        operation = Unwrap(operation);
        if (operation.ConstantValue is { HasValue: true, Value: null } or { HasValue: false } && operation is IDefaultValueOperation)
            return true;
        if (operation.ConstantValue.HasValue)
            return operation.ConstantValue.Value is null;
        return (operation switch
        {
            ILocalReferenceOperation { Local: var local } => _frame.Find(local),
            IParameterReferenceOperation { Parameter: var parameter } => FindParameter(parameter),
            _ => null,
        }) switch
        {
            DeferredBinding deferred => InFrame(deferred.Frame, () => IsNullHere(deferred.Operation)),
            ConstantBinding { Value: null } => true,
            _ => false,
        };
    }

    private Binding? DenoteMember(IMemberReferenceOperation operation)
    {
        var member = operation.Member;
        if (member.IsStatic)
            return DenoteStatic(member);
        if (member.Name == "Value" && Resolve(operation.Instance?.Type).Is("System.Lazy"))
            return DenoteLazy(operation.Instance!);
        if (FindComponent(operation.Instance) is not { } owner)
            return null;
        if (owner.Member(member) is { } held)
            return Followed(held);
        if (member is IPropertySymbol property && MostDerived(property, owner) is var derived && GetterOf(derived) is { } getter)
            return InFrame(MemberFrame(owner, derived, getter), () => Denote(getter));
        return null;
    }

    private Binding? DenoteStatic(ISymbol member)
    {
        var value = member switch
        {
            IFieldSymbol field => FieldInitializer(field),
            IPropertySymbol property => AutoPropertyInitializer(property) ?? GetterOf(property),
            _ => null,
        };
        return value is null ? null : Followed(new DeferredBinding(value, StaticFrame(member, value)));
    }

    private readonly Dictionary<ISymbol, Frame> _staticFrames = new(SymbolEqualityComparer.Default);

    // One frame per member, so that what it holds is one object wherever it is read.
    private Frame StaticFrame(ISymbol member, IOperation value) =>
        _staticFrames.TryGetValue(member, out var frame) ? frame : _staticFrames[member] = new Frame(null, member, _models(value.Syntax.SyntaxTree));

    /// <summary>The value of <c>lazy.Value</c>: what the factory makes.</summary>
    private Binding? DenoteLazy(IOperation lazy) =>
        FindLazyFactory(lazy) is { } factory ? Followed(new DeferredBinding(factory.Operation, factory.Frame)) : null;

    private DeferredBinding? FindLazyFactory(IOperation lazy)
    {
        lazy = Unwrap(lazy);
        var (creation, frame) = lazy is IObjectCreationOperation made ? (made, _frame) : FindHeld(lazy) is { } held ? (Unwrap(held.Operation) as IObjectCreationOperation, held.Frame) : (null, _frame);
        if (creation?.Arguments.Select(a => Unwrap(a.Value)).FirstOrDefault(a => a is IAnonymousFunctionOperation or IMethodReferenceOperation) is not { } factory)
            return null;
        return factory switch
        {
            IAnonymousFunctionOperation { Symbol: var symbol, Body.Operations: [IReturnOperation { ReturnedValue: { } value }] } => new DeferredBinding(value, new Frame(frame, symbol, frame.Model)),
            IMethodReferenceOperation { Method: var method } when BodyOf(method.OriginalDefinition) is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] } =>
                new DeferredBinding(value, new Frame(null, method, _models(value.Syntax.SyntaxTree)) { Component = frame.This().Component }),
            _ => null,
        };
    }

    /// <summary>The operation that gives a member, local or parameter its value, in its frame.</summary>
    private DeferredBinding? FindHeld(IOperation operation)
    {
        return BindingOf(operation) switch
        {
            DeferredBinding deferred => InFrame(deferred.Frame, () => FindHeld(Unwrap(deferred.Operation))) ?? deferred,
            OpaqueBinding { Value: { } value, Frame: { } frame } => InFrame(frame, () => FindHeld(Unwrap(value))) ?? new DeferredBinding(value, frame),
            _ => null,
        };
    }

    private Binding? BindingOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => _frame.Find(local),
        IParameterReferenceOperation { Parameter: var parameter } => FindParameter(parameter),
        IFieldReferenceOperation { Field: { IsStatic: true } field } => FieldInitializer(field) is { } value ? new DeferredBinding(value, StaticFrame(field, value)) : null,
        IPropertyReferenceOperation { Property: { IsStatic: true } property } => AutoPropertyInitializer(property) is { } value ? new DeferredBinding(value, StaticFrame(property, value)) : null,
        IMemberReferenceOperation member => FindComponent(member.Instance)?.Member(member.Member),
        _ => null,
    };

    private Binding? DenoteInvocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var type = Resolve(invocation.Type);
        if (ServiceContainer.IsRequest(method) && method.TypeArguments is [var wanted])
            return Provide(Resolve(wanted), ServiceContainer.KeyOf(invocation));
        if (ServiceContainer.IsActivation(method) && method.TypeArguments is [var activated] && Resolve(activated) is INamedTypeSymbol concrete)
            return Activate(concrete, invocation.Arguments.Where(a => a.Parameter!.IsParams).SelectMany(a => Unwrap(a.Value) is IArrayCreationOperation { Initializer: { } items } ? items.ElementValues : []).ToList());
        if (type.IsTask() || !(IsService(type) || type.IsOpaque() || type?.TypeKind == TypeKind.Delegate))
            return null;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return invocation.Instance is { } code && Denote(code) is CodeBinding { Code: IAnonymousFunctionOperation { Body: var lambdaBody, Symbol: var symbol }, Frame: var outer }
                ? Made(new Frame(outer, symbol, _models(lambdaBody.Syntax.SyntaxTree)), symbol.Parameters, lambdaBody)
                : null;

        if (_constructionBlock is { } searched && DenoteFound(invocation, searched) is { } found)
            return found;
        var component = FindComponent(invocation.Instance);
        var implementation = Implementation(method, component, invocation.IsVirtual);
        if (implementation is null || BodyOf(implementation.OriginalDefinition) is not { } body)
            return type.IsOpaque() ? new OpaqueBinding(invocation, _frame) : null;
        if (_constructionBlock is { } into && body is IBlockOperation && Results(body) is { Count: > 1 } several && !_activeMethods.Contains(implementation.OriginalDefinition, SymbolEqualityComparer.Default)
            && DenoteFactory(invocation, implementation, component, body, several, into) is { } chosen)
        {
            return chosen;
        }

        return Made(MethodFrame(implementation, method, component, body), implementation.OriginalDefinition.Parameters, body);

        Binding? Made(Frame frame, System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters, IOperation factory)
        {
            if (_activeMethods.Contains((IMethodSymbol)frame.Method, SymbolEqualityComparer.Default) || MakesCalls(factory))
                return null;
            var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
            for (var i = 0; i < parameters.Length; i++)
                frame.Bind(parameters[i], ArgumentBinding(arguments[i]));
            BindLocals(frame, factory);
            var results = factory is IBlockOperation ? Results(factory) : [factory];
            _activeMethods.Push((IMethodSymbol)frame.Method);
            try
            {
                return results is [var only] ? InFrame(frame, () => Denote(only)) : type.IsOpaque() ? new OpaqueBinding(invocation, _frame) : null;
            }
            finally
            {
                _activeMethods.Pop();
            }
        }
    }

    /// <summary>Whether code that is read for what it makes does something besides that can be seen.</summary>
    private static bool MakesCalls(IOperation factory) => factory.DescendantsAndSelf().Any(o => o switch
    {
        IAwaitOperation => true,
        IInvocationOperation { Instance.Type: var type } call => type.IsSdkClient() && call.TargetMethod.Name is not "Dispose",
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } member } =>
            !member.Type.IsOpaque() && !IsService(member.Type),
        IIncrementOrDecrementOperation { Target: IMemberReferenceOperation } => true,
        _ => false,
    });

    /// <summary>Gives the locals of code that is read, not lowered, the values that they are declared with; those that change stay unknown.</summary>
    private static void BindLocals(Frame frame, IOperation body)
    {
        var changed = new HashSet<ISymbol>(
            body.Descendants().OfType<IAssignmentOperation>().Select(a => a.Target)
                .Concat(body.Descendants().OfType<IIncrementOrDecrementOperation>().Select(i => i.Target))
                .OfType<ILocalReferenceOperation>().Select(l => l.Local),
            SymbolEqualityComparer.Default);
        foreach (var declarator in body.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            if (declarator.GetVariableInitializer()?.Value is { } value && !changed.Contains(declarator.Symbol))
                frame.Bind(declarator.Symbol, new DeferredBinding(value, frame));
        }

        foreach (var function in body.Descendants().OfType<ILocalFunctionOperation>())
            frame.Bind(function.Symbol, new CodeBinding(function, frame));
    }

    /// <summary>A new activation of a method with its type arguments, before its parameters are bound.</summary>
    /// <param name="implementation">The method that runs.</param>
    /// <param name="called">The method as called, with the type arguments of the call.</param>
    /// <param name="component">The service that it is called on.</param>
    /// <param name="body">Its body.</param>
    /// <param name="receiver">The object of the workflow that it is called on.</param>
    private Frame MethodFrame(IMethodSymbol implementation, IMethodSymbol called, Component? component, IOperation body, IrExpression? receiver = null)
    {
        var definition = implementation.OriginalDefinition;
        var frame = new Frame(null, definition, _models(body.Syntax.SyntaxTree)) { Component = component, Receiver = receiver };
        for (var i = 0; i < definition.TypeParameters.Length && i < called.TypeArguments.Length; i++)
            frame.TypeArguments[definition.TypeParameters[i]] = Resolve(called.TypeArguments[i])!;
        var owner = component is null
            ? implementation.ContainingType
            : component.Type.SelfAndBaseTypes().FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, definition.ContainingType)) ?? implementation.ContainingType;
        BindTypeArguments(frame, owner);
        return frame;
    }

    private void BindTypeArguments(Frame frame, INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            for (var i = 0; i < type.TypeParameters.Length; i++)
                frame.TypeArguments[type.OriginalDefinition.TypeParameters[i]] = Resolve(type.TypeArguments[i])!;
        }
    }

    /// <summary>A frame in which a member's initialiser or getter is read.</summary>
    private Frame MemberFrame(Component owner, ISymbol member, IOperation value)
    {
        var frame = new Frame(null, member, _models(value.Syntax.SyntaxTree)) { Component = owner };
        foreach (var level in owner.Type.SelfAndBaseTypes())
            BindTypeArguments(frame, level);
        return frame;
    }

    private static IPropertySymbol MostDerived(IPropertySymbol property, Component owner)
    {
        if (property.ContainingType.TypeKind == TypeKind.Interface)
            return owner.Type.FindImplementationForInterfaceMember(owner.Type.AllInterfaces.FirstOrDefault(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, property.ContainingType.OriginalDefinition))
                ?.GetMembers(property.Name).OfType<IPropertySymbol>().FirstOrDefault() ?? property) as IPropertySymbol ?? property;
        if (property.GetMethod is { } getter && (getter.IsAbstract || getter.IsVirtual || getter.IsOverride))
            return getter.MostDerivedIn(owner.Type)?.AssociatedSymbol as IPropertySymbol ?? property;
        return property;
    }

    /// <summary>The method that runs: found on the service if that is known, else the only implementation in the solution.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="component">The service that it is called on.</param>
    /// <param name="isVirtual">Whether overrides count: not for <c>base.M()</c>.</param>
    private IMethodSymbol? Implementation(IMethodSymbol method, Component? component, bool isVirtual)
    {
        method = method.ReducedFrom ?? method;
        if (component is null)
            return isVirtual || method.ContainingType.TypeKind == TypeKind.Interface ? Implementation(method) : method;
        if (method.ContainingType.TypeKind != TypeKind.Interface)
            return isVirtual && (method.IsAbstract || method.IsVirtual || method.IsOverride) ? method.MostDerivedIn(component.Type) : method;
        foreach (var contract in component.Type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType.OriginalDefinition)))
        {
            if (!SymbolEqualityComparer.Default.Equals(contract, Resolve(method.ContainingType)) && component.Type.AllInterfaces.Count(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract.OriginalDefinition)) > 1)
                continue;
            var member = contract.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition));
            if (member is not null)
                return component.Type.FindImplementationForInterfaceMember(member) as IMethodSymbol ?? (member.IsAbstract ? null : member);
        }

        return null;
    }

    /// <summary>
    /// Whether values of a type are there to be called: interfaces and classes of the solution that hold clients, services or code, or that hold
    /// nothing that a serializer would see.
    /// </summary>
    private static bool IsService(ITypeSymbol? type) => type is INamedTypeSymbol named && ServiceTypes.IsService(named);

    /// <summary>Reads a member of a service.</summary>
    private IrExpression LowerMember(IMemberReferenceOperation operation, Component owner, BlockBuilder into)
    {
        var member = operation.Member;
        if (owner.Member(member) is VariableBinding { Variable: var variable })
            return new IrRead(variable, At(operation));
        if (_state.IsMutated(member))
            return RefuseState(operation, member);
        if (owner.Member(member) is { } held)
            return LowerHeld(operation, held, into);
        if (member is IPropertySymbol property && MostDerived(property, owner) is var derived)
        {
            if (owner.Member(derived) is { } own)
                return LowerHeld(operation, own, into);
            if (derived.GetMethod is { } getter && BodyOf(getter.OriginalDefinition) is { } body)
                return InlineBody(MemberFrame(owner, getter, body), [], [], body, Resolve(derived.Type), derived.Name, into) ?? new IrConstant(null, Resolve(operation.Type), At(operation));
        }

        if (member is IFieldSymbol { IsReadOnly: true } or IFieldSymbol or IPropertySymbol && ServiceTypes.IsStored(member))
            return Default(Resolve(operation.Type), At(operation));
        return Refuse(operation, $"'{member.Name}', whose value is not known here,", "read it from an environment variable or pass it in the event");
    }

    private IrExpression LowerHeld(IOperation operation, Binding held, BlockBuilder into)
    {
        switch (held)
        {
            case VariableBinding { Variable: var variable }:
                return new IrRead(variable, At(operation));
            case ConstantBinding constant:
                return new IrConstant(constant.Value, constant.Type, At(operation));
            case DeferredBinding deferred:
                return LowerDeferred(operation, deferred, into);
            default:
                return Refuse(operation, "A service as a value", "call its methods where it is needed");
        }
    }

    /// <summary>
    /// The value of an initialiser or of a constructor's argument, computed where it is read: right as long as nothing about it depends on when.
    /// </summary>
    private IrExpression LowerDeferred(IOperation operation, DeferredBinding deferred, BlockBuilder into)
    {
        var block = new BlockBuilder(into);
        var value = AtComposition(deferred.Frame, () => LowerExpression(deferred.Operation, block));
        var statements = block.ToImmutable();
        if (value.IsVolatile() || statements.Descendants().Any(s => s is IrCall or IrWait or IrParallel or IrMap || s.Expressions().Any(e => e.IsVolatile())))
            return RefuseState(operation, deferred.Frame.Method);
        into.AddRange(statements);
        return value;
    }

    private IrExpression RefuseState(IOperation operation, ISymbol member)
    {
        Report(LiftDescriptors.StateBetweenInvocations, At(operation), member.Name);
        return new IrConstant(null, Resolve(operation.Type), At(operation));
    }

    /// <summary>Assigns a member of a service: a variable where the service was made in this invocation; else refused, since the value would outlive it.</summary>
    /// <returns>Whether the target was a member of a service, or a static one.</returns>
    private bool StoreMember(IOperation target, IrExpression value, BlockBuilder into, bool isChange)
    {
        if (target is not IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member || member is IPropertyReferenceOperation { Property.IsIndexer: true })
            return false;
        if (member.Member.IsStatic)
        {
            RefuseState(target, member.Member);
            return true;
        }

        if (FindComponent(member.Instance) is not { } owner)
            return false;
        if (owner.Member(member.Member) is not VariableBinding binding)
        {
            RefuseState(target, member.Member);
            return true;
        }

        if (!CanAssign(binding, into, out var kind))
            Report(LiftDescriptors.OuterAssignment, At(target), member.Member.Name, kind);
        else
            AssignMember(binding);
        return true;

        void AssignMember(VariableBinding held)
        {
            if (isChange)
            {
                if (MayBeShared(held.Variable, into))
                    Refuse(target, $"Changing '{member.Member.Name}', whose object another variable refers to,", "change it before it is shared");
                _mutations.Add(new Mutation(held.Variable, held.Owner, target));
            }

            into.Add(new IrAssign(held.Variable, value, At(target)));
        }
    }
}
