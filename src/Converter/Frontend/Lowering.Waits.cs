using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>How many try blocks are around the code being lowered, those of callers included.</summary>
    private int _tryDepth;

    /// <summary>
    /// <c>task.Result</c> and <c>task.Wait()</c>: as an await, but a failure comes as an <c>AggregateException</c> around it. Where a try block may
    /// see that, it is made so; where it would only end the execution, the difference is reported.
    /// </summary>
    private IrExpression? AwaitBlocking(IOperation whole, IOperation task, BlockBuilder into) => Blocking(whole, block => Await(task, block), into);

    private IrExpression? Blocking(IOperation whole, Func<BlockBuilder, IrExpression?> wait, BlockBuilder into)
    {
        var origin = At(whole);
        var block = new BlockBuilder(into);
        var value = wait(block);
        var statements = block.ToImmutable();
        if (!statements.Descendants().Any(IsEffect))
        {
            into.AddRange(statements);
            return value;
        }

        if (_tryDepth == 0 && !_options.ExactWaits)
        {
            Report(LiftDescriptors.WaitWrapsFailure, origin);
            into.AddRange(statements);
            return value;
        }

        var compilation = _frame.Model.Compilation;
        var caught = new IrVariable("failure", compilation.GetTypeByMetadataName("System.Exception")) { IsError = true };
        var aggregate = compilation.GetTypeByMetadataName("System.AggregateException")!;
        var message = Concat(
            [
                new IrConstant("One or more errors occurred. (", StringType, origin),
                new IrMember(new IrRead(caught, origin), "Message", StringType, origin),
                new IrConstant(")", StringType, origin),
            ],
            origin);
        var wrapped = new IrThrow(new IrException(aggregate.Name, message, aggregate, origin) { Inner = new IrRead(caught, origin) }, aggregate, origin);
        into.Add(new IrTry(statements, [new IrCatch(IrCatchKind.ExceptionType, (INamedTypeSymbol)caught.Type!, caught, [wrapped], origin)], [], origin));
        return value;
    }
}
