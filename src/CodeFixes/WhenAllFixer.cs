using System.Composition;
using System.Globalization;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>LIFT1013: starts independent calls together and awaits them with <c>Task.WhenAll</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WhenAllFixer))]
[Shared]
public sealed class WhenAllFixer() : LambdaCodeFixProvider("Start the calls together and await Task.WhenAll", UseWhenAll, "LIFT1013")
{
    /// <summary>Equivalence key.</summary>
    public const string UseWhenAll = "LambdaLift.WhenAll";

    /// <inheritdoc/>
    protected override bool CanFix(FixSite site) => Statements(site) is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var statements = Statements(site)!;
        var tasks = statements.Select(s => edit.FreeName(s, TaskName(s))).ToList();
        var configured = statements.TrueForAll(s => Configured(Awaited(s)) is not null) ? Configured(Awaited(statements[0])) : null;
        var join = InvocationExpression(
            (ExpressionSyntax)edit.Generator.MemberAccessExpression(edit.Type("System.Threading.Tasks.Task"), "WhenAll"),
            ArgumentList(SeparatedList(tasks.Select(t => Argument(IdentifierName(t))))));
        List<StatementSyntax> after = [ExpressionStatement(AwaitExpression(WithConfiguration(join, configured)))];
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i] is LocalDeclarationStatementSyntax local)
            {
                var declarator = local.Declaration.Variables[0];
                var result = declarator.WithInitializer(declarator.Initializer!.WithValue(AwaitExpression(WithConfiguration(IdentifierName(tasks[i]), configured))));
                after.Add(local.WithDeclaration(local.Declaration.WithVariables(SingletonSeparatedList(result))).WithoutTrivia());
            }
        }

        var lineEnd = statements[statements.Count - 1].GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        edit.Editor.InsertAfter(statements[statements.Count - 1], after.Select(s => s.WithTrailingTrivia(lineEnd).WithAdditionalAnnotations(Formatter.Annotation)));
        for (var i = 0; i < statements.Count; i++)
        {
            edit.Editor.ReplaceNode(statements[i], Declare(tasks[i], Call(Awaited(statements[i])).WithoutTrivia()).WithTriviaFrom(statements[i]).WithAdditionalAnnotations(Formatter.Annotation));
        }
    }

    /// <summary>As many statements from the reported one on as the rule says; null when they are no longer what it saw.</summary>
    private static List<StatementSyntax>? Statements(FixSite site)
    {
        if (!int.TryParse(site.Fact(DiagnosticProperties.Count), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || site.Node.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } first)
        {
            return null;
        }

        var statements = block.Statements.SkipWhile(s => s != first).Take(count).ToList();
        return statements.Count == count && statements.TrueForAll(s => s is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax }
            or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: AwaitExpressionSyntax }] }) ? statements : null;
    }

    private static AwaitExpressionSyntax Awaited(StatementSyntax statement) => (AwaitExpressionSyntax)(statement switch
    {
        ExpressionStatementSyntax expression => expression.Expression,
        LocalDeclarationStatementSyntax local => local.Declaration.Variables[0].Initializer!.Value,
        _ => throw new InvalidOperationException(statement.Kind().ToString()),
    });

    private static ExpressionSyntax Call(AwaitExpressionSyntax awaited) => Configured(awaited) is null ? awaited.Expression : ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)awaited.Expression).Expression).Expression;

    private static ArgumentListSyntax? Configured(AwaitExpressionSyntax awaited) =>
        awaited.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } } call ? call.ArgumentList : null;

    private static ExpressionSyntax WithConfiguration(ExpressionSyntax task, ArgumentListSyntax? configured) => configured is null
        ? task
        : InvocationExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, task, IdentifierName("ConfigureAwait")), configured);

    private static string TaskName(StatementSyntax statement)
    {
        if (statement is LocalDeclarationStatementSyntax local)
        {
            return local.Declaration.Variables[0].Identifier.ValueText + "Task";
        }

        var method = Call(Awaited(statement)) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } ? name : "call";
        var plain = method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
        return char.ToLowerInvariant(plain[0]) + plain.Substring(1) + "Task";
    }

    private static LocalDeclarationStatementSyntax Declare(string name, ExpressionSyntax value) =>
        LocalDeclarationStatement(VariableDeclaration(IdentifierName("var")).AddVariables(VariableDeclarator(Identifier(name), null, EqualsValueClause(value))));
}
