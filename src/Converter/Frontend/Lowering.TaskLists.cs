using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Lists of tasks that are filled first and awaited together: <c>tasks.Add(F(x))</c>, then <c>Task.WhenAll(tasks)</c>.</summary>
internal sealed partial class Lowering
{
    private readonly List<TaskListBinding> _taskLists = new();

    private TaskLoop? _taskLoop;

    private static bool MakesEmptyList(IOperation initializer) =>
        initializer is IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } || (initializer.Syntax is CollectionExpressionSyntax { Elements.Count: 0 });

    /// <summary>The list of tasks that a call adds to; null when it is something else.</summary>
    private TaskListBinding? TaskListOf(IOperation? operation) =>
        operation is ILocalReferenceOperation { Local: var local } && _frame.Find(local) is TaskListBinding list ? list : null;

    private bool LowerTaskAdded(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation is not { TargetMethod.Name: "Add", Instance: { } instance } || TaskListOf(Unwrap(instance)) is not { } list)
            return false;
        var argument = invocation.Arguments[0].Value;
        if (_taskLoop is { } loop && ReferenceEquals(loop.List, list))
        {
            if (loop.IsAdded)
                Refuse(invocation, "Adding two tasks in one iteration", "start one task per iteration that awaits both");
            loop.IsAdded = true;
            var value = Await(argument, into);
            if (value is not null && loop.Result is { } result)
                into.Add(new IrAssign(result, value, At(invocation)));
            return true;
        }

        if (!into.RunsWith(list.Owner))
            Report(LiftDescriptors.TaskNotAwaited, At(invocation), Describe(Unwrap(argument)), "started on some paths only");
        list.Entries.Add(new TaskEntry(StartTask(argument, into, "task" + list.Entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), null));
        return true;
    }

    /// <summary>A loop that starts a task per item and does nothing else that takes time: the iterations run at the same time.</summary>
    private bool LowerTaskLoop(IForEachLoopOperation loop, BlockBuilder into)
    {
        var added = loop.Body.Descendants().Prepend(loop.Body).OfType<IInvocationOperation>()
            .FirstOrDefault(i => i is { TargetMethod.Name: "Add", Instance: { } instance } && TaskListOf(Unwrap(instance)) is not null);
        if (added is null)
            return false;
        var list = TaskListOf(Unwrap(added.Instance!))!;
        var origin = At(loop);
        var waits = loop.Body.Descendants().Any(o => o is IAwaitOperation && !o.Ancestors().Any(a => a is IAnonymousFunctionOperation && a.Ancestors().Contains(loop)));
        var isInner = added.Ancestors().TakeWhile(a => !ReferenceEquals(a, loop)).Any(a => a is ILoopOperation);
        if (waits || isInner)
        {
            Refuse(loop, waits ? "A loop that starts tasks and awaits others" : "A loop in a loop that starts tasks", "start the tasks by items.Select(async item => …)");
            return true;
        }

        var collection = Unwrap(loop.Collection);
        var items = NotNull(collection, LowerExpression(collection, into));
        if (items.Type.IsDictionary())
            items = new IrCallFunction(IrFunction.Entries, [items], EntryList(items.Type!), origin);
        var elementType = items.Type.ElementType();
        var item = new IrVariable((loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Name ?? "item", elementType);
        var block = new BlockBuilder(into, conditional: true, concurrent: true);
        BindLoopVariable(loop.LoopControlVariable, item, block);
        var resultType = added.Arguments[0].Value is var task ? Resolve(task.Type).TaskResult() : null;
        var isConditional = added.Ancestors().TakeWhile(a => !ReferenceEquals(a, loop)).Any(a => a is IConditionalOperation or ISwitchOperation or ITryOperation)
            || loop.Body.Descendants().Any(o => o is IBranchOperation);
        if (resultType is not null && isConditional && list.Symbol.Type.ElementType().TaskResult() is not null)
            Refuse(added, "A task with a result that is started for some items only", "filter the items first: items.Where(…).Select(async item => …)");

        var next = new IrLabel("continue");
        _exits[loop.ContinueLabel] = next;
        _exits.Remove(loop.ExitLabel);
        var outer = _taskLoop;
        var current = new TaskLoop(list, resultType is null ? null : new IrVariable("result", resultType) { IsTemporary = true });
        _taskLoop = current;
        _limits.Push(new ConcurrencyLimit());
        var body = new BlockBuilder(block);
        LowerStatement(loop.Body, body);
        CheckItemsStarted(body);
        var limit = _limits.Pop().Value;
        _taskLoop = outer;
        block.Add(new IrLabeled(next, body.ToImmutable(), origin));
        block.Add(new IrReturn(current.Result is null ? null : new IrRead(current.Result, origin), origin));
        var results = resultType is null ? null : new IrVariable("results", _frame.Model.Compilation.CreateArrayTypeSymbol(resultType)) { IsTemporary = true };
        list.Entries.Add(new TaskEntry(null, new IrMap(items, item, null, block.ToImmutable(), results, origin) { MaxConcurrency = limit }) { StartedIn = into, StartedAt = into.Count });
        return true;
    }

    /// <summary>Awaits all tasks of a list: the results as a list, null when they have none.</summary>
    private IrExpression? AwaitList(TaskListBinding list, IOperation operation, BlockBuilder into)
    {
        var origin = At(operation);
        var entries = list.Entries.ToList();
        list.Entries.Clear();
        var hasResults = Resolve(list.Symbol.Type).ElementType().TaskResult() is not null;
        foreach (var entry in entries.Where(e => e.Map is not null))
        {
            if (!into.RunsWith(entry.StartedIn!))
                Report(LiftDescriptors.TaskNotAwaited, entry.Map!.Origin, $"'{list.Symbol.Name}'", "awaited on some paths only");
            CheckMeanwhile(entry.StartedIn!, entry.StartedAt, ImmutableArray.Create<IrStatement>(entry.Map!), $"'{list.Symbol.Name}'", entry.Map!.Origin);
        }

        if (entries is [{ Map: { } only }])
        {
            into.Add(only);
            return only.Result is null ? null : new IrRead(only.Result, origin);
        }

        if (entries.All(e => e.Task is not null))
        {
            Join(entries.Select(e => e.Task!).Where(t => !t.IsAwaited).Distinct().ToList(), operation, into);
            return hasResults ? new IrList(entries.Select(e => e.Task!.Awaited!).ToImmutableArray(), list.Symbol.Type, origin) : null;
        }

        if (hasResults)
            return Refuse(operation, $"The results of '{list.Symbol.Name}', which holds single tasks and those of a loop,", "await them apart");
        var branches = entries.Select(e =>
        {
            if (e.Task is { } task)
                task.IsAwaited = true;
            ImmutableArray<IrStatement> body = e.Map is { } map ? [map] : e.Task!.Body;
            return new IrBranch(body.Add(new IrReturn(null, origin)), null, origin);
        }).ToImmutableArray();
        into.Add(new IrParallel(branches, origin));
        return null;
    }

    /// <summary>A task runs while the code goes on: what the code does then must be nothing that either would notice.</summary>
    /// <param name="startedIn">The block that starts it.</param>
    /// <param name="startedAt">Where, in that block.</param>
    /// <param name="work">What it does.</param>
    /// <param name="description">The task, for the report.</param>
    /// <param name="origin">Where it is started.</param>
    /// <param name="awaitedIn">The block that awaits it, if it was started as it stands: then <see cref="PlaceStarts"/> looks after what is thrown meanwhile.</param>
    private void CheckMeanwhile(BlockBuilder startedIn, int startedAt, ImmutableArray<IrStatement> work, string description, Origin origin, BlockBuilder? awaitedIn = null)
    {
        var meanwhile = startedIn.Since(startedAt).ToImmutableArray().Descendants().ToList();
        var effects = meanwhile.Where(s => awaitedIn is null || s is not IrThrow);
        for (var block = awaitedIn; block is not null && !ReferenceEquals(block, startedIn); block = block.Parent)
            effects = effects.Concat(block.Since(0).ToImmutableArray().Descendants());
        if (effects.Any(IsEffect))
            Report(LiftDescriptors.TaskNotAwaited, origin, description, "still running while other calls are awaited");
        var read = new HashSet<IrVariable>(work.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()));
        if (meanwhile.SelectMany(s => s.Defines()).Any(read.Contains))
            Report(LiftDescriptors.TaskNotAwaited, origin, description, "reading a variable that is assigned before it is awaited");
    }

    /// <summary>The loop that fills a list of tasks.</summary>
    private sealed class TaskLoop(TaskListBinding list, IrVariable? result)
    {
        public TaskListBinding List => list;

        public IrVariable? Result => result;

        public bool IsAdded { get; set; }
    }
}
