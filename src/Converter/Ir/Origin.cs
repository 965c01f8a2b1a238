using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>Where in the user's C# a piece of the workflow comes from.</summary>
/// <param name="Syntax">The node that gave rise to it; its location goes into diagnostics and the source map.</param>
/// <param name="Method">The method (or lambda) whose body holds the node; state names are made from it.</param>
public sealed record Origin(SyntaxNode Syntax, ISymbol? Method)
{
    /// <summary>The location for a diagnostic.</summary>
    public Location Location => Syntax.GetLocation();
}
