using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Frontend;

/// <summary>Tells members that only constructors and initialisers set from those that hold state which changes.</summary>
internal sealed class MemberMutations
{
    private static readonly HashSet<string> MutatingMethods = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddOrUpdate", "GetOrAdd", "TryAdd", "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "TryRemove", "TryUpdate", "Clear", "Insert", "InsertRange",
        "Push", "Pop", "TryPop", "Enqueue", "Dequeue", "TryDequeue", "Sort", "Reverse", "Set", "SetAsync", "UnionWith", "ExceptWith",
    };

    private readonly IReadOnlyList<Compilation> _compilations;
    private readonly Func<SyntaxTree, SemanticModel> _models;
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public MemberMutations(IReadOnlyList<Compilation> compilations, Func<SyntaxTree, SemanticModel> models)
    {
        _compilations = compilations;
        _models = models;
    }

    /// <summary>Whether code outside of the class's constructors assigns the member, or changes the collection or object that it holds.</summary>
    public bool IsMutated(ISymbol member)
    {
        member = member.OriginalDefinition;
        lock (_known)
        {
            if (!_known.TryGetValue(member, out var mutated))
                _known[member] = mutated = Trees(member).Any(tree => Names(tree, member).Any(name => IsMutation(name, member)));
            return mutated;
        }
    }

    private IEnumerable<SyntaxTree> Trees(ISymbol member) => member.DeclaredAccessibility == Accessibility.Private
        ? member.ContainingType.DeclaringSyntaxReferences.Select(r => r.SyntaxTree).Distinct()
        : _compilations.SelectMany(c => c.SyntaxTrees);

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxTree tree, ISymbol member) =>
        tree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == member.Name);

    private bool IsMutation(IdentifierNameSyntax name, ISymbol member)
    {
        // From the name outwards: `_a`, `this._a`, `_a.B`, `_a[i]`, `_a!`.
        ExpressionSyntax expression = name;
        var isMemberItself = true;
        while (true)
        {
            switch (expression.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == expression || (access.Expression == expression && !IsCalled(access)):
                    isMemberItself &= access.Name == expression;
                    expression = access;
                    continue;
                case ElementAccessExpressionSyntax element when element.Expression == expression:
                    isMemberItself = false;
                    expression = element;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    expression = suppressed;
                    continue;
            }

            break;
        }

        var changes = expression.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == expression && !IsConstruction(assignment, isMemberItself, member),
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } =>
                expression.Parent.RawKind is not (int)SyntaxKind.SuppressNullableWarningExpression,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => true,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple && !IsConstruction(deconstruction, isMemberItself, member),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } => MutatingMethods.Contains(called) && HoldsState(member),
            _ => false,
        };
        return changes && SymbolEqualityComparer.Default.Equals(_models(name.SyntaxTree).GetSymbolInfo(name).Symbol?.OriginalDefinition, member);
    }

    private static bool IsCalled(MemberAccessExpressionSyntax access) => access.Parent is InvocationExpressionSyntax;

    // Assignments in constructors and object initialisers belong to the making of the object; so do assignments of settings of clients.
    private static bool IsConstruction(AssignmentExpressionSyntax assignment, bool isMemberItself, ISymbol member) =>
        assignment.Parent is InitializerExpressionSyntax
        || (!isMemberItself && !HoldsState(member))
        || (assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor
            && assignment.Ancestors().TakeWhile(n => n != constructor).All(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        || IsLazyService(assignment, member);

    // `_client ??= new Client()`: the same client whenever it is made.
    private static bool IsLazyService(AssignmentExpressionSyntax assignment, ISymbol member) =>
        assignment.RawKind is (int)SyntaxKind.CoalesceAssignmentExpression && !HoldsState(member);

    private static bool HoldsState(ISymbol member)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return !type.IsOpaque() && !(type is INamedTypeSymbol named && ServiceTypes.IsService(named));
    }
}
