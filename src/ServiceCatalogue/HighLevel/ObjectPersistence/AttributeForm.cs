namespace LambdaLift.ServiceCatalogue.ObjectPersistence;

/// <summary>How a .NET value is written as a DynamoDB attribute value, and read from one.</summary>
/// <remarks>Measured on AWSSDK.DynamoDBv2 4.0.110.2: what it sends for each .NET type, and what it makes of each kind of attribute.</remarks>
public abstract record AttributeForm
{
    /// <summary>The member of the attribute value that is written: <c>S</c>, <c>N</c>, <c>B</c>, <c>BOOL</c>, <c>SS</c>, <c>NS</c>, <c>BS</c>, <c>L</c>, <c>M</c>; empty if nothing can be.</summary>
    public abstract string Descriptor { get; }

    /// <summary>
    /// The members from which the value can be read, the written one first. <c>NULL</c> can always be read: it is null, and for a value type <c>default(T)</c>.
    /// Everything else is an exception of the library, most often an <c>InvalidOperationException</c>.
    /// </summary>
    public abstract IReadOnlyList<string> ReadableFrom { get; }

    /// <summary>Why the library itself, or a state machine, cannot write or read the value; null when nothing is in the way. Looks into elements and members too.</summary>
    public abstract string? Obstacle { get; }

    /// <summary>Whether it is a point in time: as text, or as seconds since 1970.</summary>
    public bool IsTime => this is ScalarForm { Kind: ScalarKind.Instant or ScalarKind.EpochSeconds or ScalarKind.EpochSecondsOf32Bits };
}

/// <summary>The kinds of .NET values that one member of an attribute value holds.</summary>
public enum ScalarKind
{
    /// <summary><c>string</c> as S. An empty text counts as no value, unless the context enables empty texts.</summary>
    Text,

    /// <summary><c>char</c> as S.</summary>
    Character,

    /// <summary><c>Guid</c> as S, with hyphens, in small letters.</summary>
    Guid,

    /// <summary><c>DateTime</c> as S: UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>; a value of unspecified kind is taken for local time.</summary>
    Instant,

    /// <summary><c>DateTime</c> as N: seconds since 1970, rounded, of two equally near the even one (<c>StoreAsEpochLong</c>).</summary>
    EpochSeconds,

    /// <summary>As <see cref="EpochSeconds"/> as far as 32 bits reach, the rest as <see cref="Instant"/> (<c>StoreAsEpoch</c>).</summary>
    EpochSecondsOf32Bits,

    /// <summary><c>DateOnly</c> as S: <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>An integral type as N.</summary>
    Integer,

    /// <summary><c>decimal</c> as N, with its trailing zeros.</summary>
    Decimal,

    /// <summary><c>float</c> or <c>double</c> as N, the shortest text that reads back as the same value; an exponent as <c>1e+20</c>.</summary>
    FloatingPoint,

    /// <summary>An enumeration as N, its number.</summary>
    Enumeration,

    /// <summary><c>bool</c> as BOOL, or as N: 1 or 0. Read from N it is true unless 0.</summary>
    Boolean,

    /// <summary><c>byte[]</c> and <c>MemoryStream</c> as B.</summary>
    Bytes,
}

/// <summary>A value that is one text, number, truth value or run of bytes.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Descriptor">The member that is written.</param>
public sealed record ScalarForm(ScalarKind Kind, string Descriptor) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor { get; } = Descriptor;

    /// <inheritdoc/>
    // Texts and numbers are read from each other by their text; so an S that is no number fails when it is read, not when its kind is seen.
    public override IReadOnlyList<string> ReadableFrom => Kind switch
    {
        ScalarKind.Boolean => Descriptor == "BOOL" ? new[] { "BOOL", "N", "S" } : new[] { "N", "BOOL", "S" },
        ScalarKind.Bytes => new[] { "B" },
        ScalarKind.Instant => new[] { "S" },
        _ => Descriptor == "N" ? new[] { "N", "S" } : new[] { "S", "N" },
    };

    /// <inheritdoc/>
    public override string? Obstacle => null;
}

