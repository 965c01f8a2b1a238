using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private IrExpression? LowerKnownMethod(IInvocationOperation invocation, BlockBuilder into)
    {
        var method = invocation.TargetMethod;
        var origin = At(invocation);
        var type = Resolve(invocation.Type);
        IOperation Argument(int i) => invocation.Arguments.First(a => a.Parameter!.Ordinal == i).Value;
        IrExpression Function(IrFunction function, params IOperation[] operands) =>
            new IrCallFunction(function, LowerOperands(operands.ToImmutableArray(), into), type, origin);

        switch (method.ContainingType.OriginalDefinition.FullName() + "." + method.Name)
        {
            case "System.Environment.GetEnvironmentVariable" when Argument(0).ConstantValue is { HasValue: true, Value: string name }:
                return _environment.Read(name, type, origin);
            case "System.String.IsNullOrEmpty":
                return Function(IrFunction.IsNullOrEmpty, Argument(0));
            case "System.String.IsNullOrWhiteSpace":
                return Function(IrFunction.IsNullOrWhiteSpace, Argument(0));
            case "System.String.ToLowerInvariant":
                return Function(IrFunction.ToLower, invocation.Instance!);
            case "System.String.ToUpperInvariant":
                return Function(IrFunction.ToUpper, invocation.Instance!);
            case "System.String.Trim" when method.Parameters.IsEmpty:
                return Function(IrFunction.Trim, invocation.Instance!);
            case "System.String.Contains" when method.Parameters is [{ Type.SpecialType: SpecialType.System_String }]:
                return Function(IrFunction.StringContains, invocation.Instance!, Argument(0));
            case "System.String.StartsWith" when IsOrdinal(invocation, 1):
                return Function(IrFunction.StartsWith, invocation.Instance!, Argument(0));
            case "System.String.EndsWith" when IsOrdinal(invocation, 1):
                return Function(IrFunction.EndsWith, invocation.Instance!, Argument(0));
            case "System.String.Equals":
                return LowerStringEquals(invocation, into);
            case "System.String.Concat" when method.Parameters.All(p => p.Type.IsString()):
                return Concat(LowerOperands(invocation.Arguments.Select(a => a.Value).ToImmutableArray(), into), origin);
            case "System.Guid.NewGuid":
                return Spill(new IrCallFunction(IrFunction.NewGuid, [], type, origin), "id", into);
            case "System.Guid.ToString" or "System.String.ToString" or "System.Int32.ToString" or "System.Int64.ToString" or "System.Boolean.ToString" or "System.Int16.ToString" or "System.Byte.ToString"
                when method.Parameters.IsEmpty || method.Parameters is [{ Type: var p }] && p.Is("System.IFormatProvider") || Argument(0).ConstantValue is { HasValue: true, Value: "D" }:
                var text = LowerExpression(invocation.Instance!, into);
                return text.Type.IsString() || text.Type.Is("System.Guid") ? text : new IrCallFunction(IrFunction.ToText, [text], type, origin);
            case "System.DateTime.ToString" or "System.DateTimeOffset.ToString" when method.Parameters.Length > 0 && Argument(0).ConstantValue is { HasValue: true, Value: "O" or "o" }:
                // The text with seven digits is only known of the clock; of other values the serializer's text is at hand.
                return invocation.Instance is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "UtcNow" } }
                    ? Spill(new IrCallFunction(IrFunction.UtcNowText, [], type, origin), "now", into)
                    : Refuse(invocation, "The round-trip text of this time", "format DateTime.UtcNow where it is read");
            case "System.Text.Encoding.GetString" or "System.Text.Encoding.GetBytes" when invocation.Instance is IPropertyReferenceOperation { Property.Name: "UTF8" }:
                return LowerExpression(Argument(0), into);
            case "System.IO.MemoryStream.ToArray" or "System.IO.TextReader.ReadToEnd" or "System.IO.StreamReader.ReadToEnd":
                return LowerExpression(invocation.Instance!, into);
            case "System.Text.Json.JsonSerializer.Serialize" or "System.Text.Json.JsonSerializer.SerializeToUtf8Bytes":
                return LowerSerialize(invocation, Argument(0), into);
            case "System.Text.Json.JsonSerializer.Deserialize" when method.TypeArguments.Length == 1:
                return LowerDeserialize(invocation, Argument(0), into);
            case "Newtonsoft.Json.JsonConvert.SerializeObject":
                return LowerSerialize(invocation, Argument(0), into);
            case "Newtonsoft.Json.JsonConvert.DeserializeObject" when method.TypeArguments.Length == 1:
                return LowerDeserialize(invocation, Argument(0), into);
            case "System.Threading.Tasks.Task.Wait" when method.Parameters.IsEmpty:
                AwaitBlocking(invocation, invocation.Instance!, into);
                return new IrConstant(null, null, origin);
            case "Microsoft.Extensions.Logging.ILogger.IsEnabled" when GuardsLoggingOnly(invocation):
                return new IrConstant(false, type, origin);
            case "System.Runtime.CompilerServices.TaskAwaiter.GetResult" or "System.Runtime.CompilerServices.ValueTaskAwaiter.GetResult" or "System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter.GetResult"
                or "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter.GetResult" when invocation.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task }:
                return Await(task, into) ?? new IrConstant(null, type, origin);
            default:
                return null;
        }
    }

    // `if (logger.IsEnabled(level)) logger.Log(…);`: nothing of it is seen.
    private static bool GuardsLoggingOnly(IInvocationOperation invocation) =>
        invocation.Parent is IConditionalOperation { WhenFalse: null, WhenTrue: var guarded } conditional && ReferenceEquals(conditional.Condition, invocation)
        && (guarded is IBlockOperation block ? block.Operations.AsEnumerable() : [guarded]).All(s => s is IExpressionStatementOperation { Operation: IInvocationOperation call } && IsUnobservable(call));

    private static bool IsOrdinal(IInvocationOperation invocation, int position) =>
        invocation.Arguments.FirstOrDefault(a => a.Parameter!.Ordinal == position)?.Value is { } comparison
        && Unwrap(comparison) is IFieldReferenceOperation { Field.Name: "Ordinal" };

    private IrExpression LowerStringEquals(IInvocationOperation invocation, BlockBuilder into)
    {
        var operands = invocation.Arguments.Select(a => a.Value).ToList();
        if (invocation.Instance is not null)
            operands.Insert(0, invocation.Instance);
        var comparison = operands.FirstOrDefault(o => o.Type.Is("System.StringComparison"));
        if (comparison is not null)
            operands.Remove(comparison);
        var mode = comparison is null ? "Ordinal" : (Unwrap(comparison) as IFieldReferenceOperation)?.Field.Name;
        var values = LowerOperands(operands.ToImmutableArray(), into);
        return mode switch
        {
            "Ordinal" => new IrBinary(IrOperator.Equal, values[0], values[1], BooleanType, At(invocation)),
            "OrdinalIgnoreCase" => new IrCallFunction(IrFunction.EqualsIgnoreCase, values, BooleanType, At(invocation)),
            _ => Refuse(invocation, $"A comparison by '{mode}'", "compare by StringComparison.Ordinal or OrdinalIgnoreCase"),
        };
    }
}
