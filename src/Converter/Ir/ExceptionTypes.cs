using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>Finds the base library's exception type in the program at hand.</summary>
internal static class ExceptionTypes
{
    /// <summary>The class of what services report: <c>ErrorCode</c> and <c>StatusCode</c> are its members.</summary>
    public const string OfServices = "Amazon.Runtime.AmazonServiceException";

    /// <summary><c>System.Exception</c> as the assembly of a symbol sees it; null when it does not reference the base library.</summary>
    public static INamedTypeSymbol? Find(ISymbol? symbol) => Find(symbol, "System.Exception");

    /// <summary>An exception type of the base library as the assembly of a symbol sees it; null when it does not reference the base library.</summary>
    public static INamedTypeSymbol? Find(ISymbol? symbol, string fullName) =>
        symbol?.ContainingAssembly is { } assembly
            ? assembly.GetTypeByMetadataName(fullName)
                ?? assembly.Modules.SelectMany(m => m.ReferencedAssemblySymbols).Select(a => a.GetTypeByMetadataName(fullName)).FirstOrDefault(t => t is { DeclaredAccessibility: Accessibility.Public })
            : null;
}
