using System.Text.Json;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;
using LambdaLift.Tests;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>The test suite of the reference implementation (2.2), all of it but <c>$eval</c>.</summary>
public sealed class JsonataConformanceTests
{
    // The reference counts evaluator levels, about three to a call.
    private const int LevelsPerCall = 3;

    public static TheoryData<string> Groups()
    {
        var groups = new TheoryData<string>();
        if (SharedData.Root is null)
        {
            groups.Add("(no shared data)");
            return groups;
        }

        foreach (var group in JsonataSuite.Cases().Where(testCase => !testCase.UsesEval).Select(testCase => testCase.Group).Distinct())
        {
            groups.Add(group);
        }

        return groups;
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_suite_passes(string group)
    {
        var cases = JsonataSuite.Cases().Where(testCase => testCase.Group == group && !testCase.UsesEval).ToList();
        Assert.NotEmpty(cases);
        var failures = cases.Select(Failure).OfType<string>().ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Count}:\n{string.Join("\n", failures)}");
    }

    [Fact]
    public void Only_the_cases_with_eval_are_left_out() => Assert.Equal((1686, 12), (JsonataSuite.Cases().Count, JsonataSuite.Cases().Count(testCase => testCase.UsesEval)));

    private static string? Failure(JsonataSuiteCase testCase)
    {
        var expected = testCase.Node.GetProperty("expected");
        string actual;
        try
        {
            var result = Run(testCase);
            actual = result?.ToString() ?? "undefined";
            if (expected.TryGetProperty("undefined", out _) ? result is null : expected.TryGetProperty("result", out var value) && IsExpected(value, result, testCase))
            {
                return null;
            }
        }
        catch (JsonataException error)
        {
            actual = $"{error.Code} {error.Token} {error.Message}";
            if (IsExpected(expected, error) && IsTokenExpected(testCase, error))
            {
                return null;
            }
        }

        return $"{testCase.Name}: {testCase.Expression}\n    expected {expected.GetRawText()}\n    actual   {actual}";
    }

    private static JsonData? Run(JsonataSuiteCase testCase)
    {
        var options = new JsonataOptions { MaxAllocation = 1L << 30, Environment = new FixedEnvironment() };
        if (testCase.Node.TryGetProperty("depth", out var depth))
        {
            options = options with { MaxCallDepth = Math.Max(1, depth.GetInt32() / LevelsPerCall) };
        }

        var bindings = ((DataObject)JsonData.Parse(testCase.Node.GetProperty("bindings").GetRawText()))
            .ToDictionary(binding => binding.Key, binding => binding.Value);
        var hasData = testCase.Node.GetProperty("hasData").GetBoolean() && testCase.Node.TryGetProperty("data", out _);
        var data = hasData ? JsonData.Parse(testCase.Node.GetProperty("data").GetRawText()) : null;
        return JsonataExpression.Parse(testCase.Expression, JsonataVersion.Latest).Evaluate(data, bindings, options);
    }

    private static bool IsExpected(JsonElement expected, JsonData? result, JsonataSuiteCase testCase)
    {
        if (result is null)
        {
            return false;
        }

        var value = JsonData.Parse(expected.GetRawText());
        return testCase.Node.TryGetProperty("unordered", out var unordered) && unordered.GetBoolean() && value is DataArray items && result is DataArray found
            ? items.Count == found.Count && items.All(item => found.Count(item.Equals) == items.Count(item.Equals))
            : AreClose(value, result);
    }

    // Numbers may differ in the last place, as the reference's own runner compares decimal text of its own making.
    private static bool AreClose(JsonData left, JsonData right) => (left, right) switch
    {
        (DataNumber a, DataNumber b) => a.Value == b.Value,
        (DataArray a, DataArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreClose(pair.First, pair.Second)),
        (DataObject a, DataObject b) => a.Count == b.Count && a.All(member => b.Get(member.Key) is { } other && AreClose(member.Value, other)),
        _ => left.Equals(right),
    };

    private static bool IsExpected(JsonElement expected, JsonataException error)
    {
        if (expected.TryGetProperty("code", out var code))
        {
            return code.GetString() == error.Code;
        }

        return expected.TryGetProperty("error", out var details)
            && details.GetProperty("code").GetString() == error.Code
            && (!details.TryGetProperty("token", out var token) || token.GetString() == error.Token)
            && (!details.TryGetProperty("message", out var message) || message.GetString() == error.Message);
    }

    private static bool IsTokenExpected(JsonataSuiteCase testCase, JsonataException error) =>
        !testCase.Node.TryGetProperty("token", out var token) || token.GetString() == error.Token;

    private sealed class FixedEnvironment : JsonataEnvironment
    {
        public override DateTimeOffset UtcNow { get; } = DateTimeOffset.UtcNow;
    }
}
