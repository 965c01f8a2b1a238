using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Validation;
using LambdaLift.Tests;

namespace LambdaLift.StatesLanguage.Tests.Validation;

/// <summary>The validator against what AWS accepted and refused, and against the fixtures of other validators.</summary>
public class RecordedValidationTests
{
    [Theory]
    [InlineData("executions-pure.jsonl")]
    [InlineData("executions-mocked.jsonl")]
    public void What_AWS_ran_is_accepted(string file)
    {
        var refused = RecordedDefinitions.Machines(file)
            .Select(machine => (machine.Name, Error: FirstError(machine.Definition.ToJson(indented: true))))
            .Where(result => result.Error is not null)
            .ToList();
        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    [Fact]
    public void Single_states_that_AWS_ran_are_accepted()
    {
        var refused = new List<string>();
        var count = 0;
        foreach (var (name, definition) in RecordedDefinitions.Machines("test-state.jsonl"))
        {
            count++;
            if (FirstError(AsMachine(definition)) is { } error)
            {
                refused.Add($"{name}: {error}");
            }
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
        Assert.True(count > 100);
    }

    [Fact]
    public void Validation_agrees_with_AWS()
    {
        var (accepted, refused, wrong) = (0, 0, new List<string>());
        foreach (var line in RecordedDefinitions.Lines("validation.jsonl"))
        {
            var expected = (DataObject)line["expected"];
            var isValid = expected["valid"] is DataBoolean { Value: true };
            // Other requests are refused for what stands beside the definition: names taken, mocks that do not fit, missing roles.
            var isAboutDefinition = isValid || line["op"].Equals("validate")
                || (expected.Get("code")?.Equals("InvalidDefinition") == true && !expected["message"].ToString().Contains("TestState API does not support", StringComparison.Ordinal));
            if (!isAboutDefinition)
            {
                continue;
            }

            var isExpress = ((DataObject)line["request"]).Get("type")?.Equals("EXPRESS") == true;
            var text = line["definition"] is DataString raw ? raw.Value : line["op"].Equals("test_state") && !((DataObject)line["definition"]).ContainsKey("States") ? AsMachine(line["definition"]) : line["definition"].ToJson(indented: true);
            var error = FirstError(text, new AslValidationOptions { Type = isExpress ? WorkflowType.Express : WorkflowType.Standard });
            (accepted, refused) = isValid ? (accepted + 1, refused) : (accepted, refused + 1);
            if (error is null != isValid)
            {
                wrong.Add($"{line["name"]}: {error}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(accepted >= 4 && refused >= 16, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void Real_definitions_are_validated()
    {
        var refused = RecordedDefinitions.Machines("real-definitions.jsonl").Where(machine => FirstError(machine.Definition.ToJson(indented: true)) is not null).Select(machine => machine.Name).ToList();

        // Its QueryLanguage stands among the states: AWS cannot have taken it as it is.
        Assert.Equal(["shared-fallback-state-jsonata/statemachine/statemachine.asl.json"], refused);
    }

    [Fact]
    public void Every_disagreement_with_other_validators_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "validator-fixtures.md"));
        var explained = Regex.Matches(page, @"^\| `([^`]+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var fixtures = RecordedDefinitions.Fixtures().ToList();
        var different = fixtures
            .Where(fixture => FirstError(fixture.Definition.ToJson(indented: true)) is null != fixture.Valid)
            .Select(fixture => fixture.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(explained, different);
        Assert.Equal(184, fixtures.Count);
    }

    private static AslDiagnostic? FirstError(string text, AslValidationOptions? options = null) =>
        AslValidator.Validate(text, options).FirstOrDefault(problem => problem.Severity == AslSeverity.Error);

    /// <summary>A state alone as a machine in which everything it goes to exists.</summary>
    private static string AsMachine(JsonData definition)
    {
        var state = (DataObject)definition;
        if (state.ContainsKey("States"))
        {
            return state.ToJson(indented: true);
        }

        var targets = Regex.Matches(state.ToString(), "\"(?:Next|Default)\":\"([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct();
        var states = new DataObjectBuilder();
        states.Set("StateName", state);
        foreach (var target in targets)
        {
            states.Set(target, JsonData.Object(("Type", "Succeed")));
        }

        return JsonData.Object(("StartAt", "StateName"), ("States", states.Build())).ToJson(indented: true);
    }
}
