using System.Collections.Immutable;
using System.Reflection;

namespace LambdaLift.Analysis.Services;

/// <summary>
/// The names of all AWS services: the namespace of the .NET SDK to the id of the service catalogue. A small list of its own, so that what the compiler
/// loads needs neither the catalogue nor JSON; read when the first name is asked for.
/// </summary>
public static class ServiceNames
{
    private static readonly Lazy<ImmutableDictionary<string, string>> Ids = new(Read);

    /// <summary>How many namespaces are known.</summary>
    public static int Count => Ids.Value.Count;

    /// <summary>The catalogue's id of the service with the given SDK namespace: <c>dynamodb</c> for <c>Amazon.DynamoDBv2</c>; null for one that is not known.</summary>
    public static string? CatalogueId(string sdkNamespace) => Ids.Value.TryGetValue(sdkNamespace, out var id) ? id : null;

    private static ImmutableDictionary<string, string> Read()
    {
        using var stream = typeof(ServiceNames).GetTypeInfo().Assembly.GetManifestResourceStream("service-names.txt")
            ?? throw new InvalidOperationException("The list of service names is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ');
            if (blank > 0 && line[0] != '#')
                ids[line.Substring(0, blank)] = line.Substring(blank + 1);
        }
        return ids.ToImmutable();
    }
}
