using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>What shows only on the ways through a graph: lists that grow with the pages of a service's answers, and tasks that are reported twice.</summary>
internal static class PathChecks
{
    // The names under which services take the token of the next page.
    private static readonly HashSet<string> Tokens = new(StringComparer.Ordinal) { "NextToken", "ExclusiveStartKey", "ContinuationToken", "Marker", "StartKey", "NextMarker", "PaginationToken" };

    /// <summary>Checks one graph.</summary>
    public static void Run(FlowGraph graph, Action<Diagnostic> report)
    {
        var nodes = graph.Nodes();
        var reach = nodes.OfType<FlowTask>().ToDictionary(t => t, t => new HashSet<FlowNode>(new FlowGraph(t.Next).Nodes()));
        foreach (var page in nodes.OfType<FlowTask>().Where(t => reach[t].Contains(t) && IsPaged(t)))
        {
            foreach (var step in reach[page].Where(n => new FlowGraph(n).Nodes().Contains(page)))
            {
                foreach (var grown in VariableNames.AssignmentsOf(step).Where(Grows))
                    report(Diagnostic.Create(LiftDescriptors.StateGrows, grown.Value.Origin.Location, grown.Variable.Name, page.CallName));
            }
        }

        foreach (var first in reach.Keys.Where(t => Token(t) is not null))
        {
            foreach (var second in reach[first].OfType<FlowTask>().Where(t => !ReferenceEquals(t, first) && Token(t) is { } token && token.IsSameAs(Token(first)!)))
                report(Diagnostic.Create(LiftDescriptors.TaskReportedTwice, second.Origin.Location, first.Operation!.Name, second.Operation!.Name));
        }
    }

    private static bool IsPaged(FlowTask task) => task.Request is IrNew request && request.Members.Any(m => Tokens.Contains(m.Name) && m.Value is not IrConstant);

    private static bool Grows(FlowAssignment assignment) =>
        assignment.Value.DescendantsAndSelf().Any(e => e is IrCallFunction { Function: IrFunction.Append or IrFunction.AppendAll or IrFunction.SetEntry, Arguments: [var grown, ..] } && grown.Reads().Contains(assignment.Variable));

    private static IrExpression? Token(FlowTask task) =>
        task.Operation?.Name is "SendTaskFailure" or "SendTaskSuccess" && task.Request is IrNew request ? request.Members.FirstOrDefault(m => m.Name == "TaskToken")?.Value : null;
}
