using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Limits of concurrency: degrees of <c>Parallel</c>, semaphores around the body of an iteration.</summary>
internal sealed partial class Lowering
{
    private readonly Stack<ConcurrencyLimit> _limits = new();

    /// <summary><c>Parallel.ForEachAsync(items, options, async (item, token) => …)</c>.</summary>
    private IrExpression? LowerParallelForEach(IInvocationOperation invocation, BlockBuilder into)
    {
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        var degree = DegreeOfLoop(invocation);
        return LowerMap(Unwrap(arguments[0]), Unwrap(arguments[arguments.Count - 1]), invocation, into, degree);
    }

    private static void AddParallelLoops(KnownMethodTable table)
    {
        const string Loops = "a body that takes the item only; the result is not looked at";
        table.Add("System.Threading.Tasks.Parallel", "ForEach For", c => !IsUsed(c) && c.Lowering.LowerParallelLoop(c.Invocation, c.Into) ? new IrConstant(null, null, c.Origin) : null, Loops);
        table.Add("System.Threading.Tasks.Parallel", "Invoke", c => c.Lowering.LowerParallelInvoke(c.Invocation, c.Into) ? new IrConstant(null, null, c.Origin) : null, "lambdas and methods");
    }

    /// <summary><c>Parallel.ForEach(items, item => …)</c>, <c>Parallel.For(0, n, i => …)</c>: blocks until all iterations have ended; failures come in an <c>AggregateException</c>.</summary>
    private bool LowerParallelLoop(IInvocationOperation invocation, BlockBuilder into)
    {
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        var body = Unwrap(arguments[arguments.Count - 1]);
        body = body is IDelegateCreationOperation { Target: var target } ? Unwrap(target) : body;
        if (invocation.Arguments.FirstOrDefault(a => a.Parameter!.Type.TypeKind == TypeKind.Delegate)?.Parameter!.Type is not INamedTypeSymbol { Name: "Action", TypeArguments.Length: 1 })
            return false;
        if (invocation.TargetMethod.Name == "ForEach" && Resolve(Unwrap(arguments[0]).Type).ElementType() is null)
            return false;
        var degree = DegreeOfLoop(invocation);
        Report(LiftDescriptors.BlockingLoop, At(invocation), invocation.TargetMethod.Name);
        Blocking(invocation, block => LowerMap(Items(block), body, invocation, block, degree), into);
        return true;

        IrExpression Items(BlockBuilder block)
        {
            if (invocation.TargetMethod.Name == "ForEach")
                return NotNull(Unwrap(arguments[0]), LowerExpression(Unwrap(arguments[0]), block));
            var origin = At(invocation);
            var bounds = LowerOperands([arguments[0], arguments[1]], block);
            IrExpression zero = new IrConstant(0, IntType, origin);
            var count = new IrCallFunction(IrFunction.Max, [new IrBinary(IrOperator.Subtract, bounds[1], bounds[0], IntType, origin), zero], IntType, origin);
            return new IrCallFunction(IrFunction.Range, [bounds[0], bounds[0] is IrConstant { Value: 0 } && bounds[1] is IrCallFunction { Function: IrFunction.Count } ? bounds[1] : count], SequenceOf(IntType), origin);
        }
    }

    /// <summary><c>Parallel.Invoke(() => A(), () => B())</c>.</summary>
    private bool LowerParallelInvoke(IInvocationOperation invocation, BlockBuilder into)
    {
        if (invocation.Arguments is not [{ ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues: var actions } }])
            return false;
        var lambdas = actions.Select(a => Unwrap(a) is IDelegateCreationOperation { Target: var target } ? Unwrap(target) : Unwrap(a)).ToList();
        if (!lambdas.All(a => a is IAnonymousFunctionOperation { Symbol: { IsAsync: false, Parameters.IsEmpty: true } }))
            return false;
        Report(LiftDescriptors.BlockingLoop, At(invocation), invocation.TargetMethod.Name);
        Blocking(invocation, block =>
        {
            var tasks = new List<StartedTask>();
            foreach (var lambda in lambdas.Cast<IAnonymousFunctionOperation>())
            {
                var body = new BlockBuilder(block, conditional: false, concurrent: true);
                var frame = new Frame(_frame, lambda.Symbol, _frame.Model) { ReturnLabel = new IrLabel("branch") };
                InFrame(frame, () =>
                {
                    var inner = new BlockBuilder(body);
                    LowerBody(lambda.Body, inner);
                    body.Add(new IrLabeled(frame.ReturnLabel, inner.ToImmutable(), At(lambda)));
                    return (IrExpression?)null;
                });
                tasks.Add(new StartedTask(body.ToImmutable(), null, block, block.Count, At(lambda), "'branch'"));
            }

            _tasks.AddRange(tasks);
            Join(tasks, invocation, block);
            return null;
        }, into);
        return true;
    }

    private int? DegreeOfLoop(IInvocationOperation invocation)
    {
        var options = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Type.Is("System.Threading.Tasks.ParallelOptions"))?.Value;
        int? degree = null;
        if (options is not null && (degree = DegreeOf(options)) is null)
            Refuse(options, "A degree of parallelism that is not known here", "set MaxDegreeOfParallelism to a constant");
        Report(LiftDescriptors.ItemsAfterFailure, At(invocation), _options.ExactFanOut || _options.DistributedMap ? ", handles all of them, and throws the first failure in order" : "");
        return degree;
    }

    private int? DegreeOf(IOperation options)
    {
        var made = Made(options) as IObjectCreationOperation;
        if (made is null)
            return null;
        var degree = made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(a => a.Target is IPropertyReferenceOperation { Property.Name: "MaxDegreeOfParallelism" });
        return degree is null ? 0 : degree.Value.ConstantValue is { HasValue: true, Value: int value } ? Math.Max(value, 0) : null;
    }

    /// <summary>A semaphore that the code waits for: in an iteration it says how many of them run at a time.</summary>
    private void WaitForSemaphore(IInvocationOperation invocation)
    {
        if (_limits.Count == 0)
            return;
        var made = Made(invocation.Instance!) as IObjectCreationOperation;
        if (made?.Arguments.FirstOrDefault(a => a.Parameter!.Name == "initialCount")?.Value.ConstantValue is not { HasValue: true, Value: int count } || count < 1)
            Refuse(invocation, "A semaphore whose count is not known here", "make it with a constant count");
        else
            _limits.Peek().Value = Math.Min(count, _limits.Peek().Value ?? int.MaxValue);
    }

    /// <summary>The expression that makes the object which a local or readonly field holds.</summary>
    private IOperation? Made(IOperation operation)
    {
        switch (Unwrap(operation))
        {
            case ILocalReferenceOperation { Local: var local } when _frame.Find(local) is OpaqueBinding { Value: { } value }:
                return Unwrap(value);
            case IParameterReferenceOperation { Parameter: var parameter } when _frame.Find(parameter) is OpaqueBinding { Value: { } value, Frame: { } frame }:
                return InFrame(frame, () => Made(value));
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return FieldInitializer(field) is { } initializer ? Unwrap(initializer) : null;
            case IObjectCreationOperation or IInvocationOperation:
                return Unwrap(operation);
            default:
                return null;
        }
    }

    private sealed class ConcurrencyLimit
    {
        public int? Value { get; set; }
    }
}
