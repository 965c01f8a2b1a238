using System.Collections.Immutable;

namespace LambdaLift.Converter.Ir;

/// <summary>Walks and rebuilds statement trees.</summary>
public static class IrStatements
{
    /// <summary>Rebuilds a block: every statement, innermost first, becomes the statements that <paramref name="rewrite"/> gives for it.</summary>
    public static ImmutableArray<IrStatement> RewriteStatements(
        this ImmutableArray<IrStatement> block, Func<IrStatement, IEnumerable<IrStatement>> rewrite) =>
        block.SelectMany(statement => rewrite(statement.MapBlocks(inner => inner.RewriteStatements(rewrite)))).ToImmutableArray();

    /// <summary>Rebuilds every expression of a block.</summary>
    public static ImmutableArray<IrStatement> RewriteExpressions(this ImmutableArray<IrStatement> block, Func<IrExpression, IrExpression> map) =>
        block.RewriteStatements(statement => new[] { statement.MapExpressions(map) });

    /// <summary>Rebuilds the blocks directly inside a statement.</summary>
    public static IrStatement MapBlocks(this IrStatement statement, Func<ImmutableArray<IrStatement>, ImmutableArray<IrStatement>> map) => statement switch
    {
        IrIf s => s with { Then = map(s.Then), Else = map(s.Else) },
        IrLabeled s => s with { Body = map(s.Body) },
        IrLoop s => s with { Body = map(s.Body) },
        IrTry s => s with
        {
            Body = map(s.Body),
            Catches = s.Catches.Select(c => c with { Body = map(c.Body) }).ToImmutableArray(),
            Finally = map(s.Finally),
        },
        IrParallel s => s with { Branches = s.Branches.Select(b => b with { Body = map(b.Body) }).ToImmutableArray() },
        IrMap s => s with { Body = map(s.Body) },
        _ => statement,
    };

    /// <summary>Rebuilds the expressions directly in a statement, not those of blocks inside it.</summary>
    public static IrStatement MapExpressions(this IrStatement statement, Func<IrExpression, IrExpression> map) => statement switch
    {
        IrAssign s => s with { Value = map(s.Value) },
        IrAttempt s => s with { Value = map(s.Value) },
        IrServiceCall s => s with { Request = map(s.Request) },
        IrHttpCall s => s with { Request = map(s.Request) },
        IrInvoke s => s with { FunctionName = map(s.FunctionName), Argument = s.Argument is null ? null : map(s.Argument) },
        IrResidual s => s with { Inputs = s.Inputs.Select(i => i with { Value = map(i.Value) }).ToImmutableArray() },
        IrIf s => s with { Condition = map(s.Condition) },
        IrReturn { Value: { } value } s => s with { Value = map(value) },
        IrThrow s => s with { Exception = (IrException)map(s.Exception) },
        IrTry s when s.Catches.Any(c => c.Filter is not null) => s with { Catches = s.Catches.Select(c => c.Filter is null ? c : c with { Filter = map(c.Filter) }).ToImmutableArray() },
        IrMap s => s with { Items = map(s.Items), Passed = s.Passed.Select(p => p with { Value = map(p.Value) }).ToImmutableArray() },
        IrWait s => s with { Seconds = map(s.Seconds) },
        _ => statement,
    };

    /// <summary>All statements of a block, outer ones first.</summary>
    public static IEnumerable<IrStatement> Descendants(this ImmutableArray<IrStatement> block)
    {
        foreach (var statement in block)
        {
            yield return statement;
            var inner = new List<ImmutableArray<IrStatement>>();
            statement.MapBlocks(b =>
            {
                inner.Add(b);
                return b;
            });
            foreach (var b in inner)
            {
                foreach (var descendant in b.Descendants())
                    yield return descendant;
            }
        }
    }

    /// <summary>The expressions directly in a statement.</summary>
    public static IEnumerable<IrExpression> Expressions(this IrStatement statement)
    {
        var found = new List<IrExpression>();
        statement.MapExpressions(e =>
        {
            found.Add(e);
            return e;
        });
        return found;
    }

    /// <summary>The variable that a statement itself sets.</summary>
    public static IEnumerable<IrVariable> Defines(this IrStatement statement) => statement switch
    {
        IrAssign s => [s.Variable],
        IrAttempt s => [s.Variable],
        IrServiceCall s => new[] { s.Result, s.Limit?.TimedOut }.OfType<IrVariable>(),
        IrHttpCall s => s.Answer.Variables.Concat(new[] { s.Limit?.TimedOut }.OfType<IrVariable>()),
        IrInvoke s => new[] { s.Payload, s.FunctionError, s.Limit?.TimedOut }.OfType<IrVariable>(),
        IrResidual s => s.Outputs.Select(o => o.Variable),
        IrParallel s => s.Branches.Where(b => b.Result is not null).Select(b => b.Result!),
        IrMap { Result: { } result } => [result],
        _ => [],
    };

    /// <summary>The variables that a statement hands to its blocks: caught exceptions, items and what comes with them.</summary>
    public static IEnumerable<IrVariable> Binds(this IrStatement statement) => statement switch
    {
        IrTry s => s.Catches.Select(c => c.Variable),
        IrMap s => new[] { s.Item, s.Index }.OfType<IrVariable>().Concat(s.Passed.Select(p => p.Variable)),
        _ => [],
    };
}
