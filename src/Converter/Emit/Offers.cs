using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>
/// What Step Functions has for the job besides what the conversion takes: never taken by itself, because it behaves otherwise in a way that
/// somebody has to want.
/// </summary>
internal static class Offers
{
    // An inline Map state runs about 40 iterations at a time (Step Functions developer guide, "Using Map state in Inline mode").
    private const int InlineConcurrency = 40;

    /// <summary>Reports the offers for a program.</summary>
    public static void Report(IrProgram program, FlowGraph root, Action<Diagnostic> report)
    {
        Jobs(program, report);
        Maps(root, report);
    }

    /// <summary>A loop that waits and asks for a job that was started before it.</summary>
    private static void Jobs(IrProgram program, Action<Diagnostic> report)
    {
        var statements = program.Body.Descendants().ToList();
        var jobs = statements.OfType<IrServiceCall>().Where(c => c.Result is not null && c.Operation.StepFunctions.Preferred is { } p && (p.Patterns & (IntegrationPatterns.Sync | IntegrationPatterns.Sync2)) != 0).ToList();
        foreach (var loop in statements.OfType<IrLoop>())
        {
            var body = loop.Body.Descendants().ToList();
            if (!body.Any(s => s is IrWait) || body.OfType<IrServiceCall>().ToList() is not [var asked])
                continue;
            var job = jobs.Find(j => j.Operation.Service.Id == asked.Operation.Service.Id && asked.Request.Reads().Contains(j.Result!));
            if (job is null)
                continue;
            var integration = job.Operation.StepFunctions.Preferred!;
            var pattern = (integration.Patterns & IntegrationPatterns.Sync2) != 0 ? IntegrationPatterns.Sync2 : IntegrationPatterns.Sync;
            report(Diagnostic.Create(LiftDescriptors.JobOffered, loop.Origin.Location, asked.Operation.Id, job.Operation.Id, integration.ResourceFor(pattern)));
        }
    }

    /// <summary>A fan-out that may outgrow an inline Map state.</summary>
    private static void Maps(FlowGraph root, Action<Diagnostic> report)
    {
        var listed = new HashSet<IrVariable>(root.AllNodes().OfType<FlowTask>().Where(t => t.Operation is { } listed && IsListing(listed)).SelectMany(t => t.Assignments).Select(a => a.Variable));
        foreach (var map in root.AllNodes().OfType<FlowMap>().Where(m => !m.IsDistributed))
        {
            var reason = map.Items.Reads().Overlaps(listed) ? "its items are a listing of a service, which has no upper limit"
                : map.MaxConcurrency > InlineConcurrency ? FormattableString.Invariant($"its code runs {map.MaxConcurrency} iterations at a time")
                : null;
            if (reason is not null)
                report(Diagnostic.Create(LiftDescriptors.DistributedMapOffered, map.Origin.Location, reason));
        }
    }

    private static bool IsListing(AwsOperation operation) => operation.Name.StartsWith("List", StringComparison.Ordinal) || operation.Name is "Scan" or "Query";
}
