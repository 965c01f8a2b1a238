using System.Diagnostics;
using System.Text;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>
/// An immutable JSON value: the one currency of state inputs, outputs, variables, payload templates and service calls.
/// </summary>
/// <remarks>
/// Sealed kinds: <see cref="DataNull"/>, <see cref="DataBoolean"/>, <see cref="DataNumber"/>, <see cref="DataString"/>,
/// <see cref="DataArray"/> and <see cref="DataObject"/>. Equality is by value (<see cref="DeepEquals"/>).
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class JsonData : IEquatable<JsonData>
{
    private protected JsonData(JsonDataKind kind) => Kind = kind;

    /// <summary>Which of the six kinds of JSON value this is.</summary>
    public JsonDataKind Kind { get; }

    /// <summary>The value <c>null</c>.</summary>
    public static DataNull Null => DataNull.Instance;

    /// <summary>The value <c>true</c>.</summary>
    public static DataBoolean True => DataBoolean.TrueInstance;

    /// <summary>The value <c>false</c>.</summary>
    public static DataBoolean False => DataBoolean.FalseInstance;

    /// <summary>Whether this is <c>null</c>.</summary>
    public bool IsNull => Kind == JsonDataKind.Null;

    /// <summary>A boolean value.</summary>
    public static DataBoolean Boolean(bool value) => value ? True : False;

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite: JSON has no such number.</exception>
    public static DataNumber Number(double value) => DataNumber.Create(value);

    /// <summary>An integer; beyond ±2^53 its digits are kept exactly.</summary>
    public static DataNumber Number(long value) => DataNumber.Create(value);

    /// <summary>A string.</summary>
    public static DataString String(string value) => DataString.Create(value);

    /// <summary>An array of the given items.</summary>
    public static DataArray Array(params JsonData[] items) => DataArray.Create(items);

    /// <summary>An array of the given items.</summary>
    public static DataArray Array(IEnumerable<JsonData> items) => DataArray.Create(items);

    /// <summary>An object of the given members; a later member of the same name replaces the value of the earlier one.</summary>
    public static DataObject Object(params (string Name, JsonData Value)[] members)
    {
        var builder = new DataObjectBuilder(members.Length);
        foreach (var (name, value) in members)
        {
            builder.Set(name, value);
        }

        return builder.Build();
    }

    /// <summary>Parses one JSON document.</summary>
    /// <param name="text">The document; white space around it is allowed, comments and trailing commas are not.</param>
    /// <param name="maxDepth">How deep arrays and objects may nest.</param>
    /// <exception cref="JsonParseException">The text is not one JSON document within the limits.</exception>
    public static JsonData Parse(string text, int maxDepth = JsonDataParser.DefaultMaxDepth) => JsonDataParser.Parse(text, maxDepth);

    /// <summary>Parses one JSON document from UTF-8, with or without a byte order mark.</summary>
    /// <inheritdoc cref="Parse(string, int)"/>
    public static JsonData Parse(ReadOnlySpan<byte> utf8, int maxDepth = JsonDataParser.DefaultMaxDepth) => JsonDataParser.Parse(utf8, maxDepth);

    /// <summary>Parses one JSON document; false if the text is none.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonData? value)
    {
        try
        {
            value = JsonDataParser.Parse(text, JsonDataParser.DefaultMaxDepth);
            return true;
        }
        catch (JsonParseException)
        {
            value = null;
            return false;
        }
    }

    public static implicit operator JsonData(string value) => DataString.Create(value);

    public static implicit operator JsonData(bool value) => Boolean(value);

    public static implicit operator JsonData(int value) => DataNumber.Create((long)value);

    public static implicit operator JsonData(long value) => DataNumber.Create(value);

    public static implicit operator JsonData(double value) => DataNumber.Create(value);

    /// <summary>
    /// Whether two values mean the same: numbers by value (<c>1</c> is <c>1.0</c>; integers beyond ±2^53 digit by digit),
    /// objects without regard to the order of members, arrays in order.
    /// </summary>
    public static bool DeepEquals(JsonData? left, JsonData? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return left is not null && right is not null && left.Kind == right.Kind && left.ValueEquals(right);
    }

    /// <inheritdoc/>
    public bool Equals(JsonData? other) => DeepEquals(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is JsonData other && DeepEquals(this, other);

    /// <summary>A hash that agrees with <see cref="DeepEquals"/>.</summary>
    public sealed override int GetHashCode() => ValueHash();

    /// <summary>Compact JSON text; characters outside ASCII and <c>' &lt; &gt; &amp;</c> stay as they are.</summary>
    public sealed override string ToString() => JsonDataWriter.Write(this, indented: false);

    /// <summary>JSON text, compact, or indented by two spaces per level.</summary>
    public string ToJson(bool indented = false) => JsonDataWriter.Write(this, indented);

    /// <summary>Compact or indented JSON text in UTF-8, without a byte order mark.</summary>
    public byte[] ToUtf8Json(bool indented = false) => Encoding.UTF8.GetBytes(JsonDataWriter.Write(this, indented));

    /// <summary>How many bytes the compact JSON text takes in UTF-8, up to <paramref name="limit"/>: beyond it, some number above the limit.</summary>
    public long Utf8Length(long limit = long.MaxValue) => JsonDataSize.Measure(this, limit);

    private protected abstract bool ValueEquals(JsonData other);

    private protected abstract int ValueHash();
}
