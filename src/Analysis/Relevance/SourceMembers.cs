using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Analysis.Relevance;

/// <summary>
/// The members with code in one source file. Declarations come from the syntax tree, what is inside them from the text: the nodes of method bodies are
/// not touched. Read once per tree, however many compilations hold it (an editor makes a new one at each key).
/// </summary>
internal sealed class SourceMembers
{
    private static readonly ConditionalWeakTable<SyntaxTree, SourceMembers> Known = new();

    private SourceMembers(ImmutableArray<SourceMember> members, ImmutableArray<SourceMember> aliases)
    {
        Members = members;
        Aliases = aliases;
    }

    /// <summary>In order of position; nested types' members between those of the type around them.</summary>
    public ImmutableArray<SourceMember> Members { get; }

    /// <summary>The <c>using</c> aliases: they declare a name that stands for another.</summary>
    public ImmutableArray<SourceMember> Aliases { get; }

    public static SourceMembers Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Known.TryGetValue(tree, out var known))
        {
            return known;
        }

        var read = Read(tree, cancellationToken);
        return Known.GetValue(tree, _ => read);
    }

    /// <summary>The index of the member that holds the position; -1 when none does.</summary>
    public int IndexAt(int position)
    {
        // Members do not overlap, so the last that starts at or before the position is the only candidate.
        var last = CountUntil(position + 1) - 1;
        return last >= 0 && Members[last].Span.End > position ? last : -1;
    }

    /// <summary>How many members start before the position; so the index of the first that starts at it or after.</summary>
    public int CountUntil(int position)
    {
        int low = 0, high = Members.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Members[middle].Span.Start < position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>Whether the name occurs in the text of the method's declaration; true where the declaration is not a member that is known.</summary>
    public static bool MayMention(IMethodSymbol method, string name, CancellationToken cancellationToken)
    {
        int[] word = [NameHash.Of(name)];
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var members = Of(reference.SyntaxTree, cancellationToken);
            var index = members.IndexAt(reference.Span.Start);
            if (index < 0 || members.Members[index].Mentions(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes of the tree in members that contain one of the words.</summary>
    public static IEnumerable<SyntaxNode> NodesNear(SyntaxTree tree, int[] words, CancellationToken cancellationToken)
    {
        foreach (var member in Of(tree, cancellationToken).Members)
        {
            if (!member.Mentions(words))
            {
                continue;
            }

            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(member.Span))
            {
                yield return node;
            }
        }
    }

    private static SourceMembers Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (tree.GetRoot(cancellationToken) is not CompilationUnitSyntax file)
        {
            return new SourceMembers(ImmutableArray<SourceMember>.Empty, ImmutableArray<SourceMember>.Empty);
        }

        var text = tree.GetText(cancellationToken);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, characters, 0, text.Length);
            var (members, aliases) = new SourceMemberReader(characters).Read(file);
            return new SourceMembers(members, aliases);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
