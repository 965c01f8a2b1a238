namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>The conversion schemas of the .NET library (<c>DynamoDBEntryConversion</c>).</summary>
public enum ConversionSchema
{
    /// <summary>The default: truth values as N, lists of scalars as sets.</summary>
    V1,

    /// <summary>Truth values as BOOL, lists as L.</summary>
    V2,
}

/// <summary>The .NET collection types that the library tells apart.</summary>
public enum CollectionKind
{
    /// <summary><c>List&lt;T&gt;</c> or an array.</summary>
    List,

    /// <summary><c>HashSet&lt;T&gt;</c>.</summary>
    HashSet,

    /// <summary>Another class that implements <c>ICollection&lt;T&gt;</c>, such as <c>SortedSet&lt;T&gt;</c>.</summary>
    OtherCollection,

    /// <summary><c>IList&lt;T&gt;</c> or <c>ISet&lt;T&gt;</c>: written, but never read.</summary>
    Interface,
}

/// <summary>The rules from .NET types to attribute values.</summary>
public static class AttributeForms
{
    private static readonly Dictionary<string, ScalarKind> Scalars = new(StringComparer.Ordinal)
    {
        ["System.String"] = ScalarKind.Text,
        ["System.Char"] = ScalarKind.Character,
        ["System.Guid"] = ScalarKind.Guid,
        ["System.DateTime"] = ScalarKind.Instant,
        ["System.DateOnly"] = ScalarKind.Date,
        ["System.Byte"] = ScalarKind.Integer,
        ["System.SByte"] = ScalarKind.Integer,
        ["System.Int16"] = ScalarKind.Integer,
        ["System.UInt16"] = ScalarKind.Integer,
        ["System.Int32"] = ScalarKind.Integer,
        ["System.UInt32"] = ScalarKind.Integer,
        ["System.Int64"] = ScalarKind.Integer,
        ["System.UInt64"] = ScalarKind.Integer,
        ["System.Decimal"] = ScalarKind.Decimal,
        ["System.Single"] = ScalarKind.FloatingPoint,
        ["System.Double"] = ScalarKind.FloatingPoint,
        ["System.Boolean"] = ScalarKind.Boolean,
        ["System.Byte[]"] = ScalarKind.Bytes,
        ["System.IO.MemoryStream"] = ScalarKind.Bytes,
    };

    /// <summary>The form of an enumeration that is not nullable. (A nullable one is written as an object with one member, which nothing reads back.)</summary>
    public static ScalarForm Enumeration { get; } = new(ScalarKind.Enumeration, "N");

    /// <summary>The form of a point in time that is stored as seconds since 1970.</summary>
    /// <param name="isLong">Whether seconds of more than 32 bits are stored so too.</param>
    public static ScalarForm EpochSeconds(bool isLong) => new(isLong ? ScalarKind.EpochSeconds : ScalarKind.EpochSecondsOf32Bits, "N");

    /// <summary>The form of a type, or of the nullable version of it, by full metadata name (<c>System.Int32</c>, <c>System.Byte[]</c>); null when it is none of one value.</summary>
    public static ScalarForm? Scalar(string typeName, ConversionSchema schema)
    {
        if (!Scalars.TryGetValue(typeName, out var kind))
            return null;
        return new ScalarForm(kind, kind switch
        {
            ScalarKind.Boolean => schema == ConversionSchema.V1 ? "N" : "BOOL",
            ScalarKind.Integer or ScalarKind.Decimal or ScalarKind.FloatingPoint => "N",
            ScalarKind.Bytes => "B",
            _ => "S",
        });
    }

    /// <summary>The form of a collection.</summary>
    /// <param name="element">The form of its elements.</param>
    /// <param name="isElementNullable">Whether the elements are of type <c>Nullable&lt;T&gt;</c>.</param>
    /// <param name="kind">The collection.</param>
    /// <param name="schema">The schema.</param>
    public static AttributeForm Collection(AttributeForm element, bool isElementNullable, CollectionKind kind, ConversionSchema schema)
    {
        var isPrimitive = element is ScalarForm { Kind: not ScalarKind.Enumeration } && !isElementNullable;
        if (isPrimitive && (kind == CollectionKind.HashSet || (kind == CollectionKind.List && schema == ConversionSchema.V1)))
        {
            var scalar = (ScalarForm)element;
            return scalar.Descriptor == "BOOL" ? new UnsupportedForm("a HashSet<bool> under schema V2") : new SetForm(scalar);
        }

        return new ListForm(element, AllowsNull: !(isPrimitive && kind == CollectionKind.List), IsReadable: kind != CollectionKind.Interface);
    }
}
