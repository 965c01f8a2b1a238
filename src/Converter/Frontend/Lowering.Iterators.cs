using LambdaLift.Analysis;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>
/// Iterators of the solution, synchronous and asynchronous, that a <c>foreach</c> goes through where it calls them: the iterator's body stands in place of the loop, and the
/// loop's body in place of each <c>yield return</c>. So both do what they do in C#'s order, as little of the iterator runs as the loop asks for, and its finally blocks run when the loop is left.
/// </summary>
internal sealed partial class Lowering
{
    // Loop variables that hold what an iterator yields: any value of the code, where a list's elements are not asked for null.
    private readonly HashSet<ISymbol> _yielded = new(SymbolEqualityComparer.Default);

    /// <summary>Places an iterator and the body of the loop that goes through it; false when the collection is no call of an iterator.</summary>
    private bool LowerIterator(IForEachLoopOperation loop, BlockBuilder into)
    {
        if (Unwrap(WithoutCancellation(loop.Collection)) is not IInvocationOperation invocation || !IsIterator(invocation))
            return false;
        var consumer = _frame;
        var exit = new IrLabel("break");
        var block = new BlockBuilder(into);
        Inline(invocation, block, Yield);
        into.Add(new IrLabeled(exit, block.ToImmutable(), At(loop)));
        return true;

        void Yield(IOperation returned, BlockBuilder body)
        {
            var value = LowerExpression(returned, body);
            InFrame(consumer, () =>
            {
                ForgetAssigned(loop);
                if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var element })
                    _yielded.Add(element);
                var item = new IrVariable((loop.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol.Name ?? "item", value.Type);
                if (IsProvenNotNull(returned, value))
                    _neverNull.Add(item);
                body.Add(new IrAssign(item, value, At(loop)));
                BindLoopVariable(loop.LoopControlVariable, item, body);
                var next = new IrLabel("continue");
                _exits[loop.ExitLabel] = exit;
                _exits[loop.ContinueLabel] = next;
                var inner = new BlockBuilder(body);
                LowerStatement(loop.Body, inner);
                body.Add(new IrLabeled(next, inner.ToImmutable(), At(loop.Body)));
                return true;
            });
        }
    }

    private bool IsIterator(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var body = method.MethodKind == MethodKind.LocalFunction
            ? ((_frame.Find(method.OriginalDefinition) as CodeBinding)?.Code as ILocalFunctionOperation)?.Body
            : method.MethodKind != MethodKind.DelegateInvoke && Implementation(method, method.IsStatic || invocation.Instance is null ? null : FindComponent(invocation.Instance), invocation.IsVirtual) is { } implementation
            ? BodyOf(implementation.OriginalDefinition)
            : null;
        return body?.Descendants().Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak && !o.Ancestors().TakeWhile(a => !ReferenceEquals(a, body)).Any(a => a is ILocalFunctionOperation)) == true;
    }
}
