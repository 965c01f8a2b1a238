using System.Reflection;
using LambdaLift.CodeFixes.Tests;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.CodeFixes.Newest.Tests.Behaviour;

/// <summary>A handler and what a fix makes of it, both compiled against the SDK and run with their service calls answered by a script.</summary>
internal sealed class BeforeAndAfter : IDisposable
{
    private readonly HandlerHost _before;
    private readonly HandlerHost _after;

    private BeforeAndAfter(Compilation before, Compilation after, string handler)
    {
        Original = before;
        _before = Load(before, handler);
        _after = Load(after, handler);
    }

    /// <summary>The project before the fix.</summary>
    public Compilation Original { get; }

    /// <summary>Applies the fix to <c>App.Function.Handle</c>, or to that other handler.</summary>
    public static async Task<BeforeAndAfter> CreateAsync<TRule, TFix>(string source, string key, string handler = "App::App.Function::Handle", params (string Name, string Text)[] additional)
        where TRule : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var polly = typeof(BeforeAndAfter).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Polly").Value!;
        var references = new[] { Path.Combine(AppContext.BaseDirectory, "AWSSDK.StepFunctions.dll"), polly }.Select(f => MetadataReference.CreateFromFile(f));
        var before = UserProject.Compile("namespace App;\n" + source, references: [.. references]);
        return new BeforeAndAfter(before, await FixRunner.FixAsync(before, new TRule(), new TFix(), key, TestContext.Current.CancellationToken, additional), handler);
    }

    /// <summary>Runs both on one event; the script is made anew for each run.</summary>
    public (Run Before, Run After) Run(string payload, Func<Func<SdkCall, SdkAnswer>> script) => (new Run(_before.Run(payload, script())), new Run(_after.Run(payload, script())));

    /// <summary>Runs both; they must make the same calls in the same order with the same requests, and end the same way.</summary>
    public void AssertSame(string payload, Func<Func<SdkCall, SdkAnswer>> script)
    {
        var (before, after) = Run(payload, script);
        Assert.Equal(before.Calls, after.Calls);
        Assert.Equal(before.End, after.End);
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    private static HandlerHost Load(Compilation compilation, string handler) =>
        HandlerHost.Load(new HostingRequest { Compilations = [compilation], Functions = [new HostedFunction("test", handler)] }, TestContext.Current.CancellationToken);
}

/// <summary>What a run did, as texts that can be compared.</summary>
internal sealed class Run(HandlerRun run)
{
    /// <summary>Each call as <c>Operation {request}</c>, in the order of their starts.</summary>
    public IReadOnlyList<string> Calls { get; } = [.. run.Calls.Select(c => $"{c.Call.Operation} {c.Call.Request.ToJsonString()}")];

    /// <summary>The result as JSON, or error type and message.</summary>
    public string End { get; } = run.Outcome switch
    {
        HandlerOutcome.Returned returned => returned.Json?.ToJsonString() ?? "null",
        HandlerOutcome.Threw threw => $"{threw.ErrorType}: {threw.Message}",
        HandlerOutcome.Stopped stopped => throw new InvalidOperationException(stopped.Reason),
        _ => throw new InvalidOperationException(run.Outcome.GetType().Name),
    };
}
