using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private void LowerThrow(IThrowOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        if (operation.Exception is null)
        {
            if (CurrentCatch() is { } scope)
                into.Add(new IrRethrow(scope.Variable, scope.Type, origin));
            else
                Refuse(operation, "This rethrow", "throw in the catch block");
            return;
        }

        var thrown = LowerExpression(Unwrap(operation.Exception), into);
        switch (thrown)
        {
            case IrException exception:
                into.Add(new IrThrow(exception, (INamedTypeSymbol)exception.Type!, origin));
                break;
            case IrRead { Variable: var variable } when variable.Type is INamedTypeSymbol type:
                into.Add(new IrRethrow(variable, type, origin));
                break;
            default:
                Refuse(operation, "Throwing this value", "throw a new exception or the caught one");
                break;
        }
    }

    private void LowerTry(ITryOperation operation, BlockBuilder into)
    {
        if (LowerRetry(operation, into))
            return;
        var outer = _failuresAreSeen;
        _failuresAreSeen |= operation.Finally is not null || operation.Catches.Any(SeesUnreadableJson);
        _tryDepth++;
        var body = LowerBlock(operation.Body, into, conditional: false);
        _tryDepth--;
        _failuresAreSeen = outer;
        var catches = LowerClauses(operation.Catches, body, into);
        var cleanup = LowerBlock(operation.Finally, into, conditional: false);
        if (cleanup.IsEmpty && catches.Count == 0)
        {
            into.AddRange(body);
            return;
        }

        into.Add(new IrTry(body, catches.ToImmutableArray(), cleanup, At(operation)));
    }

    private List<IrCatch> LowerClauses(IEnumerable<ICatchClauseOperation> clauses, ImmutableArray<IrStatement> body, BlockBuilder into)
    {
        var catches = new List<IrCatch>();
        foreach (var clause in clauses)
        {
            var type = clause.ExceptionType as INamedTypeSymbol;
            if (type is null || type.SpecialType == SpecialType.System_Object)
                type = _frame.Model.Compilation.GetTypeByMetadataName("System.Exception")!;
            CheckCancellationClause(clause, type, body);
            if (type.Is("Amazon.S3.Model.NoSuchKeyException") && type.ContainingAssembly is { Identity.Version.Major: 3 })
                Report(LiftDescriptors.UnsupportedCatch, At(clause), "A clause for 'NoSuchKeyException', which version 3 of AWSSDK.S3 has and never throws, takes nothing", "catch AmazonS3Exception when its ErrorCode is \"NoSuchKey\"");
            var symbol = (clause.ExceptionDeclarationOrExpression as IVariableDeclaratorOperation)?.Symbol;
            var variable = new IrVariable(symbol?.Name ?? "error", type) { IsError = true };
            var block = new BlockBuilder(into, conditional: true);
            if (symbol is not null)
                _frame.Bind(symbol, new VariableBinding(variable, block));
            var filter = clause.Filter is null ? null : LowerFilter(clause.Filter, body, into);
            if (filter is IrConstant { Value: false })
                continue;
            _frame.Catches.Push(new CatchScope(variable, type));
            LowerStatement(clause.Handler, block);
            _frame.Catches.Pop();
            catches.Add(new IrCatch(IrCatchKind.ExceptionType, type, variable, block.ToImmutable(), At(clause)) { Filter = filter is IrConstant { Value: true } ? null : filter });
        }

        return catches;
    }

    /// <summary>
    /// A filter decides before the finally blocks between the throw and its clause run, and one that throws does not hold. As a decision
    /// after them it is the same, as long as it cannot fail and they do not set what it reads.
    /// </summary>
    private IrExpression LowerFilter(IOperation filter, ImmutableArray<IrStatement> body, BlockBuilder into)
    {
        var block = new BlockBuilder(into, conditional: true);
        var condition = LowerExpression(filter, block);
        if (filter.DescendantsAndSelf().Any(o => o is IAssignmentOperation or IIncrementOrDecrementOperation))
            Report(LiftDescriptors.UnsupportedCatch, At(filter), "An exception filter that changes a variable decides before the stack unwinds", "change it in the catch block and rethrow");

        // A pattern's variables are other names for what is there already.
        foreach (var statement in block.Since(0).Reverse())
        {
            if (statement is not IrAssign { Variable: var named, Value: var value })
            {
                Report(LiftDescriptors.UnsupportedCatch, At(filter), "An exception filter that calls a service decides before the stack unwinds", "call it in the catch block and rethrow");
                return new IrConstant(true, BooleanType, At(filter));
            }

            condition = condition.Substitute(v => ReferenceEquals(v, named) ? value : null);
        }

        var setByCleanup = body.Descendants().OfType<IrTry>().SelectMany(t => t.Finally.Descendants()).SelectMany(s => s.Defines());
        if (CopyPropagation.CanFail(condition) || condition.Reads().Overlaps(setByCleanup))
            Report(LiftDescriptors.UnsupportedCatch, At(filter), "An exception filter that can fail, or reads what a finally block sets, decides before the stack unwinds", "test the condition in the catch block and rethrow");
        return condition;
    }

    /// <summary>What a state machine knows of an exception; null for other properties.</summary>
    private IrExpression? LowerExceptionMember(IPropertyReferenceOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        if (operation.Property.Name == "Name" && operation.Instance is IInvocationOperation { TargetMethod.Name: "GetType", Instance: { } thrown } && thrown.Type.IsException())
            return new IrMember(LowerExpression(thrown, into), ExceptionMembers.TypeName, StringType, origin);
        if (!operation.Instance?.Type.IsException() ?? true)
            return null;
        var target = LowerExpression(operation.Instance!, into);
        switch (operation.Property.Name)
        {
            case "Message":
                return new IrMember(target, ExceptionMembers.Message, StringType, origin);
            case "InnerException" when operation.Instance!.Type.Is("System.AggregateException"):
                return new IrMember(target, ExceptionMembers.Inner, operation.Type, origin) { IsKnownNotNull = true };
            case "StatusCode" when !IsOwn(operation.Property) && operation.Instance!.Type.Is(ServiceCatalogue.HttpTask.ExceptionType):
                return new IrMember(target, ExceptionMembers.Status, operation.Type, origin);
            case "StatusCode" when operation.Property.ContainingType.Is(ExceptionTypes.OfServices):
                return new IrMember(target, ExceptionMembers.ServiceStatus, operation.Type, origin);
            case "ErrorCode" when !IsOwn(operation.Property):
                return new IrMember(target, ExceptionMembers.Code, StringType, origin);
            default:
                return OwnMember(target, operation.Property, origin) ?? Refuse(operation, $"'{operation.Property.Name}' of an exception", "a state machine knows the error's name and message");
        }
    }

    /// <summary>A property that a class of the solution adds to exceptions; null for every other one.</summary>
    private IrMember? OwnMember(IrExpression exception, IPropertySymbol property, Origin origin) =>
        IsOwn(property) && IsStoredProperty(property)
            ? new IrMember(new IrMember(exception, ExceptionMembers.Own, property.ContainingType, origin) { IsKnownNotNull = true }, property.Name, Resolve(property.Type), origin)
            : null;

    private static bool IsOwn(IPropertySymbol property) => property is { IsStatic: false, IsIndexer: false } && property.ContainingType.IsException() && property.ContainingType.Locations.Any(l => l.IsInSource);

    /// <summary>Whether code reads a property outside of the class that has it.</summary>
    private bool IsReadElsewhere(IPropertySymbol property) => _frame.Model.Compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot(_cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
        .Any(name => name.Identifier.ValueText == property.Name && name.Parent is MemberAccessExpressionSyntax or NameColonSyntax or ExpressionColonSyntax or MemberBindingExpressionSyntax
            && name.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText != property.ContainingType.Name);

    private CatchScope? CurrentCatch()
    {
        for (var frame = _frame; frame is not null; frame = frame.Outer!)
        {
            if (frame.Catches.Count > 0)
                return frame.Catches.Peek();
            if (frame.Outer is null)
                break;
        }

        return null;
    }

    private IrExpression LowerExceptionCreation(IObjectCreationOperation creation, BlockBuilder into)
    {
        var type = (INamedTypeSymbol)Resolve(creation.Type)!;
        var arguments = LowerArguments(creation.Arguments, into);
        var own = new Dictionary<string, IrExpression>(StringComparer.Ordinal);
        var message = MessageOf(creation.Constructor!, arguments, creation, into, own);
        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            if (item is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value } && IsOwn(property) && IsStoredProperty(property))
                own[property.Name] = LowerExpression(value, into);
            else
                Refuse(item, "Setting this property of an exception", "carry what matters in the message, or in a property of the exception's own class");
        }

        if (message is null)
            Report(LiftDescriptors.UnknownExceptionMessage, At(creation), type.Name);
        // What nobody reads may fail all the same, after the message.
        var failing = own.Where(p => CopyPropagation.CanFail(p.Value)).ToList();
        if (failing.Count > 0 && message is not null)
            message = AlwaysEvaluated(message, into, "message");
        foreach (var property in failing)
            own[property.Key] = Spill(property.Value, property.Key.LowerFirst(), into);
        return new IrException(type.Name, message ?? new IrConstant("", StringType, At(creation)), type, At(creation)) { Own = OwnMembers(type, own, At(creation)) };
    }

    /// <summary>The properties of an exception that code reads elsewhere; null when there are none.</summary>
    private IrNew? OwnMembers(INamedTypeSymbol type, Dictionary<string, IrExpression> values, Origin origin)
    {
        var members = type.SelfAndBaseTypes().SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>()
            .Where(p => IsOwn(p) && IsStoredProperty(p) && IsReadElsewhere(p))
            .Select(p => new IrNewMember(p.Name, values.TryGetValue(p.Name, out var value) ? value : Default(Resolve(p.Type), origin)))
            .ToImmutableArray();
        return members.IsEmpty ? null : new IrNew(members, type, origin);
    }

    /// <summary>What a constructor sets of the exception's properties: by their initialisers, and by assignments that stand in its body.</summary>
    private void CollectOwn(IMethodSymbol constructor, SyntaxNode syntax, Dictionary<string, IrExpression> own, IOperation creation, BlockBuilder into)
    {
        foreach (var property in constructor.ContainingType.GetMembers().OfType<IPropertySymbol>().Where(p => IsOwn(p) && IsReadElsewhere(p)))
        {
            if (AutoPropertyInitializer(property) is { } initial)
                own[property.Name] = LowerExpression(initial, into);
        }

        var body = syntax is ConstructorDeclarationSyntax && _models(syntax.SyntaxTree).GetOperation(syntax, _cancellationToken) is IConstructorBodyOperation code ? code.BlockBody ?? code.ExpressionBody : null;
        foreach (var operation in body?.Operations ?? [])
        {
            switch (operation is IExpressionStatementOperation { Operation: var expression } ? expression : operation)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property }, Value: var value } when IsOwn(property):
                    if (IsReadElsewhere(property) || Unwrap(value) is IPropertyReferenceOperation)
                        own[property.Name] = LowerExpression(value, into);
                    break;
                case var other when other.Descendants().Prepend(other).Any(o => o is IPropertyReferenceOperation { Property: var set } && IsOwn(set) && IsReadElsewhere(set)):
                    Refuse(creation, $"The constructor of '{constructor.ContainingType.Name}', which sets properties in another way than by assignments,", "assign them directly");
                    break;
            }
        }
    }

    /// <summary>The message that a constructor gives: what it passes on to a base constructor, down to one of the base library's. What it sets of properties goes to <paramref name="own"/>.</summary>
    private IrExpression? MessageOf(IMethodSymbol constructor, IReadOnlyDictionary<string, IrExpression> arguments, IOperation creation, BlockBuilder into, Dictionary<string, IrExpression> own)
    {
        var origin = At(creation);
        var reference = constructor.DeclaringSyntaxReferences.FirstOrDefault();
        if (reference is null)
        {
            if (constructor.ContainingType.Locations.Any(l => l.IsInSource) && constructor.Parameters.IsEmpty)
                return new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin);
            if (ArgumentMessage(constructor, arguments, creation) is { } argumentMessage)
                return argumentMessage;
            if (constructor.Parameters.IsEmpty && OwnMessage(constructor.ContainingType) is { } usual)
                return new IrConstant(usual, StringType, origin);
            if (constructor.Parameters.FirstOrDefault(p => p.Name == "message") is { } parameter && arguments.TryGetValue(parameter.Name, out var message))
                return MayAppend(constructor) ? null : MessageOrDefault(message, creation);
            return null;
        }

        var syntax = reference.GetSyntax(_cancellationToken);
        var model = _models(syntax.SyntaxTree);
        var frame = new Frame(null, constructor, model);
        foreach (var parameter in constructor.Parameters)
        {
            if (arguments.TryGetValue(parameter.Name, out var argument))
                frame.Bind(parameter, new VariableBinding(SpillVariable(argument, parameter.Name, into), into));
        }

        var chained = syntax switch
        {
            ConstructorDeclarationSyntax { Initializer: { } initializer } => model.GetOperation(initializer, _cancellationToken),
            TypeDeclarationSyntax { BaseList.Types: var types } when types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } baseType => model.GetOperation(baseType, _cancellationToken),
            _ => null,
        };
        var call = chained as IInvocationOperation ?? chained?.Descendants().OfType<IInvocationOperation>().FirstOrDefault(i => i.TargetMethod.MethodKind == MethodKind.Constructor);
        if (call is null)
        {
            InFrame(frame, () =>
            {
                CollectOwn(constructor, syntax, own, creation, into);
                return true;
            });
        }

        if (call is null)
            return new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin);
        if (ObjectShapeOverridesMessage(constructor.ContainingType))
            return null;
        return InFrame(frame, () =>
        {
            var passed = LowerArguments(call.Arguments, into);
            var given = call.TargetMethod.Parameters.IsEmpty
                ? new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin)
                : MessageOf(call.TargetMethod, passed, creation, into, own);
            CollectOwn(constructor, syntax, own, creation, into);
            return given;
        });
    }

    /// <summary>The message of an exception that was given null: its class has one of its own.</summary>
    private IrExpression MessageOrDefault(IrExpression message, IOperation creation)
    {
        if (ExpressionSimplifier.IsNeverNull(message) || (message is IrRead { Variable: var variable } && _neverNull.Contains(variable)))
            return message;
        var text = OwnMessage(creation.Type!) ?? $"Exception of type '{creation.Type!.FullName()}' was thrown.";
        return new IrCoalesce(message, new IrConstant(text, StringType, message.Origin), StringType, message.Origin) { IsImplied = true };
    }

    /// <summary>The message that a class of the base library gives to an exception without one (that of .NET 9 and later); null for other classes.</summary>
    private static string? OwnMessage(ITypeSymbol type) => type.FullName() switch
    {
        "System.Exception" => "Exception of type 'System.Exception' was thrown.",
        "System.ArgumentException" => "Value does not fall within the expected range.",
        "System.InvalidOperationException" => "Operation is not valid due to the current state of the object.",
        "System.NotImplementedException" => "The method or operation is not implemented.",
        "System.NotSupportedException" => "Specified method is not supported.",
        "System.OperationCanceledException" => "The operation was canceled.",
        "System.TimeoutException" => "The operation has timed out.",
        "System.UnauthorizedAccessException" => "Attempted to perform an unauthorized operation.",
        "System.Collections.Generic.KeyNotFoundException" => "The given key was not present in the dictionary.",
        "System.Threading.Tasks.TaskCanceledException" => "A task was canceled.",
        _ => null,
    };

    private static bool ObjectShapeOverridesMessage(INamedTypeSymbol type) => type.GetMembers("Message").Any();

    // ArgumentException and its kin add the parameter's name to the message.
    private static bool MayAppend(IMethodSymbol constructor) =>
        constructor.ContainingType.DerivesFrom("System.ArgumentException") && constructor.Parameters.Any(p => p.Name is "paramName" or "actualValue");
}
