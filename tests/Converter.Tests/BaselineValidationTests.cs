using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Converter.Tests;

/// <summary>asl-validator of npm accepts every baseline. (Our own validator does too: <see cref="ScenarioTests"/> asks it.)</summary>
public class BaselineValidationTests
{
    private static readonly NpmPackage AslValidator = new("asl-validator", "4.0.0");

    // What asl-validator refuses and AWS takes: the end of its message and why it is wrong.
    private static readonly (string Message, string Reason)[] KnownFaults =
    [
        ("/Output is invalid. must match exactly one schema in oneOf", "Output may be any JSON: AWS ran machines with null, numbers, booleans, plain strings and arrays (recorded)."),
        ("/Assign is invalid. must match exactly one schema in oneOf", "Assign may hold any JSON, the empty string too (recorded)."),
        ("/Assign/encoded is invalid. must match exactly one schema in oneOf", "As above: a variable may be the empty string."),
        ("/Output/Id is invalid. must match exactly one schema in oneOf", "So may a member of Output: the empty string is one (recorded)."),
    ];

    [Fact]
    public void Another_validator_accepts_every_baseline()
    {
        var root = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");
        var definitions = Directory.EnumerateFiles(root, "*.asl.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => JsonData.Object(("name", Path.GetRelativePath(root, file)), ("definition", JsonData.Parse(File.ReadAllText(file))))).ToList();
        var results = NodeScript.Run("asl-validator.mjs", AslValidator, definitions);

        Assert.Equal(definitions.Count, results.Count);
        var problems = results.SelectMany(result => ((DataArray)result["errors"])
            .Select(error => ((DataString)error).Value)
            .Where(message => !KnownFaults.Any(fault => message.EndsWith(fault.Message, StringComparison.Ordinal)) && !FollowsFromOutput(message, (DataArray)result["errors"]))
            .Select(message => $"{result["name"]}: {message}"));
        Assert.Empty(problems);
    }

    // A Succeed state whose output it does not like is then compared with every other type of state.
    private static bool FollowsFromOutput(string message, DataArray all)
    {
        const string type = "/Type is invalid. must be equal to one of the allowed values";
        return message.EndsWith(type, StringComparison.Ordinal) && all.OfType<DataString>().Any(other => other.Value == message[..^type.Length] + KnownFaults[0].Message);
    }

    [Fact]
    public void Another_validator_finds_a_broken_baseline()
    {
        var broken = JsonData.Parse("""{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}""");
        var result = Assert.Single(NodeScript.Run("asl-validator.mjs", AslValidator, [JsonData.Object(("name", "broken"), ("definition", broken))]));
        Assert.NotEmpty((DataArray)result["errors"]);
    }
}
