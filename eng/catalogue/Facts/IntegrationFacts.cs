using System.Text.Json;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.CatalogueGenerator.Facts;

/// <summary>An optimized integration as the catalogue stores it.</summary>
internal sealed record IntegrationData(
    string Service,
    string Action,
    IReadOnlyList<string> Operations,
    bool HasApiParameters,
    IntegrationPatterns Patterns,
    IntegrationPatterns ExpressPatterns,
    IReadOnlyList<string> Parameters,
    FormData Forms,
    string ErrorPrefix,
    string FallbackError,
    FactConfidence ErrorConfidence,
    FactConfidence Confidence);

/// <summary>How values of an integration differ from their types' JSON, and what else is to know.</summary>
internal sealed record FormData(
    SortedDictionary<string, ValueForm> Parameters, SortedDictionary<string, ValueForm> Results, IReadOnlyList<string> ParameterNotes, IReadOnlyList<string> ResultNotes);

/// <summary>The optimized integrations: gathered facts (<c>sfn-optimized-integrations.json</c>) joined with <c>overlays/integrations.json</c>.</summary>
internal sealed class IntegrationFacts
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public List<IntegrationData> Integrations { get; } = [];

    public SortedDictionary<string, FormData> Sdk { get; } = new(StringComparer.Ordinal);

    /// <param name="factsDirectory">The gathered facts.</param>
    /// <param name="overlayPath">The overlay.</param>
    /// <param name="serviceOfNamespace">The catalogue id of the service with a .NET namespace.</param>
    public static IntegrationFacts Read(string factsDirectory, string overlayPath, Func<string, string?> serviceOfNamespace)
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(factsDirectory, "sfn-optimized-integrations.json")));
        using var overlay = JsonDocument.Parse(File.ReadAllBytes(overlayPath), Lenient);
        var result = new IntegrationFacts();
        foreach (var fact in facts.RootElement.GetProperty("integrations").EnumerateArray())
        {
            // The ARN of a function as Resource is not an integration of this form.
            if (fact.GetProperty("resource").GetString()!.StartsWith(StepFunctionsIntegration.ResourcePrefix, StringComparison.Ordinal))
                result.Integrations.Add(Join(fact, overlay.RootElement, serviceOfNamespace));
        }
        foreach (var operation in overlay.RootElement.GetProperty("sdk").EnumerateObject())
            result.Sdk.Add(operation.Name, ReadForms(operation.Value, Texts(operation.Value, "parameterNotes"), Texts(operation.Value, "resultNotes")));
        return result;
    }

    private static IntegrationData Join(JsonElement fact, JsonElement overlay, Func<string, string?> serviceOfNamespace)
    {
        var service = fact.GetProperty("service").GetString()!;
        var action = fact.GetProperty("action").GetString()!;
        var own = overlay.GetProperty("integrations").TryGetProperty($"{service}:{action}", out var found) ? found : default;
        var hasOwn = own.ValueKind == JsonValueKind.Object;
        var error = overlay.GetProperty("errors").GetProperty(service);
        return new IntegrationData(
            service,
            action,
            hasOwn && own.TryGetProperty("operations", out _) ? Texts(own, "operations") : [DefaultOperation(fact, action, serviceOfNamespace)],
            !(hasOwn && own.TryGetProperty("ownParameters", out _)),
            Patterns(fact, "standard"),
            Patterns(fact, "express"),
            hasOwn && own.TryGetProperty("parameters", out _) ? Texts(own, "parameters") : Parameters(fact),
            ReadForms(own, Texts(fact, "inputSpecifics"), ResultNotes(fact)),
            error[0].GetString()!,
            error[1].GetString()!,
            Enum.Parse<FactConfidence>(error[2].GetString()!),
            Enum.Parse<FactConfidence>(fact.GetProperty("confidence").GetString()!, ignoreCase: true));
    }

    // "Amazon.ECS.AmazonECSClient.RunTaskAsync" or "Amazon.Athena.AmazonAthenaClient", with notes after a blank.
    private static string DefaultOperation(JsonElement fact, string action, Func<string, string?> serviceOfNamespace)
    {
        var type = fact.GetProperty("dotnet").GetString()!.Split(' ')[0];
        for (var name = type; name.Contains('.'); name = name[..name.LastIndexOf('.')])
        {
            if (serviceOfNamespace(name) is { } service)
                return service + ":" + DotNetNaming.PascalFirst(action);
        }
        throw new InvalidDataException($"No service for the .NET type {type}.");
    }

    private static IntegrationPatterns Patterns(JsonElement fact, string property) => Texts(fact, property).Aggregate(
        IntegrationPatterns.None,
        (all, name) => all | name switch
        {
            "requestResponse" => IntegrationPatterns.RequestResponse,
            "sync" => IntegrationPatterns.Sync,
            "sync:2" => IntegrationPatterns.Sync2,
            "waitForTaskToken" => IntegrationPatterns.WaitForTaskToken,
            _ => throw new InvalidDataException($"Unknown pattern '{name}'."),
        });

    // "LogType (accepted: …)" keeps the first word.
    private static List<string> Parameters(JsonElement fact) =>
        Texts(fact, "parameters").Concat(Texts(fact, "undocumentedParameters")).Select(p => p.Split(' ')[0]).ToList();

    private static List<string> ResultNotes(JsonElement fact)
    {
        var notes = new List<string>();
        foreach (var property in new[] { "outputNote", "errors" })
        {
            if (fact.TryGetProperty(property, out var note))
                notes.Add(note.GetString()!);
        }
        return notes;
    }

    private static FormData ReadForms(JsonElement element, IReadOnlyList<string> parameterNotes, IReadOnlyList<string> resultNotes) =>
        new(Forms(element, "parameterForms"), Forms(element, "resultForms"), parameterNotes, resultNotes);

    private static SortedDictionary<string, ValueForm> Forms(JsonElement element, string property)
    {
        var forms = new SortedDictionary<string, ValueForm>(StringComparer.Ordinal);
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var map))
        {
            foreach (var entry in map.EnumerateObject())
                forms.Add(entry.Name, Enum.Parse<ValueForm>(entry.Value.GetString()!));
        }
        return forms;
    }

    private static List<string> Texts(JsonElement element, string property) =>
        element.TryGetProperty(property, out var list) ? list.EnumerateArray().Select(t => t.GetString()!).ToList() : [];
}
