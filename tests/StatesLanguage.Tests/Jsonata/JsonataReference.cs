using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests.Engines;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>The reference implementation (npm package jsonata) in a Node process.</summary>
internal static class JsonataReference
{
    private static readonly NpmPackage Package = new("jsonata", "2.0.6");

    /// <summary>Evaluates many expressions; skips the running test where Node or the package cannot be had.</summary>
    public static IReadOnlyList<DataObject> Evaluate(IEnumerable<(string Expression, JsonData Data)> cases) =>
        NodeScript.Run("jsonata-oracle.mjs", Package, cases.Select(pair => JsonData.Object(("e", pair.Expression), ("d", pair.Data))));
}