/// <summary>A collection as SS, NS or BS. An empty one is not written at all, and leaves what the item has; a null element is an <c>ArgumentNullException</c>.</summary>
/// <param name="Element">How an element is written.</param>
public sealed record SetForm(ScalarForm Element) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => Element.Descriptor + "S";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadableFrom => [.. ReadableSets(Element), "L"];

    // Texts and numbers are read from each other's sets too; points in time are not.
    internal static IReadOnlyList<string> ReadableSets(ScalarForm element) =>
        element.Kind == ScalarKind.Bytes ? ["BS"] : element.Kind == ScalarKind.Instant ? ["SS"] : element.Descriptor == "S" ? ["SS", "NS"] : ["NS", "SS"];

    /// <inheritdoc/>
    public override string? Obstacle => null;
}

/// <summary>A collection as L, in order. An empty text as an element is left out.</summary>
/// <param name="Element">How an element is written.</param>
/// <param name="AllowsNull">Whether a null element is written as NULL; else it is an <c>ArgumentNullException</c>.</param>
/// <param name="IsReadable">Whether the library can read it back: it cannot make an instance of an interface.</param>
public sealed record ListForm(AttributeForm Element, bool AllowsNull, bool IsReadable) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => "L";

    /// <inheritdoc/>
    // Sets are for elements of the types that the library knows as scalars, which are those that must not be null.
    public override IReadOnlyList<string> ReadableFrom => !IsReadable
        ? []
        : Element is ScalarForm scalar && !AllowsNull ? ["L", .. SetForm.ReadableSets(scalar)] : ["L"];

    /// <inheritdoc/>
    public override string? Obstacle => Element.Obstacle;
}

/// <summary>A dictionary with text keys as M. A null value is written as NULL; an empty text as a value is left out.</summary>
/// <param name="Value">How a value is written.</param>
public sealed record MapForm(AttributeForm Value) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => "M";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadableFrom => new[] { "M" };

    /// <inheritdoc/>
    public override string? Obstacle => Value.Obstacle;
}

/// <summary>An object as M. Null members, empty texts and empty sets in it are left out.</summary>
/// <param name="Class">Its class; <see cref="PersistedClass.TableName"/> means nothing here.</param>
public sealed record ObjectForm(PersistedClass Class) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => "M";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadableFrom => new[] { "M" };

    /// <inheritdoc/>
    public override string? Obstacle => Class.Obstacle;
}

/// <summary>A value that is an attribute value already: an entry of a document that was read from the table.</summary>
/// <param name="Descriptor">The member that it is taken to have.</param>
public sealed record StoredForm(string Descriptor) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor { get; } = Descriptor;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadableFrom => new[] { Descriptor };

    /// <inheritdoc/>
    public override string? Obstacle => null;
}

/// <summary>A property whose converter (<c>IPropertyConverter</c>) makes the entry that is written, and the value of the entry that is read.</summary>
/// <remarks>
/// Null is removed without the converter, and so is what it gives null for; an entry without value is left as it is, and an empty text counts as no value unless the
/// context enables empty texts. An attribute that is missing is not read; NULL is read by the converter.
/// </remarks>
/// <param name="Converter">The converter's name.</param>
/// <param name="Entry">How what the converter gives is written.</param>
public sealed record ConvertedForm(string Converter, ScalarForm Entry) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => Entry.Descriptor;

    /// <inheritdoc/>
    // The converter decides; it is taken to read what it writes.
    public override IReadOnlyList<string> ReadableFrom => new[] { Descriptor };

    /// <inheritdoc/>
    public override string? Obstacle => null;
}

/// <summary>A value that the library cannot write, or writes by code that only runs in .NET.</summary>
/// <param name="Reason">Why: a noun phrase that begins with the type's or the attribute's name.</param>
public sealed record UnsupportedForm(string Reason) : AttributeForm
{
    /// <inheritdoc/>
    public override string Descriptor => "";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadableFrom => Array.Empty<string>();

    /// <inheritdoc/>
    public override string? Obstacle => Reason;
}
