using System.Globalization;
using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Verifier.Export;

/// <summary>
/// Makes explored runs into tests that a user can keep: a mock configuration for Step Functions Local, inputs for the TestState API, and
/// an xunit test class against the interpreter. A run is exported only if the mocks play it again.
/// </summary>
public sealed class RunExport
{
    private readonly string _name;
    private readonly StateMachine _definition;
    private readonly IReadOnlyDictionary<string, string> _substitutions;
    private readonly StateMachineInterpreter _machine;

    private RunExport(string name, StateMachine definition, IReadOnlyDictionary<string, string> substitutions)
    {
        _name = name;
        _definition = definition;
        _substitutions = substitutions;
        _machine = StateMachineInterpreter.Parse(AslWriter.Write(definition), substitutions);
    }

    /// <summary>The files of an export, by path relative to its folder, and what had to be left out.</summary>
    /// <param name="name">The state machine's name; a C# identifier is made of it.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="substitutions">Values for <c>${Name}</c> in it.</param>
    /// <param name="runs">The runs of a verification.</param>
    /// <exception cref="InvalidDefinitionException">The definition cannot be run.</exception>
    public static (IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> LeftOut) Write(
        string name, StateMachine definition, IReadOnlyDictionary<string, string> substitutions, IReadOnlyList<ExploredRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new RunExport(name, definition, substitutions).Write(runs);
    }

    private (IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> LeftOut) Write(IReadOnlyList<ExploredRun> runs)
    {
        var named = Named(runs);
        var mocks = MockConfigurationWriter.Write(_name, named);
        var configuration = MockConfiguration.Parse(mocks);
        var leftOut = new List<string>();
        var kept = new List<ReplayedRun>();
        foreach (var (caseName, run) in named)
        {
            var replayed = Replay(configuration, caseName, run);
            if (replayed is null) leftOut.Add($"{caseName}: the mocks, which are per state and in order of calls, do not play it again.");
            else kept.Add(replayed);
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [_name + ".asl.json"] = AslWriter.Write(_definition) + "\n",
            ["MockConfigFile.json"] = Text(MockConfigurationWriter.Write(_name, [.. kept.Select(run => (run.CaseName, run.Run))])),
            ["runs.json"] = Text(JsonData.Array([.. kept.Select(run => run.ToJson())])),
            ["test-state.json"] = Text(TestStateWriter.Write(_machine, kept)),
            [_name + "Tests.cs"] = XunitWriter.TestClass(_name, _substitutions),
            [_name + ".Tests.csproj"] = XunitWriter.Project(_name),
        };
        return (files, leftOut);
    }

    private ReplayedRun? Replay(MockConfiguration configuration, string caseName, ExploredRun run)
    {
        ExecutionResult Execute(int seed) => _machine.Execute(run.Input, new ExecutionOptions
        {
            TaskHandler = configuration.CreateHandler(_name, caseName),
            RecordVisitedData = true,
            RecordHistory = false,
            Seed = seed == 0 ? null : seed,
            StartTime = new DateTimeOffset(2024, 1, 1, 0, 0, seed, TimeSpan.Zero),
        });
        try
        {
            var result = Execute(0);
            if (!result.Path.SequenceEqual(run.States, StringComparer.Ordinal)) return null;
            var isSuccess = run.Outcome is Comparison.TraceOutcome.Result;
            if (isSuccess != (result.Status == ExecutionStatus.Succeeded)) return null;
            // A result that holds the time or an id is another one tomorrow.
            var other = Execute(1);
            var isStable = result.Output is null ? other.Output is null : other.Output is not null && JsonData.DeepEquals(result.Output, other.Output);
            return new ReplayedRun(caseName, run, result, isStable);
        }
        catch (MissingMockException)
        {
            return null;
        }
    }

    /// <summary>Names that are unique, and good in file systems and in C#.</summary>
    private static List<(string Name, ExploredRun Run)> Named(IReadOnlyList<ExploredRun> runs)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = new List<(string, ExploredRun)>();
        foreach (var run in runs)
        {
            var words = string.Concat(run.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
            var name = string.Concat(words);
            name = name.Length > 60 ? name[..60] : name.Length == 0 ? "Run" : name;
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++) unique = name + number.ToString(CultureInfo.InvariantCulture);
            named.Add((unique, run));
        }

        return named;
    }

    private static string Text(JsonData json) => json.ToJson(indented: true) + "\n";
}

/// <summary>A run that the exported mocks play again.</summary>
/// <param name="CaseName">Its test case.</param>
/// <param name="Run">The run.</param>
/// <param name="Result">The execution on the mocks.</param>
/// <param name="IsStable">Whether its output is the same at another time and with other ids.</param>
internal sealed record ReplayedRun(string CaseName, ExploredRun Run, ExecutionResult Result, bool IsStable)
{
    public JsonData ToJson() => JsonData.Object(
    [
        .. new (string, JsonData?)[]
        {
            ("case", CaseName),
            ("description", Run.Name),
            ("input", Run.Input),
            ("status", Result.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED"),
            ("output", IsStable ? Result.Output : null),
            ("error", Result.Error is null ? null : JsonData.String(Result.Error)),
            ("path", JsonData.Array([.. Result.Path.Select(state => (JsonData)state)])),
        }.Where(member => member.Item2 is not null).Select(member => (member.Item1, member.Item2!)),
    ]);
}
