using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>A sequence of tasks: <c>List&lt;Task&gt;</c>, <c>IEnumerable&lt;Task&lt;T&gt;&gt;</c>, <c>Task[]</c>.</summary>
    private static bool IsTaskSequence(ITypeSymbol? type) => type.ElementType().IsTask();

    private static bool IsDeferrable(IInvocationOperation invocation) => invocation.TargetMethod.Name != "ConfigureAwait";

    private static string Describe(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => $"'{invocation.TargetMethod.Name}'",
        ILocalReferenceOperation local => $"'{local.Local.Name}'",
        _ => "here",
    };

    /// <summary>Awaits a task: the result as an expression, null when the task has none.</summary>
    private IrExpression? Await(IOperation operation, BlockBuilder into)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation or IParameterReferenceOperation)
        {
            ISymbol symbol = operation is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)operation).Parameter;
            if (_frame.Find(symbol) is TaskBinding { Task: var task })
                return AwaitStarted(task, operation, into);
            return Refuse(operation, $"Awaiting '{symbol.Name}'", "await the call itself, or a task that is started in this method");
        }

        if (operation is IInvocationOperation invocation)
            return AwaitInvocation(invocation, into);
        if (operation is IPropertyReferenceOperation { Property: { Name: "CompletedTask", IsStatic: true } })
            return null;
        if (operation is IConditionalOperation { WhenFalse: { } otherwise } conditional)
        {
            var condition = LowerExpression(conditional.Condition, into);
            var thenBlock = new BlockBuilder(into, conditional: true);
            var then = Await(conditional.WhenTrue, thenBlock);
            var elseBlock = new BlockBuilder(into, conditional: true);
            var other = Await(otherwise, elseBlock);
            if (then is null || other is null)
            {
                into.Add(new IrIf(condition, thenBlock.ToImmutable(), elseBlock.ToImmutable(), At(conditional)));
                return null;
            }

            return Choose(condition, then, thenBlock, other, elseBlock, Resolve(conditional.Type).TaskResult(), "value", into, At(conditional));
        }

        return Refuse(operation, $"Awaiting an expression of kind '{operation.Kind}'", "await a call or a task that is started in this method");
    }

    private IrExpression? AwaitInvocation(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var origin = At(invocation);
        switch (method.ContainingType.OriginalDefinition.FullName() + "." + method.Name)
        {
            case "System.Threading.Tasks.Task.WhenAll":
                return AwaitAll(invocation, into);
            case "System.Threading.Tasks.Task.WaitAsync":
                return AwaitWithLimit(invocation, into);
            case "System.Threading.Tasks.Task.WhenAny":
                return Refuse(invocation, "'Task.WhenAny', after which the other tasks go on unseen,", "pass one call and one Task.Delay, compare what it gives, and await the call where it was in time");
            case "System.Threading.Tasks.Parallel.ForEachAsync":
                return LowerParallelForEach(invocation, into);
            case "System.Threading.SemaphoreSlim.WaitAsync" when method.ReturnType.TaskResult() is null:
                WaitForSemaphore(invocation);
                return null;
            case "System.Threading.Tasks.Task.FromResult" or "System.Threading.Tasks.ValueTask.FromResult":
                return LowerExpression(invocation.Arguments[0].Value, into);
            case "System.Threading.Tasks.Task.Delay":
                Wait(invocation, into);
                return null;
            case "System.IO.TextReader.ReadToEndAsync" or "System.IO.StreamReader.ReadToEndAsync":
                return LowerExpression(invocation.Instance!, into);
            case "System.Text.Json.JsonSerializer.DeserializeAsync" when method.TypeArguments.Length == 1:
                return LowerDeserialize(invocation, invocation.Arguments[0].Value, into);
            case "System.Threading.Tasks.Task.AsTask" or "System.Threading.Tasks.ValueTask.AsTask":
                return Await(invocation.Instance!, into);
        }

        if (RetryPipeline.IsExecution(invocation))
            return LowerPipeline(invocation, into);
        if (IsSearchCall(invocation))
            return LowerSearchCall(invocation, into);
        if (IsPersistenceCall(invocation))
            return LowerPersistence(invocation, into);
        if (IsDocumentCall(invocation))
            return LowerDocumentCall(invocation, into);
        if (IsParameterRead(invocation))
            return LowerParameterRead(invocation, into);
        if (IsTransferCall(invocation))
            return LowerTransfer(invocation, into);
        if (HttpCalls.Find(method.ContainingType.FullName(), method.Name) is { } http)
            return LowerHttpCall(invocation, http, into);
        if (LowerContent(invocation, into) is { } content)
            return content;
        if (invocation.Instance?.Type.IsSdkClient() == true)
        {
            var response = LowerServiceCall(invocation, into);
            return Resolve(invocation.Type).TaskResult() is null ? null : response;
        }

        return Inline(invocation, into);
    }

    /// <summary>Waits for a time; one below zero throws. (-1 millisecond waits without end in C#, which Lambda does not.)</summary>
    private void Wait(IInvocationOperation wait, BlockBuilder into) => into.Add(new IrWait(Seconds(wait.Arguments[0].Value, into, isWaited: true), At(wait)));

    /// <summary>The seconds of a time in milliseconds, or of a duration.</summary>
    private IrExpression Seconds(IOperation delay, BlockBuilder into, bool isWaited = false)
    {
        var origin = At(delay);
        var (amount, factor) = (delay, 0.001);
        if (Unwrap(delay) is IInvocationOperation { TargetMethod: { Name: "FromSeconds" or "FromMinutes" or "FromHours" or "FromMilliseconds" } from, Arguments: [{ Value: var units }, ..] } && from.ContainingType.Is(SpanName))
            (amount, factor) = (units, from.Name switch { "FromSeconds" => 1.0, "FromMinutes" => 60.0, "FromHours" => 3600.0, _ => 0.001 });
        else if (!delay.Type.IsInteger() && !delay.Type.Is(SpanName))
            return Refuse(delay, "This delay", "use a number of milliseconds or a TimeSpan");
        var value = ExpressionSimplifier.Simplify(LowerExpression(amount, into));
        if (value is IrConstant { Value: int or long or double } known)
            return new IrConstant(Math.Ceiling(Convert.ToDouble(known.Value, System.Globalization.CultureInfo.InvariantCulture) * factor), null, origin);
        if (!isWaited)
            return WholeSeconds(value, factor, origin);
        value = Shared(value, into);
        Guard(Compare(IrOperator.Less, value, new IrConstant(0, IntType, origin)), OutOfRange, OfNegativeDelay(delay, value, factor), origin, into);
        return WholeSeconds(value, factor, origin);
    }

    private IrExpression OfNegativeDelay(IOperation delay, IrExpression value, double factor)
    {
        var parameter = (delay.Parent as IArgumentOperation)?.Parameter?.Name;
        IrConstant Text(string text) => new(text, StringType, value.Origin);
        return parameter switch
        {
            "millisecondsTimeout" or "timeout" => MustBe(parameter, factor == 0.001 ? value : new IrBinary(IrOperator.Multiply, value, new IrConstant(factor * 1000, DoubleType, value.Origin), DoubleType, value.Origin), [Text("greater than or equal to '-1'")], value.Origin),
            "millisecondsDelay" => Text("The value needs to be either -1 (signifying an infinite timeout), 0 or a positive integer. (Parameter 'millisecondsDelay')"),
            _ => Text("The value needs to translate in milliseconds to -1 (signifying an infinite timeout), 0, or a positive integer less than or equal to the maximum allowed timer duration. (Parameter 'delay')"),
        };
    }

    /// <summary>A state machine waits whole seconds: what is computed is rounded up.</summary>
    private static IrExpression WholeSeconds(IrExpression value, double factor, Origin origin)
    {
        // 1000 * attempt milliseconds are attempt seconds.
        if (factor < 1.0 && value is IrBinary { Operator: IrOperator.Multiply } product)
        {
            if (product.Left is IrConstant { Value: 1000 } && product.Right.Type.IsInteger())
                return product.Right;
            if (product.Right is IrConstant { Value: 1000 } && product.Left.Type.IsInteger())
                return product.Left;
        }

        var seconds = factor == 1.0 ? value : new IrBinary(IrOperator.Multiply, value, new IrConstant(factor, null, origin), null, origin);
        return factor >= 1.0 && value.Type.IsInteger() ? seconds : new IrCallFunction(IrFunction.Ceiling, [seconds], null, origin);
    }

    /// <summary>
    /// Starts a task without awaiting it. Arguments are evaluated now, as C# does; the work is kept aside until the await says where
    /// it belongs.
    /// </summary>
    private StartedTask StartTask(IOperation operation, BlockBuilder into, string name)
    {
        operation = Unwrap(operation);
        if (operation is ILocalReferenceOperation { Local: var other } && _frame.Find(other) is TaskBinding existing)
            return existing.Task;
        if (operation is IParameterReferenceOperation { Parameter: var parameter } && _frame.Find(parameter) is TaskBinding passed)
            return passed.Task;
        var body = new BlockBuilder(into, conditional: false, concurrent: true);
        var value = Await(operation, body);
        var task = new StartedTask(body.ToImmutable(), value, into, into.Count, At(operation), $"'{name}'");
        _tasks.Add(task);
        if (body.IsEmpty)
        {
            task.IsAwaited = true;
            task.Awaited = value;
        }

        return task;
    }

    private IrExpression? AwaitStarted(StartedTask task, IOperation operation, BlockBuilder into)
    {
        if (task.Race is { } race)
            JoinRace(race, operation, into);
        if (task.IsAwaited)
            return task.Awaited;

        // Everything started and not yet awaited runs at the same time as this task.
        var pending = _tasks.Where(t => !t.IsAwaited && ReferenceEquals(t.StartedIn, task.StartedIn)).ToList();
        Join(pending, operation, into);
        return task.Awaited;
    }

    private IrExpression? AwaitAll(IInvocationOperation invocation, BlockBuilder into)
    {
        var origin = At(invocation);
        var arguments = invocation.Arguments.Length == 1 ? Unwrap(invocation.Arguments[0].Value) : null;
        var elements = arguments switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            IObjectCreationOperation { Initializer: { } list } when IsTaskSequence(arguments.Type) && list.Initializers.All(i => i is IInvocationOperation { TargetMethod.Name: "Add" }) =>
                list.Initializers.Select(i => ((IInvocationOperation)i).Arguments[0].Value).ToImmutableArray(),
            { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.CollectionExpressionSyntax } => arguments.ChildOperations.ToImmutableArray(),

            // From .NET 9 on the expanded form passes a span, whose operation this version of Roslyn's API has no type for.
            { Type.Name: "ReadOnlySpan", IsImplicit: true } => arguments.ChildOperations.ToImmutableArray(),
            _ => default(ImmutableArray<IOperation>?),
        };
        if (elements is { } fixedTasks)
        {
            var tasks = fixedTasks.Select((e, i) => StartTask(e, into, "task" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToList();
            Join(tasks.Where(t => !t.IsAwaited).Distinct().ToList(), invocation, into);
            var type = Resolve(invocation.Type).TaskResult();
            return type is null ? null : new IrList(tasks.Select(t => t.Awaited!).ToImmutableArray(), type, origin);
        }

        var tasksOf = arguments is IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList", Arguments: [{ Value: var filled }] } ? Unwrap(filled) : arguments is IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } instance } ? instance : arguments;
        if (TaskListOf(tasksOf) is { } taskList)
            return AwaitList(taskList, invocation, into);
        if (arguments is not null)
            return AwaitSequence(arguments, into);
        return Refuse(invocation, "This Task.WhenAll", "pass the tasks, or items.Select(async item => …)");
    }

    /// <summary>Places the work of tasks that run at the same time.</summary>
    private void Join(List<StartedTask> tasks, IOperation operation, BlockBuilder into)
    {
        if (tasks.Count == 0)
            return;
        foreach (var task in tasks)
        {
            if (!into.RunsWith(task.StartedIn))
                Report(LiftDescriptors.TaskNotAwaited, task.Origin, task.Description, "awaited on some paths only");
            CheckMeanwhile(task.StartedIn, task.StartedAt, task.Body, task.Description, task.Origin, into);
        }

        PlaceStarts(tasks);
        if (tasks.Count == 1)
        {
            into.AddRange(tasks[0].Body);
            tasks[0].IsAwaited = true;
            tasks[0].Awaited = tasks[0].Value;
            return;
        }

        var branches = ImmutableArray.CreateBuilder<IrBranch>();
        foreach (var task in tasks)
        {
            var result = task.Value is null ? null : new IrVariable(task.Description.Trim('\''), task.Value.Type) { IsTemporary = task.Description.StartsWith("'task", StringComparison.Ordinal) };
            branches.Add(new IrBranch(task.Body.Add(new IrReturn(task.Value, task.Origin)), result, task.Origin));
            task.IsAwaited = true;
            task.Awaited = result is null ? null : new IrRead(result, task.Origin);
        }

        into.Add(new IrParallel(branches.ToImmutable(), At(operation)));
    }

    private static bool IsEffect(IrStatement statement) =>
        statement is IrCall or IrWait or IrParallel or IrMap or IrThrow or IrRethrow or IrReturn or IrAttempt;

    /// <summary><c>Task.WhenAll(items.Select(async item => …))</c>: one iteration per item, at the same time.</summary>
    private IrExpression? AwaitSequence(IOperation sequence, BlockBuilder into)
    {
        var frame = _frame;
        while (true)
        {
            if (sequence is ILocalReferenceOperation { Local: var local } && _frame.Find(local) is CodeBinding code)
            {
                sequence = code.Code;
                frame = code.Frame;
            }
            else if (sequence is IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray", Arguments: [{ Value: var inner }] })
            {
                sequence = Unwrap(inner);
            }
            else
            {
                break;
            }
        }

        if (sequence is not IInvocationOperation { TargetMethod: { Name: "Select" } select, Arguments: [{ Value: var source }, { Value: var selector }] } || !select.ContainingType.Is("System.Linq.Enumerable"))
            return Refuse(sequence, "This sequence of tasks", "pass the tasks themselves, or items.Select(async item => …)");
        return InFrame(frame, () => FindSelection(source, into) is { } services ? AwaitEach(services, selector, sequence, into) : LowerMap(Unwrap(source), Unwrap(selector), sequence, into));
    }

    private IrExpression? LowerMap(IOperation source, IOperation selector, IOperation whole, BlockBuilder into, int? degree = null) =>
        LowerMap(NotNull(source, LowerExpression(source, into)), selector, whole, into, degree);

    private IrExpression? LowerMap(IrExpression items, IOperation selector, IOperation whole, BlockBuilder into, int? degree = null)
    {
        var origin = At(whole);
        var (symbol, body) = selector switch
        {
            IAnonymousFunctionOperation f => (f.Symbol, (IOperation)f.Body),
            IMethodReferenceOperation m => (m.Method, m),
            ILocalFunctionOperation f => (f.Symbol, f.Body!),
            _ => (null, selector),
        };
        if (symbol is null)
            return Refuse(selector, "This selector", "use a lambda or a method");
        var elementType = items.Type.ElementType() ?? Resolve(symbol.Parameters[0].Type);
        var item = new IrVariable(symbol.Parameters[0].Name, elementType);
        var index = symbol.Parameters.Length > 1 && !symbol.Parameters[1].Type.IsOpaque() ? new IrVariable(symbol.Parameters[1].Name, IntType) : null;
        _limits.Push(new ConcurrencyLimit { Value = degree });
        var block = new BlockBuilder(into, conditional: true, concurrent: true);
        var resultType = Resolve(symbol.ReturnType).TaskResult();
        IrExpression? value;
        var iteration = new Iteration(block);
        _iterations.Push(iteration);
        if (selector is IMethodReferenceOperation method && BodyOf(method.Method.OriginalDefinition) is { } methodBody)
        {
            var frame = new Frame(null, method.Method, _models(methodBody.Syntax.SyntaxTree));
            value = LowerIteration(frame, symbol, methodBody, item, index, block, resultType);
        }
        else
        {
            value = LowerIteration(new Frame(_frame, symbol, _models(body.Syntax.SyntaxTree)), symbol, body, item, index, block, resultType);
        }

        _iterations.Pop();
        if (whole is IInvocationOperation { TargetMethod.Name: "Select" } && !symbol.IsAsync)
            CheckItemsStarted(block);
        var limit = _limits.Pop().Value;
        var (given, statements) = Give(iteration, value, origin);
        var givenType = given?.Type ?? resultType;
        var result = givenType is null ? null : new IrVariable("results", _frame.Model.Compilation.CreateArrayTypeSymbol(givenType)) { IsTemporary = true };
        into.Add(new IrMap(items, item, index, statements.Add(new IrReturn(given, origin)), result, origin) { MaxConcurrency = limit });
        var results = Gather(iteration, result is null ? null : new IrRead(result, origin), value is not null, whole, into);
        return resultType is null ? null : results;
    }

    private IrExpression? LowerIteration(Frame frame, IMethodSymbol symbol, IOperation body, IrVariable item, IrVariable? index, BlockBuilder block, ITypeSymbol? resultType)
    {
        frame.Bind(symbol.Parameters[0], new VariableBinding(item, block));
        if (index is not null)
            frame.Bind(symbol.Parameters[1], new VariableBinding(index, block));
        foreach (var opaque in symbol.Parameters.Where(p => p.Type.IsOpaque()))
            frame.Bind(opaque, new OpaqueBinding(null, null));
        return InFrame(frame, () =>
        {
            if (body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } returned }] })
                return Resolve(returned.Type).IsTask() ? Await(returned, block) : LowerExpression(returned, block);
            frame.ReturnLabel = new IrLabel("iteration");
            frame.ReturnVariable = resultType is null ? null : new IrVariable("result", resultType);
            var inner = new BlockBuilder(block);
            LowerBody(body, inner);
            block.Add(new IrLabeled(frame.ReturnLabel, inner.ToImmutable(), new Origin(body.Syntax, symbol)));
            return frame.ReturnVariable is null ? null : new IrRead(frame.ReturnVariable, new Origin(body.Syntax, symbol));
        });
    }
}
