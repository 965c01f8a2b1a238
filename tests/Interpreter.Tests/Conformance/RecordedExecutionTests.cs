using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests;
using LambdaLift.Tests.Engines;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Conformance;

/// <summary>Executions recorded on AWS: status, output and error name must be equal in all of them.</summary>
public sealed class RecordedExecutionTests(ITestOutputHelper output)
{
    // Causes of States.* errors are prose of the service; the rest of the wording that differs is counted, not excused.
    private const double RequiredCauseShare = 0.95;

    [Theory]
    [InlineData("conformance/executions-pure.jsonl", 918)]
    [InlineData("conformance/executions-mocked.jsonl", 180)]
    public void AgreesWithAws(string file, int expectedCases)
    {
        IReadOnlyList<string> lines = SharedData.ReadLines(file);
        Assert.Equal(expectedCases, lines.Count);
        var differences = new List<string>();
        var causeDifferences = new List<string>();
        int withCause = 0;
        foreach (string line in lines)
        {
            RecordedExecution recorded = RecordedExecution.Parse(line);
            string? difference = recorded.Run(out string? cause);
            if (difference is not null) differences.Add($"{recorded.Name}: {difference}");
            if (recorded.HasCause)
            {
                withCause++;
                if (cause is not null) causeDifferences.Add($"{recorded.Name}: {cause}");
            }
        }

        output.WriteLine($"{file}: {lines.Count - differences.Count} of {lines.Count} equal; causes worded alike: {withCause - causeDifferences.Count} of {withCause}");
        foreach (string cause in causeDifferences) output.WriteLine("cause: " + cause);
        Assert.True(differences.Count == 0, $"{differences.Count} of {lines.Count} differ:\n{string.Join('\n', differences)}");
        Assert.True(causeDifferences.Count <= withCause * (1 - RequiredCauseShare), $"{causeDifferences.Count} of {withCause} causes differ:\n{string.Join('\n', causeDifferences)}");
    }
}

/// <summary>One line of the recorded executions.</summary>
internal sealed class RecordedExecution(DataObject data)
{
    private readonly DataObject _expected = (DataObject)data["expected"];

    public string Name => ((DataString)data["name"]).Value;

    public bool HasCause => _expected.Get("cause") is DataString or DataObject;

    public static RecordedExecution Parse(string line) => new((DataObject)JsonData.Parse(line));

    /// <summary>Runs it; what differs from the recording, or null.</summary>
    public string? Run(out string? causeDifference)
    {
        causeDifference = null;
        ExecutionResult result;
        try
        {
            result = StateMachineInterpreter.Parse(data["definition"].ToJson()).Execute(data["input"], Options());
        }
        catch (Exception e) when (e is InvalidDefinitionException or MissingMockException)
        {
            causeDifference = e.Message;
            return $"{e.GetType().Name}: {e.Message}";
        }

        IReadOnlySet<string> placeholders = JsonComparison.Placeholders(_expected.Get("placeholders"));
        string status = ((DataString)_expected["status"]).Value;
        string actualStatus = result.Status switch { ExecutionStatus.Succeeded => "SUCCEEDED", ExecutionStatus.Failed => "FAILED", _ => "TIMED_OUT" };
        if (HasCause && !placeholders.Contains("$.c")) causeDifference = CauseDifference(result.Cause, placeholders);
        if (status != actualStatus) return $"status {actualStatus} instead of {status} ({result.Error}: {result.Cause})";
        if (status == "SUCCEEDED")
        {
            return JsonComparison.Matches(_expected.Get("output"), result.Output, "$", placeholders) ? null : $"output {result.Output} instead of {_expected.Get("output")}";
        }

        string? error = (_expected.Get("error") as DataString)?.Value;
        return placeholders.Contains("$.e") || error == result.Error ? null : $"error {result.Error ?? "(none)"} instead of {error ?? "(none)"} ({result.Cause})";
    }

    private string? CauseDifference(string? actual, IReadOnlySet<string> placeholders)
    {
        JsonData expected = _expected["cause"];
        JsonData? value = actual is null ? null : expected is DataString ? JsonData.String(actual) : JsonData.TryParse(actual, out JsonData? parsed) ? parsed : JsonData.String(actual);
        return JsonComparison.Matches(expected, value, "$.c", placeholders) ? null : $"'{actual}' instead of '{expected}'";
    }

    private ExecutionOptions Options() => new()
    {
        Type = (data.Get("type") as DataString)?.Value == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard,
        RoleArn = "snf_role_arn",
        TaskHandler = data.Get("mocks") is DataObject mocks ? new ScriptedAnswers(mocks) : null,
    };
}
