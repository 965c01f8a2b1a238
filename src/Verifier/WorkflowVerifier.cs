using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Exploration;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Machines;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier;

/// <summary>
/// Proves a conversion by running both sides: the user's handler, compiled from its own source, and the state machine, on the same
/// inputs and the same behaviour of services, and comparing what they do.
/// </summary>
/// <remarks>The handler runs in this process with the rights of the current user. AWS calls and HTTP never leave it.</remarks>
public sealed class WorkflowVerifier
{
    private readonly AwsCatalogue _catalogue = AwsCatalogue.Default;

    /// <summary>Verifies one handler.</summary>
    /// <returns>A report; also when the handler cannot be compiled or run, which is <see cref="VerificationStatus.NotRun"/>.</returns>
    /// <exception cref="InvalidDefinitionException">The state machine is not one that can be run.</exception>
    public async Task<VerificationReport> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await VerifyAllAsync([request], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Verifies handlers one after the other; those of the same compilations are compiled and loaded once.</summary>
    /// <returns>A report for each request, in their order.</returns>
    /// <exception cref="InvalidDefinitionException">A state machine is not one that can be run.</exception>
    public Task<IReadOnlyList<VerificationReport>> VerifyAllAsync(IReadOnlyList<VerificationRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Task.Run<IReadOnlyList<VerificationReport>>(
            () =>
            {
                using var hosts = new SharedHosts(requests);
                return [.. requests.Select(request => Verify(request, hosts, cancellationToken))];
            }, cancellationToken);
    }

    private VerificationReport Verify(VerificationRequest request, SharedHosts hosts, CancellationToken cancellationToken)
    {
        var definition = AslWriter.Write(request.StateMachine);
        var interpreter = StateMachineInterpreter.Parse(definition, request.Substitutions);
        try
        {
            return Explore(request, definition, interpreter, hosts.For(request, cancellationToken), cancellationToken);
        }
        catch (HandlerCannotRunException error)
        {
            return NotRun(request, $"{error.Message} (input {error.Case.Input})");
        }
        catch (HostingException error)
        {
            return NotRun(request, error.Message);
        }
    }

    private VerificationReport Explore(VerificationRequest request, string definition, StateMachineInterpreter interpreter, HandlerHost host, CancellationToken cancellationToken)
    {
        var literals = Literals.Of(request.ConstantsFrom ?? [.. request.Compilations.SelectMany(compilation => compilation.SyntaxTrees)], cancellationToken).AndOf(JsonData.Parse(definition));
        var samples = new Samples(literals.Texts, literals.Numbers);
        var jobs = new JobRunner(_catalogue, request.JobPatience);
        var services = new ServiceModels(_catalogue, new ApiShapes(literals.Keys, [.. request.Tables.SelectMany(table => table.Attributes).DistinctBy(attribute => attribute.Name)]), samples) { Limited = Limited(interpreter.Definition, jobs), Statuses = literals.Statuses };
        var comparer = new TraceComparer(new ErrorNames(_catalogue, Resources(interpreter.Definition)));
        var codec = new DotNetCodec(_catalogue);
        // What this deviation announces is done to the handler's runs, so that they can be compared to the letter.
        var spellsJsonAsStepFunctions = request.Options.Deviations.Any(deviation => deviation.Kind == DeviationKind.JsonTextEscapes);
        var generated = new GeneratedFunctionRunner(host, codec, request.GeneratedFunctions.Select(function => function.Function.Name).ToHashSet(StringComparer.Ordinal), spellsJsonAsStepFunctions);
        var machine = new MachineRunner(interpreter, new TaskCodec(_catalogue), generated, jobs, request.Handler.Name, request.Options.Seed, request.Executed);
        var eventShape = host.EventType(request.Handler.Name) is { } type ? TypeShapes.Of(type) : null;
        var fanOuts = FanOutScope.Of(request.StateMachine);
        DeviationInForce? Explains(CaseRun run) =>
            DeviationRules.Explains(request.Options.Deviations, run.Difference!, run.Handler, run.Machine.Trace, IncompleteInput.Is(run.Case.Input, eventShape), fanOuts, state => LineOf(request, state));
        var runner = new DifferentialRunner(host, request.Handler.Name, machine, codec, services, comparer, request.Options.Seed, spellsJsonAsStepFunctions, Explains);

        var result = new Explorer(runner, services, samples, eventShape, request.Options).Explore(Start(request, eventShape));
        var notes = new List<string>();
        if (result.ErrorsUnknownToSdk > 0) notes.Add($"{result.ErrorsUnknownToSdk} errors of the newest service models are not in the project's version of the AWS SDK, so they were left out.");
        if (result.Undecided > 0) notes.Add($"{result.Undecided} runs decide nothing: what the handler does in them depends on which of its concurrent calls ends first.");
        if (result.OverQuota > 0) notes.Add($"{result.OverQuota} runs are not compared: the data of a state outgrew the 262,144 bytes that Step Functions takes, so that a state failed (States.DataLimitExceeded).");
        notes.AddRange(result.Stopped);
        notes.AddRange(codec.Problems.Select(problem => $"Not compared: {problem}"));
        var counterexample = result.Counterexample is { } found ? Smallest(request, host, runner, found, notes) : null;
        var (covered, uncovered) = Coverage(request, interpreter.Definition, result);
        return new VerificationReport
        {
            Status = counterexample is null ? VerificationStatus.Verified : VerificationStatus.Different,
            Runs = result.Cases,
            Seed = request.Options.Seed,
            BudgetEnded = result.BudgetEnded,
            Covered = covered,
            Uncovered = uncovered,
            Deviations = [.. request.Options.Deviations.Select(deviation => new CountedDeviation(deviation, result.Deviations.GetValueOrDefault(deviation)))],
            Counterexample = counterexample,
            ExploredRuns = [.. result.Ways.Select(run => new ExploredRun(run.Case.Name, run.Case.Input, run.Machine.Answers, run.Machine.Trace.Outcome, run.Machine.States))],
            Notes = notes,
        };
    }

    private static List<VerificationCase> Start(VerificationRequest request, SampleShape? eventShape)
    {
        var cases = request.Cases.ToList();
        cases.AddRange(request.Payloads.Select(payload => new VerificationCase(payload.Name, payload.Json, [])));
        if (cases.Count == 0) cases.Add(new VerificationCase("an event of the handler's type", eventShape is null ? JsonData.Object() : Samples.Plain(eventShape), []));
        return cases;
    }

    private static Counterexample? Smallest(VerificationRequest request, HandlerHost host, DifferentialRunner runner, CaseRun found, List<string> notes)
    {
        var kind = found.Difference!.Kind;
        bool IsDifferent(CaseRun run) => run.Deviation is null && run.Difference?.Kind == kind;
        var smallest = new Shrinker(runner, IsDifferent).Shrink(found);
        // On static state that no earlier run has touched, and with C# lines.
        using var fresh = host.Fresh();
        var shown = runner.On(fresh).Run(smallest.Case, captureLines: true);
        if (shown.Difference is null)
        {
            notes.Add("The handler keeps static state from one invocation to the next: the difference shows only after earlier invocations.");
            shown = smallest;
        }

        var difference = shown.Difference!;
        var line = difference.HandlerCall is { } call && shown.Handler.Calls[call].Where is { } where ? Line(where) : null;
        line ??= shown.Machine.Trace.EndedAt is { } state ? LineOf(request, state) : null;
        return new Counterexample(shown.Case, difference, shown.Handler, shown.Machine.Trace, shown.Machine.States, line, found.Case.Name);
    }

    private static SourceLine? Line(string text)
    {
        var open = text.LastIndexOf('(');
        return open > 0 && int.TryParse(text.AsSpan(open + 1, text.Length - open - 2), out var line) ? new SourceLine(text[..open], line) : null;
    }

    private static SourceLine? LineOf(VerificationRequest request, string statePath) =>
        request.SourceMap.GetValueOrDefault(statePath) ?? request.SourceMap.GetValueOrDefault(statePath[(statePath.LastIndexOf('/') + 1)..]);

    private static SourceLine? LineOf(VerificationRequest request, Edge edge) =>
        request.BranchSourceMap.GetValueOrDefault((edge.FromPath[(edge.FromPath.LastIndexOf('/') + 1)..], edge.Kind == EdgeKind.Catch ? "catch" : "choice", edge.Kind == EdgeKind.Default ? -1 : edge.Index))
        ?? LineOf(request, edge.FromPath);

    private static (List<BranchCoverage> Covered, List<BranchCoverage> Uncovered) Coverage(VerificationRequest request, StateMachine definition, ExplorationResult result)
    {
        var covered = new List<BranchCoverage>();
        var uncovered = new List<BranchCoverage>();
        foreach (var edge in DefinitionEdges.Of(definition).Where(edge => edge.Kind is EdgeKind.Choice or EdgeKind.Default or EdgeKind.Catch))
        {
            var label = edge.Kind switch
            {
                EdgeKind.Choice => $"rule {edge.Index + 1}",
                EdgeKind.Default => "default",
                _ => $"catcher {edge.Index + 1}",
            };
            var isCovered = result.Edges.Contains(edge);
            var branch = new BranchCoverage(edge.FromPath, label, edge.ToPath, LineOf(request, edge), isCovered ? null : Reason(edge, definition, result));
            (isCovered ? covered : uncovered).Add(branch);
        }

        return (covered, uncovered);
    }

    private static string Reason(Edge edge, StateMachine definition, ExplorationResult result)
    {
        var name = edge.FromPath[(edge.FromPath.LastIndexOf('/') + 1)..];
        if (result.Counterexample is not null) return "exploring ended at the difference";
        var state = definition.AllStates().Select(pair => pair.State).FirstOrDefault(state => state.Name == name);
        if (edge.Kind == EdgeKind.Catch && state is FallibleState fallible and not TaskState { TimeoutSeconds: not null } && fallible.Catch[edge.Index].ErrorEquals.All(IsNotScripted))
            return "timeouts and failures of the Lambda runtime are not simulated";
        var budget = result.BudgetEnded ? $"; the budget of {result.Cases} runs ended first" : "";
        return result.States.Contains(name)
            ? $"no input or answer of {result.Cases} runs took it{budget}"
            : $"its state was never entered in {result.Cases} runs{budget}";
    }

    private static bool IsNotScripted(string error) => error is "States.Timeout" or "States.HeartbeatTimeout" or "Lambda.Unknown" or "Sandbox.Timedout" or "States.DataLimitExceeded";

    /// <summary>The operations whose answers are only ever waited for so long; to start a job is not.</summary>
    private HashSet<string> Limited(StateMachine definition, JobRunner jobs) => definition.AllStates().Select(pair => pair.State).OfType<TaskState>()
        .GroupBy(task => _catalogue.TryParseResource(task.Resource, out var resource, out _) ? resource.Integration is { Service: "http", Action: "invoke" } ? HttpExchange.Operation : resource.Integration?.Operation?.Id ?? "" : "")
        .Where(calls => calls.Key.Length > 0 && calls.All(task => task.TimeoutSeconds is not null && jobs.JobOf(task.Resource) is null))
        .Select(calls => calls.Key).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Resources(StateMachine definition) =>
        definition.AllStates().Select(pair => pair.State).OfType<TaskState>().Select(task => task.Resource).Distinct(StringComparer.Ordinal);

    private static VerificationReport NotRun(VerificationRequest request, string problem) =>
        new() { Status = VerificationStatus.NotRun, Problem = problem, Seed = request.Options.Seed };
}
