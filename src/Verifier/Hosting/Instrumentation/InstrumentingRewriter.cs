using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.Verifier.Hosting.Instrumentation;

/// <summary>
/// Redirects what makes a handler depend on its machine (clock, ids, random numbers, environment, delays, threads) to the harness,
/// and puts checks into loops and methods, so that a handler that does not end can be stopped.
/// </summary>
/// <remarks>Everything stays on its line: stack traces and reports point to the user's source.</remarks>
internal sealed class InstrumentingRewriter(SemanticModel model, CancellationToken cancellationToken) : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Tick = ParseStatement(InstrumentedMembers.Shim + ".Tick();");
    private static readonly StatementSyntax Enter = ParseStatement(InstrumentedMembers.Shim + ".Enter();");

    public static SyntaxTree Rewrite(SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        var rewriter = new InstrumentingRewriter(compilation.GetSemanticModel(tree), cancellationToken);
        var rewritten = rewriter.Visit(root);
        return ReferenceEquals(rewritten, root) ? tree : tree.WithRootAndOptions(rewritten, tree.Options);
    }

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (InstrumentedMembers.Names.Contains(node.Name.Identifier.ValueText) && Replace(node) is { } replacement) return replacement;
        if (node.Name.Identifier.ValueText is "Wait" or "Result" or "GetAwaiter"
            && Symbol(node) is { } waited && InstrumentedMembers.IsBlockingWait(waited)
            && IsBlocking(node))
        {
            var target = (ExpressionSyntax)Visit(node.Expression)!;
            return node.WithExpression(Call("Waited", target.WithoutTrivia()).WithTriviaFrom(target));
        }

        return base.VisitMemberAccessExpression(node);
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (ReadsJson(node) is { } type) return WithReads(visited, type);
        // What follows a `?.` has no place for a call around it: it keeps its spelling.
        if (Name(node.Expression) is "Serialize" or "SerializeToUtf8Bytes" or "ToJsonString" && Symbol(node) is { } writer && InstrumentedMembers.IsJsonText(writer) && !FollowsNullCheck(node))
            return Call("Written", visited.WithoutTrivia()).WithTriviaFrom(visited);
        if (SendsOrReadsHttp(node) is var (receiver, read) && visited.Expression is MemberAccessExpressionSyntax sent)
            return visited.WithExpression(sent.WithExpression(Gated(receiver, sent.Expression, read)));
        if (Name(node.Expression) is "Create" or "GetHandlerWrapper" && Symbol(node) is IMethodSymbol taker && InstrumentedMembers.TakesHandler(taker)) return WithHandler(visited, taker);
        if (Name(node.Expression) is "RunAsync" && visited.Expression is MemberAccessExpressionSyntax loop && Symbol(node) is { } run && InstrumentedMembers.IsRuntimeLoop(run))
            return Call("Started", loop.Expression.WithoutTrivia()).WithTriviaFrom(visited);
        if (Name(node.Expression) is "WaitAsync" && visited.Expression is MemberAccessExpressionSyntax limited && Symbol(node) is { } wait && InstrumentedMembers.IsLimitedWait(wait))
        {
            var waiting = Call("WaitAsync", limited.Expression.WithoutTrivia());
            return waiting.WithArgumentList(waiting.ArgumentList.AddArguments([.. visited.ArgumentList.Arguments])).WithTriviaFrom(visited);
        }

        if (Name(node.Expression) is not ("WaitAll" or "WaitAny") || Symbol(node) is not { } symbol || !InstrumentedMembers.IsWaitOnMany(symbol))
            return visited;
        var waited = InvocationExpression(ParseExpression(InstrumentedMembers.Shim + ".Waited" + symbol.Name["Wait".Length..]), visited.ArgumentList.WithoutTrivia());
        return visited.WithArgumentList(ArgumentList(SingletonSeparatedList(Argument(waited))).WithTriviaFrom(visited.ArgumentList));
    }

    private static bool FollowsNullCheck(ExpressionSyntax node) => node switch
    {
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => true,
        InvocationExpressionSyntax call => FollowsNullCheck(call.Expression),
        MemberAccessExpressionSyntax access => FollowsNullCheck(access.Expression),
        ElementAccessExpressionSyntax access => FollowsNullCheck(access.Expression),
        PostfixUnaryExpressionSyntax trusted => FollowsNullCheck(trusted.Operand),
        _ => false,
    };

    /// <summary>What instrumented code sends with, or reads content by, in place of the receiver; and the type that is read, if any. Null: it is neither.</summary>
    private (string Receiver, TypeSyntax? Read)? SendsOrReadsHttp(InvocationExpressionSyntax node)
    {
        if (node.Expression is not MemberAccessExpressionSyntax { Name: var name } || !name.Identifier.ValueText.EndsWith("Async", StringComparison.Ordinal)) return null;
        if (Symbol(node) is not IMethodSymbol method) return null;
        var read = name is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] } && method.TypeArguments is [{ TypeKind: not (TypeKind.Dynamic or TypeKind.TypeParameter) } type]
            ? argument is NullableTypeSyntax { ElementType: var element } && !type.IsValueType ? element : argument
            : null;
        return InstrumentedMembers.IsHttpCall(method) ? ("Client", read)
            : InstrumentedMembers.IsHttpRead(method) && read is not null ? ("Content", read)
            : null;
    }

    private static InvocationExpressionSyntax Gated(string method, ExpressionSyntax receiver, TypeSyntax? read)
    {
        var arguments = new[] { Argument(receiver.WithoutTrivia()) }.Concat(read is null ? [] : [Argument(TypeOfExpression(read.WithoutTrivia()))]);
        return InvocationExpression(ParseExpression(InstrumentedMembers.HttpGate + "." + method), ArgumentList(SeparatedList(arguments))).WithTriviaFrom(receiver);
    }

    /// <summary>The type as which an invocation reads JSON that comes as its first argument; null if it is something else.</summary>
    private TypeSyntax? ReadsJson(InvocationExpressionSyntax node)
    {
        var generic = node.Expression switch
        {
            GenericNameSyntax simple => simple,
            MemberAccessExpressionSyntax { Name: GenericNameSyntax named } => named,
            _ => null,
        };
        if (generic is not { TypeArgumentList.Arguments: [var type], Identifier.ValueText: "Deserialize" or "DeserializeAsync" or "DeserializeObject" }) return null;
        if (node.ArgumentList.Arguments is not [{ NameColon: null, Expression: not LiteralExpressionSyntax, RefKindKeyword.RawKind: 0 }, ..]) return null;
        if (Symbol(node) is not IMethodSymbol method || !InstrumentedMembers.IsJsonRead(method)) return null;
        // An extension method's first argument is an option, and typeof(T?) is not C# for reference types.
        if (method.ReducedFrom is not null) return null;
        return type is NullableTypeSyntax { ElementType: var element } && !method.TypeArguments[0].IsValueType ? element : type;
    }

    private static InvocationExpressionSyntax WithReads(InvocationExpressionSyntax node, TypeSyntax type)
    {
        var source = node.ArgumentList.Arguments[0];
        var told = InvocationExpression(
            ParseExpression(InstrumentedMembers.Shim + ".Reads"),
            ArgumentList(SeparatedList([Argument(TypeOfExpression(type.WithoutTrivia())), Argument(source.Expression.WithoutTrivia())])));
        return node.WithArgumentList(node.ArgumentList.WithArguments(
            node.ArgumentList.Arguments.Replace(source, source.WithExpression(told.WithTriviaFrom(source.Expression)))));
    }

    // Create(Shim.Handler((Func<…>)(handler), serializer), serializer)
    private static InvocationExpressionSyntax WithHandler(InvocationExpressionSyntax node, IMethodSymbol taker)
    {
        var handler = node.ArgumentList.Arguments[0];
        var serializer = node.ArgumentList.Arguments.Count > 1 ? node.ArgumentList.Arguments[1].Expression.WithoutTrivia() : LiteralExpression(SyntaxKind.NullLiteralExpression);
        var typed = CastExpression(ParseTypeName(taker.Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), ParenthesizedExpression(handler.Expression.WithoutTrivia()));
        var told = InvocationExpression(ParseExpression(InstrumentedMembers.Shim + ".Handler"), ArgumentList(SeparatedList([Argument(typed), Argument(serializer)])));
        return node.WithArgumentList(node.ArgumentList.WithArguments(node.ArgumentList.Arguments.Replace(handler, handler.WithExpression(told.WithTriviaFrom(handler.Expression)))));
    }

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) =>
        // Reached by `using static`, a simple type name, or a nameof; a member access was handled as a whole.
        InstrumentedMembers.Names.Contains(node.Identifier.ValueText) && !IsPartOfName(node) && Replace(node) is { } replacement
            ? replacement : base.VisitIdentifierName(node);

    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) =>
        InstrumentedMembers.Names.Contains(node.Right.Identifier.ValueText) && node.Parent is not UsingDirectiveSyntax && ReplaceType(node) is { } replacement
            ? replacement : base.VisitQualifiedName(node);

    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node) =>
        node.Initializer is null && Name(node.Type) == "Random" ? Unseeded(node) ?? base.VisitObjectCreationExpression(node) : base.VisitObjectCreationExpression(node);

    public override SyntaxNode? VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node) =>
        node is { Initializer: null, ArgumentList.Arguments.Count: 0 }
            ? Unseeded(node) ?? base.VisitImplicitObjectCreationExpression(node) : base.VisitImplicitObjectCreationExpression(node);

    // A using directive names types, and an attribute or nameof names members, that are not run.
    public override SyntaxNode? VisitUsingDirective(UsingDirectiveSyntax node) => node;

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => WithTick((WhileStatementSyntax)base.VisitWhileStatement(node)!);

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithStatement(Prepend(Tick, visited.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.WithStatement(Prepend(Tick, visited.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return visited.WithStatement(Prepend(Tick, visited.Statement));
    }

    // Backward jumps are loops too.
    public override SyntaxNode? VisitLabeledStatement(LabeledStatementSyntax node)
    {
        var visited = (LabeledStatementSyntax)base.VisitLabeledStatement(node)!;
        return visited.Statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax
            ? visited : visited.WithStatement(Prepend(Tick, visited.Statement));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (visited.Body is { } body) return visited.WithBody(WithEnter(body));
        return visited.ExpressionBody is { } expression && Body(expression, model.GetDeclaredSymbol(node, cancellationToken)) is { } block
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(visited.SemicolonToken.TrailingTrivia))
            : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        if (visited.Body is { } body) return visited.WithBody(WithEnter(body));
        return visited.ExpressionBody is { } expression && Body(expression, model.GetDeclaredSymbol(node, cancellationToken) as IMethodSymbol) is { } block
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block.WithTrailingTrivia(visited.SemicolonToken.TrailingTrivia))
            : visited;
    }

    private static WhileStatementSyntax WithTick(WhileStatementSyntax loop) => loop.WithStatement(Prepend(Tick, loop.Statement));

    private static BlockSyntax WithEnter(BlockSyntax body) => body.WithStatements(body.Statements.Insert(0, Enter));

    private static StatementSyntax Prepend(StatementSyntax check, StatementSyntax statement) =>
        statement is BlockSyntax block ? block.WithStatements(block.Statements.Insert(0, check)) : Block(check, statement);

    /// <summary>The block that an expression body stands for; null where the check is left out (references returned).</summary>
    private static BlockSyntax? Body(ArrowExpressionClauseSyntax arrow, IMethodSymbol? method)
    {
        if (method is null || method.ReturnsByRef || method.ReturnsByRefReadonly) return null;
        var expression = arrow.Expression.WithoutLeadingTrivia();
        StatementSyntax statement = expression is ThrowExpressionSyntax thrown
            ? ThrowStatement(thrown.Expression.WithLeadingTrivia(Space))
            : method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false })
                ? ExpressionStatement(expression)
                : ReturnStatement(expression.WithLeadingTrivia(Space));
        return Block(Enter, statement.WithLeadingTrivia(arrow.Expression.GetLeadingTrivia()))
            .WithOpenBraceToken(Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(arrow.ArrowToken.TrailingTrivia));
    }

    private static bool IsPartOfName(IdentifierNameSyntax node) =>
        node.Parent is MemberAccessExpressionSyntax access && access.Name == node
        || node.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax
        || node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == node;

    /// <summary>Whether a <c>GetAwaiter</c> is followed by <c>GetResult</c>; <c>Wait</c> and <c>Result</c> always block.</summary>
    private static bool IsBlocking(MemberAccessExpressionSyntax node) =>
        node.Name.Identifier.ValueText != "GetAwaiter"
        || node.Parent is InvocationExpressionSyntax { Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult" } };

    private ExpressionSyntax? Replace(ExpressionSyntax node)
    {
        if (IsNameOf(node)) return null;
        return Symbol(node) is { } symbol && InstrumentedMembers.Replacement(symbol) is { } text
            ? (symbol is INamedTypeSymbol ? ParseName(text) : ParseExpression(text)).WithTriviaFrom(node) : null;
    }

    private NameSyntax? ReplaceType(QualifiedNameSyntax node) =>
        Symbol(node) is INamedTypeSymbol type && InstrumentedMembers.Replacement(type) is { } text ? ParseName(text).WithTriviaFrom(node) : null;

    private InvocationExpressionSyntax? Unseeded(ExpressionSyntax node) =>
        Symbol(node) is { } symbol && InstrumentedMembers.IsUnseededRandom(symbol)
            ? InvocationExpression(ParseExpression(InstrumentedMembers.Shim + ".NewRandom")).WithTriviaFrom(node) : null;

    private static InvocationExpressionSyntax Call(string method, ExpressionSyntax argument) =>
        InvocationExpression(ParseExpression(InstrumentedMembers.Shim + "." + method), ArgumentList(SingletonSeparatedList(Argument(argument))));

    private static string? Name(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        _ => null,
    };

    private bool IsNameOf(SyntaxNode node) =>
        node.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call
        && Symbol(call) is null;

    private ISymbol? Symbol(SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node, cancellationToken);
        return info.Symbol ?? (info.CandidateSymbols.Length > 0 ? info.CandidateSymbols[0] : null);
    }
}
