using LambdaLift.Verifier;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;

namespace LambdaLift.Cli.Reports;

/// <summary>Shortens the source paths in the verifier's report, so that what is written does not depend on the machine.</summary>
internal static class RelativePlaces
{
    internal static VerificationReport Of(VerificationReport report, Func<string, string> place)
    {
        SourceLine? Shorten(SourceLine? line) => line is null ? null : line with { File = place(line.File) };
        BranchCoverage Branch(BranchCoverage branch) => branch with { Line = Shorten(branch.Line) };
        Trace Calls(Trace trace) => trace with { Calls = [.. trace.Calls.Select(call => call with { Where = call.Where is { } where ? Where(where, place) : null })] };

        return report with
        {
            Covered = [.. report.Covered.Select(Branch)],
            Uncovered = [.. report.Uncovered.Select(Branch)],
            Deviations = [.. report.Deviations.Select(counted => counted with { Deviation = counted.Deviation with { Line = Shorten(counted.Deviation.Line) } })],
            Counterexample = report.Counterexample is { } found
                ? found with { Line = Shorten(found.Line), Handler = Calls(found.Handler), StateMachine = Calls(found.StateMachine) }
                : null,
        };
    }

    /// <summary>A call's place is a state's name, or a file and a line.</summary>
    private static string Where(string where, Func<string, string> place) => Path.IsPathRooted(where) ? place(where) : where;
}
