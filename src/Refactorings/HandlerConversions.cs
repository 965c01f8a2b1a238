using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LambdaLift.Analysis;
using LambdaLift.Converter;
using LambdaLift.Converter.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Refactorings;

/// <summary>The conversions of one handler, kept with its compilation: the caret comes back more often than the code changes.</summary>
internal sealed class HandlerConversions
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, HandlerConversion?>> Known = new();

    private readonly Compilation _compilation;
    private readonly string _handler;

    private HandlerConversions(Document document, Compilation compilation, string handler)
    {
        Document = document;
        _compilation = compilation;
        _handler = handler;
    }

    /// <summary>The document that holds the handler.</summary>
    public Document Document { get; }

    /// <summary>The conversions of the handler that starts in the method; null for any other method, and for durable executions.</summary>
    public static async Task<HandlerConversions?> CreateAsync(Document document, MethodDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || LambdaSymbols.TryCreate(compilation) is not { HasSdk: true, IsTestProject: false } symbols
            || compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is not IMethodSymbol method)
        {
            return null;
        }

        var templates = await TemplatesAsync(document.Project, cancellationToken).ConfigureAwait(false);
        var program = new LambdaProgram(symbols, new() { HandlerStrings = templates.SelectMany(t => t.Functions).Select(f => f.Handler).OfType<string>().ToList() });
        var handler = program.GetHandlers(method, cancellationToken).FirstOrDefault(h => !h.IsDurable);
        return handler is null || program.GetReach(handler, cancellationToken).ServiceCalls.IsEmpty ? null : new HandlerConversions(document, compilation, handler.HandlerString);
    }

    /// <summary>The conversion; null when the converter does not find the handler.</summary>
    public async Task<HandlerConversion?> GetAsync(TargetLanguage language, CancellationToken cancellationToken)
    {
        var known = Known.GetOrCreateValue(_compilation);
        var key = $"{language} {_handler}";
        if (!known.TryGetValue(key, out var conversion))
        {
            var input = new ConversionInput
            {
                Compilations = await CompilationsAsync(cancellationToken).ConfigureAwait(false),
                Templates = await TemplatesAsync(Document.Project, cancellationToken).ConfigureAwait(false),
                Options = new ConversionOptions { Handler = _handler, QueryLanguage = language },
            };
            conversion = WorkflowConverter.Convert(input, cancellationToken).Handlers.FirstOrDefault();
            known[key] = conversion;
        }

        return conversion;
    }

    // Functions that the handler invokes live in projects like its own; other projects cannot hold one.
    private async Task<ImmutableArray<Compilation>> CompilationsAsync(CancellationToken cancellationToken)
    {
        var others = Document.Project.Solution.Projects
            .Where(p => p.Id != Document.Project.Id && p.Language == LanguageNames.CSharp && p.MetadataReferences.Any(r => r.Display?.Contains("Amazon.Lambda.Core") == true));
        var compilations = ImmutableArray.CreateBuilder<Compilation>();
        compilations.Add(_compilation);
        compilations.AddRange(_compilation.References.OfType<CompilationReference>().Select(r => r.Compilation));
        foreach (var project in others)
        {
            if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation && !compilations.Contains(compilation))
            {
                compilations.Add(compilation);
            }
        }

        return compilations.ToImmutable();
    }

    private static async Task<ImmutableArray<DeploymentTemplate>> TemplatesAsync(Project project, CancellationToken cancellationToken)
    {
        var templates = ImmutableArray.CreateBuilder<DeploymentTemplate>();
        foreach (var document in project.AdditionalDocuments.Where(IsTemplate))
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                templates.Add(DeploymentTemplate.Read(document.FilePath ?? document.Name, text.ToString()));
            }
            catch (TemplateFormatException)
            {
                // Not a template, or one that somebody is writing: it names nothing then.
            }
        }

        return templates.ToImmutable();
    }

    private static bool IsTemplate(TextDocument document) =>
        new[] { ".yaml", ".yml", ".json", ".template" }.Any(e => document.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase))
        && !document.Name.EndsWith(DefinitionDocument.Suffix, StringComparison.OrdinalIgnoreCase);
}
