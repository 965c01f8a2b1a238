using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
        int low = 0, high = Members.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Members[middle].Span.Start <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && Members[high].Span.End > position ? high : -1;
    }

    /// <summary>Whether the name occurs in the text of the method's declaration; true where the declaration is not a member that is known.</summary>
    public static bool MayMention(IMethodSymbol method, string name, CancellationToken cancellationToken)
    {
        var word = NameHash.Of(name);
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var members = Of(reference.SyntaxTree, cancellationToken);
            var index = members.IndexAt(reference.Span.Start);
            if (index < 0 || Array.IndexOf(members.Members[index].Words, word) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes of the tree in members that contain one of the words.</summary>
    public static IEnumerable<SyntaxNode> NodesNear(SyntaxTree tree, IReadOnlyCollection<int> words, CancellationToken cancellationToken)
    {
        foreach (var member in Of(tree, cancellationToken).Members)
        {
            if (!member.Words.Any(words.Contains))
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
        var text = tree.GetText(cancellationToken);
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(0, characters, 0, text.Length);
            return Read(tree, characters, cancellationToken);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static SourceMembers Read(SyntaxTree tree, char[] characters, CancellationToken cancellationToken)
    {
        var members = ImmutableArray.CreateBuilder<SourceMember>();
        var aliases = ImmutableArray.CreateBuilder<SourceMember>();
        var words = new HashSet<int>();

        // Without the declared name itself: a namesake elsewhere does not call this.
        SourceMember Member(TextSpan span, TextSpan name, params int[] declared)
        {
            words.Clear();
            NameHash.Collect(characters, span.Start, name.Start, words);
            NameHash.Collect(characters, name.End, span.End, words);
            return new SourceMember(span, declared, [.. words]);
        }

        TextSpan? topLevel = null;
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case GlobalStatementSyntax statement:
                    topLevel = topLevel is { } known ? TextSpan.FromBounds(known.Start, statement.Span.End) : statement.Span;
                    break;
                case UsingDirectiveSyntax { Alias: { } alias }:
                    aliases.Add(Member(node.Span, alias.Name.Span, NameHash.Of(alias.Name.Identifier.ValueText)));
                    break;
                case MethodDeclarationSyntax method:
                    members.Add(Member(node.Span, method.Identifier.Span, NameHash.Of(method.Identifier.ValueText)));
                    break;
                case ConstructorDeclarationSyntax constructor:
                    members.Add(Member(node.Span, constructor.Identifier.Span, NameHash.Of(constructor.Identifier.ValueText), NameHash.ImplicitCreation));
                    break;
                case PropertyDeclarationSyntax property:
                    members.Add(Member(node.Span, property.Identifier.Span, NameHash.Of(property.Identifier.ValueText)));
                    break;
                case IndexerDeclarationSyntax indexer:
                    members.Add(Member(node.Span, TextSpan.FromBounds(indexer.ThisKeyword.SpanStart, indexer.ParameterList.OpenBracketToken.Span.End), NameHash.ElementAccess));
                    break;
                case BaseMethodDeclarationSyntax or EventDeclarationSyntax or FieldDeclarationSyntax:
                    members.Add(Member(node.Span, NoName(node.Span)));
                    break;
            }
        }

        if (topLevel is { } span)
        {
            members.Add(Member(span, NoName(span)));
            members.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        }

        return new SourceMembers(members.ToImmutable(), aliases.ToImmutable());
    }

    private static TextSpan NoName(TextSpan declaration) => new(declaration.Start, 0);
}
