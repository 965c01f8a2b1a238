using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// Collects what code needs of the user's project and cannot reach from another assembly: private and internal members and types, and
/// members of the handler's instance. They are written into the generated file, as they are in the user's.
/// </summary>
internal sealed class ResidualDeclarations
{
    private readonly Func<SyntaxTree, SemanticModel> _models;
    private readonly Func<ISymbol, IOperation?> _initializer;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, ResidualDeclaration> _declarations = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _declared = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly HashSet<INamedTypeSymbol> _homes = new(SymbolEqualityComparer.Default);

    /// <param name="models">Semantic models.</param>
    /// <param name="initializer">The one value of a readonly field or property.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public ResidualDeclarations(Func<SyntaxTree, SemanticModel> models, Func<ISymbol, IOperation?> initializer, CancellationToken cancellationToken)
    {
        _models = models;
        _initializer = initializer;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The first thing that can neither be reached nor copied; null when there is none.</summary>
    public string? Obstacle { get; private set; }

    public ImmutableDictionary<string, ResidualDeclaration> Declarations => _declarations.ToImmutableDictionary(StringComparer.Ordinal);

    public ImmutableSortedSet<string> Usings => _usings.ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Code that was copied, for whoever judges it.</summary>
    public List<IOperation> Copied { get; } = new();

    /// <summary>The text of code of a method, with what it needs declared.</summary>
    /// <param name="node">The code.</param>
    /// <param name="home">The type whose members the code reaches without naming it.</param>
    /// <param name="replacements">Nodes that are written otherwise.</param>
    public string Text(SyntaxNode node, INamedTypeSymbol? home, IReadOnlyDictionary<SyntaxNode, SyntaxNode> replacements)
    {
        for (var type = home; type is not null; type = type.ContainingType)
        {
            if (_homes.Add(type) && IsReachable(type) && !type.IsGenericType)
                _usings.Add($"using static {type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)};");
        }

        AddUsings(node.SyntaxTree);
        var model = _models(node.SyntaxTree);
        var all = replacements.Where(r => node.FullSpan.Contains(r.Key.FullSpan) && r.Key.SyntaxTree == node.SyntaxTree).ToDictionary(r => r.Key, r => r.Value);
        foreach (var name in node.DescendantNodesAndSelf(n => !replacements.ContainsKey(n)).OfType<SimpleNameSyntax>())
        {
            if (replacements.ContainsKey(name) || Obstacle is not null)
                continue;
            var symbol = model.GetSymbolInfo(name, _cancellationToken).Symbol;
            if (symbol is null || !Declare(symbol, name, model))
                continue;

            // `Orders.Round(x)` of a private Round, which stands in the generated class now.
            if (name.Parent is MemberAccessExpressionSyntax { Expression: { } qualifier } access && access.Name == name && model.GetSymbolInfo(qualifier, _cancellationToken).Symbol is INamedTypeSymbol)
                all[access] = name.WithTriviaFrom(access);
            else if (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name && symbol is INamedTypeSymbol { ContainingType: not null })
                all[qualified] = name.WithTriviaFrom(qualified);
        }

        return all.Count == 0 ? node.ToFullString() : node.ReplaceNodes(all.Keys, (old, _) => all[old]).ToFullString();
    }

    /// <summary>The using directives under which a file's code was written.</summary>
    private void AddUsings(SyntaxTree tree)
    {
        var root = tree.GetCompilationUnitRoot(_cancellationToken);
        foreach (var directive in root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Where(u => u.GlobalKeyword.RawKind == 0))
            _usings.Add(directive.WithoutTrivia().NormalizeWhitespace().ToFullString());
        foreach (var other in _models(tree).Compilation.SyntaxTrees)
        {
            foreach (var directive in other.GetCompilationUnitRoot(_cancellationToken).Usings.Where(u => u.GlobalKeyword.RawKind != 0))
                _usings.Add(directive.WithGlobalKeyword(default).WithoutTrivia().NormalizeWhitespace().ToFullString());
        }
    }

    /// <summary>Declares a symbol if it must be; whether it is declared in the generated file.</summary>
    private bool Declare(ISymbol symbol, SyntaxNode use, SemanticModel model)
    {
        symbol = (symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol).OriginalDefinition;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            symbol = symbol.ContainingType;
        if (symbol is not (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IFieldSymbol or IPropertySymbol or INamedTypeSymbol) || !symbol.Locations.Any(l => l.IsInSource))
            return false;
        if (symbol is INamedTypeSymbol type)
            return !IsReachable(type) && DeclareType(type);
        if (symbol.ContainingType is { TypeKind: TypeKind.Enum })
            return false;

        // A member of a type that is copied as a whole comes with it.
        if (!IsReachable(symbol.ContainingType) && !_homes.Contains(symbol.ContainingType))
        {
            DeclareType(symbol.ContainingType);
            return false;
        }

        var isOfInstance = !symbol.IsStatic && IsOfHandler(use, model);
        if (!isOfInstance && (!symbol.IsStatic || IsReachable(symbol)))
        {
            if (!symbol.IsStatic && !IsReachable(symbol) && symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected))
                Refuse($"'{symbol.Name}' is not public");
            return false;
        }

        return DeclareMember(symbol);
    }

