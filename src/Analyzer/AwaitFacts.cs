using System.Collections.Immutable;
using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analyzer;

/// <summary>How code that does not await a call may come to await it: facts for the fix.</summary>
internal static class AwaitFacts
{
    /// <summary>The properties of a diagnostic about the operation; empty where no await can stand.</summary>
    public static ImmutableDictionary<string, string?> Properties(ReachedOperation context, RuleContext rule, bool canBeAwaited)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (!canBeAwaited || AwaitFix(context, out var method) is not { } fix)
        {
            return properties;
        }

        // The runtime awaits what a handler returns, so where the callers end at handlers their signatures may change.
        var handlers = method is null
            ? []
            : rule.Program.GetReachesOf(method, context.CancellationToken).Select(r => r.Handler.HandlerString).Distinct();
        return properties.Add(DiagnosticProperties.AwaitFix, fix).Add(DiagnosticProperties.Handlers, string.Join(";", handlers));
    }

    private static string? AwaitFix(ReachedOperation context, out IMethodSymbol? method)
    {
        method = null;
        var operation = context.Operation;
        foreach (var ancestor in operation.Ancestors())
        {
            switch (ancestor)
            {
                // Awaiting throws the service's exception itself, where blocking wraps it: such a catch would no longer match.
                case ITryOperation attempt when attempt.Catches.Any(c => c.ExceptionType.HasMetadataName("System.AggregateException")):
                case ILockOperation:
                case ICatchClauseOperation { Filter: { } filter } when filter.Syntax.Span.Contains(operation.Syntax.Span):
                    return null;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync ? AwaitFixes.Await : null;
                case ILocalFunctionOperation local:
                    method = local.Symbol;
                    return local.Symbol.IsAsync ? AwaitFixes.Await : AwaitFixes.MakeAsync;
            }
        }

        method = context.ContainingSymbol as IMethodSymbol;
        return method switch
        {
            null => null,
            { IsAsync: true } or { Name: "<Main>$" } => AwaitFixes.Await,
            { MethodKind: MethodKind.Ordinary } => AwaitFixes.MakeAsync,
            _ => null,
        };
    }
}
