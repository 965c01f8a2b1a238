using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Relevance;

/// <summary>
/// The names that every piece of code must contain which calls a service or waits: the operations of the SDK clients that the compilation references,
/// and a few of the framework.
/// </summary>
internal static class ServiceMemberNames
{
    // Delay and Sleep wait; the others make requests of invokes, whose callers the value flow asks for.
    private static readonly string[] Others = ["Paginators", "Delay", "Sleep", "InvokeRequest", "InvocationType"];

    private static readonly string[] PowertoolsReads = ["Get", "GetAsync", "GetMultiple", "GetMultipleAsync"];

    // Members of every client; nothing is sent by them.
    private static readonly HashSet<string> NotSent = new(StringComparer.Ordinal)
    {
        "Dispose", "Equals", "GetHashCode", "ToString", "Finalize", "GetType", "Config", "Initialize", "DetermineServiceOperationEndPoint", "DetermineServiceOperationEndpoint",
    };

    public static HashSet<int> HashesOf(Compilation compilation)
    {
        var names = new HashSet<string>(Others, StringComparer.Ordinal);
        foreach (var root in compilation.GlobalNamespace.GetMembers(MetadataNames.SdkNamespace).OfType<INamespaceSymbol>())
        {
            AddFrom(root, names);
        }

        if (compilation.GetTypeByMetadataName(MetadataNames.PowertoolsParameters + ".ParametersManager") is not null)
        {
            names.UnionWith(PowertoolsReads);
        }

        return [.. names.Select(NameHash.Of)];
    }

    private static void AddFrom(INamespaceSymbol container, HashSet<string> names)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                // Models and the runtime hold thousands of types and no client.
                case INamespaceSymbol { Name: not ("Model" or "Runtime" or "Util" or "Internal" or "Auth") } inner:
                    AddFrom(inner, names);
                    break;
                case INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type when IsClientName(type):
                    foreach (var contract in type.AllInterfaces.Add(type).Where(t => t.IsBelowNamespace(MetadataNames.SdkNamespace)))
                    {
                        names.UnionWith(contract.MemberNames.Where(n => n[0] is not ('.' or '<') && !NotSent.Contains(n) && !n.StartsWith("get_", StringComparison.Ordinal) && !n.StartsWith("set_", StringComparison.Ordinal)));
                    }

                    break;
                case INamedTypeSymbol type:
                    names.UnionWith(HighLevelClients.MethodNamesOf(type));
                    break;
            }
        }
    }

    private static bool IsClientName(INamedTypeSymbol type) =>
        type.Name.StartsWith(type.TypeKind == TypeKind.Interface ? "IAmazon" : "Amazon", StringComparison.Ordinal)
        && (type.TypeKind == TypeKind.Interface || (type.TypeKind == TypeKind.Class && type.Name.EndsWith("Client", StringComparison.Ordinal)));
}
