namespace LambdaLift.Analysis.Relevance;

/// <summary>
/// Identifiers as 32-bit FNV-1a hashes, so that source text is compared without making strings. Two names with one hash count as one: the members found
/// are then a few too many, never too few.
/// </summary>
internal static class NameHash
{
    /// <summary>Stands for the target-typed <c>new(…)</c>, which names no type.</summary>
    public const int ImplicitCreation = 1;

    /// <summary>Stands for an element access, which names no indexer.</summary>
    public const int ElementAccess = 2;

    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    public static int Of(string name)
    {
        var hash = Basis;
        foreach (var c in name)
        {
            hash = (hash ^ c) * Prime;
        }

        return (int)hash;
    }

    /// <summary>Adds the hash of every word in a piece of source text, be it an identifier, a keyword, or in a comment.</summary>
    public static void Collect(char[] text, int start, int end, HashSet<int> into)
    {
        var afterNew = false;
        for (var i = start; i < end;)
        {
            var c = text[i];
            if (IsWordStart(c))
            {
                var hash = Basis;
                var first = i;
                for (; i < end && (IsWordStart(text[i]) || char.IsDigit(text[i])); i++)
                {
                    hash = (hash ^ text[i]) * Prime;
                }

                into.Add((int)hash);
                afterNew = i - first == 3 && c == 'n' && text[first + 1] == 'e' && text[first + 2] == 'w';
                continue;
            }

            if (c == '[')
            {
                into.Add(ElementAccess);
            }
            else if (afterNew && c == '(')
            {
                into.Add(ImplicitCreation);
            }

            afterNew &= char.IsWhiteSpace(c);
            i++;
        }
    }

    private static bool IsWordStart(char c) => (c | 0x20) is >= 'a' and <= 'z' || c == '_' || (c > 127 && char.IsLetter(c));
}
