using System.Globalization;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>Whatever the source and the data, only <see cref="JsonataException"/> comes out, and soon.</summary>
public sealed class JsonataRobustnessTests
{
    private static readonly JsonataOptions Tight = new() { MaxSteps = 200_000, MaxAllocation = 16 << 20, MaxCallDepth = 300 };

    private static readonly int Mutations = int.Parse(Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    public static TheoryData<string> Hostile =>
    [
        "($f := function($n){$f($n) + 1}; $f(1))",
        "($f := function(){$f()}; $f())",
        "($f := function($a){$f([$a, $a])}; $f(1))",
        "($f := function($a){$f($a & $a)}; $f('xxxxxxxxxx'))",
        "$reduce([1..100000], function($a, $i){[$a]})",
        "$string($reduce([1..5000], function($a, $i){{'n': $a}}, {}))",
        "$reduce([1..60], function($a, $i){[$a, $a]}) ~> $string()",
        "($x := $reduce([1..60], function($a, $i){{'l': $a, 'r': $a}}, {}); $x = $x.**)",
        "$reduce([1..60], function($a, $i){{'l': $a, 'r': $a}}, {})",
        "$pad('x', 1e15)",
        "$pad('x', -1e300, 'abc')",
        "[1..1e7].[1..1e7]",
        "[1..9999999] ~> $map(function($v){[1..9999999]})",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)",
        "$formatInteger(1e300, 'I')",
        "$formatInteger(1e300, 'w')",
        "$formatNumber(1, $join([1..5000].'0'))",
        "$formatBase(1e308, 2)",
        "$toMillis('one one one one one one one one one one one one one one one one?', '[Yw]')",
        "$replace('aaaa', /a/, $join([1..10000].'$0'))",
        "$range(0, 1e300, 1)",
        "$partition([1..1000], 1e-9)",
        "$sort([1..1000], function($a, $b){$random() > 0.5})",
        "{'a': 1} ~> |$|{'self': $}|",
        "$fromMillis(1e300)",
        "$toMillis('0000', '[Y]')",
        "$reduce([1..200000], $append)",
        "**.**.**.**.**.**.**.**",
        "$$.*^($).*^($)",
        "1/0 + 1",
        "$power(10, 400)",
        "$base64decode('====')",
        "/[/(/",
        "$contains('a', /(/)",
        "$contains('a', /\\p{L}/)",
        "$x(?)(?)(?)",
        "function($x, $x){$x}(1, 2)",
        "%.%",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_expression_ends(string source) => Run(source, Tight);

    [Fact]
    public void Deep_recursion_ends_in_an_error_even_on_a_small_stack()
    {
        Exception? failure = null;
        var thread = new Thread(
            () => failure = Record.Exception(() => Evaluate("($f := function($n){1 + $f($n + 1)}; $f(1))", JsonataOptions.Default)),
            256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal("U1001", Assert.IsType<JsonataException>(failure).Code);
    }

    [Fact]
    public void Recursion_within_the_bound_succeeds_on_a_small_stack()
    {
        JsonData? result = null;
        var thread = new Thread(
            () => result = Evaluate("($f := function($n){$n = 0 ? 0 : 1 + $f($n - 1)}; $f(1500))", JsonataOptions.Default),
            256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(1500, Assert.IsType<DataNumber>(result).Value);
    }

    [Fact]
    public void Tail_calls_do_not_nest() =>
        Assert.Equal(200_000, Assert.IsType<DataNumber>(Evaluate("($f := function($n, $i){$n = 0 ? $i : $f($n - 1, $i + 1)}; $f(200000, 0))", JsonataOptions.Default)).Value);

    [Fact]
    public void A_long_chain_of_operators_evaluates() =>
        Assert.Equal(1900, Assert.IsType<DataNumber>(Evaluate(string.Join("+", Enumerable.Repeat("1", 1900)), JsonataOptions.Default)).Value);

    [Fact]
    public void Mutated_expressions_throw_nothing_else()
    {
        var random = new Random(20_061);
        var generator = new JsonataExpressionGenerator(4711);
        string[] seeds = [.. Hostile.Select(row => (string)row.Data), .. Enumerable.Range(0, 500).Select(_ => generator.Next().ToString())];
        for (var i = 0; i < Mutations; i++)
        {
            var source = seeds[random.Next(seeds.Length)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                source = Mutate(source, random, seeds);
            }

            Run(source, Tight);
        }
    }

    private static string Mutate(string source, Random random, string[] seeds)
    {
        const string Characters = "()[]{}.,;:?!@#$%^&*-+=|~<>/\\'\"`0123456789aef \t\n\u0000\ud83d\u20ac";
        if (source.Length == 0)
        {
            return "$";
        }

        var at = random.Next(source.Length);
        switch (random.Next(5))
        {
            case 0:
                return source.Remove(at, Math.Min(random.Next(1, 5), source.Length - at));
            case 1:
                return source.Insert(at, Characters[random.Next(Characters.Length)].ToString());
            case 2:
                return source[..at] + Characters[random.Next(Characters.Length)] + source[(at + 1)..];
            case 3:
                var other = seeds[random.Next(seeds.Length)];
                return source[..at] + other[random.Next(other.Length)..];
            default:
                var length = Math.Min(random.Next(1, 10), source.Length - at);
                return source.Insert(random.Next(source.Length), source.Substring(at, length));
        }
    }

    private static void Run(string source, JsonataOptions options)
    {
        try
        {
            Evaluate(source, options);
        }
        catch (JsonataException error)
        {
            Assert.Matches("^[STDU][0-9]{4}$", error.Code);
        }
        catch (Exception error)
        {
            Assert.Fail($"{source}\n{error}");
        }
    }

    private static JsonData? Evaluate(string source, JsonataOptions options) =>
        JsonataExpression.Parse(source, JsonataVersion.Latest).Evaluate(JsonataExpressionGenerator.Data, null, options);
}
