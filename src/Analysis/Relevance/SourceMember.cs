using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Analysis.Relevance;

/// <summary>One member of a source file as text: which names it declares and which words occur in it.</summary>
/// <param name="Span">The declaration.</param>
/// <param name="Declared">Hashes of the names by which other code can run it.</param>
/// <param name="Words">Hashes of all words in it, each once.</param>
internal sealed record SourceMember(TextSpan Span, int[] Declared, int[] Words);
