using System.Text.Json;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>A case of the reference implementation's own test suite.</summary>
/// <param name="Name">Group and number.</param>
/// <param name="Expression">The source.</param>
/// <param name="Node">The rest of the case as it stands in the file.</param>
internal sealed record JsonataSuiteCase(string Name, string Expression, JsonElement Node)
{
    public string Group => Name[..Name.IndexOf('/')];

    public bool UsesEval => Node.GetProperty("usesEval").GetBoolean();
}

/// <summary>The suite of the reference implementation, from the shared data.</summary>
internal static class JsonataSuite
{
    private static readonly Lazy<IReadOnlyList<JsonataSuiteCase>> All = new(Read);

    /// <summary>All cases; skips the running test where the shared data is missing.</summary>
    public static IReadOnlyList<JsonataSuiteCase> Cases() => All.Value;

    private static List<JsonataSuiteCase> Read()
    {
        using var document = SharedData.ReadJson("conformance/jsonata-suite.json");
        return
        [
            .. document.RootElement.Clone().EnumerateArray().Select(node => new JsonataSuiteCase(
                node.GetProperty("name").GetString()!,
                Text(node.GetProperty("expr")),
                node)),
        ];
    }

    // Some expressions hold half of a surrogate pair, which the reader of the framework refuses to unescape.
    private static string Text(JsonElement element) =>
        ((DataString)JsonData.Parse(element.GetRawText())).Value;
}
