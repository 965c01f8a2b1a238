using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Tasks that run at the same time are started one after the other. What computing an argument throws, it throws where the task would be started: tasks
/// before it run, those behind it are never started. What an <c>async</c> method throws is in its task.
/// </summary>
internal sealed partial class Lowering
{
    // What async methods do themselves: its failures come with the await.
    private readonly HashSet<IrStatement> _inTask = new(ReferenceComparer.Instance);

    /// <summary>Notes that the statements of a block from <paramref name="start"/> on are those of an <c>async</c> method.</summary>
    private void NoteInTask(BlockBuilder block, int start) => _inTask.UnionWith(block.Since(start));

    /// <summary>Takes the work of a task apart: what can fail where the code starts it, and the rest.</summary>
    private (ImmutableArray<IrStatement> Start, ImmutableArray<IrStatement> Work) TakeApart(ImmutableArray<IrStatement> body)
    {
        var start = new List<IrStatement>();
        var kept = 0;
        for (var i = 0; i < body.Length && !_inTask.Contains(body[i]); i++)
        {
            switch (body[i])
            {
                case IrAssign or IrIf when ImmutableArray.Create(body[i]).Descendants().All(s => s is IrAssign or IrIf or IrThrow):
                    start.Add(body[i]);
                    if (CanFail(body[i]))
                        kept = i + 1;
                    continue;
                case IrLabeled labeled when TakeApart(labeled.Body) is { Start.IsEmpty: false } inner:
                    return ([.. start, .. inner.Start], [labeled with { Body = inner.Work }, .. body.Skip(i + 1)]);
                case IrCall call when call.Expressions().Any(CopyPropagation.CanFail):
                    var sent = call.MapExpressions(e => TakeOut(e, "value", start));
                    return (start.ToImmutableArray(), [sent, .. body.Skip(i + 1)]);
            }

            break;
        }

        return (body.Take(kept).ToImmutableArray(), body.Skip(kept).ToImmutableArray());
    }

    /// <summary>A request without what can fail: that is computed before.</summary>
    private static IrExpression TakeOut(IrExpression value, string name, List<IrStatement> start)
    {
        switch (value)
        {
            case var e when !CopyPropagation.CanFail(e):
                return value;
            case IrNew e:
                return e with { Members = e.Members.Select(m => m with { Value = TakeOut(m.Value, m.Name, start) }).ToImmutableArray() };
            case IrDictionary e:
                return e with { Entries = e.Entries.Select(x => new IrDictionaryEntry(TakeOut(x.Key, "key", start), TakeOut(x.Value, x.Key is IrConstant { Value: string key } ? key : name, start))).ToImmutableArray() };
            case IrList or IrToJson or IrJsonText:
                return value.MapChildren(c => TakeOut(c, name, start));
            default:
                var variable = new IrVariable(name.LowerFirst(), value.Type) { IsTemporary = true };
                start.Add(new IrAssign(variable, value, value.Origin));
                return new IrRead(variable, value.Origin);
        }
    }

    private static bool CanFail(IrStatement statement) =>
        ImmutableArray.Create(statement).Descendants().Any(s => s is IrThrow || s.Expressions().Any(CopyPropagation.CanFail));

    /// <summary>The first thing that can fail where the code starts a task; null if there is none.</summary>
    private Origin? FirstFailure(ImmutableArray<IrStatement> body)
    {
        foreach (var statement in body)
        {
            if (_inTask.Contains(statement))
                return null;
            var all = ImmutableArray.Create(statement).Descendants().TakeWhile(s => !_inTask.Contains(s)).ToList();
            var call = all.FindIndex(s => s is not IrThrow && IsEffect(s));
            foreach (var reached in call < 0 ? all : all.Take(call + 1))
            {
                if (reached is IrThrow)
                    return reached.Origin;
                if (reached.Expressions().SelectMany(e => e.DescendantsAndSelf()).FirstOrDefault(CopyPropagation.FailsItself) is { } failing)
                    return failing.Origin;
            }

            if (call >= 0)
                return null;
        }

        return null;
    }

    /// <summary>
    /// Places what tasks compute where they are started, in order. Where that fails, or what the code does until it awaits them, tasks before have been started:
    /// their calls are made before the failure goes on, where the code around could see them or they are asked for; else the difference is reported.
    /// </summary>
    private void PlaceStarts(List<StartedTask> tasks)
    {
        foreach (var group in tasks.GroupBy(t => t.StartedIn))
        {
            var block = group.Key;
            var ordered = group.OrderBy(t => t.StartedAt).ThenBy(_tasks.IndexOf).ToList();
            var first = ordered[0].StartedAt;
            var meanwhile = block.Since(first).ToList();
            if (tasks.Count == 1 && meanwhile.Count == 0)
                continue;
            var result = new List<IrStatement>();
            var started = new List<StartedTask>();
            for (var i = 0; i <= meanwhile.Count; i++)
            {
                foreach (var task in ordered.Where(t => t.StartedAt - first == i))
                {
                    var (start, work) = TakeApart(task.Body);
                    result.AddRange(Started(start, started));
                    task.Body = work;
                    if (FirstFailure(work) is { } late && tasks.Count > 1)
                        ReportStarted(late, "the calls that it starts before, and none behind", "may have made any of them");
                    started.Add(task);
                }

                if (i < meanwhile.Count)
                    result.AddRange(Started([meanwhile[i]], started));
            }

            if (result.Count != meanwhile.Count || !result.SequenceEqual(meanwhile, ReferenceComparer.Instance))
            {
                block.Truncate(first);
                block.AddRange(result.ToImmutableArray());
            }
        }
    }

