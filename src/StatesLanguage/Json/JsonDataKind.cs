namespace LambdaLift.StatesLanguage.Json;

/// <summary>The six kinds of JSON value (RFC 8259).</summary>
public enum JsonDataKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>An ordered list of values.</summary>
    Array,

    /// <summary>Members by name, in the order in which they were added.</summary>
    Object,
}
