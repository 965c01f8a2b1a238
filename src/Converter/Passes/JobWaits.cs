using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// On request, a job that is started and polled until it has ended becomes one call that waits for it. The loop goes: for every status of a job that has
/// not ended it must do nothing but ask again, and for every status of one that has ended it must come to an end (<see cref="PollLoop"/>).
/// </summary>
internal sealed class JobWaits : WorkflowPass
{
    public override string Name => "JobWaits";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        if (!context.Options.WaitForJobs)
            return program;
        var body = Flat(program.Body);
        while (Next(body, context) is { } replaced)
            body = replaced;
        return body == program.Body ? program : new CopyPropagation().Run(program with { Body = body }, context);
    }

    /// <summary>Bodies of helpers that are only left at their end, in line: start and loop may come from different ones.</summary>
    private static ImmutableArray<IrStatement> Flat(ImmutableArray<IrStatement> program) => program.RewriteStatements(statement =>
        statement is IrLabeled { Body: [.. var body, IrLeave end] } labelled && ReferenceEquals(end.Label, labelled.Label) && !body.Descendants().Any(s => s is IrLeave l && ReferenceEquals(l.Label, labelled.Label))
            ? body
            : [statement]);

    /// <summary>The program with the first loop replaced that can be; null when none is left.</summary>
    private static ImmutableArray<IrStatement>? Next(ImmutableArray<IrStatement> program, PassContext context)
    {
        foreach (var block in Blocks(program).ToList())
        {
            for (var start = 0; start < block.Length; start++)
            {
                if (block[start] is not IrServiceCall { Job: null, Limit: null, Result: not null } call || !JobIntegration.TryGet(call.Operation.Id, out var job))
                    continue;
                for (var at = start + 1; at < block.Length; at++)
                {
                    if (LoopOf(block[at]) is not { } loop || !loop.Body.Descendants().OfType<IrServiceCall>().Any(c => c.Operation.Id == job.Ask && c.Job is null))
                        continue;
                    // A task that waits takes its own failures for the job's.
                    if (CopyPropagation.CanFail(call.Request))
                    {
                        context.ReportAt(LiftDescriptors.JobStaysPolled, loop.Origin, ResourceOf(call), "the request reads through a value that may be null");
                        break;
                    }

                    var (replaced, obstacle, seconds) = PollLoop.Replace(program, block, start, at, loop, job);
                    if (replaced is not null)
                    {
                        context.ReportAt(LiftDescriptors.JobIsWaitedFor, loop.Origin, ResourceOf(call), job.Ask, seconds is null ? "" : $"; it gives up after {seconds} seconds by the clock, which the code reckons by its waits alone");
                        return replaced;
                    }

                    context.ReportAt(LiftDescriptors.JobStaysPolled, loop.Origin, ResourceOf(call), obstacle!);
                    break;
                }
            }
        }

        return null;
    }

    private static string ResourceOf(IrServiceCall start) =>
        start.Operation.StepFunctions.Optimized.First(i => (i.Patterns & IntegrationPatterns.Sync) != 0).ResourceFor(IntegrationPatterns.Sync);

    /// <summary>The loop of a statement: itself, or one inside of labels that it is left by, behind nothing but assignments.</summary>
    private static IrLoop? LoopOf(IrStatement statement) => statement switch
    {
        IrLoop loop => loop,
        IrLabeled labelled => labelled.Body.FirstOrDefault(s => s is not IrAssign) is { } first ? LoopOf(first) : null,
        _ => null,
    };

    private static IEnumerable<ImmutableArray<IrStatement>> Blocks(ImmutableArray<IrStatement> program)
    {
        yield return program;
        foreach (var statement in program.Descendants())
        {
            var inner = new List<ImmutableArray<IrStatement>>();
            statement.MapBlocks(b =>
            {
                inner.Add(b);
                return b;
            });
            foreach (var block in inner)
                yield return block;
        }
    }
}
