using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes.Retries;

/// <summary>LIFT1008, where Polly 8 is referenced: a resilience pipeline does what the loop did, with the same errors, counts and waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryByPollyFixer))]
[Shared]
public sealed class RetryByPollyFixer() : LambdaCodeFixProvider("Retry by a Polly pipeline instead", UsePipeline, "LIFT1008")
{
    /// <summary>Equivalence key.</summary>
    public const string UsePipeline = "LambdaLift.RetryByPolly";

    private static readonly string[] Types =
        ["Polly.ResiliencePipeline", "Polly.ResiliencePipelineBuilder", "Polly.Retry.RetryStrategyOptions", "Polly.PredicateBuilder", "Polly.DelayBackoffType", "System.TimeSpan"];

    /// <summary>Refused: whether loops share one pipeline or have one each is a decision about the program.</summary>
    protected override bool AllowsFixAll => false;

    /// <inheritdoc/>
    protected override bool CanFix(FixSite site) =>
        site.Fact(DiagnosticProperties.RetriedErrors) is { } errors
        && Array.TrueForAll(Types, t => site.Model.Compilation.GetTypeByMetadataName(t) is not null)
        && Array.TrueForAll(errors.Split(';'), e => site.Model.Compilation.GetTypeByMetadataName(e) is not null)
        && RetryRewriting.Read(site) is { } retry
        && retry.Loop.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not (null or InterfaceDeclarationSyntax)
        && Attempt(retry, site.Model, "pipeline", "token") is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var retry = RetryRewriting.Read(site)!;
        var name = edit.FreeName(retry.Loop, "RetryPipeline");
        retry.Replace(edit.Editor, [Attempt(retry, edit.Model, name, edit.FreeName(retry.Loop, "token"))!]);

        var type = retry.Loop.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var lastField = type.Members.LastOrDefault(m => m is FieldDeclarationSyntax);
        var field = Pipeline(edit, site, name);
        if (lastField is not null)
        {
            edit.Editor.InsertAfter(lastField, field);
        }
        else
        {
            edit.Editor.InsertMembers(type, 0, [field]);
        }
    }

    private static MemberDeclarationSyntax Pipeline(FixEdit edit, FixSite site, string name)
    {
        var compilation = edit.Model.Compilation;
        var errors = site.Fact(DiagnosticProperties.RetriedErrors)!.Split(';');
        var handled = string.Concat(errors.Select((_, i) => $".Handle<__{Types.Length + i}>()"));
        var kind = site.Fact(DiagnosticProperties.RetryDelayKind)!;
        var milliseconds = double.Parse(site.Fact(DiagnosticProperties.RetryDelay)!, CultureInfo.InvariantCulture);
        var delay = milliseconds switch
        {
            0 => "__5.Zero",
            _ when milliseconds % 1000 == 0 => $"__5.FromSeconds({(milliseconds / 1000).ToString(CultureInfo.InvariantCulture)})",
            _ => $"__5.FromMilliseconds({milliseconds.ToString(CultureInfo.InvariantCulture)})",
        };
        var text = $$"""
            private static readonly __0 {{name}} = new __1()
                .AddRetry(new __2
                {
                    ShouldHandle = new __3(){{handled}},
                    MaxRetryAttempts = {{site.Fact(DiagnosticProperties.MaxRetries)}},
                    Delay = {{delay}},
                    BackoffType = __4.{{(kind == "None" ? "Constant" : kind)}},
            {{(site.Fact(DiagnosticProperties.RetryJitter) == "Yes" ? "        UseJitter = true,\n" : "")}}    })
                .Build();

            """;
        return TypeTemplate.Member(edit.Generator, text, [.. Types.Concat(errors).Select(t => compilation.GetTypeByMetadataName(t)!)]);
    }

    /// <summary>The statement that runs the attempt in the pipeline; null where an attempt does more than a lambda can.</summary>
    private static StatementSyntax? Attempt(RetryRewriting retry, SemanticModel model, string pipeline, string token)
    {
        ExpressionSyntax? Run(ExpressionSyntax value)
        {
            if (value is not AwaitExpressionSyntax && !value.DescendantNodesAndSelf().OfType<AwaitExpressionSyntax>().Any())
            {
                return null;
            }

            return Execute(pipeline, SimpleLambdaExpression(Parameter(Identifier(token)), value.WithoutTrivia()).WithAsyncKeyword(Token(SyntaxKind.AsyncKeyword)));
        }

        if (retry.Kept.Count == 1)
        {
            switch (retry.Kept[0])
            {
                case ReturnStatementSyntax { Expression: { } value } statement when Run(value) is { } run:
                    return statement.WithExpression(run);
                case ExpressionStatementSyntax { Expression: AwaitExpressionSyntax value } statement when Run(value) is { } run:
                    return statement.WithExpression(run);
                case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax } assignment } statement
                    when Run(assignment.Right) is { } run:
                    return statement.WithExpression(assignment.WithRight(run));
                case LocalDeclarationStatementSyntax:
                    return null;
            }
        }

        return Block(retry, model) is { } block
            ? EndOf(retry, Execute(pipeline, SimpleLambdaExpression(Parameter(Identifier(token)), block).WithAsyncKeyword(Token(SyntaxKind.AsyncKeyword))))
            : null;
    }

    private static StatementSyntax EndOf(RetryRewriting retry, ExpressionSyntax run) =>
        retry.EndsInReturn ? ReturnStatement(run) : ExpressionStatement(run);

    /// <summary>The attempt as the body of a lambda: it must not give values to locals around it, and return at its end or not at all.</summary>
    private static BlockSyntax? Block(RetryRewriting retry, SemanticModel model)
    {
        var first = retry.Kept[0];
        var last = retry.Kept[retry.Kept.Count - 1];
        var returns = retry.Kept.SelectMany(s => s.DescendantsOfFunction().Prepend(s)).OfType<ReturnStatementSyntax>().ToList();
        if (first.Parent != last.Parent || !retry.Kept.Any(s => s.DescendantsOfFunction().OfType<AwaitExpressionSyntax>().Any())
            || returns.Exists(r => r.Expression is null) || (returns.Count > 0 && !retry.EndsInReturn))
        {
            return null;
        }

        var flow = model.AnalyzeDataFlow(first, last);
        var declared = flow?.VariablesDeclared ?? ImmutableArray<ISymbol>.Empty;
        return flow is { Succeeded: true } && flow.WrittenInside.All(s => declared.Contains(s, SymbolEqualityComparer.Default)) && declared.All(d => !flow.ReadOutside.Contains(d, SymbolEqualityComparer.Default))
            ? SyntaxFactory.Block(retry.Kept).WithAdditionalAnnotations(Formatter.Annotation)
            : null;
    }

    private static AwaitExpressionSyntax Execute(string pipeline, ExpressionSyntax attempt) =>
        AwaitExpression(InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(pipeline), IdentifierName("ExecuteAsync")),
            ArgumentList(SingletonSeparatedList(Argument(attempt)))));
}
