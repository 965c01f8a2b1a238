using System.Text.Json;

namespace LambdaLift.CatalogueGenerator.Facts;

/// <summary>How the .NET SDK names a service.</summary>
internal sealed record DotNetNames(string Namespace, string Client, string Package, IReadOnlyList<string> OtherClients, bool IsConfirmed);

/// <summary>How <c>aws-sdk</c> integrations name a service.</summary>
internal sealed record SdkNames(string Service, string ErrorPrefix, bool IsDocumented, IReadOnlyList<string> UnsupportedOperations);

/// <summary>Names of services that are facts rather than rules: .NET namespaces and clients, documented Step Functions services.</summary>
internal sealed class ServiceFacts
{
    // EventBridge's package replaced this one; both clients call the same API.
    private static readonly Dictionary<string, string[]> OtherClients = new(StringComparer.Ordinal)
    {
        ["events"] = ["Amazon.CloudWatchEvents.AmazonCloudWatchEventsClient"],
    };

    private readonly Dictionary<string, DotNetNames> _dotNet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SdkNames> _sdk = new(StringComparer.Ordinal);

    /// <summary>Services that Step Functions documents but AWS has retired, so that no model exists.</summary>
    public List<SdkNames> Retired { get; } = [];

    public static ServiceFacts Read(string directory)
    {
        var facts = new ServiceFacts();
        facts.ReadDotNet(Path.Combine(directory, "dotnet-sdk.json"));
        facts.ReadSdk(Path.Combine(directory, "sfn-sdk-services.json"));
        return facts;
    }

    /// <summary>The names of a service; for one that the facts do not know yet, by the naming rule.</summary>
    public DotNetNames DotNet(string id, string serviceId)
    {
        if (_dotNet.TryGetValue(id, out var names))
            return names;
        var tail = ServiceCatalogue.DotNetNaming.NamespaceTail(serviceId);
        return new DotNetNames("Amazon." + tail, $"Amazon{tail}Client", "AWSSDK." + tail, [], IsConfirmed: false);
    }

    /// <summary>The names of a service; for one that the facts do not know yet, by the naming rule.</summary>
    public SdkNames Sdk(string id, string serviceId)
    {
        if (_sdk.TryGetValue(id, out var names))
            return names;
        // The first model of Pinpoint's voice messages, which pinpoint-sms-voice replaced under the same service name.
        if (id == "sms-voice")
            return new SdkNames("", "", false, []);
        var prefix = ServiceCatalogue.JavaNaming.ServicePrefix(serviceId);
        return new SdkNames(prefix.ToLowerInvariant(), prefix, false, []);
    }

    private void ReadDotNet(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var service in document.RootElement.GetProperty("services").GetProperty("list").EnumerateArray())
        {
            string Text(string property) => service.GetProperty(property).GetString()!;
            var other = service.TryGetProperty("v3", out var older)
                ? [older.GetProperty("namespace").GetString() + "." + older.GetProperty("client").GetString()]
                : OtherClients.GetValueOrDefault(Text("botocore"), []);
            _dotNet.Add(Text("botocore"), new DotNetNames(Text("namespace"), Text("client"), Text("package"), other, Text("confidence") is "high" or "verified"));
        }
    }

    private void ReadSdk(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var (list, isDocumented) in new[] { ("services", true), ("notInDocList", false) })
        {
            foreach (var service in document.RootElement.GetProperty(list).EnumerateArray())
            {
                var unsupported = service.TryGetProperty("unsupportedOperations", out var operations)
                    ? operations.EnumerateArray().Select(o => o.GetString()!).ToList()
                    : [];
                var names = new SdkNames(
                    service.GetProperty("service").GetString()!, service.GetProperty("exceptionPrefix").GetString()!, isDocumented, unsupported);
                if (service.TryGetProperty("botocore", out var id))
                    _sdk.Add(id.GetString()!, names);
                else
                    Retired.Add(names);
            }
        }
    }
}
