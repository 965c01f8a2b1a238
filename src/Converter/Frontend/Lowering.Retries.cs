using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>
    /// A hand-written retry of one call becomes the retry of its task. False when the loop is none, or does more than one thing that can
    /// fail: then it is lowered as it stands.
    /// </summary>
    private bool LowerRetry(ILoopOperation loop, BlockBuilder into)
    {
        if (RetryLoop.Read(loop, ConstantOf) is not { } retry)
            return false;
        var exit = new IrLabel("break");
        _exits[loop.ExitLabel] = exit;
        return LowerRetry(retry, exit, At(loop), into);
    }

    /// <summary>The try statement of a method that calls itself again after a failure.</summary>
    private bool LowerRetry(ITryOperation operation, BlockBuilder into) =>
        _recursiveRetries.TryGetValue(operation, out var retry) && LowerRetry(retry, new IrLabel("again"), At(operation), into);

    /// <summary>Remembers that the method about to be placed here calls itself only in order to try again.</summary>
    private void FindRecursiveRetry(IMethodSymbol method, IOperation body, IInvocationOperation call)
    {
        if (RetryLoop.ReadRecursion(method, body, p => call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == p.Ordinal) is { } given ? RetryLoop.ValueOf(given.Value) : null) is { } retry)
            _recursiveRetries[retry.Try] = retry;
    }

    private readonly Dictionary<IOperation, RetryLoop> _recursiveRetries = [];

    private bool LowerRetry(RetryLoop retry, IrLabel exit, Origin at, BlockBuilder into)
    {
        if (RetrySeries.Of(retry.Delays) is not { } series)
            return false;
        var plan = new RetryPlan(retry.Types, retry.Delays.Count, series.Interval, series.Rate, series.MaxDelay, retry.HasJitter);
        var body = LowerBlock(retry.Try.Body, into, conditional: false);
        if (!IsOneCall(body, plan))
            return false;

        body = WithRetry(body, plan);
        var catches = LowerClauses(retry.Try.Catches.Skip(1), body, into);
        var origin = At(retry.Try);
        if (retry.IsSwallowed)
            catches.InsertRange(0, plan.Types.Select(t => new IrCatch(IrCatchKind.ExceptionType, t, new IrVariable("error", t) { IsError = true }, [], At(retry.Clause))));
        else if (retry.Clause.Filter is null)
            catches.InsertRange(0, plan.Types.Select(t => Rethrown(t, At(retry.Clause))).Where(_ => catches.Count > 0));
        into.Add(new IrLabeled(exit, catches.Count == 0 ? body : [new IrTry(body, catches.ToImmutableArray(), [], origin)], origin));
        if (!series.IsExact || retry.HasJitter)
            Report(LiftDescriptors.RetryDelaysDiffer, at);
        return true;

        // Thrown again by its own clause, it passes those beside it.
        static IrCatch Rethrown(INamedTypeSymbol type, Origin at)
        {
            var caught = new IrVariable("error", type) { IsError = true };
            return new IrCatch(IrCatchKind.ExceptionType, type, caught, [new IrRethrow(caught, type, at)], at);
        }
    }

    private static ImmutableArray<IrStatement> WithRetry(ImmutableArray<IrStatement> body, RetryPlan plan) => body.RewriteStatements(s => s switch
    {
        IrCall call => [call with { Retry = plan }],
        _ => [s],
    });

    /// <summary><c>await pipeline.ExecuteAsync(async token => …)</c> of a pipeline that retries.</summary>
    private IrExpression? LowerPipeline(IInvocationOperation execution, BlockBuilder into)
    {
        var callback = Unwrap(execution.Arguments[0].Value);
        if (Made(execution.Instance!) is not { } made || RetryPipeline.Read(made) is not { } pipeline || RetrySeries.Of(pipeline.Delays) is not { } series || callback is not (IAnonymousFunctionOperation or IMethodReferenceOperation))
            return Refuse(execution, "This resilience pipeline", "build it with AddRetry alone, in a readonly field or a local, from constants");
        var types = pipeline.Types.IsEmpty ? [_frame.Model.Compilation.GetTypeByMetadataName("System.Exception")!] : pipeline.Types;
        var plan = new RetryPlan(types, pipeline.Delays.Count, series.Interval, series.Rate, series.MaxDelay, pipeline.HasJitter);
        var block = new BlockBuilder(into);
        var value = InlineCode(callback, _frame, execution.Arguments.Skip(1).Select(a => a.Value).ToImmutableArray(), block);
        if (!IsOneCall(block.ToImmutable(), plan) || (value is not null && CopyPropagation.CanFail(value)))
            return Refuse(execution, "A resilience pipeline around more than one call", "give each call a pipeline of its own");
        into.AddRange(WithRetry(block.ToImmutable(), plan));
        if (!series.IsExact || pipeline.HasJitter)
            Report(LiftDescriptors.RetryDelaysDiffer, At(execution));
        return value;
    }

    /// <summary>The number that a helper is called with; null when it is none, or the helper changes it.</summary>
    private double? ConstantOf(IParameterSymbol parameter) =>
        _frame.Find(parameter) is VariableBinding { Variable: var variable, Owner: var owner } && !IsAssignedLater(parameter)
        && owner.Since(0).OfType<IrAssign>().LastOrDefault(a => ReferenceEquals(a.Variable, variable)) is { Value: IrConstant { Value: int or long or double } constant }
            ? Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>Whether a local only says how long a hand-written retry waits: then it becomes part of the <c>Retry</c>.</summary>
    private bool IsRetryDelay(IVariableDeclaratorOperation declarator)
    {
        IOperation root = declarator;
        while (root.Parent is not null)
            root = root.Parent;
        var reads = root.Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, declarator.Symbol)).ToList();
        return root.Descendants().OfType<ILoopOperation>().Any(loop => RetryLoop.Read(loop, ConstantOf) is not null && reads.All(loop.Descendants().Contains));
    }

    /// <summary>Whether a retry of the call alone is a retry of the block: nothing else in it fails with such an exception, and each attempt sends the same.</summary>
    private static bool IsOneCall(ImmutableArray<IrStatement> body, RetryPlan plan)
    {
        var effects = body.Descendants().Where(s => s is IrCall or IrWait or IrParallel or IrMap or IrLoop or IrTry or IrAttempt).ToList();
        if (effects is not [IrCall])
            return false;
        var everything = plan.Types.Any(t => t.Is("System.Exception"));
        var raises = body.Descendants().Any(s => s is IrRethrow || (s is IrThrow thrown && plan.Types.Any(t => thrown.ExceptionType.DerivesFrom(t.FullName()))));
        var fails = everything && body.Descendants().SelectMany(s => s.Expressions()).Any(CopyPropagation.CanFail);
        return !raises && !fails && !effects[0].Expressions().Any(e => e.IsVolatile()) && !body.Descendants().OfType<IrAssign>().Any(a => a.Value.IsVolatile());
    }
}
