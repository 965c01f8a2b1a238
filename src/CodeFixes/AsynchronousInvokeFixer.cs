using System.Composition;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>LIFT1001, where the response is not used: invokes the function without waiting for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsynchronousInvokeFixer))]
[Shared]
public sealed class AsynchronousInvokeFixer() : LambdaCodeFixProvider(
    "Invoke asynchronously (InvocationType.Event): the handler goes on before the function has run, and Lambda retries its failures", InvokeAsEvent, "LIFT1001")
{
    /// <summary>Equivalence key.</summary>
    public const string InvokeAsEvent = "LambdaLift.InvokeAsEvent";

    private const string Member = "InvocationType";

    /// <summary>Refused: order, failure handling and the limit of the payload change, so each invoke wants a decision.</summary>
    protected override bool AllowsFixAll => false;

    /// <inheritdoc/>
    protected override bool CanFix(FixSite site) => site.Fact(DiagnosticProperties.ResultUsed) == "No" && Request(site) is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var (creation, values) = Request(site)!.Value;
        var type = edit.Model.Compilation.GetTypeByMetadataName("Amazon.Lambda.InvocationType") is { } constants ? edit.Type(constants) : IdentifierName("InvocationType");
        var value = (ExpressionSyntax)edit.Generator.MemberAccessExpression(type, "Event");
        if (values.Count == 0)
        {
            edit.Editor.ReplaceNode(creation, creation.WithMembers((Member, value)));
        }

        foreach (var old in values)
        {
            edit.Editor.ReplaceNode(old, value.WithTriviaFrom(old));
        }
    }

    /// <summary>
    /// The request and the values that its invocation type gets. Null for a request from elsewhere, which may be sent elsewhere too, and for a
    /// type that is worked out.
    /// </summary>
    private static (BaseObjectCreationExpressionSyntax Creation, IReadOnlyList<ExpressionSyntax> Types)? Request(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: { Count: > 0 } arguments })
        {
            return null;
        }

        var types = new List<ExpressionSyntax>();
        var creation = arguments[0].Expression as BaseObjectCreationExpressionSyntax ?? Local(arguments[0].Expression, site, types);
        if (creation?.MemberAssignment(Member) is { } initial)
        {
            types.Add(initial.Right);
        }

        return creation is not null && types.TrueForAll(t => t is MemberAccessExpressionSyntax or LiteralExpressionSyntax) ? (creation, types) : null;
    }

    /// <summary>The request of a local that only this call sends: declared with its creation, given values, passed once.</summary>
    private static BaseObjectCreationExpressionSyntax? Local(ExpressionSyntax argument, FixSite site, List<ExpressionSyntax> types)
    {
        if (argument is not IdentifierNameSyntax name || site.Model.GetSymbolInfo(name).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } local
            || declarations[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation }
            || name.Member() is not { } member)
        {
            return null;
        }

        foreach (var use in member.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n != name && n.Identifier.ValueText == local.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(use).Symbol, local))
            {
                continue;
            }

            if (use.Parent is not MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment } access
                || assignment.Left != access)
            {
                return null;
            }

            if (access.Name.Identifier.ValueText == Member)
            {
                types.Add(assignment.Right);
            }
        }

        return creation;
    }
}
