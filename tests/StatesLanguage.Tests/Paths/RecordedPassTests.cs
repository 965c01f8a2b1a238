using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Tests.Paths;

/// <summary>What AWS answered for machines of one JSONPath Pass state: templates, paths and intrinsics without an interpreter between.</summary>
public class RecordedPassTests
{
    [Fact]
    public void One_Pass_state_gives_what_AWS_gave()
    {
        var (count, failures) = (0, new List<string>());
        foreach (var line in RecordedDefinitions.Lines("executions-pure.jsonl"))
        {
            var expected = (DataObject)line["expected"];
            if (AslReader.Read(line["definition"]).Machine is not { QueryLanguage: null, States: [PassState { QueryLanguage: null, Assign: null } pass] }
                || ((DataArray)expected["placeholders"]).Count > 0
                || expected.Get("error") is DataString { Value: "States.DataLimitExceeded" } // a quota, which is the interpreter's to watch
                || line["definition"].ToString().Contains("States.UUID", StringComparison.Ordinal)
                || line["definition"].ToString().Contains("States.MathRandom", StringComparison.Ordinal))
            {
                continue;
            }

            count++;
            JsonData outcome;
            try
            {
                outcome = Run(pass, line["input"]);
            }
            catch (StatesException e)
            {
                outcome = e.Error;
            }

            var wanted = expected.Get("output") ?? expected.Get("error") ?? JsonData.Null;
            if (!outcome.Equals(wanted))
            {
                failures.Add($"{line["name"]}: {outcome} instead of {wanted}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 100, $"only {count} cases");
    }

    private static JsonData Run(PassState pass, JsonData input)
    {
        var scope = new PathScope { Context = JsonData.Object(("Execution", JsonData.Object(("Input", input)))) };
        JsonData Apply(PathField path, JsonData data) => path.Effective is { } text ? JsonPath.Parse(text).Select(data, scope) : DataObject.Empty;

        var effective = Apply(pass.InputPath, input);
        var result = pass.Result ?? (pass.Parameters is { } template ? PayloadTemplate.Parse(template).Evaluate(effective, scope) : effective);
        var output = pass.ResultPath.Effective is { } at ? ReferencePath.Place(input, JsonPath.Parse(at), result) : input;
        return Apply(pass.OutputPath, output);
    }
}
