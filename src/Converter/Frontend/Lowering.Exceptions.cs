using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
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
                return MayAppend(constructor) ? null : message;
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

    private static bool ObjectShapeOverridesMessage(INamedTypeSymbol type) => type.GetMembers("Message").Any();

    // ArgumentException and its kin add the parameter's name to the message.
    private static bool MayAppend(IMethodSymbol constructor) =>
        constructor.ContainingType.DerivesFrom("System.ArgumentException") && constructor.Parameters.Any(p => p.Name is "paramName" or "actualValue");
}
