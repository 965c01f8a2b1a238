using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Analysis.Relevance;

/// <summary>
/// Reads the members of one file. Goes from declaration to declaration and asks for no other node: the compiler has made those of declarations already,
/// to make any other would cost more than reading the text.
/// </summary>
/// <param name="text">The file's characters, and perhaps more behind them.</param>
internal sealed class SourceMemberReader(char[] text)
{
    // Kept for the thread's next file: it grows to what the longest member needs.
    [ThreadStatic]
    private static HashSet<int>? _keptWords;

    private readonly HashSet<int> _words = _keptWords ??= [];
    private readonly ImmutableArray<SourceMember>.Builder _members = ImmutableArray.CreateBuilder<SourceMember>(16);
    private readonly ImmutableArray<SourceMember>.Builder _aliases = ImmutableArray.CreateBuilder<SourceMember>();
    private TextSpan? _topLevel;

    /// <summary>The members in order of position, and the <c>using</c> aliases.</summary>
    public (ImmutableArray<SourceMember> Members, ImmutableArray<SourceMember> Aliases) Read(CompilationUnitSyntax file)
    {
        ReadAliases(file.Usings);
        ReadMembers(file.Members);
        if (_topLevel is { } span)
        {
            _members.Add(Member(span, NoName(span)));
            _members.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        }

        return (_members.ToImmutable(), _aliases.ToImmutable());
    }

    private void ReadAliases(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is { } alias)
            {
                _aliases.Add(Member(directive.Span, alias.Name.Span, NameHash.Of(alias.Name.Identifier.ValueText)));
            }
        }
    }

    private void ReadMembers(SyntaxList<MemberDeclarationSyntax> declarations)
    {
        foreach (var declaration in declarations)
        {
            switch (declaration)
            {
                case TypeDeclarationSyntax type:
                    ReadMembers(type.Members);
                    break;
                case BaseNamespaceDeclarationSyntax container:
                    ReadAliases(container.Usings);
                    ReadMembers(container.Members);
                    break;
                case GlobalStatementSyntax statement:
                    _topLevel = _topLevel is { } known ? TextSpan.FromBounds(known.Start, statement.Span.End) : statement.Span;
                    break;
                case MethodDeclarationSyntax method:
                    Add(method, method.Identifier.Span, NameHash.Of(method.Identifier.ValueText));
                    break;
                case ConstructorDeclarationSyntax constructor:
                    Add(constructor, constructor.Identifier.Span, NameHash.Of(constructor.Identifier.ValueText), NameHash.ImplicitCreation);
                    break;
                case PropertyDeclarationSyntax property:
                    Add(property, property.Identifier.Span, NameHash.Of(property.Identifier.ValueText));
                    break;
                case IndexerDeclarationSyntax indexer:
                    Add(indexer, TextSpan.FromBounds(indexer.ThisKeyword.SpanStart, indexer.ParameterList.OpenBracketToken.Span.End), NameHash.ElementAccess);
                    break;
                case BaseMethodDeclarationSyntax or EventDeclarationSyntax or FieldDeclarationSyntax:
                    Add(declaration, NoName(declaration.Span));
                    break;
            }
        }
    }

    private void Add(MemberDeclarationSyntax declaration, TextSpan name, params int[] declared) => _members.Add(Member(declaration.Span, name, declared));

    // Without the declared name itself: a namesake elsewhere does not call this.
    private SourceMember Member(TextSpan span, TextSpan name, params int[] declared)
    {
        _words.Clear();
        NameHash.Collect(text, span.Start, name.Start, _words);
        NameHash.Collect(text, name.End, span.End, _words);
        var words = new int[_words.Count];
        _words.CopyTo(words);
        return new SourceMember(span, declared, words);
    }

    private static TextSpan NoName(TextSpan declaration) => new(declaration.Start, 0);
}
