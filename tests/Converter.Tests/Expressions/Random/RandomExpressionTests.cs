using System.Globalization;
using System.Text;
using CsCheck;

namespace LambdaLift.Converter.Tests.Expressions.Random;

/// <summary>
/// Random expressions give the same in C# and in the state machine that they become. A run that
/// <c>LAMBDALIFT_FUZZ_EXPRESSIONS</c> gives its length has a fresh seed, which is printed;
/// <c>LAMBDALIFT_FUZZ_SEED</c> makes a run again.
/// </summary>
public sealed class RandomExpressionTests
{
    private const int BatchSize = 100;
    private const int Depth = 3;
    private const int MostShown = 12;

    /// <summary>Events with every property, whose sums and products do not leave the range of their type at once.</summary>
    private static readonly string[] Events =
    [
        """{"A":7,"B":2,"N":3,"H":5,"Y":9,"L":40,"D":2.5,"E":1.25,"S":"Hello, World","T":"abc","U":"42","F":true,"K":3,"G":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","Xs":[3,1,2],"Ds":[0.5,2.25],"Ss":["b","a","","B"],"Items":[{"Id":"x","Name":"Ann","Count":2,"Price":1.5,"Urgent":true,"Tags":["p","q"]},{"Id":"y","Name":null,"Count":5,"Price":0.25,"Urgent":false,"Tags":[]},{"Id":"z","Name":"Bo","Count":2,"Price":3,"Urgent":true,"Tags":["q"]}],"M":{"one":1,"two":2},"Arr":[10,20,30],"Nested":[[1,2],[3]],"Maybe":[1,null,3]}""",
        """{"A":-7,"B":3,"N":null,"H":-5,"Y":0,"L":-3,"D":-2.5,"E":0.5,"S":"","T":null,"U":" -17 ","F":false,"K":0,"G":"00000000-0000-0000-0000-000000000000","Xs":[],"Ds":[],"Ss":[],"Items":[],"M":{},"Arr":[],"Nested":[],"Maybe":[]}""",
        """{"A":1,"B":0,"N":0,"H":1,"Y":1,"L":1,"D":0.5,"E":-0.5,"S":"a","T":"","U":"Bulk","F":true,"K":4,"G":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","Xs":[5],"Ds":[1],"Ss":["one"],"Items":[{"Id":"only","Name":"","Count":0,"Price":0,"Urgent":false,"Tags":["t"]}],"M":{"one":0},"Arr":[1],"Nested":[[9]],"Maybe":[null]}""",
        """{"A":3,"B":-3,"N":-1,"H":2,"Y":255,"L":5,"D":1.5,"E":3.5,"S":"  a b  ","T":"a","U":"9","F":false,"K":9,"G":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","Xs":[2,2,1,2],"Ds":[-1.5,1.5,0.5],"Ss":["a,b","c"],"Items":[{"Id":"x","Name":"a","Count":-1,"Price":0.1,"Urgent":true,"Tags":["a"]},{"Id":"x","Name":"b","Count":1,"Price":0.2,"Urgent":true,"Tags":["a","b"]}],"M":{"a":-1,"one":5},"Arr":[4,4],"Nested":[[],[1]],"Maybe":[2,2]}""",
    ];

    private const ulong UsualSeed = 1241941328;

    [Theory]
    [InlineData(TargetLanguage.Jsonata, 250)]
    [InlineData(TargetLanguage.JsonPath, 100)]
    public void Agree(TargetLanguage language, int usual)
    {
        // Fresh seeds still find differences now and then: they are for runs that look for them.
        var isUsual = Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_EXPRESSIONS") is null;
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : isUsual ? UsualSeed : (ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var wanted = int.TryParse(Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_EXPRESSIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : usual;
        TestContext.Current.TestOutputHelper!.WriteLine($"LAMBDALIFT_FUZZ_SEED={seed}");
        TestContext.Current.SendDiagnosticMessage($"random expressions, {language}: LAMBDALIFT_FUZZ_SEED={seed}");

        var generator = RandomExpression.Generator(Depth);
        var options = new ConversionOptions { QueryLanguage = language, AllowResiduals = false };
        var refusals = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<string>();
        var agreed = 0;
        for (var first = 0; first < wanted && found.Count < MostShown; first += BatchSize)
        {
            // Each expression has a stream of its own: how many are asked for changes none.
            var batch = Valid(Enumerable.Range(first, Math.Min(BatchSize, wanted - first)).Select(n => generator.Generate(new PCG((uint)n, seed), null, out _)));
            var bench = Bench(batch);
            for (var n = 0; n < batch.Count; n++)
            {
                var differences = Differences(bench, n, options);
                if (differences.Length == 0)
                    agreed++;
                else if (IsRefusal(differences))
                    refusals[differences] = refusals.GetValueOrDefault(differences) + 1;
                else
                    found.Add(Smallest(batch[n], differences, options));
            }
        }

        var summary = new StringBuilder($"{language}, seed {seed}: {agreed} agree, {refusals.Values.Sum()} are refused, {found.Count} differ\n");
        foreach (var (reason, count) in refusals.OrderByDescending(pair => pair.Value).Take(20))
            summary.Append(CultureInfo.InvariantCulture, $"  {count} × {reason}\n");
        TestContext.Current.TestOutputHelper!.WriteLine(summary.ToString());
        Assert.True(found.Count == 0, summary + "\n" + string.Join("\n\n", found));
        Assert.True(agreed * (language == TargetLanguage.Jsonata ? 2 : 20) > wanted, summary.ToString());
    }

    private static List<RandomExpression> Valid(IEnumerable<RandomExpression> expressions)
    {
        var all = expressions.ToList();
        return [.. ExpressionBench.WithoutErrors(Cases(all)).Select(valid => all[int.Parse(valid.Name, CultureInfo.InvariantCulture)])];
    }

    private static ExpressionBench Bench(IEnumerable<RandomExpression> expressions) => new(Cases(expressions), checkOverflow: true);

    private static ExpressionCase[] Cases(IEnumerable<RandomExpression> expressions) =>
        [.. expressions.Select((expression, n) => new ExpressionCase(n.ToString(CultureInfo.InvariantCulture), ExpressionGrammar.CSharpTypes[expression.Type], expression.ToString(), Events))];

    private static string Differences(ExpressionBench bench, int n, ConversionOptions options)
    {
        try
        {
            return bench.Differences(n, options);
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            return "fails: " + error;
        }
    }

    private static bool IsRefusal(string differences) => differences.StartsWith("refused: ", StringComparison.Ordinal);

    private static string Smallest(RandomExpression expression, string differences, ConversionOptions options)
    {
        var isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (var some in expression.Smaller().Where(candidate => candidate.Size < expression.Size).OrderBy(candidate => candidate.Size).Chunk(24))
            {
                var candidates = Valid(some);
                if (candidates.Count == 0)
                    continue;
                var bench = Bench(candidates);
                for (var n = 0; n < candidates.Count && !isSmaller; n++)
                {
                    if (Differences(bench, n, options) is { Length: > 0 } difference && !IsRefusal(difference))
                        (expression, differences, isSmaller) = (candidates[n], difference, true);
                }

                if (isSmaller)
                    break;
            }
        }

        return $"{expression}\n{differences}";
    }
}
