using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Conformance;

/// <summary>Answers of AWS's TestState API: status, output, error, next state and inspection data must be equal in all of them.</summary>
public sealed class RecordedStateTests(ITestOutputHelper output)
{
    [Fact]
    public void AgreesWithAws()
    {
        IReadOnlyList<string> lines = SharedData.ReadLines("conformance/test-state.jsonl");
        Assert.Equal(137, lines.Count);
        var differences = new List<string>();
        foreach (string line in lines)
        {
            var data = (DataObject)JsonData.Parse(line);
            string? difference = Difference(data);
            if (difference is not null) differences.Add($"{((DataString)data["name"]).Value}: {difference}");
        }

        output.WriteLine($"test-state: {lines.Count - differences.Count} of {lines.Count} equal");
        Assert.True(differences.Count == 0, $"{differences.Count} of {lines.Count} differ:\n{string.Join('\n', differences)}");
    }

    private static string? Difference(DataObject data)
    {
        var definition = (DataObject)data["definition"];
        var request = (DataObject)data["request"];
        var expected = (DataObject)data["expected"];
        StateTestResult result;
        try
        {
            // A state tested alone is called StateName by AWS.
            StateMachineInterpreter machine = definition.ContainsKey("States")
                ? StateMachineInterpreter.Parse(definition.ToJson())
                : StateMachineInterpreter.ForState(definition, "StateName");
            result = machine.TestState(Test(data, request, expected));
        }
        catch (Exception e) when (e is InvalidDefinitionException or MissingMockException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }

        bool inspected = Text(request, "inspectionLevel") != "INFO";
        var actual = new DataObjectBuilder();
        actual.Set("status", result.Status switch
        {
            StateTestStatus.Succeeded => "SUCCEEDED",
            StateTestStatus.Retriable => "RETRIABLE",
            StateTestStatus.CaughtError => "CAUGHT_ERROR",
            _ => "FAILED",
        });
        if (result.Output is not null) actual.Set("output", result.Output);
        if (result.Error is not null) actual.Set("error", result.Error);
        if (result.Cause is not null) actual.Set("cause", result.Cause);
        if (result.NextState is not null) actual.Set("nextState", result.NextState);
        if (inspected) actual.Set("inspectionData", result.InspectionData);
        DataObject built = actual.Build();
        return JsonComparison.Matches(expected, built, "$", Masked(JsonComparison.Placeholders(data["placeholders"]))) ? null : $"\n   {built}\n   instead of\n   {expected}";
    }

    /// <summary>The recorder masked a time wherever it stands, but lists only its place in the output: the same value stands in the inspection data.</summary>
    private static HashSet<string> Masked(IReadOnlySet<string> placeholders)
    {
        const string Output = "$.output";
        IEnumerable<string> ofOutput = placeholders.Where(p => p.StartsWith(Output, StringComparison.Ordinal)).Select(p => p[Output.Length..]);
        return [.. placeholders, .. ofOutput.SelectMany(p => new[] { "$.inspectionData.afterResultPath" + p, "$.inspectionData.afterResultSelector" + p })];
    }

    private static StateTest Test(DataObject data, DataObject request, DataObject expected)
    {
        var mock = request.Get("mock") as DataObject;
        var configuration = request.Get("stateConfiguration") as DataObject ?? DataObject.Empty;
        var error = mock?.Get("errorOutput") as DataObject;
        return new StateTest
        {
            Input = data["input"],
            StateName = Text(request, "stateName"),
            Variables = Text(request, "variables") is { } variables ? (DataObject)JsonData.Parse(variables) : DataObject.Empty,
            Context = Text(request, "context") is { } context ? JsonData.Parse(context) : null,
            MockResult = mock is null ? null : Text(mock, "result") is { } result ? JsonData.Parse(result) : null,
            MockError = error is null ? null : new TaskFailedException(Text(error, "error"), Text(error, "cause")),
            RetrierRetryCount = Number(configuration, "retrierRetryCount"),
            MapIterationFailureCount = Number(configuration, "mapIterationFailureCount"),
            MapItemReaderData = Text(configuration, "mapItemReaderData") is { } items ? (DataArray)JsonData.Parse(items) : null,
            // Six tests called a real function: its recorded result stands in for it.
            TaskHandler = new DelegateTaskHandler(_ => expected["output"]),
        };
    }

    private static string? Text(DataObject data, string name) => (data.Get(name) as DataString)?.Value;

    private static int Number(DataObject data, string name) => data.Get(name) is DataNumber number ? (int)number.Value : 0;
}
