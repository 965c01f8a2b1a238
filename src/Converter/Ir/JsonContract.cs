namespace LambdaLift.Converter.Ir;

/// <summary>How a serializer turns a property's C# name into a JSON name when no attribute says otherwise.</summary>
public enum JsonNaming
{
    /// <summary>The name as declared.</summary>
    AsDeclared,

    /// <summary><c>System.Text.Json.JsonNamingPolicy.CamelCase</c>, or Newtonsoft's camel-case resolver.</summary>
    CamelCase,

    /// <summary><c>JsonNamingPolicy.SnakeCaseLower</c>.</summary>
    SnakeCaseLower,

    /// <summary><c>JsonNamingPolicy.KebabCaseLower</c>.</summary>
    KebabCaseLower,
}

/// <summary>The library whose attributes and defaults apply.</summary>
public enum JsonLibrary
{
    /// <summary>System.Text.Json: <c>[JsonPropertyName]</c>, <c>[JsonIgnore]</c>.</summary>
    SystemTextJson,

    /// <summary>Newtonsoft.Json: <c>[JsonProperty]</c>, <c>[JsonIgnore]</c>.</summary>
    Newtonsoft,
}

/// <summary>
/// What decides the JSON of a C# value: the serializer and its options. The Lambda serializers' contracts are those of
/// Amazon.Lambda.Serialization.SystemTextJson and Amazon.Lambda.Serialization.Json.
/// </summary>
/// <param name="Library">Whose attributes apply.</param>
/// <param name="Naming">The naming policy for properties.</param>
/// <param name="OmitNull">Whether properties that are null are left out when writing.</param>
/// <param name="IgnoreCase">Whether reading matches property names without regard to case.</param>
/// <param name="EnumsAsStrings">Whether enums are written by name.</param>
public sealed record JsonContract(JsonLibrary Library, JsonNaming Naming, bool OmitNull, bool IgnoreCase, bool EnumsAsStrings)
{
    /// <summary><c>JsonSerializer.Serialize(x)</c> without options.</summary>
    public static JsonContract SystemTextJsonDefault { get; } = new(JsonLibrary.SystemTextJson, JsonNaming.AsDeclared, false, false, false);

    /// <summary><c>new JsonSerializerOptions(JsonSerializerDefaults.Web)</c>.</summary>
    public static JsonContract SystemTextJsonWeb { get; } = new(JsonLibrary.SystemTextJson, JsonNaming.CamelCase, false, true, false);

    /// <summary><c>JsonConvert.SerializeObject(x)</c> without settings.</summary>
    public static JsonContract NewtonsoftDefault { get; } = new(JsonLibrary.Newtonsoft, JsonNaming.AsDeclared, false, true, false);

    /// <summary><c>DefaultLambdaJsonSerializer</c>.</summary>
    public static JsonContract LambdaDefault { get; } = new(JsonLibrary.SystemTextJson, JsonNaming.AsDeclared, true, true, false);

    /// <summary><c>CamelCaseLambdaJsonSerializer</c>.</summary>
    public static JsonContract LambdaCamelCase { get; } = new(JsonLibrary.SystemTextJson, JsonNaming.CamelCase, true, true, false);

    /// <summary><c>Amazon.Lambda.Serialization.Json.JsonSerializer</c>.</summary>
    public static JsonContract LambdaNewtonsoft { get; } = new(JsonLibrary.Newtonsoft, JsonNaming.AsDeclared, true, true, false);

    /// <inheritdoc/>
    public override string ToString() =>
        (Library == JsonLibrary.Newtonsoft ? "newtonsoft" : "stj")
        + (Naming == JsonNaming.AsDeclared ? "" : ":" + Naming)
        + (OmitNull ? ":omit-null" : "")
        + (IgnoreCase ? ":ignore-case" : "")
        + (EnumsAsStrings ? ":enum-names" : "");
}
