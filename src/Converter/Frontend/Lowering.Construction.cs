using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>The service that the handler's class is, made as the Lambda runtime makes it: by its parameterless constructor, else by the container.</summary>
    private Component CreateHandler(INamedTypeSymbol type)
    {
        var component = new Component(type, isLocal: false);
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        if (constructors.FirstOrDefault(c => c.Parameters.IsEmpty) is { } plain)
            Construct(component, plain, _ => null);
        else
            ConstructByContainer(component, constructors, []);
        return component;
    }

    /// <summary>A service made by <c>new</c>.</summary>
    private Component Create(IObjectCreationOperation creation)
    {
        var component = new Component((INamedTypeSymbol)Resolve(creation.Type)!, isLocal: _constructionBlock is not null);
        var arguments = creation.Arguments.ToDictionary(a => a.Parameter!.Ordinal, a => ArgumentBinding(a.Value));
        Construct(component, creation.Constructor!, p => arguments.TryGetValue(p.Ordinal, out var argument) ? argument : null);
        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            if (item is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member }, Value: var value })
                component.Set(member, ArgumentBinding(value));
            else
                Refuse(item, "This initialiser of a service", "pass the value to the constructor");
        }

        if (_constructionBlock is { } into)
            HoldState(component, into);
        return component;
    }

    /// <summary>The values of a service made in this invocation that its methods change become variables of the workflow.</summary>
    private void HoldState(Component component, BlockBuilder into)
    {
        foreach (var level in component.Type.SelfAndBaseTypes())
        {
            foreach (var member in level.GetMembers().Where(m => !m.IsStatic && !m.IsImplicitlyDeclared && m is IFieldSymbol or IPropertySymbol && ServiceTypes.IsStored(m) && _state.IsMutated(m)))
            {
                var type = InFrame(MemberFrame(component, member), () => Resolve(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type));
                if (type.IsOpaque() || IsService(type))
                    continue;
                var syntax = member.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
                var initial = component.Member(member) switch
                {
                    VariableBinding { Variable: var passed } => new IrRead(passed, new Origin(syntax, member)),
                    DeferredBinding deferred => AtComposition(deferred.Frame, () => LowerExpression(deferred.Operation, into)),
                    _ => Default(type, new Origin(syntax, member)),
                };
                var variable = new IrVariable(member.Name.TrimStart('_'), type);
                into.Add(new IrAssign(variable, initial, initial.Origin));
                component.Set(member, new VariableBinding(variable, into));
            }
        }
    }

    private Frame MemberFrame(Component owner, ISymbol member)
    {
        var frame = new Frame(null, member, _frame.Model) { Component = owner };
        foreach (var level in owner.Type.SelfAndBaseTypes())
            BindTypeArguments(frame, level);
        return frame;
    }

    /// <summary>What a parameter holds: a service, code, a client; a value as it is now in the course of an invocation, else as it is where it is written.</summary>
    private Binding ArgumentBinding(IOperation value)
    {
        if (Denote(value) is { } known)
            return known;
        var type = Resolve(value.Type);
        if (type.IsOpaque())
            return new OpaqueBinding(value, _frame);
        if (FindStrategyList(value, _constructionBlock) is { } list)
            return new StrategyListBinding(list);
        if (_constructionBlock is not { } into || IsService(type) || type.Is("System.Lazy") || value.ConstantValue.HasValue)
            return new DeferredBinding(value, _frame);
        var lowered = LowerExpression(value, into);
        return new VariableBinding(SpillVariable(lowered, value is IParameterReferenceOperation { Parameter.Name: var name } ? name : "value", into), into);
    }

    /// <summary>Runs a constructor: initialisers, base constructor, body.</summary>
    /// <param name="component">The object.</param>
    /// <param name="constructor">The constructor.</param>
    /// <param name="argument">What is passed for a parameter; null for its default.</param>
    private void Construct(Component component, IMethodSymbol constructor, Func<IParameterSymbol, Binding?> argument)
    {
        var definition = constructor.OriginalDefinition;
        var syntax = definition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        var tree = (syntax ?? definition.ContainingType.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken))?.SyntaxTree;
        if (tree is null)
            return;
        var frame = new Frame(null, definition, _models(tree)) { Component = component };
        foreach (var level in component.Type.SelfAndBaseTypes())
            BindTypeArguments(frame, level);
        foreach (var parameter in definition.Parameters)
            frame.Bind(parameter, argument(parameter) ?? new ConstantBinding(parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null, parameter.Type));
        component.Constructed(frame);

        var declaration = syntax as ConstructorDeclarationSyntax;
        var chained = ChainedCall(syntax, frame);
        if (declaration?.Initializer is { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisConstructorInitializer } && chained is not null)
        {
            ConstructChained(component, chained, frame);
        }
        else
        {
            SetInitializers(component, definition.ContainingType, frame);
            if (chained is not null)
                ConstructChained(component, chained, frame);
            else if (definition.ContainingType.BaseType is { SpecialType: SpecialType.None } baseType && baseType.InstanceConstructors.FirstOrDefault(c => c.Parameters.All(p => p.IsOptional)) is { } implicitBase)
                Construct(component, implicitBase, _ => null);
        }

        if (declaration is not null && frame.Model.GetOperation(declaration, _cancellationToken) is IConstructorBodyOperation body)
            InFrame(frame, () => RunConstructor(component, ((IOperation?)body.BlockBody ?? body.ExpressionBody)!));
    }

    private IInvocationOperation? ChainedCall(SyntaxNode? syntax, Frame frame)
    {
        SyntaxNode? call = syntax switch
        {
            ConstructorDeclarationSyntax { Initializer: { } initializer } => initializer,
            TypeDeclarationSyntax { BaseList.Types: var types } => types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault(),
            _ => null,
        };
        var operation = call is null ? null : frame.Model.GetOperation(call, _cancellationToken);
        return operation as IInvocationOperation ?? operation?.Descendants().OfType<IInvocationOperation>().FirstOrDefault(i => i.TargetMethod.MethodKind == MethodKind.Constructor);
    }

    private void ConstructChained(Component component, IInvocationOperation chained, Frame frame)
    {
        var arguments = InFrame(frame, () => chained.Arguments.ToDictionary(a => a.Parameter!.Ordinal, a => ArgumentBinding(a.Value)));
        Construct(component, chained.TargetMethod, p => arguments.TryGetValue(p.Ordinal, out var value) ? value : null);
    }

    private void SetInitializers(Component component, INamedTypeSymbol type, Frame frame)
    {
        foreach (var member in type.GetMembers().Where(m => !m.IsStatic && m is IFieldSymbol or IPropertySymbol))
        {
            ExpressionSyntax? value = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } initializer } => initializer,
                PropertyDeclarationSyntax { Initializer.Value: { } initializer } => initializer,
                _ => null,
            };
            if (value is not null && _models(value.SyntaxTree).GetOperation(value, _cancellationToken) is { } operation)
                component.Set(member, new DeferredBinding(operation, new Frame(frame, member, _models(value.SyntaxTree)) { Component = component }));
        }
    }

    private bool RunConstructor(Component component, IOperation body)
    {
        foreach (var statement in body is IBlockOperation block ? block.Operations.AsEnumerable() : [body])
            RunConstructorStatement(component, statement);
        return true;
    }

    private void RunConstructorStatement(Component component, IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                RunConstructor(component, block);
                break;
            case IExpressionStatementOperation { Operation: var expression }:
                RunConstructorStatement(component, expression);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators))
                {
                    if (declarator.GetVariableInitializer()?.Value is { } value)
                        _frame.Bind(declarator.Symbol, ArgumentBinding(value));
                }

                break;
            case IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member } } assignment
                when assignment is ISimpleAssignmentOperation or ICoalesceAssignmentOperation && ServiceTypes.IsStored(member):
                component.Set(member, ArgumentBinding(assignment.Value));
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation targets, Value: var right } when Unwrap(right) is ITupleOperation values && targets.Elements.All(t => t is IMemberReferenceOperation { Instance: IInstanceReferenceOperation }):
                for (var i = 0; i < targets.Elements.Length; i++)
                    component.Set(((IMemberReferenceOperation)targets.Elements[i]).Member, ArgumentBinding(values.Elements[i]));
                break;
            case IConditionalOperation { WhenFalse: null, WhenTrue: var guarded } guard when guarded is IThrowOperation or IBlockOperation { Operations: [IThrowOperation] }:
                if (!NeverHolds(guard.Condition))
                    Refuse(statement, "A check in a constructor whose outcome is not known", "check in the handler");
                break;
            case IInvocationOperation invocation when IsUnobservable(invocation) || invocation.TargetMethod.Name.StartsWith("ThrowIfNull", StringComparison.Ordinal):
                break;
            case IReturnOperation { ReturnedValue: null } or IEmptyOperation:
                break;
            default:
                // Settings of clients, and which client is made, change no call.
                if (!ConcernsOnlyOpaque(statement))
                    Refuse(statement, "A constructor of a service that does more than set members", "do it in the handler");
                break;
        }
    }

    /// <summary>Whether a guard's condition is false whenever the function can start at all: a service or an environment variable that is not there.</summary>
    private bool NeverHolds(IOperation condition)
    {
        condition = Unwrap(condition);
        if (condition is IIsPatternOperation { Value: var tested, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } && Denote(tested) is not null)
            return true;
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, LeftOperand: var left, RightOperand: var right }
            && ((Denote(left) is not null && IsNullHere(right)) || (Denote(right) is not null && IsNullHere(left))))
            return true;
        var block = new BlockBuilder();
        return block.IsEmpty && ExpressionSimplifier.Simplify(LowerExpression(condition, block)) switch
        {
            IrConstant { Value: false } => true,
            IrCallFunction { Function: IrFunction.IsNullOrEmpty or IrFunction.IsNullOrWhiteSpace, Arguments: [IrSubstitution] } => true,
            _ => false,
        };
    }

    private bool ConcernsOnlyOpaque(IOperation statement)
    {
        var assigned = statement.DescendantsAndSelf().OfType<IAssignmentOperation>().Select(a => a.Target).ToList();
        var called = statement.DescendantsAndSelf().OfType<IInvocationOperation>().Where(i => !IsUnobservable(i)).ToList();
        return (assigned.Count > 0 || called.Count > 0)
            && assigned.All(t => Resolve(t.Type).IsOpaque() || (t is IMemberReferenceOperation { Instance: { } owner } && IsClientSetting(owner)))
            && called.All(i => i.Instance is { } owner ? IsClientSetting(owner) || i.Arguments.Any(IsComposed) : Resolve(i.Type).IsOpaque() || i.Arguments.Any(IsComposed)
                || i.TargetMethod.ContainingType.Name.StartsWith("AWSSDKHandler", StringComparison.Ordinal) || i.TargetMethod.ContainingType.Is("System.Environment"));

        // ConfigureServices(services): what it registers is looked up.
        bool IsComposed(IArgumentOperation argument) => argument.Parameter!.Type.Is("Microsoft.Extensions.DependencyInjection.IServiceCollection");
    }

    private bool IsClientSetting(IOperation owner)
    {
        var type = Resolve(owner.Type);
        return type.IsOpaque() || type.DerivesFrom("Amazon.Runtime.ClientConfig") || HttpClients.IsHeaders(type) || type?.Name == "HttpHeaderValueCollection";
    }

    // ---- The container ----

    /// <summary>What the container gives for a type; null when that is not known.</summary>
    private Binding? Provide(ITypeSymbol? type, string? key = null)
    {
        if (type is null)
            return null;
        if (type.IsOpaque())
            return new OpaqueBinding(null, null);
        if (type is not INamedTypeSymbol named)
            return null;
        var identity = (named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), key);
        if (_provided.TryGetValue(identity, out var known))
            return known;
        _provided[identity] = null;
        return _provided[identity] = ProvideAnew(named, key);
    }

    private readonly Dictionary<(string Type, string? Key), Binding?> _provided = new();

    private Binding? ProvideAnew(INamedTypeSymbol type, string? key)
    {
        if (_container.Find(type, key) is { } registration)
            return Registered(registration, type);
        if (type.TypeArguments is [var element] && type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && key is null)
            return ProvideAll(element) is { } elements ? new StrategyListBinding(elements) : null;
        if (type.TypeKind == TypeKind.Class && !type.IsAbstract && IsService(type) && key is null)
            return Activate(type, []);
        var single = _container.SingleImplementation(type);
        return single is null || key is not null ? null : Activate(single, []);
    }

    private Binding? Registered(Registration registration, INamedTypeSymbol type)
    {
        if (registration.Value is not { } value)
            return registration.Implementation is { } implementation ? Activate(implementation.IsUnboundGenericType ? implementation.ConstructedFrom.Construct([.. type.TypeArguments]) : implementation, []) : null;
        var frame = FrameOf(value);
        return AtComposition(frame, () => Unwrap(value) switch
        {
            IAnonymousFunctionOperation { Symbol: var symbol, Body: var body } => FromFactory(new Frame(frame, symbol, frame.Model), body),
            IMethodReferenceOperation { Method: var method } when BodyOf(method.OriginalDefinition) is { } body => FromFactory(new Frame(null, method, _models(body.Syntax.SyntaxTree)), body),
            var made => Denote(made) ?? new DeferredBinding(made, frame),
        });
    }

    // The code around a registration, with its locals as they are declared there.
    private Frame FrameOf(IOperation value)
    {
        var root = value.MemberRoot();
        var model = _models(value.Syntax.SyntaxTree);
        var method = model.GetEnclosingSymbol(value.Syntax.SpanStart, _cancellationToken);
        while (method?.ContainingSymbol is IMethodSymbol outer)
            method = outer;
        var frame = new Frame(null, method!, model);
        BindLocals(frame, root);
        return frame;
    }

    private Binding? FromFactory(Frame frame, IOperation body)
    {
        BindLocals(frame, body);
        var results = body is IBlockOperation ? Results(body) : [body];
        return results is [var only] && !MakesCalls(body) ? InFrame(frame, () => Denote(only) ?? new DeferredBinding(only, frame)) : null;
    }

    /// <summary>Makes an object as the container does: by the constructor with the most parameters that it can provide, the given arguments first.</summary>
    private ComponentBinding? Activate(INamedTypeSymbol type, IReadOnlyList<IOperation> given)
    {
        if (!IsService(type))
            return null;
        var component = new Component(type, isLocal: false);
        return ConstructByContainer(component, type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList(), given) ? new ComponentBinding(component) : null;
    }

    private bool ConstructByContainer(Component component, List<IMethodSymbol> constructors, IReadOnlyList<IOperation> given)
    {
        foreach (var constructor in constructors.OrderByDescending(c => c.Parameters.Length))
        {
            var free = given.ToList();
            var arguments = new Dictionary<int, Binding?>();
            foreach (var parameter in constructor.Parameters)
            {
                var index = free.FindIndex(g => _frame.Model.Compilation.HasImplicitConversion(Unwrap(g).Type, parameter.Type));
                arguments[parameter.Ordinal] = index >= 0 ? ArgumentBinding(free[index]) : Provide(parameter.Type, ServiceContainer.KeyOf(parameter));
                if (index >= 0)
                    free.RemoveAt(index);
            }

            // What cannot be provided is not known; where it is read, it is refused.
            if (arguments.All(a => a.Value is not null || constructor.Parameters[a.Key].HasExplicitDefaultValue) || ReferenceEquals(constructor, constructors.OrderBy(c => c.Parameters.Length).First()))
            {
                Construct(component, constructor, p => arguments[p.Ordinal] ?? (p.HasExplicitDefaultValue ? null : new OpaqueBinding(null, null)));
                return true;
            }
        }

        return false;
    }
}
