using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private const string JsonException = "System.Text.Json.JsonException";
    private const string NewtonsoftException = "Newtonsoft.Json.JsonException";
    private const string NewtonsoftReaderException = "Newtonsoft.Json.JsonReaderException";

    // Whether the code being lowered stands in a try statement that sees the exception for text that is no JSON.
    private bool _failuresAreSeen;

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
        return new IrFromJson(isDocument ? json : Parse(invocation, text, json, into), contract, type, At(invocation));
    }

    /// <summary>
    /// The document that a text holds. Where the code may see the exception for a text that is no JSON, the text is read by a state of its own,
    /// for a failing expression of a Pass state is not caught.
    /// </summary>
    private IrExpression Parse(IInvocationOperation invocation, IOperation operand, IrExpression text, BlockBuilder into)
    {
        var origin = At(invocation);
        var method = invocation.TargetMethod;
        var isNewtonsoft = method.ContainingNamespace.FullName().StartsWith("Newtonsoft.", StringComparison.Ordinal);
        IrExpression parsed = ExpressionSimplifier.Simplify(new IrParseJson(text, origin));
        if (parsed is not IrParseJson || _frame.Model.Compilation.GetTypeByMetadataName(isNewtonsoft ? NewtonsoftReaderException : JsonException) is not { } thrown)
            return parsed;
        var errorName = method.Name == "Parse" ? "JsonReaderException" : thrown.Name;
        var isJsonPath = _options.QueryLanguage == TargetLanguage.JsonPath;
        IrBinary Is(object? value) => new(IrOperator.Equal, text, new IrConstant(value, null, origin), BooleanType, origin);
        if (text.Type.CanBeNull() && _failuresAreSeen && !IsProvenNotNull(operand, text))
            Guard(Is(null), "System.ArgumentNullException", $"Value cannot be null. (Parameter '{method.Parameters[0].Name}')", origin, into);
        else if (method.Name == "Parse")
            parsed = new IrParseJson(NotNull(operand, text), origin);

        // Newtonsoft takes an empty text for null, and so does States.StringToJson.
        var mayBeBlank = false;
        if (isNewtonsoft && method.Name == "DeserializeObject")
            parsed = isJsonPath ? parsed : new IrConditional(Is(""), new IrConstant(null, null, origin), parsed, null, origin);
        else
            mayBeBlank = isJsonPath && text.Type.IsString();
        if (!_failuresAreSeen && !mayBeBlank)
            return parsed;
        var document = new IrVariable("document", null);
        into.Add(_failuresAreSeen ? new IrAttempt(document, parsed, thrown, errorName, origin) : new IrAssign(document, parsed, origin));
        var read = new IrRead(document, origin);

        // Only a text with these letters in it is that of null; others that are read as null are empty or white space.
        if (mayBeBlank)
        {
            var isNull = IsNull(read, origin);
            var parsedText = text.Rewrite(e => e switch
            {
                IrMember { TargetMayBeNull: true } member => member with { TargetMayBeNull = false },
                IrCallFunction { Function: IrFunction.NotNull, Arguments: [var list] } => list,
                _ => e,
            });
            var saysNull = new IrCallFunction(IrFunction.StringContains, [parsedText, new IrConstant("null", StringType, origin)], BooleanType, origin);
            into.Add(new IrIf(
                new IrBinary(IrOperator.And, isNull, Not(saysNull), BooleanType, origin),
                [new IrThrow(new IrException(errorName, new IrConstant(OfEmptyText(method), StringType, origin), thrown, origin), thrown, origin)],
                [],
                origin));
        }

        return read;
    }

    // What the serializers say of an empty text.
    private static string OfEmptyText(IMethodSymbol method) => method.ContainingType.ContainingNamespace.FullName() == "Newtonsoft.Json.Linq"
        ? $"Error reading {method.ContainingType.Name} from JsonReader. Path '', line 0, position 0."
        : $"The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.{(method.Name == "Parse" ? "" : " Path: $ |")} LineNumber: 0 | BytePositionInLine: 0.";

    private static bool SeesUnreadableJson(ICatchClauseOperation clause) =>
        clause.ExceptionType is not { SpecialType: not SpecialType.System_Object } type || type.Is("System.Exception") || type.Is(JsonException) || type.Is(NewtonsoftException) || type.Is(NewtonsoftReaderException);

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
