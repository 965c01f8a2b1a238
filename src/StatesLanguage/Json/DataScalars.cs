namespace LambdaLift.StatesLanguage.Json;

/// <summary>The JSON value <c>null</c>.</summary>
public sealed class DataNull : JsonData
{
    internal static readonly DataNull Instance = new();

    private DataNull()
        : base(JsonDataKind.Null)
    {
    }

    private protected override bool ValueEquals(JsonData other) => true;

    private protected override int ValueHash() => 0x6e756c6c;
}

/// <summary>A JSON boolean.</summary>
public sealed class DataBoolean : JsonData
{
    internal static readonly DataBoolean TrueInstance = new(true);
    internal static readonly DataBoolean FalseInstance = new(false);

    private DataBoolean(bool value)
        : base(JsonDataKind.Boolean) => Value = value;

    /// <summary>The truth value.</summary>
    public bool Value { get; }

    private protected override bool ValueEquals(JsonData other) => ((DataBoolean)other).Value == Value;

    private protected override int ValueHash() => Value ? 1231 : 1237;
}

/// <summary>A JSON string: any sequence of UTF-16 units, lone surrogates included.</summary>
public sealed class DataString : JsonData
{
    private static readonly DataString EmptyInstance = new("");

    private DataString(string value)
        : base(JsonDataKind.String) => Value = value;

    /// <summary>The empty string.</summary>
    public static DataString Empty => EmptyInstance;

    /// <summary>The text.</summary>
    public string Value { get; }

    internal static DataString Create(string value)
    {
        if (value is null)
        {
            throw new ArgumentNullException(nameof(value));
        }

        return value.Length == 0 ? EmptyInstance : new DataString(value);
    }

    private protected override bool ValueEquals(JsonData other) => string.Equals(((DataString)other).Value, Value, StringComparison.Ordinal);

    private protected override int ValueHash() => StringComparer.Ordinal.GetHashCode(Value);
}
