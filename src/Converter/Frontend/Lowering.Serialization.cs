using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private static void AddSerializationMethods(KnownMethodTable table)
    {
        table.Add("System.Text.Json.JsonSerializer", "Serialize SerializeToUtf8Bytes", c => c.Lowering.LowerSerialize(c.Invocation, c.Argument(0), c.Into), "options that are known");
        table.Add("System.Text.Json.JsonSerializer", "Deserialize", c => c.Method.TypeArguments.Length == 1 ? c.Lowering.LowerDeserialize(c.Invocation, c.Argument(0), c.Into) : null, "generic; options that are known");
        table.Add("Newtonsoft.Json.JsonConvert", "SerializeObject", c => c.Lowering.LowerSerialize(c.Invocation, c.Argument(0), c.Into), "settings that are known");
        table.Add("Newtonsoft.Json.JsonConvert", "DeserializeObject", c => c.Method.TypeArguments.Length == 1 ? c.Lowering.LowerDeserialize(c.Invocation, c.Argument(0), c.Into) : null, "generic; settings that are known");
    }

    private IrExpression LowerSerialize(IInvocationOperation invocation, IOperation value, BlockBuilder into)
    {
        var contract = ContractOf(invocation);
        return new IrJsonText(new IrToJson(LowerExpression(value, into), contract, At(invocation)), Resolve(invocation.Type), At(invocation));
    }

    private IrExpression LowerDeserialize(IInvocationOperation invocation, IOperation text, BlockBuilder into)
    {
        var contract = ContractOf(invocation);
        var type = Resolve(invocation.TargetMethod.TypeArguments[0])!;
        var json = LowerExpression(text, into);
        var isDocument = Resolve(Unwrap(text).Type).IsJsonDocument();
        return new IrFromJson(isDocument ? json : new IrParseJson(json, At(invocation)), contract, type, At(invocation));
    }

    /// <summary>The contract of a (de)serialisation: by its options argument, or the library's defaults.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="otherwise">The contract without options; null for the defaults of the library.</param>
    private JsonContract ContractOf(IInvocationOperation invocation, JsonContract? otherwise = null)
    {
        var options = invocation.Arguments.FirstOrDefault(a =>
            !a.IsImplicit && (a.Parameter!.Type.Is("System.Text.Json.JsonSerializerOptions") || a.Parameter.Type.Is("Newtonsoft.Json.JsonSerializerSettings")));
        var isNewtonsoft = invocation.TargetMethod.ContainingType.Is("Newtonsoft.Json.JsonConvert");
        if (options is null || options.ArgumentKind == ArgumentKind.DefaultValue || Unwrap(options.Value).ConstantValue is { HasValue: true, Value: null })
            return otherwise is not null ? otherwise : isNewtonsoft ? JsonContract.NewtonsoftDefault : JsonContract.SystemTextJsonDefault;
        var contract = SerializerOptionsReader.Read(options.Value, ResolveOpaque);
        if (contract is not null)
            return contract;
        Refuse(options, "These serializer options", "use a readonly field or a local that is initialised where it is declared");
        return JsonContract.SystemTextJsonDefault;
    }

    /// <summary>The operation that made an opaque value: follows locals, parameters, readonly fields and get-only properties.</summary>
    private IOperation? ResolveOpaque(IOperation operation)
    {
        operation = Unwrap(operation);
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                ISymbol symbol = operation is ILocalReferenceOperation l ? l.Local : ((IParameterReferenceOperation)operation).Parameter;
                return _frame.Find(symbol) is OpaqueBinding { Value: { } value, Frame: { } frame } ? InFrame(frame, () => ResolveOpaque(value)) : null;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return FieldInitializer(field) is { } fieldValue ? ResolveOpaque(fieldValue) : null;
            case IPropertyReferenceOperation { Property: var property } when AutoPropertyInitializer(property) is { } propertyValue:
                return ResolveOpaque(propertyValue);
            default:
                return operation;
        }
    }
}
