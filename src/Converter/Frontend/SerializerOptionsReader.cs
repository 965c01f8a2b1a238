using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Reads what a serializer does from the expression that makes its options, and from the Lambda serializer's type.</summary>
internal static class SerializerOptionsReader
{
    /// <summary>The contract of a <c>JsonSerializerOptions</c> value; null when something about it is not known.</summary>
    public static JsonContract? Read(IOperation options, Func<IOperation, IOperation?> resolve)
    {
        var made = resolve(options);
        if (made is IPropertyReferenceOperation { Property: { IsStatic: true, Name: var shared } property } && property.ContainingType.Is("System.Text.Json.JsonSerializerOptions"))
            return shared switch { "Web" => JsonContract.SystemTextJsonWeb, "Default" => JsonContract.SystemTextJsonDefault, _ => null };
        if (made is not IObjectCreationOperation creation || !creation.Type.Is("System.Text.Json.JsonSerializerOptions"))
            return null;
        var contract = JsonContract.SystemTextJsonDefault;
        if (creation.Arguments is [{ Value: var argument }])
        {
            if (argument.ConstantValue is not { HasValue: true, Value: int defaults })
                return null;
            contract = defaults == 1 ? JsonContract.SystemTextJsonWeb : contract;
        }

        foreach (var item in creation.Initializer?.Initializers ?? [])
        {
            if (item is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "Converters" }, Initializer.Initializers: var converters }
                && converters.All(c => c is IInvocationOperation { Arguments: [{ Value: var added }] } && Strip(added) is IObjectCreationOperation { Type: var t, Arguments.IsEmpty: true } && t is INamedTypeSymbol { IsGenericType: false } && t.Is("System.Text.Json.Serialization.JsonStringEnumConverter")))
            {
                contract = contract with { EnumsAsStrings = true };
                continue;
            }

            if (item is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value })
                return null;
            switch (name)
            {
                case "PropertyNamingPolicy":
                    JsonNaming? naming = Strip(value) switch
                    {
                        IPropertyReferenceOperation { Property.Name: "CamelCase" } => JsonNaming.CamelCase,
                        IPropertyReferenceOperation { Property.Name: "SnakeCaseLower" } => JsonNaming.SnakeCaseLower,
                        IPropertyReferenceOperation { Property.Name: "KebabCaseLower" } => JsonNaming.KebabCaseLower,
                        { ConstantValue: { HasValue: true, Value: null } } => JsonNaming.AsDeclared,
                        _ => null,
                    };
                    if (naming is null)
                        return null;
                    contract = contract with { Naming = naming.Value };
                    break;
                case "PropertyNameCaseInsensitive" when value.ConstantValue is { HasValue: true, Value: bool ignoreCase }:
                    contract = contract with { IgnoreCase = ignoreCase };
                    break;
                case "DefaultIgnoreCondition" when Strip(value) is IFieldReferenceOperation { Field.Name: var condition } && condition is "WhenWritingNull" or "Never":
                    contract = contract with { OmitNull = condition == "WhenWritingNull" };
                    break;
                case "WriteIndented" or "AllowTrailingCommas" or "ReadCommentHandling" or "Encoder":
                    break;
                default:
                    return null;
            }
        }

        return contract;
    }

    /// <summary>The contract of a Lambda serializer type; the default one when the function names none.</summary>
    public static JsonContract? ForLambda(ITypeSymbol? serializer) => serializer?.Name switch
    {
        null or "DefaultLambdaJsonSerializer" or "SourceGeneratorLambdaJsonSerializer" => JsonContract.LambdaDefault,
        "CamelCaseLambdaJsonSerializer" => JsonContract.LambdaCamelCase,
        "LambdaJsonSerializer" => JsonContract.LambdaCamelCase,
        "JsonSerializer" => JsonContract.LambdaNewtonsoft,
        "JsonIncludeNullValueSerializer" => JsonContract.LambdaNewtonsoft with { OmitNull = false },
        _ => null,
    };

    private static IOperation Strip(IOperation operation) => operation is IConversionOperation conversion ? Strip(conversion.Operand) : operation;
}
