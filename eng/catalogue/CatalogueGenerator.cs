using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;
using LambdaLift.CatalogueGenerator.Writing;
using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.CatalogueGenerator;

/// <summary>Builds the entries of the catalogue from service models, gathered facts and the overlays of this folder.</summary>
internal sealed class CatalogueGenerator(string factsDirectory, string overlayDirectory)
{
    /// <summary>The entries, in a fixed order.</summary>
    /// <param name="models">The service models.</param>
    public IReadOnlyList<(string Name, byte[] Data)> Generate(IReadOnlyList<ServiceData> models)
    {
        var facts = ServiceFacts.Read(factsDirectory);
        var serviceOfNamespace = models
            .GroupBy(m => facts.DotNet(m.Id, m.ServiceId).Namespace)
            .ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        var integrations = IntegrationFacts.Read(factsDirectory, Path.Combine(overlayDirectory, "integrations.json"), serviceOfNamespace.GetValueOrDefault);
        var iam = IamFacts.Read(factsDirectory, Path.Combine(overlayDirectory, "iam.json"));
        var entries = new List<(string, byte[])>
        {
            (CatalogueEntries.Index, IndexBlobWriter.Write(models, facts, iam)),
            (CatalogueEntries.Integrations, IntegrationBlobWriter.Write(integrations)),
            (CatalogueEntries.Iam, IamBlobWriter.Write(iam)),
        };
        var statuses = ErrorStatuses.Read(Path.Combine(overlayDirectory, "error-statuses.json"));
        foreach (var model in models)
            entries.Add((CatalogueEntries.Service(model.Id), ServiceBlobWriter.Write(statuses.Complete(model), ReadOverlay(model.Id))));
        return entries;
    }

    private DotNetOverlay ReadOverlay(string service)
    {
        var path = Path.Combine(overlayDirectory, "dotnet", service + ".json");
        return File.Exists(path) ? DotNetOverlay.Read(path) : DotNetOverlay.Empty;
    }
}
