using System.Globalization;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>Generated expressions give what the reference implementation gives: values, undefined, and error codes.</summary>
public sealed class JsonataDifferentialTests
{
    // LAMBDALIFT_DIFFERENTIAL=100000 for a long run.
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("LAMBDALIFT_DIFFERENTIAL") ?? "3000", CultureInfo.InvariantCulture);

    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("LAMBDALIFT_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Generated_expressions_agree_with_the_reference()
    {
        var generator = new JsonataExpressionGenerator(Seed);
        var sources = Enumerable.Range(0, Count).Select(_ => generator.Next().ToString()).ToList();
        var expected = JsonataReference.Evaluate(sources.Select(source => (source, JsonataExpressionGenerator.Data)));
        Assert.Equal(sources.Count, expected.Count);

        var failures = new List<string>();
        var compared = 0;
        var defined = 0;
        for (var i = 0; i < sources.Count; i++)
        {
            if (expected[i].ContainsKey("x"))
            {
                // The reference itself broke down: that says nothing about the language.
                continue;
            }

            compared++;
            defined += expected[i].ContainsKey("r") ? 1 : 0;
            var actual = Evaluate(sources[i]);
            if (!Agree(actual, expected[i], sources[i]))
            {
                failures.Add($"{sources[i]}\n    reference {expected[i]}\n    ours      {actual}");
            }
        }

        Assert.InRange(compared, Count * 9 / 10, Count);
        Assert.InRange(defined, Count / 4, Count);
        Assert.True(failures.Count == 0, $"{failures.Count} of {compared} differ:\n{string.Join("\n", failures.Take(40))}");
    }

    private static bool Agree(DataObject actual, DataObject expected, string source) =>
        AreClose(actual, expected) || (actual.ContainsKey("c") && expected.ContainsKey("c") && EvaluatesAtOnce(JsonataParser.Parse(source)));

    // Engines differ in the last place of a power.
    private static bool AreClose(JsonData left, JsonData right) => (left, right) switch
    {
        (DataNumber a, DataNumber b) => Math.Abs(a.Value - b.Value) <= 1e-14 * Math.Abs(b.Value),
        (DataArray a, DataArray b) => a.Count == b.Count && a.Zip(b).All(pair => AreClose(pair.First, pair.Second)),
        (DataObject a, DataObject b) => a.Count == b.Count && a.All(member => b.Get(member.Key) is { } other && AreClose(member.Value, other)),
        _ => left.Equals(right),
    };

    // The reference evaluates the parts of constructors at once: which of several errors comes first is chance.
    private static bool EvaluatesAtOnce(JsonataNode node) =>
        (node is ArrayConstructor or ObjectConstructor or GroupByExpression && node.Children.Skip(1).Any()) || node.Children.Any(EvaluatesAtOnce);

    private static DataObject Evaluate(string source)
    {
        try
        {
            var result = JsonataExpression.Parse(source).Evaluate(JsonataExpressionGenerator.Data);
            return result is null ? JsonData.Object(("u", true)) : JsonData.Object(("r", result));
        }
        catch (JsonataException error)
        {
            return error.Code switch
            {
                "U1004" => JsonData.Object(("f", true)),
                "D1001" when error.Position < 0 => JsonData.Object(("n", true)),
                _ => JsonData.Object(("c", error.Code)),
            };
        }
    }
}
