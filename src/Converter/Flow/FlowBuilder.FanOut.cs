using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>Branches and iterations that run at the same time.</summary>
internal sealed partial class FlowBuilder
{
    private FlowParallel Parallel(IrParallel statement, FlowNode next, Scope scope)
    {
        var branches = statement.Branches.Select(b => Subgraph(b.Body, b.Origin)).ToList();
        var parallel = new FlowParallel(branches, next, statement.Origin) { NameHint = StateNames.ForParallel(branches) };
        for (var i = 0; i < statement.Branches.Length; i++)
        {
            if (statement.Branches[i].Result is { } result)
                parallel.Assignments.Add(new FlowAssignment(result, new IrElement(new IrTaskResult(null, statement.Origin), new IrConstant(i, null, statement.Origin), result.Type, statement.Origin)));
        }

        AddCatchers(parallel, scope, type => ErrorsInside(branches, type));
        if (branches.Any(CanFail))
            _report(Diagnostic.Create(LiftDescriptors.FanOutCancelsSiblings, statement.Origin.Location));
        return parallel;
    }

    private FlowMap Map(IrMap statement, FlowNode next, Scope scope)
    {
        var iteration = Subgraph(statement.Body, statement.Origin);
        var entry = new FlowAssign(iteration.Entry, statement.Origin);
        iteration.Entry = entry;
        var map = new FlowMap(statement.Items, iteration, next, statement.Origin) { NameHint = StateNames.ForMap(statement.Item, iteration), MaxConcurrency = statement.MaxConcurrency, IsDistributed = statement.IsDistributed };
        if (statement.IsDistributed)
        {
            Select(map, entry, statement);
        }
        else
        {
            entry.Assignments.Add(new FlowAssignment(statement.Item, new IrInput(statement.Origin)));
            if (statement.Index is not null)
                entry.Assignments.Add(new FlowAssignment(statement.Index, new IrMapIndex(statement.Index.Type, statement.Origin)));
        }

        if (statement.Result is not null)
            map.Assignments.Add(new FlowAssignment(statement.Result, new IrTaskResult(statement.Result.Type, statement.Origin)));
        AddCatchers(map, scope, type => ErrorsInside([iteration], type));
        if (CanFail(iteration))
            _report(Diagnostic.Create(LiftDescriptors.FanOutCancelsSiblings, statement.Origin.Location));
        return map;
    }

    /// <summary>An execution of its own gets what it reads as members of its input.</summary>
    private static void Select(FlowMap map, FlowAssign entry, IrMap statement)
    {
        var origin = statement.Origin;
        Add(statement.Item, new IrMapItem(statement.Item.Type, origin));
        if (statement.Index is { } index)
            Add(index, new IrMapIndex(index.Type, origin));
        foreach (var passed in statement.Passed)
            Add(passed.Variable, passed.Value);

        void Add(IrVariable variable, IrExpression value)
        {
            var name = variable.Name;
            for (var n = 2; map.Selector.Exists(s => s.Name == name); n++)
                name = variable.Name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            map.Selector.Add((name, value));
            entry.Assignments.Add(new FlowAssignment(variable, new IrJsonMember(new IrInput(origin), name, origin) { Type = variable.Type, IsPresent = true }));
        }
    }

    private static bool CanFail(FlowGraph graph) =>
        graph.AllNodes().Any(n => n is FlowFail || (n is FlowTask task && !task.Catchers.Any(c => c.Errors.Contains("States.ALL"))));

    private FlowGraph Subgraph(ImmutableArray<IrStatement> body, Origin origin)
    {
        static FlowNode End(IrExpression? value, Origin at) => new FlowEnd(value, at);
        var scope = Scope.Outermost(End);
        var outer = _residualFailure;
        _residualFailure = null;
        var graph = new FlowGraph(Block(body, 0, End(null, origin), scope));
        _residualFailure = outer;
        return graph;
    }
}