    /// <summary>Whether a name stands for a member of the object whose method the code is in.</summary>
    private static bool IsOfHandler(SyntaxNode use, SemanticModel model)
    {
        var node = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        if (node is MemberAccessExpressionSyntax { Expression: var target })
            return target is ThisExpressionSyntax or BaseExpressionSyntax;
        if (node.Parent is MemberBindingExpressionSyntax || node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } || node.Parent is NameColonSyntax or NameEqualsSyntax or SubpatternSyntax)
            return false;
        return model.GetOperation(node is { Parent: InvocationExpressionSyntax call } ? call : node) switch
        {
            IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } => true,
            IInvocationOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } => true,
            _ => false,
        };
    }

    private bool DeclareType(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer && !_homes.Contains(outer) && !IsReachable(outer))
            type = outer;
        if (!_declared.Add(type))
            return true;
        if (type.DeclaringSyntaxReferences is not [{ } reference])
        {
            Refuse($"'{type.Name}' is declared in parts");
            return true;
        }

        var node = reference.GetSyntax(_cancellationToken);
        Add(type, Text(node, null, ImmutableDictionary<SyntaxNode, SyntaxNode>.Empty), isTopLevel: type.ContainingType is null);
        return true;
    }

    private bool DeclareMember(ISymbol symbol)
    {
        if (!_declared.Add(symbol))
            return true;
        var home = symbol.ContainingType;
        var node = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken);
        var nothing = ImmutableDictionary<SyntaxNode, SyntaxNode>.Empty;
        switch (symbol)
        {
            case IMethodSymbol method when method.IsAbstract || method.IsVirtual || method.IsOverride || method.IsPartialDefinition || !method.ExplicitInterfaceImplementations.IsEmpty || home.IsGenericType:
                return Refuse($"'{method.Name}' is more than a plain method");
            case IMethodSymbol when node is MethodDeclarationSyntax declaration:
                if (_models(node.SyntaxTree).GetOperation(node, _cancellationToken) is { } body)
                    Copied.Add(body);
                Add(symbol, Text(declaration, home, nothing), false);
                return true;
            case IFieldSymbol { IsConst: true } when node is VariableDeclaratorSyntax { Initializer.Value: { } value }:
                Add(symbol, $"private const {TypeText(((IFieldSymbol)symbol).Type, node)} {symbol.Name} = {Text(value, home, nothing).Trim()};", false);
                return true;
            case IPropertySymbol { GetMethod: { } getter } when node is PropertyDeclarationSyntax declaration && !SerializedShape.IsStored((IPropertySymbol)symbol) && !getter.IsVirtual && !getter.IsOverride:
                if (_models(node.SyntaxTree).GetOperation(node, _cancellationToken) is { } computed)
                    Copied.Add(computed);
                Add(symbol, Text(declaration, home, nothing), false);
                return true;
            case IFieldSymbol or IPropertySymbol when node is not null && Type(symbol) is { } type:
                if (type.IsSdkClient())
                    return DeclareClient(symbol, type);
                if (symbol is IFieldSymbol { IsReadOnly: false } || _initializer(symbol) is not { } initializer)
                    return Refuse($"the value of '{symbol.Name}' is not known where the function is built");
                Copied.Add(initializer);
                Add(symbol, $"private {(symbol.IsStatic ? "static " : "")}readonly {TypeText(type, node)} {symbol.Name} = {Text(initializer.Syntax, home, nothing).Trim()};", false);
                return true;
            default:
                return Refuse($"'{symbol.Name}' cannot be moved");
        }
    }

    /// <summary>A client is made anew: the function has its own role and region, and nothing else of a client can be observed.</summary>
    private bool DeclareClient(ISymbol symbol, ITypeSymbol type)
    {
        var name = type.TypeKind == TypeKind.Interface ? type.Name.Substring(1) + "Client" : type.Name;
        var space = type.ContainingNamespace.FullName();
        Add(symbol, $"private {(symbol.IsStatic ? "static " : "")}readonly {space}.{type.Name} {symbol.Name} = new {space}.{name}();", false);
        return true;
    }

    private static ITypeSymbol? Type(ISymbol symbol) => (symbol as IFieldSymbol)?.Type ?? (symbol as IPropertySymbol)?.Type;

    /// <summary>A type as it is written at a place of the user's code.</summary>
    public string TypeText(ITypeSymbol type, SyntaxNode at)
    {
        AddUsings(at.SyntaxTree);
        foreach (var part in Parts(type))
        {
            if (part.Locations.Any(l => l.IsInSource) && !IsReachable(part))
                DeclareType(part);
        }

        return type.ToMinimalDisplayString(_models(at.SyntaxTree), at.SpanStart, SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

        static IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol t) => t switch
        {
            IArrayTypeSymbol array => Parts(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Prepend(named.OriginalDefinition),
            _ => [],
        };
    }

    private void Add(ISymbol symbol, string text, bool isTopLevel) => _declarations[symbol.ToDisplayString()] = new ResidualDeclaration(text, isTopLevel);

    private bool Refuse(string obstacle)
    {
        Obstacle ??= obstacle;
        return true;
    }

    private static bool IsReachable(ISymbol symbol)
    {
        for (var s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingType)
        {
            if (s.DeclaredAccessibility is not Accessibility.Public)
                return false;
        }

        return true;
    }
}
