using System.Collections.Immutable;
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
            case "StatusCode" when operation.Instance!.Type.Is(ServiceCatalogue.HttpTask.ExceptionType):
                return new IrMember(target, ExceptionMembers.Status, operation.Type, origin);
            case "StatusCode" when operation.Property.ContainingType.Is(ExceptionTypes.OfServices):
                return new IrMember(target, ExceptionMembers.ServiceStatus, operation.Type, origin);
            case "ErrorCode":
                return new IrMember(target, ExceptionMembers.Code, StringType, origin);
            default:
                return Refuse(operation, $"'{operation.Property.Name}' of an exception", "a state machine knows the error's name and message");
        }
    }

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
        var message = MessageOf(creation.Constructor!, arguments, creation, into);
        if (creation.Initializer is not null)
            Refuse(creation.Initializer, "Setting properties of an exception", "carry what matters in the message");
        if (message is not null)
            return new IrException(type.Name, message, type, At(creation));
        Report(LiftDescriptors.UnknownExceptionMessage, At(creation), type.Name);
        return new IrException(type.Name, new IrConstant("", StringType, At(creation)), type, At(creation));
    }

    /// <summary>The message that a constructor gives: what it passes on to a base constructor, down to one of the base library's.</summary>
    private IrExpression? MessageOf(IMethodSymbol constructor, IReadOnlyDictionary<string, IrExpression> arguments, IOperation creation, BlockBuilder into)
    {
        var origin = At(creation);
        var reference = constructor.DeclaringSyntaxReferences.FirstOrDefault();
        if (reference is null)
        {
            if (constructor.ContainingType.Locations.Any(l => l.IsInSource) && constructor.Parameters.IsEmpty)
                return new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin);
            if (ArgumentMessage(constructor, arguments, creation) is { } argumentMessage)
                return argumentMessage;
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
            return new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin);
        if (ObjectShapeOverridesMessage(constructor.ContainingType))
            return null;
        return InFrame(frame, () =>
        {
            var passed = LowerArguments(call.Arguments, into);
            return call.TargetMethod.Parameters.IsEmpty
                ? new IrConstant($"Exception of type '{constructor.ContainingType.ToDisplayString()}' was thrown.", StringType, origin)
                : MessageOf(call.TargetMethod, passed, creation, into);
        });
    }

    /// <summary>The message of an exception that was given null: its class has one of its own (of the base library's classes, that of .NET 9 and later).</summary>
    private IrExpression MessageOrDefault(IrExpression message, IOperation creation)
    {
        if (ExpressionSimplifier.IsNeverNull(message) || (message is IrRead { Variable: var variable } && _neverNull.Contains(variable)))
            return message;
        var text = creation.Type!.FullName() switch
        {
            "System.ArgumentException" => "Value does not fall within the expected range.",
            "System.InvalidOperationException" => "Operation is not valid due to the current state of the object.",
            "System.NotSupportedException" => "Specified method is not supported.",
            "System.TimeoutException" => "The operation has timed out.",
            "System.Collections.Generic.KeyNotFoundException" => "The given key was not present in the dictionary.",
            var type => $"Exception of type '{type}' was thrown.",
        };
        return new IrCoalesce(message, new IrConstant(text, StringType, message.Origin), StringType, message.Origin) { IsImplied = true };
    }

    private static bool ObjectShapeOverridesMessage(INamedTypeSymbol type) => type.GetMembers("Message").Any();

    // ArgumentException and its kin add the parameter's name to the message.
    private static bool MayAppend(IMethodSymbol constructor) =>
        constructor.ContainingType.DerivesFrom("System.ArgumentException") && constructor.Parameters.Any(p => p.Name is "paramName" or "actualValue");
}
