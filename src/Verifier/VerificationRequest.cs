using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier;

/// <summary>A named event.</summary>
/// <param name="Name">For people: the file's name.</param>
/// <param name="Json">The event.</param>
public sealed record Payload(string Name, JsonData Json);

/// <summary>A function that was generated for the state machine.</summary>
/// <param name="Function">Its name and handler.</param>
/// <param name="Code">Its code, which refers to the handler's compilation.</param>
public sealed record GeneratedFunction(HostedFunction Function, Compilation Code);

/// <summary>What is to be verified, and on what.</summary>
public sealed record VerificationRequest
{
    /// <summary>The compilations that hold the handler and the wrapper functions.</summary>
    public required IReadOnlyList<Compilation> Compilations { get; init; }

    /// <summary>The handler that was converted, with its environment variables.</summary>
    public required HostedFunction Handler { get; init; }

    /// <summary>
    /// Functions that run in process when the handler invokes them synchronously: those whose code became part of the state machine.
    /// Every other function is a service, and scripted.
    /// </summary>
    public IReadOnlyList<HostedFunction> InlinedFunctions { get; init; } = [];

    /// <summary>
    /// Functions that were generated for the state machine, with their code: its invocations of them run it, and the service calls inside
    /// count as the state machine's own.
    /// </summary>
    public IReadOnlyList<GeneratedFunction> GeneratedFunctions { get; init; } = [];

    /// <summary>The state machine.</summary>
    public required StateMachine StateMachine { get; init; }

    /// <summary>Values for <c>${Name}</c> in the definition; they must say the same as the handler's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Substitutions { get; init; } = new Dictionary<string, string>();

    /// <summary>Events to start from; without any, one is made from the handler's event type.</summary>
    public IReadOnlyList<Payload> Payloads { get; init; } = [];

    /// <summary>Further cases that the user wants run as they are.</summary>
    public IReadOnlyList<VerificationCase> Cases { get; init; } = [];

    /// <summary>C# lines of states, by state name or path.</summary>
    public IReadOnlyDictionary<string, SourceLine> SourceMap { get; init; } = new Dictionary<string, SourceLine>();

    /// <summary>C# lines of single branches: by state, <c>choice</c> or <c>catch</c>, and the zero-based place of the rule or catcher.</summary>
    public IReadOnlyDictionary<(string State, string Kind, int Index), SourceLine> BranchSourceMap { get; init; } =
        new Dictionary<(string State, string Kind, int Index), SourceLine>();

    /// <summary>The tables that the handler uses through DynamoDB's object persistence model.</summary>
    public IReadOnlyList<StoredTable> Tables { get; init; } = [];

    /// <summary>How long states that wait for a job do, in terms of the handler's questions, by state; a state that is not here waits for as long as the job runs.</summary>
    public IReadOnlyDictionary<string, JobPatience> JobPatience { get; init; } = new Dictionary<string, JobPatience>();

    /// <summary>Assemblies needed at run time that the compilations do not reference themselves.</summary>
    public IReadOnlyList<string> RuntimeAssemblies { get; init; } = [];

    /// <summary>The sources whose constants inputs and answers should hit; null: all of the compilations.</summary>
    public IReadOnlyList<SyntaxTree>? ConstantsFrom { get; init; }

    /// <summary>Told of every execution of the state machine, with its input: to keep the cases, or to run them on another engine. May be null.</summary>
    public Action<JsonData, ExecutionResult>? Executed { get; init; }

    /// <summary>How far to go.</summary>
    public VerificationOptions Options { get; init; } = new();
}

/// <summary>How far to explore, and what to accept.</summary>
public sealed record VerificationOptions
{
    /// <summary>Seed of ids and random numbers: the same seed, the same report.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Most runs of both sides.</summary>
    public int MaxRuns { get; init; } = 1000;

    /// <summary>Most runs in a row that take no way that is new; null: any number. What a handler reads may never come to some of its branches.</summary>
    public int? MaxFruitlessRuns { get; init; }

    /// <summary>Longest time for exploring; a safety net, since what it cuts off depends on the machine.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time for one invocation; generous, because a machine that is busy with other things must not look like a handler that hangs.</summary>
    public TimeSpan InvocationTimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Deviations that the conversion reported.</summary>
    public IReadOnlyList<DeviationInForce> Deviations { get; init; } = [];
}
