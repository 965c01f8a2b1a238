using BenchmarkDotNet.Attributes;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Benchmarks.Jsonata;

/// <summary>Compiled expressions, evaluated.</summary>
[MemoryDiagnoser]
public class JsonataBenchmarks
{
    private JsonataExpression _expression = null!;

    /// <summary>The expressions.</summary>
    public static IEnumerable<JsonataWorkload> Workloads => JsonataWorkloads.Single;

    /// <summary>The expression that is timed.</summary>
    [ParamsSource(nameof(Workloads))]
    public JsonataWorkload Workload { get; set; } = null!;

    /// <summary>Compiles it.</summary>
    [GlobalSetup]
    public void Setup() => _expression = JsonataExpression.Parse(Workload.Expression);

    /// <summary>Evaluates it.</summary>
    [Benchmark]
    public JsonData? Evaluate() => _expression.Evaluate(Workload.Data);

    /// <summary>Parses and compiles it.</summary>
    [Benchmark]
    public JsonataExpression Parse() => JsonataExpression.Parse(Workload.Expression);
}
