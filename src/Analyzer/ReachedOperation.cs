using LambdaLift.Analysis;
using LambdaLift.Analysis.CallGraph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer;

/// <summary>One operation that a handler can run, as rules see it.</summary>
/// <param name="model">The analysis of the file that the operation is in.</param>
/// <param name="operation">The operation.</param>
/// <param name="summary">The method that holds it.</param>
public readonly struct ReachedOperation(SemanticModelAnalysisContext model, IOperation operation, MethodSummary summary)
{
    /// <summary>The operation.</summary>
    public IOperation Operation { get; } = operation;

    /// <summary>The method that holds it; lambdas belong to the method that they are written in, local functions are methods of their own.</summary>
    public MethodSummary Summary { get; } = summary;

    /// <summary>The member that holds it: the method itself, or the one around a local function or lambda.</summary>
    public ISymbol ContainingSymbol
    {
        get
        {
            ISymbol symbol = Summary.Method;
            while (symbol.ContainingSymbol is IMethodSymbol outer)
            {
                symbol = outer;
            }

            return symbol;
        }
    }

    /// <summary>The compilation that is analyzed.</summary>
    public Compilation Compilation => model.SemanticModel.Compilation;

    /// <summary>Additional files and configuration.</summary>
    public AnalyzerOptions Options => model.Options;

    /// <summary>Cancels the analysis.</summary>
    public CancellationToken CancellationToken => model.CancellationToken;

    /// <summary>Reports a finding in the operation's file, unless a tool wrote the member: it or its type carries <c>[GeneratedCode]</c>.</summary>
    public void ReportDiagnostic(Diagnostic diagnostic)
    {
        if (!IsGenerated(Summary.Method))
        {
            model.ReportDiagnostic(diagnostic);
        }
    }

    private static bool IsGenerated(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not (null or INamespaceSymbol); current = current.ContainingSymbol)
        {
            if (HasMark(current) || (current is IMethodSymbol { AssociatedSymbol: { } property } && HasMark(property)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMark(ISymbol symbol) =>
        symbol.GetAttributes().Any(a => a.AttributeClass?.HasMetadataName("System.CodeDom.Compiler.GeneratedCodeAttribute") == true);
}
