using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Makes null fail as C# does where code around could see it: inside a try statement, a read through null becomes a decision that throws
/// the exception. Without it the state would fail, and only tasks have catchers.
/// </summary>
internal sealed class NullGuards : WorkflowPass
{
    private const string NullReference = "System.NullReferenceException";
    private const string ArgumentNull = "System.ArgumentNullException";

    public override string Name => "NullGuards";

    public override IrProgram Run(IrProgram program, PassContext context) =>
        program.Body.Descendants().Any(s => s is IrTry) ? program with { Body = Guard(program.Body, isSeen: false) } : program;

    private static ImmutableArray<IrStatement> Guard(ImmutableArray<IrStatement> block, bool isSeen)
    {
        var result = ImmutableArray.CreateBuilder<IrStatement>();
        foreach (var statement in block)
        {
            var inner = statement switch
            {
                IrTry s => s with
                {
                    Body = Guard(s.Body, isSeen || !s.Finally.IsEmpty || s.Catches.Any(CatchesNull)),
                    Catches = s.Catches.Select(c => c with { Body = Guard(c.Body, isSeen || !s.Finally.IsEmpty) }).ToImmutableArray(),
                    Finally = Guard(s.Finally, isSeen),
                },
                _ => statement.MapBlocks(b => Guard(b, isSeen)),
            };
            if (isSeen && inner is not IrTry)
            {
                var guards = inner.Expressions().SelectMany(e => Reads(e, null)).ToList();
                foreach (var (read, exception) in guards)
                    result.Add(Throw(read, exception));
                if (guards.Count > 0)
                    inner = inner.MapExpressions(e => Clear(e, guards.Select(g => g.Read).ToList()));
            }

            result.Add(inner);
        }

        return result.ToImmutable();
    }

    private static bool CatchesNull(IrCatch clause) =>
        clause.Kind == IrCatchKind.ExceptionType && clause.ExceptionType is { } type
        && (Find(NullReference, clause.Origin) is { } nullReference && Derives(nullReference, type) || Find(ArgumentNull, clause.Origin) is { } argumentNull && Derives(argumentNull, type));

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t, from))
                return true;
        }

        return false;
    }

    /// <summary>What an expression reads through, in the order in which it does, as far as it surely does.</summary>
    private static IEnumerable<(IrExpression Read, string Exception)> Reads(IrExpression expression, IrExpression? parent)
    {
        var strict = expression switch
        {
            IrBinary { Operator: IrOperator.And or IrOperator.Or } e => [e.Left],
            IrConditional e => [e.Condition],
            IrCoalesce e => [e.Value],
            IrLambda => [],
            _ => Children(expression),
        };
        foreach (var found in strict.SelectMany(child => Reads(child, expression)))
            yield return found;
        switch (expression)
        {
            case IrMember { TargetMayBeNull: true } e when !ExpressionSimplifier.IsNeverNull(e.Target):
                yield return (e.Target, NullReference);
                break;
            case IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } when !ExpressionSimplifier.IsNeverNull(list):
                // LINQ's methods, and those that take another list, check their arguments.
                var isArgument = parent is IrCallFunction { Function: not (IrFunction.Append or IrFunction.SetEntry or IrFunction.Entries) } call && call.Origin.Syntax is InvocationExpressionSyntax
                    && !(call.Function == IrFunction.AppendAll && ReferenceEquals(call.Arguments[0], expression));
                yield return (list, isArgument ? ArgumentNull : NullReference);
                break;
        }
    }

    private static IEnumerable<IrExpression> Children(IrExpression expression)
    {
        var children = new List<IrExpression>();
        expression.MapChildren(child =>
        {
            children.Add(child);
            return child;
        });
        return children;
    }

    private static IrExpression Clear(IrExpression expression, List<IrExpression> guarded) => expression.Rewrite(e => e switch
    {
        IrMember { TargetMayBeNull: true } m when guarded.Any(g => g.Origin == m.Target.Origin) => m with { TargetMayBeNull = false },
        IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } when guarded.Any(g => g.Origin == list.Origin) => list,
        _ => e,
    });

    private static IrIf Throw(IrExpression read, string exceptionName)
    {
        var origin = read.Origin;
        var exception = Find(exceptionName, origin)!;
        var message = exceptionName == ArgumentNull ? "Value cannot be null. (Parameter 'source')" : "Object reference not set to an instance of an object.";
        var thrown = new IrException(exception.Name, new IrConstant(message, null, origin), exception, origin);
        return new IrIf(
            new IrBinary(IrOperator.Equal, read, new IrConstant(null, null, origin), null, origin),
            [new IrThrow(thrown, exception, origin)],
            [],
            origin);
    }

    private static INamedTypeSymbol? Find(string name, Origin origin) => ExceptionTypes.Find(origin.Method, name);
}