    /// <summary>Items whose tasks are started one after the other: the code stops where one cannot be, the state machine knows no order of them.</summary>
    private void CheckItemsStarted(BlockBuilder iteration)
    {
        if (FirstFailure(iteration.ToImmutable()) is { } failure)
            ReportStarted(failure, "the calls of the items before it only", "may have made any of them");
    }

    private ImmutableArray<IrStatement> Started(ImmutableArray<IrStatement> statements, List<StartedTask> started)
    {
        if (started.Count == 0 || FirstFailure(statements) is not { } failure)
            return statements;
        var working = started.Where(t => t.Body.Descendants().Any(s => s is IrCall or IrParallel or IrMap)).ToList();
        if (working.Count == 0)
            return statements;
        var names = string.Join(", ", working.Select(t => t.Description));
        if (!_options.ExactFanOut && _tryDepth == 0)
        {
            ReportStarted(failure, $"the calls of {names} that it starts before", "makes none (--exact-fan-out keeps the code's behaviour)");
            return statements;
        }

        if (_tryDepth > 0 && working.Exists(t => t.Body.Descendants().Count(s => s is IrCall or IrParallel or IrMap) > 1))
            ReportStarted(failure, $"the calls of {names}, which goes on beside the catch clause", "makes the first of them only");
        var exception = _frame.Model.Compilation.GetTypeByMetadataName("System.Exception")!;
        var thrown = new IrVariable("failure", exception) { IsError = true };
        var calls = working.Select(t => Ignored(AsStarted(t.Body, t.Origin), exception, t.Origin));
        return [new IrTry(statements, [new IrCatch(IrCatchKind.ExceptionType, exception, thrown, [.. calls, new IrRethrow(thrown, exception, failure)], failure)], [], failure)];
    }

    private void ReportStarted(Origin failing, string made, string instead) =>
        Report(LiftDescriptors.StartedCalls, failing, failing.Text, made, instead);

    /// <summary>Nobody awaits what fails here.</summary>
    private static IrTry Ignored(IrStatement work, INamedTypeSymbol exception, Origin origin) =>
        new([work], [new IrCatch(IrCatchKind.ExceptionType, exception, new IrVariable("ignored", exception) { IsError = true }, [], origin)], [], origin);

    /// <summary>What a task does for certain when it was started and the handler fails: it makes its first call. Its variables are its own.</summary>
    private static IrLabeled AsStarted(ImmutableArray<IrStatement> body, Origin origin)
    {
        var own = body.Descendants().SelectMany(s => s.Defines()).Distinct()
            .ToDictionary(v => v, v => new IrVariable(v.Name, v.Type) { IsTemporary = v.IsTemporary, IsError = v.IsError });
        return Alone(body, origin);

        IrLabeled Alone(ImmutableArray<IrStatement> block, Origin at)
        {
            var end = new IrLabel("started");
            return new IrLabeled(end, FirstCalls(block, new IrLeave(end, at)), at);
        }

        IrVariable Own(IrVariable variable) => own.TryGetValue(variable, out var renamed) ? renamed : variable;

        ImmutableArray<IrStatement> Branch(ImmutableArray<IrStatement> block, Origin at) => [Alone(block, at), new IrReturn(null, at)];

        ImmutableArray<IrStatement> FirstCalls(ImmutableArray<IrStatement> block, IrLeave leave) => block.SelectMany<IrStatement, IrStatement>(statement =>
        {
            var s = statement.MapExpressions(e => e.Substitute(v => own.TryGetValue(v, out var renamed) ? new IrRead(renamed, e.Origin) : null));
            return s switch
            {
                IrServiceCall call => [call with { Result = null, Limit = null }, leave],
                IrHttpCall call => [call with { Answer = new HttpAnswer(), Limit = null }, leave],
                IrWait => [leave],
                IrParallel parallel => [parallel with { Branches = parallel.Branches.Select(b => b with { Result = null, Body = Branch(b.Body, b.Origin) }).ToImmutableArray() }, leave],
                IrMap map => [map with { Result = null, Body = Branch(map.Body, map.Origin) }, leave],
                IrAssign set => [set with { Variable = Own(set.Variable) }],
                IrAttempt set => [set with { Variable = Own(set.Variable) }],
                IrResidual code => [code with { Outputs = code.Outputs.Select(o => o with { Variable = Own(o.Variable) }).ToImmutableArray() }],
                IrTry attempt => FirstCalls(attempt.Body, leave),
                _ => [s.MapBlocks(b => FirstCalls(b, leave))],
            };
        }).ToImmutableArray();
    }
}
