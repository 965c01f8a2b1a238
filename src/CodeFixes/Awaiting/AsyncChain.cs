using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace LambdaLift.CodeFixes.Awaiting;

/// <summary>
/// Finds the methods that must become asynchronous with one: those that call it, those that call these. The chain must end at methods whose result
/// somebody outside awaits, and every call on the way must stand where an await can.
/// </summary>
internal sealed class AsyncChain(Solution solution, IReadOnlyCollection<string> handlers, AwaitPlan plan, CancellationToken cancellationToken)
{
    // Frameworks that run methods with these attributes await what they return.
    private static readonly string[] TestAttributes = ["FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestMethodAttribute", "DataTestMethodAttribute"];

    /// <summary>Adds to the plan the method around the node and all that follow from it; false when one of them cannot change.</summary>
    public async Task<bool> FollowAsync(Document document, SyntaxNode node)
    {
        if (Function(node) is not { } declaration)
        {
            return false;
        }

        if (declaration is CompilationUnitSyntax || IsAsync(declaration) || !plan.AddFunction(document.Id, declaration))
        {
            return true;
        }

        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(declaration, cancellationToken) is not IMethodSymbol method || !CanChange(method))
        {
            return false;
        }

        // A method that returns a task already is the same for its callers.
        if (method.ReturnType.IsTask())
        {
            return true;
        }

        var calls = 0;
        foreach (var reference in await SymbolFinder.FindReferencesAsync(method, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                var root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                var name = root!.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                if (name.IsPartOfStructuredTrivia() || IsNameOf(name))
                {
                    continue;
                }

                if (location.IsImplicit || location.IsCandidateLocation || Call(name) is not { } call || !CanAwaitIn(call))
                {
                    return false;
                }

                calls++;
                plan.AddCall(location.Document.Id, call);
                if (!await FollowAsync(location.Document, call).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }

        return calls > 0 || IsAwaitedFromOutside(method) || IsHandler(method);
    }

    // The nearest method, local function or lambda; the compilation unit for top-level statements.
    private static SyntaxNode? Function(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(a => a is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax
            or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax) switch
        {
            MethodDeclarationSyntax method => method,
            LocalFunctionStatementSyntax local => local,
            AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 } lambda => lambda,
            CompilationUnitSyntax unit when node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null => unit,
            _ => null,
        };

    private static bool IsAsync(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => true,
    };

    // Where others than its callers depend on the signature, it stays.
    private static bool CanChange(IMethodSymbol method) =>
        method is { IsOverride: false, IsVirtual: false, IsAbstract: false, IsExtern: false, ReturnsByRef: false, ReturnsByRefReadonly: false, DeclaringSyntaxReferences.Length: 1 }
        && method.PartialDefinitionPart is null && method.PartialImplementationPart is null
        && (method.MethodKind == MethodKind.LocalFunction || !Implements(method));

    private static bool Implements(IMethodSymbol method) =>
        !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    private static InvocationExpressionSyntax? Call(SyntaxNode name)
    {
        var expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return expression.Parent is InvocationExpressionSyntax call && call.Expression == expression ? call : null;
    }

    private static bool IsNameOf(SyntaxNode name) =>
        name.Ancestors().OfType<InvocationExpressionSyntax>().Any(i => i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" });

    // The rule looks at the blocked call itself; here the same holds for the calls on the way.
    private static bool CanAwaitIn(SyntaxNode call)
    {
        foreach (var ancestor in call.Ancestors().TakeWhile(a => a is not (MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)))
        {
            switch (ancestor)
            {
                case LockStatementSyntax or CatchFilterClauseSyntax or QueryClauseSyntax or SelectOrGroupClauseSyntax or UnsafeStatementSyntax:
                case TryStatementSyntax attempt when attempt.Catches.Any(c => c.Declaration?.Type.ToString().EndsWith("AggregateException", StringComparison.Ordinal) == true):
                    return false;
            }
        }

        return true;
    }

    private bool IsHandler(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary
        && handlers.Contains($"{method.ContainingAssembly.Name}::{method.ContainingType.MetadataFullName()}::{method.Name}", StringComparer.Ordinal);

    private static bool IsAwaitedFromOutside(IMethodSymbol method) =>
        (method is { Name: "Main", IsStatic: true })
        || method.GetAttributes().Any(a => TestAttributes.Contains(a.AttributeClass?.Name, StringComparer.Ordinal));
}
