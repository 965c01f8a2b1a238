using System.Collections.Concurrent;
using System.IO.Enumeration;
using LambdaLift.Converter;
using LambdaLift.Interpreter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests.Engines;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>One of the converter's scenarios, converted and verified.</summary>
/// <param name="Report">The verification.</param>
/// <param name="Cases">The executions of the state machine that took different ways, as cases for other engines.</param>
internal sealed record Scenario(VerificationReport Report, IReadOnlyList<EngineCase> Cases)
{
    private static readonly ConcurrentDictionary<(string, TargetLanguage), Lazy<Task<Scenario>>> Known = new();

    /// <summary>Every scenario that converts, in each dialect that can express it. While one works on a few of them: LAMBDALIFT_SCENARIOS="loop-*".</summary>
    public static IEnumerable<(string Name, TargetLanguage Language)> Converted()
    {
        var pattern = Environment.GetEnvironmentVariable("LAMBDALIFT_SCENARIOS") is { Length: > 0 } wanted ? wanted : "*";
        foreach (var name in ScenarioFolders.All.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name)))
        {
            if (ScenarioFolders.Has(name, "jsonata.asl.json")) yield return (name, TargetLanguage.Jsonata);
            if (ScenarioFolders.Has(name, "jsonpath.asl.json")) yield return (name, TargetLanguage.JsonPath);
        }
    }

    /// <summary>Verifies a scenario with the options of its baseline; once, however many tests ask.</summary>
    public static Task<Scenario> Verified(string name, TargetLanguage language) =>
        Known.GetOrAdd((name, language), key => new(() => Verify(key.Item1, new ConversionOptions { QueryLanguage = key.Item2 }))).Value;

    public static async Task<Scenario> Verify(string name, ConversionOptions options)
    {
        var input = ScenarioFolders.Input(name, options);
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.False(conversion.IsRefused, string.Join('\n', conversion.Diagnostics));
        var request = ConversionVerification.Request(input, conversion, []);
        var definition = StateMachineInterpreter.Parse(AslWriter.Write(request.StateMachine), request.Substitutions).Definition;
        var cases = new ExecutedCases($"{name} ({options.QueryLanguage})", (DataObject)JsonData.Parse(AslWriter.Write(definition)));
        var report = await new WorkflowVerifier().VerifyAsync(request with { Executed = cases.Add }, TestContext.Current.CancellationToken);
        return new Scenario(report, cases.All());
    }
}
