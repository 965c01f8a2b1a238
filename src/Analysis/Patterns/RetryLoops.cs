using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>
/// A loop that tries a call until it succeeds: a <c>for</c>, <c>while</c> or <c>do</c> whose body tries the call, leaves when it succeeds, and has
/// a catch from which it goes round again. A <c>foreach</c> that logs and goes on with the next element is not one.
/// </summary>
public static class RetryLoops
{
    /// <summary>The <c>try</c> of the retry; null when the loop is none.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="isCall">Whether an operation is a call that is worth retrying.</param>
    public static ITryOperation? Find(ILoopOperation loop, Func<IOperation, bool> isCall)
    {
        if (loop is IForEachLoopOperation)
        {
            return null;
        }

        foreach (var attempt in loop.Body.DescendantsInMethod().Prepend(loop.Body).OfType<ITryOperation>())
        {
            if (NearestLoop(attempt) == loop.Syntax
                && attempt.Body.DescendantsInMethod().Any(isCall)
                && attempt.Catches.Any(c => GoesRoundAgain(c.Handler))
                && LeavesOnSuccess(loop, attempt))
            {
                return attempt;
            }
        }

        return null;
    }

    /// <summary>The nearest loop around the operation that is a retry; null when there is none.</summary>
    public static ILoopOperation? Enclosing(IOperation operation, Func<IOperation, bool> isCall) =>
        operation.Ancestors().OfType<ILoopOperation>().FirstOrDefault(l => Find(l, isCall) is not null);

    private static SyntaxNode? NearestLoop(IOperation operation) => operation.Ancestors().OfType<ILoopOperation>().FirstOrDefault()?.Syntax;

    // The last statement decides: a handler that ends in throw, return or break has only conditional ways round.
    private static bool GoesRoundAgain(IBlockOperation handler)
    {
        var last = handler.Operations.LastOrDefault();
        return last switch
        {
            null => true,
            IThrowOperation or IReturnOperation => HasContinue(handler),
            IExpressionStatementOperation { Operation: IThrowOperation } => HasContinue(handler),
            IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } => HasContinue(handler),
            _ => true,
        };
    }

    private static bool HasContinue(IOperation handler) =>
        handler.DescendantsInMethod().Any(o => o is IBranchOperation { BranchKind: BranchKind.Continue });

    private static bool LeavesOnSuccess(ILoopOperation loop, ITryOperation attempt)
    {
        if (attempt.Body.DescendantsInMethod().Any(o => Leaves(o, loop)))
        {
            return true;
        }

        // The statement after the try, or a flag that the try sets and the loop's condition reads.
        if (attempt.Parent is IBlockOperation block)
        {
            var next = block.Operations.SkipWhile(o => o.Syntax != attempt.Syntax).Skip(1);
            if (next.Any(o => Leaves(o, loop)))
            {
                return true;
            }
        }

        var condition = loop switch
        {
            IWhileLoopOperation { Condition: { } c } => c,
            IForLoopOperation { Condition: { } c } => c,
            _ => null,
        };
        return condition is not null && attempt.Body.DescendantsInMethod().OfType<ISimpleAssignmentOperation>().Any(a =>
            a.Value.ConstantValue is { HasValue: true, Value: bool }
            && a.Target is ILocalReferenceOperation flag
            && condition.DescendantsInMethod().Prepend(condition).OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, flag.Local)));
    }

    private static bool Leaves(IOperation operation, ILoopOperation loop) => operation switch
    {
        IReturnOperation => !operation.Ancestors().TakeWhile(a => a.Syntax != loop.Syntax).Any(a => a is IAnonymousFunctionOperation),
        IBranchOperation { BranchKind: BranchKind.Break } => operation.Ancestors().First(a => a is ILoopOperation or ISwitchOperation).Syntax == loop.Syntax,
        _ => false,
    };
}
