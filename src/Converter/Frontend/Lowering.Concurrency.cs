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
        var options = arguments.FirstOrDefault(a => a.Type.Is("System.Threading.Tasks.ParallelOptions"));
        int? degree = null;
        if (options is not null && (degree = DegreeOf(options)) is null)
            Refuse(options, "A degree of parallelism that is not known here", "set MaxDegreeOfParallelism to a constant");
        Report(LiftDescriptors.ItemsAfterFailure, At(invocation), _options.ExactFanOut || _options.DistributedMap ? ", handles all of them, and throws the first failure in order" : "");
        return LowerMap(Unwrap(arguments[0]), Unwrap(arguments[arguments.Count - 1]), invocation, into, degree);
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
