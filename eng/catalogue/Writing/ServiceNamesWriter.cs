using System.Text;
using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes the list of SDK namespaces and catalogue ids that the analysis embeds.</summary>
internal static class ServiceNamesWriter
{
    public static string Write(IReadOnlyList<ServiceData> models, ServiceFacts facts)
    {
        var ids = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            var names = facts.DotNet(model.Id, model.ServiceId);
            // Of two models of one namespace the one that Step Functions offers counts; other clients keep what is there.
            if (!ids.ContainsKey(names.Namespace) || facts.Sdk(model.Id, model.ServiceId).IsDocumented)
                ids[names.Namespace] = model.Id;
        }
        foreach (var model in models)
        {
            foreach (var client in facts.DotNet(model.Id, model.ServiceId).OtherClients)
                ids.TryAdd(client[..client.LastIndexOf('.')], model.Id);
        }
        var text = new StringBuilder("# Namespace of the AWS SDK for .NET, id in the service catalogue. Written by eng/catalogue.\n");
        foreach (var (ns, id) in ids)
            text.Append(ns).Append(' ').Append(id).Append('\n');
        return text.ToString();
    }
}
