using System.Composition;
using System.Globalization;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes.Retries;

/// <summary>LIFT1008: the SDK client retries instead of the loop. For one call, whose errors the SDK retries itself, on a client that the file creates.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryByClientFixer))]
[Shared]
public sealed class RetryByClientFixer() : LambdaCodeFixProvider("Let the SDK client retry instead", ConfigureClient, "LIFT1008")
{
    /// <summary>Equivalence key.</summary>
    public const string ConfigureClient = "LambdaLift.RetryByClient";

    private const string RetryMode = "RetryMode";
    private const string MaxErrorRetry = "MaxErrorRetry";

    /// <summary>Refused: the setting holds for all calls of the client, and two loops may share one client.</summary>
    protected override bool AllowsFixAll => false;

    /// <inheritdoc/>
    protected override string TitleOf(FixSite site) =>
        $"Let the SDK client retry instead ({MaxErrorRetry} {site.Fact(DiagnosticProperties.MaxRetries)}): for all calls of the client, with the SDK's own waits, and only after throttling and transient errors";

    /// <inheritdoc/>
    protected override bool CanFix(FixSite site) =>
        site.Fact(DiagnosticProperties.SdkRetries) == "Yes" && RetryRewriting.Read(site) is { } retry && Client(retry, site.Model) is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var retry = RetryRewriting.Read(site)!;
        var (creation, config) = Client(retry, edit.Model)!.Value;
        var mode = edit.Generator.MemberAccessExpression(edit.Type("Amazon.Runtime.RequestRetryMode"), "Standard");
        var count = LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(int.Parse(site.Fact(DiagnosticProperties.MaxRetries)!, CultureInfo.InvariantCulture)));
        var argument = creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
        var settings = argument as BaseObjectCreationExpressionSyntax ?? ObjectCreationExpression(edit.Type(config)).WithArgumentList(ArgumentList());
        if (argument is not null && settings != argument)
        {
            settings = settings.WithMembers(("RegionEndpoint", argument));
        }

        settings = settings.WithMembers((RetryMode, (ExpressionSyntax)mode), (MaxErrorRetry, count));
        if (settings is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } plain)
        {
            settings = plain.WithArgumentList(null);
        }

        edit.Editor.ReplaceNode(creation, creation.WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(settings)))));
        var needsBlock = Names(retry).Any(n => retry.Loop.Member()!.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == n && !retry.Loop.Span.Contains(t.Span)));
        retry.Replace(edit.Editor, needsBlock ? [Block(retry.Kept)] : retry.Kept);
    }

    private static IEnumerable<string> Names(RetryRewriting retry) =>
        retry.Kept.OfType<LocalDeclarationStatementSyntax>().SelectMany(d => d.Declaration.Variables).Select(v => v.Identifier.ValueText);

    /// <summary>
    /// The creation of the client that the retried call goes to, in the same file, and its configuration's type. Null for a client that comes from
    /// elsewhere (its configuration does too), for one that has settings of its own already, and for an SDK without these settings.
    /// </summary>
    private static (BaseObjectCreationExpressionSyntax Creation, INamedTypeSymbol Config)? Client(RetryRewriting retry, SemanticModel model)
    {
        foreach (var call in retry.Kept.SelectMany(s => s.DescendantsOfFunction()).OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
                && model.GetSymbolInfo(receiver).Symbol is { } symbol and (IFieldSymbol or ILocalSymbol or IPropertySymbol)
                && Creation(symbol, model) is { } creation
                && model.GetTypeInfo(creation).Type is INamedTypeSymbol { Name: var name } type
                && name.StartsWith("Amazon", StringComparison.Ordinal) && name.EndsWith("Client", StringComparison.Ordinal)
                && model.Compilation.GetTypeByMetadataName($"{type.ContainingNamespace.ToDisplayString()}.{name.Substring(0, name.Length - "Client".Length)}Config") is { } config
                && HasSettings(config) && model.Compilation.GetTypeByMetadataName("Amazon.Runtime.RequestRetryMode") is not null
                && TakesConfig(type, config) && CanConfigure(creation, config, model))
            {
                return (creation, config);
            }
        }

        return null;
    }

    /// <summary>The one creation that the symbol gets its value from: its initializer, or its only assignment.</summary>
    private static BaseObjectCreationExpressionSyntax? Creation(ISymbol symbol, SemanticModel model)
    {
        if (symbol.DeclaringSyntaxReferences is not [var declaration] || declaration.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var initial = declaration.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        var assigned = model.SyntaxTree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left.ToString().EndsWith(symbol.Name, StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(a.Left).Symbol, symbol))
            .Select(a => a.Right);
        return (initial is null ? assigned : assigned.Prepend(initial)).ToList() is [BaseObjectCreationExpressionSyntax only] ? only : null;
    }

    private static bool HasSettings(INamedTypeSymbol config)
    {
        for (var type = config; type is not null; type = type.BaseType)
        {
            if (!type.GetMembers(MaxErrorRetry).IsEmpty && !type.GetMembers(RetryMode).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesConfig(INamedTypeSymbol client, INamedTypeSymbol config) =>
        client.InstanceConstructors.Any(c => c.Parameters is [{ Type: var type }] && SymbolEqualityComparer.Default.Equals(type, config));

    private static bool CanConfigure(BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol config, SemanticModel model) =>
        creation.Initializer is null && (creation.ArgumentList?.Arguments.ToList() ?? []) switch
        {
            [] => true,
            [{ NameColon: null, Expression: BaseObjectCreationExpressionSyntax existing }] =>
                SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(existing).Type, config)
                && existing.MemberAssignment(MaxErrorRetry) is null && existing.MemberAssignment(RetryMode) is null,
            [{ NameColon: null, Expression: var region }] => model.GetTypeInfo(region).Type is { Name: "RegionEndpoint" },
            _ => false,
        };
}
