using LambdaLift.Converter;

namespace LambdaLift.Tests;

/// <summary>What a scenario asks of the conversion.</summary>
internal static class ScenarioOptions
{
    /// <summary>The options with those that the scenario names.</summary>
    /// <exception cref="ArgumentException">The scenario names an option that there is not.</exception>
    public static ConversionOptions Of(ScenarioFolder scenario, ConversionOptions options) =>
        scenario.Options.Aggregate(options with { Handler = scenario.Handler }, (asked, name) => name switch
        {
            "wait-for-jobs" => asked with { WaitForJobs = true },
            "exact-fan-out" => asked with { ExactFanOut = true },
            "parallelize" => asked with { Parallelize = true },
            "literal-function-error" => asked with { LiteralFunctionError = true },
            "distributed-map" => asked with { DistributedMap = true },
            _ => throw new ArgumentException($"{scenario.Path} asks for the unknown option '{name}'."),
        });
}
