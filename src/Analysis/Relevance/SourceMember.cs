using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Analysis.Relevance;

/// <summary>One member of a source file as text: which names it declares and which words occur in it.</summary>
/// <param name="Span">The declaration.</param>
/// <param name="Declared">Hashes of the names by which other code can run it.</param>
/// <param name="Words">Hashes of all words in it, each once.</param>
internal sealed record SourceMember(TextSpan Span, int[] Declared, int[] Words)
{
    /// <summary>Whether any of a few words occurs in it.</summary>
    public bool Mentions(int[] words)
    {
        foreach (var word in words)
        {
            if (Array.IndexOf(Words, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any of many words occurs in it.</summary>
    public bool Mentions(HashSet<int> words)
    {
        foreach (var word in Words)
        {
            if (words.Contains(word))
            {
                return true;
            }
        }

        return false;
    }
}
