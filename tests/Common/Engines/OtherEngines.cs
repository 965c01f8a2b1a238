using LambdaLift.StatesLanguage.Json;
using Xunit;

namespace LambdaLift.Tests.Engines;

/// <summary>A second engine for both dialects, written apart from this one; it lies beside the recorded data.</summary>
internal static class SecondEngine
{
    private static readonly NpmPackage Jsonata = new("jsonata", "2.0.6");

    public static IReadOnlyList<EngineOutcome> Run(IReadOnlyCollection<EngineCase> machines) =>
        OtherEngine.Run("second-engine.mjs", Jsonata, machines, SharedData.File("oracle/sfn.mjs"));
}

/// <summary>aws-local-stepfunctions of npm: JSONPath without variables; waits and retries take no time.</summary>
internal static class LocalStepFunctions
{
    private static readonly NpmPackage Package = new("aws-local-stepfunctions", "3.0.0");

    public static IReadOnlyList<EngineOutcome> Run(IReadOnlyCollection<EngineCase> machines) => OtherEngine.Run("local-step-functions.mjs", Package, machines);
}

file static class OtherEngine
{
    public static IReadOnlyList<EngineOutcome> Run(string script, NpmPackage package, IReadOnlyCollection<EngineCase> machines, params string[] arguments)
    {
        IReadOnlyList<DataObject> lines = NodeScript.Run(script, package, machines.Select(machine => machine.ToLine()), arguments);
        Assert.Equal(machines.Count, lines.Count);
        return [.. lines.Select(EngineOutcome.Read)];
    }
}
