using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>Where in the user's C# a piece of the workflow comes from.</summary>
/// <param name="Syntax">The node that gave rise to it; its location goes into diagnostics and the source map.</param>
/// <param name="Method">The method (or lambda) whose body holds the node; state names are made from it.</param>
public sealed record Origin(SyntaxNode Syntax, ISymbol? Method)
{
    private const int MostOfSeveralLines = 100;

    /// <summary>The code as a message shows it: on one line, of several lines the beginning.</summary>
    public string Text => TextOf(Syntax);

    /// <summary>The location for a diagnostic.</summary>
    public Location Location => Syntax.GetLocation();

    /// <summary>Code on one line.</summary>
    internal static string TextOf(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        if (!text.Contains('\n'))
            return text;
        var line = string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostOfSeveralLines ? line : line.Substring(0, MostOfSeveralLines) + "…";
    }
}
