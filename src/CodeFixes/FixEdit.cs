using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace LambdaLift.CodeFixes;

/// <summary>The edit of one document, by one fix or by all of a document's.</summary>
public sealed class FixEdit(DocumentEditor editor)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>The editor.</summary>
    public DocumentEditor Editor { get; } = editor;

    /// <summary>The model of the document before the edit.</summary>
    public SemanticModel Model => Editor.SemanticModel;

    /// <summary>The generator.</summary>
    public SyntaxGenerator Generator => Editor.Generator;

    /// <summary>The type of that metadata name in a place where a type may stand; its namespace is imported.</summary>
    public TypeSyntax Type(string metadataName) => this.Type(Model.Compilation.GetTypeByMetadataName(metadataName)!);

    /// <summary>The type in a place where a type may stand; its namespace is imported.</summary>
    public TypeSyntax Type(ITypeSymbol type) => TypeTemplate.Type(Generator, type);

    /// <summary>A name that nothing in scope, nothing in the member and no earlier edit of the document has.</summary>
    public string FreeName(SyntaxNode at, string name)
    {
        var taken = new HashSet<string>(Model.LookupSymbols(at.SpanStart).Select(s => s.Name), StringComparer.Ordinal);
        if (at.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } member)
        {
            taken.UnionWith(member.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        }

        var free = Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : $"{name}{i}").First(n => !taken.Contains(n) && !_given.Contains(n));
        _given.Add(free);
        return free;
    }
}
