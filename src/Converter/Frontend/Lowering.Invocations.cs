using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression LowerInvocation(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var type = Resolve(invocation.Type);
        if (type.IsTask() && invocation.TargetMethod.Name != "ConfigureAwait")
            return Refuse(invocation, $"The task of '{method.Name}' as a value", "await it, or pass it to Task.WhenAll");
        if ((LowerStrategyLookup(invocation, into) ?? LowerStrategyTest(invocation, into)) is { } lookup)
            return lookup;
        if (LowerKnownMethod(invocation, into) is { } known)
            return known;
        if (LowerCancellation(invocation, into))
            return new IrConstant(null, type, At(invocation));
        if (LowerConfigurationMethod(invocation, into) is { } setting)
            return setting;
        if (LowerHttpResult(invocation, into) is { } result)
            return result;
        if (LowerAnswerCheck(invocation, into) is { } answer)
            return answer;
        if (invocation.Instance?.Type.IsSdkClient() == true)
            return LowerServiceCall(invocation, into);
        if (IsParameterRead(invocation))
            return LowerParameterRead(invocation, into);
        return Inline(invocation, into) ?? new IrConstant(null, type, At(invocation));
    }

    /// <summary>Calls that take part in no observable behaviour: logging, disposing, guards of the base library.</summary>
    private static bool IsUnobservable(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        return invocation.Instance?.Type.IsLogging() == true
            || method.ContainingType.IsLogging()
            || method.ContainingType.Is("System.Diagnostics.Stopwatch")
            || (method.Name is "Release" && method.ContainingType.Is("System.Threading.SemaphoreSlim"))
            || (method.Name is "Dispose" or "DisposeAsync" or "ThrowIfCancellationRequested" && method.Parameters.IsEmpty);
    }

    /// <summary>What disposing does is not seen: refuses an object of the solution whose <c>Dispose</c> does more than dispose and log.</summary>
    private void CheckDisposal(IOperation resource)
    {
        var type = Resolve(Unwrap(resource).Type);
        if (FindComponent(resource) is { Type: var concrete })
            type = concrete;
        foreach (var level in (type as INamedTypeSymbol)?.SelfAndBaseTypes() ?? [])
        {
            foreach (var dispose in level.GetMembers().OfType<IMethodSymbol>().Where(m => m.Name is "Dispose" or "DisposeAsync" && m.Locations.Any(l => l.IsInSource)))
            {
                if (BodyOf(dispose.OriginalDefinition)?.Descendants().OfType<IInvocationOperation>().All(i => IsUnobservable(i) || i.TargetMethod.Name is "Dispose" or "DisposeAsync" or "SuppressFinalize" or "ConfigureAwait") == false)
                    Refuse(resource, $"Disposing '{level.Name}', which makes calls,", "call what it does at the end of the handler");
            }
        }
    }

    /// <summary>A log line's arguments may await or assign; everything else about it is dropped.</summary>
    private void LowerDroppedArguments(IInvocationOperation invocation, BlockBuilder into)
    {
        foreach (var operation in invocation.Arguments.SelectMany(a => a.Value.Descendants().Prepend(a.Value)))
        {
            if (operation is IAwaitOperation or ISimpleAssignmentOperation or IIncrementOrDecrementOperation)
            {
                if (operation.Ancestors().TakeWhile(o => !ReferenceEquals(o, invocation)).Any(o => o is IAnonymousFunctionOperation or IObjectOrCollectionInitializerOperation))
                    continue;
                LowerForEffect(operation, into);
            }
        }

        CheckDropped(invocation, into);
    }

    /// <summary>Calls a method of the solution by placing its body here. Null result: the method returns nothing.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="into">The block.</param>
    /// <param name="onYield">What is done with what the method gives, if it is an iterator.</param>
    private IrExpression? Inline(IInvocationOperation invocation, BlockBuilder into, Action<IOperation, BlockBuilder>? onYield = null)
    {
        var method = invocation.TargetMethod;
        if (ChoiceOf(invocation.Instance, into) is { } choice)
        {
            var returned = Resolve(method.ReturnType);
            returned = returned.IsTask() ? returned.TaskResult() : returned?.SpecialType == SpecialType.System_Void ? null : returned;
            return Dispatch(invocation, invocation.Instance!, choice, returned, way => Inline(invocation, way, onYield), into);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && invocation.Instance is not null && Denote(invocation.Instance) is CodeBinding code)
            return InlineCode(code.Code, code.Frame, invocation.Arguments.Select(a => a.Value).ToImmutableArray(), into);

        if (method.MethodKind == MethodKind.LocalFunction && _frame.Find(method.OriginalDefinition) is CodeBinding { Code: ILocalFunctionOperation local } function)
        {
            if (local.Body is { } localBody && !_activeMethods.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
                FindRecursiveRetry(method.OriginalDefinition, localBody, invocation);
            return InlineCode(function.Code, function.Frame, invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToImmutableArray(), into, onYield);
        }

        var component = method.IsStatic || invocation.Instance is null ? null : FindComponent(invocation.Instance, into);
        var implementation = Implementation(method, component, invocation.IsVirtual);
        var body = implementation is null ? null : BodyOf(implementation.OriginalDefinition);
        if (body is null)
        {
            if ((method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface) && method.Locations.Any(l => l.IsInSource))
                return Refuse(invocation, $"'{method.ContainingType.Name}.{method.Name}', of which it is not known here what implementation runs,", "call the implementation where it is chosen, or register one");
            Report(LiftDescriptors.UnknownMethod, At(invocation), method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), InsteadOf(method));
            return new IrConstant(null, Resolve(invocation.Type), At(invocation));
        }

        if (_activeMethods.Contains(implementation!.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            Report(LiftDescriptors.Recursion, At(invocation), method.Name);
            return new IrConstant(null, Resolve(invocation.Type), At(invocation));
        }

        var definition = implementation.OriginalDefinition;
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToImmutableArray();
        var receiver = component is null && invocation.Instance is not null && ObjectShape.IsObject(Resolve(invocation.Instance.Type)) && NeedsReceiver(body)
            ? LowerReceiver(invocation.Instance, into)
            : null;
        var frame = MethodFrame(implementation, method, component, body, receiver);
        frame.OnYield = onYield;
        FindRecursiveRetry(definition, body, invocation);
        _activeMethods.Push(definition);
        try
        {
            return InlineBody(frame, definition.Parameters, arguments, body, InFrame(frame, () => Resolve(definition.ReturnType)), method.Name, into);
        }
        finally
        {
            _activeMethods.Pop();
        }
    }

    private static string InsteadOf(IMethodSymbol method) => (method.ContainingType.OriginalDefinition.FullName(), method.Name) switch
    {
        ("System.Threading.Tasks.Parallel", _) => "use Parallel.ForEachAsync, or Task.WhenAll of a Select",
        ("System.Threading.Interlocked", _) => "return the values of the concurrent calls, and combine them after Task.WhenAll",
        ("System.Exception", "ToString") => "use the exception's Message: a state machine has no stack trace",
        ("System.Object" or "System.Exception", "GetType") => "ask by 'is', or for the Name of an exception's type",
        var (type, _) when type.StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal) => "return the values of the concurrent calls, and combine them after Task.WhenAll",
        _ => "move the code that needs it into a function that the state machine calls",
    };

    /// <summary>The object of the workflow that a method is called on; null for <c>this</c> of code that has none.</summary>
    private IrExpression? LowerReceiver(IOperation instance, BlockBuilder into) =>
        instance is IInstanceReferenceOperation ? _frame.This().Receiver : Spill(LowerExpression(instance, into), "self", into);

    private static bool NeedsReceiver(IOperation body) => body.Descendants().Any(o => o is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance });

    private IrExpression? InlineCode(IOperation code, Frame outer, ImmutableArray<IOperation> arguments, BlockBuilder into, Action<IOperation, BlockBuilder>? onYield = null)
    {
        var (symbol, body) = code switch
        {
            ILocalFunctionOperation f => (f.Symbol, (IOperation?)f.Body),
            IAnonymousFunctionOperation f => (f.Symbol, f.Body),
            IMethodReferenceOperation m when InFrame(outer, () => Implementation(m.Method, FindComponent(m.Instance), m.IsVirtual)) is { } implementation => (implementation, BodyOf(implementation.OriginalDefinition)),
            _ => (null, null),
        };
        if (symbol is null || body is null)
            return Refuse(code, "This delegate", "call a method or a lambda");
        if (_activeMethods.Contains(symbol, SymbolEqualityComparer.Default))
        {
            Report(LiftDescriptors.Recursion, At(code), symbol.Name);
            return new IrConstant(null, symbol.ReturnType, At(code));
        }

        var frame = code is IMethodReferenceOperation reference
            ? InFrame(outer, () => MethodFrame(symbol, reference.Method, FindComponent(reference.Instance), body))
            : new Frame(outer, symbol, _models(body.Syntax.SyntaxTree));
        frame.OnYield = onYield;
        _activeMethods.Push(symbol);
        try
        {
            return InlineBody(frame, symbol.OriginalDefinition.Parameters, arguments, body, InFrame(frame, () => Resolve(symbol.OriginalDefinition.ReturnType)), symbol.Name, into);
        }
        finally
        {
            _activeMethods.Pop();
        }
    }

    private IrExpression? InlineBody(
        Frame frame, ImmutableArray<IParameterSymbol> parameters, ImmutableArray<IOperation> arguments, IOperation body, ITypeSymbol? returnType, string name, BlockBuilder into)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            var argument = arguments[i];
            var argumentType = Resolve(argument.Type);
            var unwrapped = Unwrap(argument);
            if (BindByReference(frame, parameter, argument, arguments, body, into))
            {
                continue;
            }

            if (InFrame(frame, () => Resolve(parameter.Type)).IsOpaque() || argumentType.IsOpaque())
            {
                frame.Bind(parameter, new OpaqueBinding(argument, _frame));
            }
            else if (parameter.Type.TypeKind == TypeKind.Delegate)
            {
                frame.Bind(parameter, DenoteHere(argument, into) ?? new CodeBinding(unwrapped, _frame));
            }
            else if (IsService(argumentType) && DenoteHere(argument, into) is { } service)
            {
                frame.Bind(parameter, service);
            }
            else if (SelectionIn(argument) is { } selection)
            {
                frame.Bind(parameter, selection);
            }
            else if (FindStrategyList(argument, into) is { } services)
            {
                frame.Bind(parameter, new StrategyListBinding(services));
            }
            else if (argumentType.IsTask())
            {
                frame.Bind(parameter, new TaskBinding(StartTask(argument, into, parameter.Name)));
            }
            else
            {
                var value = LowerExpression(argument, into);
                var declared = InFrame(frame, () => Resolve(parameter.Type));
                var variable = new IrVariable(parameter.Name, declared?.SpecialType == SpecialType.System_Object ? value.Type ?? declared : declared);
                if (IsProvenNotNull(argument, value))
                    _neverNull.Add(variable);
                else
                    NoteAbsence(variable, value);
                into.Add(new IrAssign(variable, value, At(argument)));
                frame.Bind(parameter, new VariableBinding(variable, into));
            }
        }

        return InlineBound(frame, body, returnType, name, into);
    }

    /// <summary>Places a body whose parameters are bound.</summary>
    private IrExpression? InlineBound(Frame frame, IOperation body, ITypeSymbol? returnType, string name, BlockBuilder into)
    {
        var resultType = returnType.IsTask() ? returnType.TaskResult() : returnType?.SpecialType == SpecialType.System_Void ? null : returnType;
        var origin = new Origin(body.Syntax, frame.Method);
        var start = into.Count;
        var given = InFrame(frame, () =>
        {
            resultType = frame.OnYield is null ? Resolve(resultType) : null;

            // An expression body, or a block that is one return statement, needs no way out.
            var only = body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } returned }] } ? returned : body is IBlockOperation ? null : body;
            if (only is not null && frame.OnYield is null && !only.Descendants().Any(o => o is IReturnOperation))
            {
                if (resultType is null)
                {
                    // `Task F() => G();` passes the task on, which the caller awaits.
                    if (returnType.IsTask() && frame.Method is IMethodSymbol { IsAsync: false } && Resolve(only.Type).IsTask())
                        Await(only, into);
                    else
                        LowerForEffect(only is IReturnOperation { ReturnedValue: { } v } ? v : only, into);
                    return null;
                }

                return Resolve(only.Type).IsTask() ? Await(only, into) : LowerExpression(only, into);
            }

            frame.ReturnLabel = new IrLabel(name);
            frame.ReturnVariable = resultType is null ? null : new IrVariable(Describe(name), resultType) { IsTemporary = true };
            var inner = new BlockBuilder(into);
            LowerBody(body, inner);
            into.Add(new IrLabeled(frame.ReturnLabel, inner.ToImmutable(), origin));
            return frame.ReturnVariable is null ? null : new IrRead(frame.ReturnVariable, origin);
        });
        if (frame.Method is IMethodSymbol { IsAsync: true })
            NoteInTask(into, start);
        return given;

        // `SendSmsAsync` gives `sendSmsResult`-like names: the result is what the code calls it, else named after the method.
        static string Describe(string method)
        {
            var stem = method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - 5) : method;
            return stem.Length == 0 ? "result" : stem.LowerFirst() + "Result";
        }
    }

    /// <summary>The method that runs: itself, or the only implementation in the solution of an interface's or abstract class's member.</summary>
    private IMethodSymbol? Implementation(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (!method.IsAbstract && method.ContainingType.TypeKind != TypeKind.Interface && !method.IsVirtual && !method.IsOverride)
            return method;
        var candidates = SourceTypes.All(_frame.Model.Compilation, _cancellationToken)
            .Where(t => t.TypeKind == TypeKind.Class && !t.IsAbstract)
            .Select(t => method.ContainingType.TypeKind == TypeKind.Interface
                ? t.FindImplementationForInterfaceMember(method) as IMethodSymbol
                : t.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => Overrides(m, method)))
            .Where(m => m is not null)
            .Distinct<IMethodSymbol?>(SymbolEqualityComparer.Default)
            .ToList();
        if (method is { IsAbstract: false } && method.ContainingType.TypeKind != TypeKind.Interface && candidates.Count == 0)
            return method;
        return candidates.Count == 1 ? candidates[0] : null;

        static bool Overrides(IMethodSymbol candidate, IMethodSymbol overridden)
        {
            for (var m = candidate.OverriddenMethod; m is not null; m = m.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, overridden.OriginalDefinition))
                    return true;
            }

            return false;
        }
    }
}
