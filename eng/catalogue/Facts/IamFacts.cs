using System.Text.Json;

namespace LambdaLift.CatalogueGenerator.Facts;

/// <summary>A statement that an optimized integration needs beside the call's own action.</summary>
internal sealed record IamStatementData(IReadOnlyList<string> Actions, string Resource, string Note);

/// <summary>The extra statements of an optimized integration: always, and with <c>.sync</c>.</summary>
internal sealed record IamIntegrationData(string Integration, IReadOnlyList<IamStatementData> Always, IReadOnlyList<IamStatementData> Sync);

/// <summary>IAM permissions: gathered facts (<c>iam.json</c>) joined with <c>overlays/iam.json</c>.</summary>
internal sealed class IamFacts
{
    public SortedDictionary<string, string> Prefixes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<string>> Actions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<string>> Resources { get; } = new(StringComparer.Ordinal);

    public List<IamIntegrationData> Integrations { get; } = [];

    public List<string> Logging { get; private set; } = [];

    public List<string> Tracing { get; private set; } = [];

    public static IamFacts Read(string factsDirectory, string overlayPath)
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(factsDirectory, "iam.json")));
        using var overlay = JsonDocument.Parse(File.ReadAllBytes(overlayPath), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var result = new IamFacts
        {
            // Events are put by the delivery, not by the role: the CDK grants the same without it.
            Logging = Texts(facts.RootElement.GetProperty("logging").GetProperty("actions")).Where(a => a != "logs:PutLogEvents").ToList(),
            Tracing = Texts(facts.RootElement.GetProperty("xray").GetProperty("actions")),
        };
        foreach (var prefix in overlay.RootElement.GetProperty("prefixes").EnumerateObject())
            result.Prefixes.Add(prefix.Name, prefix.Value.GetString()!);
        foreach (var action in overlay.RootElement.GetProperty("actions").EnumerateObject())
            result.Actions.Add(action.Name, Texts(action.Value));
        foreach (var resource in overlay.RootElement.GetProperty("resources").EnumerateObject())
            result.Resources.Add(resource.Name, Texts(resource.Value));
        foreach (var integration in facts.RootElement.GetProperty("integrations").EnumerateArray())
            result.ReadIntegration(integration);
        return result;
    }

    /// <summary>The prefix of a service's actions; by rule the last label of the endpoint prefix (<c>runtime.sagemaker</c>).</summary>
    public string PrefixOf(string service, string endpointPrefix) =>
        Prefixes.GetValueOrDefault(service) ?? endpointPrefix[(endpointPrefix.LastIndexOf('.') + 1)..];

    private static List<string> Texts(JsonElement list) => list.EnumerateArray().Select(t => t.GetString()!).ToList();

    private void ReadIntegration(JsonElement integration)
    {
        foreach (var name in integration.GetProperty("resource").GetString()!.Split(" / "))
        {
            // "activity" and "aws-sdk:…" name no single integration.
            if (!name.Contains(':') || name.StartsWith("aws-sdk:", StringComparison.Ordinal))
                continue;
            var statements = integration.GetProperty("requestResponse").EnumerateArray().Select(ReadStatement).ToList();
            var sync = integration.TryGetProperty("syncExtra", out var extra) ? extra.EnumerateArray().Select(ReadStatement).ToList() : [];
            Integrations.Add(new IamIntegrationData(name.Contains(':') ? name : "eks:" + name, statements, sync));
        }
    }

    private static IamStatementData ReadStatement(JsonElement statement)
    {
        // A remark in parentheses is no action.
        var actions = Texts(statement.GetProperty("actions")).Where(a => !a.StartsWith('(')).ToList();
        var resource = statement.GetProperty("resource").GetString()!.Trim();
        if (resource == "*")
            return new IamStatementData(actions, "*", "");
        if (resource.StartsWith("arn:<p>:events:", StringComparison.Ordinal))
        {
            var arn = resource
                .Replace("<p>", "${AWS::Partition}", StringComparison.Ordinal)
                .Replace("<region>", "${AWS::Region}", StringComparison.Ordinal)
                .Replace("<account>", "${AWS::AccountId}", StringComparison.Ordinal);
            return new IamStatementData(actions, arn, "");
        }
        return new IamStatementData(actions, "", resource);
    }
}
