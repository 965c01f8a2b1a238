using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Relevance;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Handlers;

/// <summary>
/// Handlers of executables: the delegate given to <c>LambdaBootstrapBuilder.Create</c> or <c>HandlerWrapper.GetHandlerWrapper</c>, written as a
/// lambda, a method group, or a local that holds one.
/// </summary>
internal sealed class BootstrapHandlers(LambdaSymbols symbols, SourceModels models)
{
    private static readonly HashSet<string> Entries = new(StringComparer.Ordinal) { "LambdaBootstrapBuilder", "HandlerWrapper" };

    private static readonly int[] EntryWords = [.. Entries.Select(NameHash.Of)];

    public IEnumerable<(IMethodSymbol Method, INamedTypeSymbol? Serializer)> Find(CancellationToken cancellationToken)
    {
        if (symbols.LambdaBootstrapBuilder is null && symbols.HandlerWrapper is null)
        {
            yield break;
        }

        foreach (var tree in models.OwnTrees)
        {
            var calls = SourceMembers.NodesNear(tree, EntryWords, cancellationToken).OfType<InvocationExpressionSyntax>()
                .Where(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "GetHandlerWrapper" } access
                    && access.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => Entries.Contains(n.Identifier.ValueText)));
            foreach (var call in calls)
            {
                if (models.For(tree)?.GetOperation(call, cancellationToken) is IInvocationOperation invocation
                    && (invocation.TargetMethod.ContainingType.HasMetadataName(MetadataNames.LambdaBootstrapBuilder)
                        || invocation.TargetMethod.ContainingType.HasMetadataName(MetadataNames.HandlerWrapper))
                    && invocation.Arguments.Select(a => HandlerOf(a.Value)).FirstOrDefault(m => m is not null) is { } handler)
                {
                    var serializer = invocation.Arguments.Select(a => a.Value.UnwrapConversions()).OfType<IObjectCreationOperation>().FirstOrDefault()?.Type;
                    yield return (handler, serializer as INamedTypeSymbol);
                }
            }
        }
    }

    private static IMethodSymbol? HandlerOf(IOperation argument)
    {
        switch (argument.UnwrapConversions())
        {
            case IDelegateCreationOperation creation:
                return HandlerOf(creation.Target);
            case IMethodReferenceOperation { Method: var method } when method.IsInSource():
                return method;
            case IAnonymousFunctionOperation lambda:
                return lambda.Symbol;
            case ILocalReferenceOperation local:
                return local.MemberRoot().DescendantsInMethod().OfType<IVariableDeclaratorOperation>()
                    .Where(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local.Local))
                    .Select(d => d.Initializer is { } initializer ? HandlerOf(initializer.Value) : null)
                    .FirstOrDefault();
            default:
                return null;
        }
    }
}
