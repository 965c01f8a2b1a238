using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Converter.Emit;

/// <summary>What keeps a state machine from running as an Express workflow.</summary>
/// <remarks>An execution lasts five minutes at most (Step Functions developer guide, "Choosing workflow type").</remarks>
internal static class ExpressLimits
{
    private const double LongestExecution = 300;

    /// <summary>The places, and what is the matter there; empty when nothing is known to be.</summary>
    public static IEnumerable<(Origin Origin, string Problem)> Obstacles(FlowGraph root)
    {
        foreach (var graph in FlowOptimizer.Graphs(root))
        {
            foreach (var wait in graph.Nodes().OfType<FlowWait>())
            {
                if (wait.Seconds is IrConstant { Value: double seconds } && seconds >= LongestExecution)
                    yield return (wait.Origin, FormattableString.Invariant($"waiting {seconds} seconds"));
                else if (new FlowGraph(wait.Next).Nodes().Contains(wait))
                    yield return (wait.Origin, "waiting again and again, without an end that is known");
            }

            foreach (var map in graph.Nodes().OfType<FlowMap>().Where(m => m.IsDistributed))
                yield return (map.Origin, "a distributed Map state, which only Standard workflows have");

            foreach (var task in graph.Nodes().OfType<FlowTask>().Where(t => t.Pattern != IntegrationPatterns.RequestResponse))
                yield return (task.Origin, "waiting for a job");

            foreach (var task in graph.Nodes().OfType<FlowTask>().Where(t => t.TimeoutSeconds > LongestExecution))
                yield return (task.Origin, FormattableString.Invariant($"a call that may take {task.TimeoutSeconds} seconds"));
        }
    }
}
