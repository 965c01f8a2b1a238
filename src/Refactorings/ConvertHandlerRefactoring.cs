using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using LambdaLift.Converter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Refactorings;

/// <summary>
/// On a handler's name: "Convert handler to state machine". Adds the definition, <c>Name.asl.json</c>, to the project as an additional document; the code
/// stays as it is. A refactoring and not a fix, because only an IDE can add such a document. Deployment templates listed as additional files
/// name the functions that the handler invokes.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ConvertHandlerRefactoring))]
[Shared]
public sealed class ConvertHandlerRefactoring : CodeRefactoringProvider
{
    /// <summary>Equivalence key of the conversion to JSONata.</summary>
    public const string ToJsonata = "LambdaLift.ConvertToJsonata";

    /// <summary>Equivalence key of the conversion to JSONPath.</summary>
    public const string ToJsonPath = "LambdaLift.ConvertToJsonPath";

    /// <summary>Equivalence key of the action that says why the handler cannot be converted.</summary>
    public const string Refused = "LambdaLift.ConversionRefused";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var token = context.CancellationToken;
        var root = await context.Document.GetSyntaxRootAsync(token).ConfigureAwait(false);

        // On the name alone, because a conversion takes longer than the caret's way over a body.
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || !declaration.Identifier.Span.Contains(context.Span)
            || await HandlerConversions.CreateAsync(context.Document, declaration, token).ConfigureAwait(false) is not { } conversions)
        {
            return;
        }

        var jsonata = await conversions.GetAsync(TargetLanguage.Jsonata, token).ConfigureAwait(false);
        var jsonPath = await conversions.GetAsync(TargetLanguage.JsonPath, token).ConfigureAwait(false);
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        Add(actions, "JSONata", ToJsonata, jsonata, conversions, declaration);
        Add(actions, "JSONPath", ToJsonPath, jsonPath, conversions, declaration);
        if (actions.Count > 0)
        {
            context.RegisterRefactoring(CodeAction.Create("Convert handler to state machine", actions.ToImmutable(), isInlinable: false));
        }
        else if (jsonata is { IsRefused: true })
        {
            var reason = Reason(jsonata);
            context.RegisterRefactoring(
                CodeAction.Create(
                    $"Cannot convert handler to state machine: {reason}",
                    cancellation => Warned(context.Document, root, declaration, [reason], cancellation),
                    Refused));
        }
    }

    private static void Add(
        ImmutableArray<CodeAction>.Builder actions, string language, string key, HandlerConversion? conversion, HandlerConversions conversions, MethodDeclarationSyntax declaration)
    {
        if (conversion?.Definition is null)
        {
            return;
        }

        var deviations = conversion.Deviations.Select(d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}").Distinct().ToList();
        var title = $"{DefinitionDocument.FileName(conversion)} ({language}{(deviations.Count == 0 ? "" : deviations.Count == 1 ? ", 1 deviation" : $", {deviations.Count} deviations")})";
        actions.Add(CodeAction.Create(title, async token =>
        {
            var warned = deviations.Count == 0 ? conversions.Document : await Warned(conversions.Document, declaration.SyntaxTree.GetRoot(token), declaration, deviations, token).ConfigureAwait(false);
            return DefinitionDocument.AddTo(warned.Project, conversion);
        }, key));
    }

    /// <summary>The document unchanged, with texts that an IDE shows beside its preview.</summary>
    private static Task<Document> Warned(Document document, SyntaxNode root, MethodDeclarationSyntax declaration, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var marked = declaration.WithIdentifier(declaration.Identifier.WithAdditionalAnnotations(texts.Select(WarningAnnotation.Create).ToArray()));
        return Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(declaration, marked)));
    }

    private static string Reason(HandlerConversion conversion)
    {
        var refusal = conversion.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
        var place = refusal.Location.GetLineSpan();
        var line = refusal.Location.IsInSource ? $" (line {place.StartLinePosition.Line + 1})" : "";
        return $"{refusal.Id}{line}: {refusal.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
