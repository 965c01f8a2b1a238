// Read by the compiler for their symbols, and used by the AWS SDK as types.
#pragma warning disable CA1002, CA1044, CA1051, CA1056, CA1819, CA1822, CA2227, CS8618, IDE0044, IDE0051, CA1812, CA1823, CS0169, CS0618
using System;
using System.Collections.Generic;
using System.IO;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;

namespace LambdaLift.Converter.Tests.ObjectPersistence.Entities;

[DynamoDBTable("orders")]
public class Order
{
    [DynamoDBHashKey] public string Id { get; set; }
    [DynamoDBRangeKey("line")] public int Line { get; set; }
    [DynamoDBVersion] public long? Version { get; set; }
    [DynamoDBGlobalSecondaryIndexHashKey("byCustomer")] public string Customer { get; set; }
    [DynamoDBGlobalSecondaryIndexRangeKey("byCustomer", "byDay")] public DateTime Placed { get; set; }
    [DynamoDBLocalSecondaryIndexRangeKey("byTotal")] public decimal Total { get; set; }
    public bool Paid { get; set; }
    public List<string> Tags { get; set; }
    public Address ShipTo { get; set; }
    [DynamoDBProperty("note")] public string Remark { get; set; }
    [DynamoDBIgnore] public string Unsaved { get; set; } = "unsaved";
}

public class Address
{
    public string Street { get; set; }
    [DynamoDBProperty("zip")] public int? PostCode { get; set; }
    [DynamoDBIgnore] public string Unsaved { get; set; } = "unsaved";
}

public enum Colour
{
    Red,
    Green = 7,
}

[DynamoDBTable("scalars")]
public class Scalars
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public string Text { get; set; }
    public char Letter { get; set; } = 'é';
    public Guid Guid { get; set; }
    public Guid? GuidOrNone { get; set; }
    public DateTime Instant { get; set; }
    public DateTime? InstantOrNone { get; set; }
    [DynamoDBProperty(StoreAsEpoch = true)] public DateTime Epoch { get; set; } = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    [DynamoDBProperty("ttl", true)] public DateTime? Expires { get; set; }
    [DynamoDBProperty(StoreAsEpochLong = true)] public DateTime? LongEpoch { get; set; }
    public byte Byte { get; set; } = 1;
    public sbyte SByte { get; set; } = -1;
    public short Short { get; set; } = -2;
    public ushort UShort { get; set; } = 2;
    public int Int { get; set; } = -3;
    public uint UInt { get; set; } = 3;
    public long Long { get; set; } = 5_000_000_000;
    public ulong ULong { get; set; } = 4;
    public int? IntOrNone { get; set; }
    public decimal Decimal { get; set; } = 1.50m;
    public float Float { get; set; } = 1f / 3;
    public double Double { get; set; } = 1.0 / 3;
    public bool Bool { get; set; } = true;
    public bool? BoolOrNone { get; set; }
    public Colour Colour { get; set; } = Colour.Green;
    public byte[] Bytes { get; set; }
    public MemoryStream Stream { get; set; }
}

[DynamoDBTable("collections")]
public class Collections
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public List<string> Strings { get; set; }
    public string[] StringArray { get; set; }
    public HashSet<string> StringSet { get; set; }
    public List<int> Ints { get; set; }
    public List<decimal> Decimals { get; set; }
    public List<Guid> Guids { get; set; }
    public List<DateTime> Instants { get; set; }
    public List<byte[]> Blobs { get; set; }
    public List<int?> IntsOrNone { get; set; }
    public List<Colour> Colours { get; set; }
    public HashSet<Colour> ColourSet { get; set; }
    public SortedSet<string> Sorted { get; set; }
    public List<Address> Addresses { get; set; }
    public Address[] AddressArray { get; set; }
    public List<List<string>> Nested { get; set; }
    public Dictionary<string, string> Map { get; set; }
    public Dictionary<string, bool> Flags { get; set; }
    public Dictionary<string, Address> AddressMap { get; set; }
    public Dictionary<string, List<int>> ListMap { get; set; }
    public Dictionary<string, Dictionary<string, int>> MapMap { get; set; }
}

[DynamoDBTable("bools")]
public class Bools
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public List<bool> List { get; set; }
}

public class Base
{
    [DynamoDBHashKey("pk")] public string Id { get; set; } = "1";
    public string Inherited { get; set; } = "inherited";
    public virtual string Overridden { get; set; } = "base";
}

[DynamoDBTable("derived")]
public class Derived : Base
{
    public string Own { get; set; } = "own";
    public override string Overridden { get; set; } = "derived";
    public string PrivateSetter { get; private set; } = "private setter";
    public string InitOnly { get; init; } = "init only";
    protected string Protected { get; set; } = "protected";
    private string Private { get; set; } = "private";
    internal string Internal { get; set; } = "internal";
    public string ReadOnly => "read only";
    public string GetOnly { get; } = "get only";
    public static string Static { get; set; } = "static";
    public string Field = "field";
    public readonly string ReadOnlyField = "read-only field";
    internal string InternalField = "internal field";
}

[DynamoDBTable("camel", true)]
public class CamelCase
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public string SomeText { get; set; } = "a";
    [DynamoDBProperty("Explicit")] public string Named { get; set; } = "b";
    public Address Nested { get; set; } = new() { Street = "s" };
}

[DynamoDBTable("camelAll", CaseMode.CamelCase)]
public class CamelCaseEverywhere
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public Address Nested { get; set; } = new() { Street = "s" };
}

[DynamoDBTable("schema2", false, Amazon.DynamoDBv2.ConversionSchema.V2)]
public class AsksForV2
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public bool Flag { get; set; } = true;
    public List<string> List { get; set; } = ["a"];
    public Address Nested { get; set; }
}

public class WithoutTable
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
}

public record Positional([property: DynamoDBHashKey] string Id, int Count);

[DynamoDBTable("refused")]
public class UpperCase : IPropertyConverter
{
    public DynamoDBEntry ToEntry(object value) => ((string)value).ToUpperInvariant();
    public object FromEntry(DynamoDBEntry entry) => entry.AsString();
}

public class WithConverter
{
    [DynamoDBHashKey] public string Id { get; set; }
    [DynamoDBProperty(typeof(UpperCase))] public string Name { get; set; }
}

public class WithNullableEnum
{
    [DynamoDBHashKey] public string Id { get; set; }
    public Colour? Colour { get; set; }
}

public class WithOffset
{
    [DynamoDBHashKey] public string Id { get; set; }
    public DateTimeOffset When { get; set; }
}

public class WithInterface
{
    [DynamoDBHashKey] public string Id { get; set; }
    public IReadOnlyList<string> Names { get; set; }
}

public class WithItself
{
    [DynamoDBHashKey] public string Id { get; set; }
    public WithItself Parent { get; set; }
}

public class WithCounter
{
    [DynamoDBHashKey] public string Id { get; set; }
    [DynamoDBAtomicCounter] public long? Count { get; set; }
}

public class WithPlainVersion
{
    [DynamoDBHashKey] public string Id { get; set; }
    [DynamoDBVersion] public int Version { get; set; }
}

public class WithUntypedMap
{
    [DynamoDBHashKey] public string Id { get; set; }
    public Dictionary<string, object> Map { get; set; }
}

public class WithNumberedMap
{
    [DynamoDBHashKey] public string Id { get; set; }
    public Dictionary<int, string> Map { get; set; }
}
