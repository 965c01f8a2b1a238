using System.Composition;
using System.Text.RegularExpressions;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>LIFT1003: throws when the invoked function failed, right after the invoke.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FunctionErrorUncheckedFixer))]
[Shared]
public sealed class FunctionErrorUncheckedFixer() : LambdaCodeFixProvider("Throw when the function failed", AddCheck, "LIFT1003")
{
    /// <summary>Equivalence key.</summary>
    public const string AddCheck = "LambdaLift.AddFunctionErrorCheck";

    private static readonly Regex PlainName = new(@"\A[\w:\-]+\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    protected override bool CanFix(FixSite site) => Shape(site.Node) is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var editor = edit.Editor;
        var (statement, response) = Shape(site.Node)!.Value;
        var replacement = statement;
        if (response is null)
        {
            response = edit.FreeName(statement, "response");
            replacement = Declare((ExpressionStatementSyntax)statement, response);
        }

        var check = Check(editor, response, site.Fact(DiagnosticProperties.Callee)).WithAdditionalAnnotations(Formatter.Annotation);
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            editor.InsertAfter(statement, check);
            if (replacement != statement)
            {
                editor.ReplaceNode(statement, replacement);
            }
        }
        else
        {
            editor.ReplaceNode(statement, Block(replacement.WithoutTrivia(), check).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation));
        }
    }

    /// <summary>
    /// The statement that holds the invoke and the name of the variable that gets the response: null where it is dropped. No result for an invoke
    /// inside a larger expression, where no place after it exists.
    /// </summary>
    private static (StatementSyntax Statement, string? Response)? Shape(SyntaxNode node)
    {
        var value = node.FirstAncestorOrSelf<InvocationExpressionSyntax>() as ExpressionSyntax;
        while (value is not null && Wrapper(value) is { } wrapper)
        {
            value = wrapper;
        }

        return value switch
        {
            // Only what yields the response itself: awaited, or blocked on.
            null => null,
            _ when !(value is AwaitExpressionSyntax || value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } || IsGetResult(value)) => null,
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } statement } declarator } } =>
                IsInBlock(statement) ? (statement, declarator.Identifier.Text) : null,
            { Parent: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } } => IsUsable(statement) ? (statement, null) : null,
            { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name, Parent: ExpressionStatementSyntax statement } } =>
                IsUsable(statement) ? (statement, name.Identifier.Text) : null,
            { Parent: ExpressionStatementSyntax statement } => IsUsable(statement) ? (statement, null) : null,
            _ => null,
        };
    }

    // await x, x.ConfigureAwait(false), x.Result, x.GetAwaiter().GetResult(), (x)
    private static ExpressionSyntax? Wrapper(ExpressionSyntax value) => value.Parent switch
    {
        AwaitExpressionSyntax awaited => awaited,
        ParenthesizedExpressionSyntax parenthesized => parenthesized,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } access => access,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult", Parent: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    private static bool IsGetResult(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult" } };

    private static bool IsInBlock(StatementSyntax statement) => statement.Parent is BlockSyntax or SwitchSectionSyntax;

    // Top-level statements have no block to insert into.
    private static bool IsUsable(StatementSyntax statement) => statement.Parent is not GlobalStatementSyntax;

    private static LocalDeclarationStatementSyntax Declare(ExpressionStatementSyntax statement, string name)
    {
        var value = statement.Expression is AssignmentExpressionSyntax assignment ? assignment.Right : statement.Expression;
        return LocalDeclarationStatement(VariableDeclaration(IdentifierName("var"))
            .AddVariables(VariableDeclarator(Identifier(name), null, EqualsValueClause(value.WithoutTrivia()))))
            .WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static StatementSyntax Check(DocumentEditor editor, string response, string? callee)
    {
        var generator = editor.Generator;
        var error = generator.MemberAccessExpression(generator.IdentifierName(response), "FunctionError");
        var exception = editor.SemanticModel.Compilation.GetTypeByMetadataName("System.InvalidOperationException")!;
        var subject = callee is not null && PlainName.IsMatch(callee)
            ? $"Function '{callee}' failed: "
            : "The invoked function failed: ";
        var message = InterpolatedStringExpression(Token(SyntaxKind.InterpolatedStringStartToken)).AddContents(
            InterpolatedStringText(Token(default, SyntaxKind.InterpolatedStringTextToken, subject, subject, default)),
            Interpolation((ExpressionSyntax)error.WithoutTrivia()));
        return (StatementSyntax)generator.IfStatement(
            generator.LogicalNotExpression(generator.InvocationExpression(
                generator.MemberAccessExpression(generator.TypeExpression(SpecialType.System_String), "IsNullOrEmpty"), error)),
            new[]
            {
                generator.ThrowStatement(generator.ObjectCreationExpression(
                    generator.TypeExpression(exception).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation), message)),
            });
    }
}
