using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes the entry that names all services; <c>ServiceIndexEntry</c> is its counterpart.</summary>
internal static class IndexBlobWriter
{
    public static byte[] Write(IReadOnlyList<ServiceData> services, ServiceFacts facts, IamFacts iam)
    {
        var writer = new BlobWriter();
        writer.WriteInt(services.Count + facts.Retired.Count);
        foreach (var service in services)
        {
            Write(
                writer,
                service,
                facts.DotNet(service.Id, service.ServiceId),
                facts.Sdk(service.Id, service.ServiceId),
                iam.PrefixOf(service.Id, service.EndpointPrefix));
        }
        foreach (var retired in facts.Retired)
            Write(writer, new ServiceData(retired.Service, retired.ErrorPrefix, "", "", "", [], []), new DotNetNames("", "", "", [], false), retired, "");
        return writer.ToArray();
    }

    private static void Write(BlobWriter writer, ServiceData service, DotNetNames dotNet, SdkNames sdk, string iamPrefix)
    {
        writer.WriteString(service.Id);
        writer.WriteString(service.ServiceId);
        writer.WriteString(service.EndpointPrefix);
        writer.WriteString(service.Protocol);
        writer.WriteString(service.ApiVersion);
        writer.WriteInt(service.Operations.Count);
        writer.WriteString(dotNet.Namespace);
        writer.WriteString(dotNet.Client);
        writer.WriteString(dotNet.Package);
        writer.WriteStrings(dotNet.OtherClients.ToList());
        writer.WriteBool(dotNet.IsConfirmed);
        writer.WriteString(sdk.Service);
        writer.WriteString(sdk.ErrorPrefix);
        writer.WriteBool(sdk.IsDocumented);
        writer.WriteString(iamPrefix);
        writer.WriteStrings(sdk.UnsupportedOperations.ToList());
    }
}
