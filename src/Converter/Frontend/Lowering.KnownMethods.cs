using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    /// <summary>The methods that have a meaning of their own; one file per family.</summary>
    internal static KnownMethodTable KnownMethods { get; } = CreateKnownMethods();

    private static KnownMethodTable CreateKnownMethods()
    {
        var table = new KnownMethodTable();
        AddPlatformMethods(table);
        AddTextMethods(table);
        AddTextBuilderMethods(table);
        AddNumberMethods(table);
        AddConversionMethods(table);
        AddSequenceMethods(table);
        AddDictionaryMethods(table);
        AddCollectionChanges(table);
        AddConcurrentCollections(table);
        AddParallelLoops(table);
        AddSerializationMethods(table);
        AddJsonDocumentMethods(table);
        AddDateMethods(table);
        AddArgumentGuards(table);
        AddDocumentMethods(table);
        return table;
    }

    private IrExpression? LowerKnownMethod(IInvocationOperation invocation, BlockBuilder into) =>
        KnownMethods.Find(invocation.TargetMethod) is { } lower && !invocation.Arguments.Any(IsOtherCulture) ? lower(new KnownCall(this, invocation, into)) : null;

    // A format provider of the code's own writes and reads as no state machine does; the invariant one and the function's own are the same to it.
    private static bool IsOtherCulture(IArgumentOperation argument) =>
        argument.Parameter?.Type is { } type && (type.Is("System.IFormatProvider") || type.Is("System.Globalization.CultureInfo"))
        && !(Unwrap(argument.Value) is { ConstantValue: { HasValue: true, Value: null } }
            or IDefaultValueOperation
            or IPropertyReferenceOperation { Property: { IsStatic: true, Name: "InvariantCulture" or "InvariantInfo" or "CurrentCulture" or "CurrentInfo" } });

    private static void AddPlatformMethods(KnownMethodTable table)
    {
        table.Add("System.Environment", "GetEnvironmentVariable", c => c.Constant(0) is string name ? c.Lowering._environment.Read(name, c.Type, c.Origin) : null, "a constant name");
        table.Add("System.Guid", "NewGuid", c => Spill(c.Call(IrFunction.NewGuid), "id", c.Into));
        table.Add("System.Threading.Tasks.Task", "Wait", c =>
        {
            if (c.Arity > 0)
                return null;
            c.Lowering.AwaitBlocking(c.Invocation, c.Invocation.Instance!, c.Into);
            return new IrConstant(null, null, c.Origin);
        });
        foreach (var awaiter in Awaiters)
        {
            table.Add(awaiter, "GetResult", c =>
                c.Invocation.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } ? c.Lowering.Await(task, c.Into) ?? new IrConstant(null, c.Type, c.Origin) : null);
        }

        table.Add("Microsoft.Extensions.Logging.ILogger", "IsEnabled", c => GuardsLoggingOnly(c.Invocation) ? new IrConstant(false, c.Type, c.Origin) : null);
    }

    private static IEnumerable<string> Awaiters =>
    [
        "System.Runtime.CompilerServices.TaskAwaiter",
        "System.Runtime.CompilerServices.ValueTaskAwaiter",
        "System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter",
        "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter",
    ];

    // `if (logger.IsEnabled(level)) logger.Log(…);`: nothing of it is seen.
    private static bool GuardsLoggingOnly(IInvocationOperation invocation) =>
        invocation.Parent is IConditionalOperation { WhenFalse: null, WhenTrue: var guarded } conditional && ReferenceEquals(conditional.Condition, invocation)
        && (guarded is IBlockOperation block ? block.Operations.AsEnumerable() : [guarded]).All(s => s is IExpressionStatementOperation { Operation: IInvocationOperation call } && IsUnobservable(call));
}
