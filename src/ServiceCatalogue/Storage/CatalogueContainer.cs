using System.IO.Compression;
using System.Reflection;

namespace LambdaLift.ServiceCatalogue.Storage;

/// <summary>
/// A file of named, separately compressed entries: magic, version, number of entries, then (name, offset, stored length, length) each, then the entries.
/// Only the entries asked for are decompressed.
/// </summary>
internal sealed class CatalogueContainer
{
    public const int Magic = 0x43434C4C;
    public const int Version = 1;

    private readonly Func<Stream> _open;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public CatalogueContainer(Func<Stream> open)
    {
        _open = open;
        using var stream = open();
        using var reader = new BinaryReader(stream);
        if (reader.ReadInt32() != Magic || reader.ReadInt32() != Version)
            throw new InvalidDataException("The service catalogue resource has an unknown format; regenerate it with eng/catalogue.");
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
            _entries.Add(reader.ReadString(), new Entry(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
    }

    public static CatalogueContainer Embedded(string resource)
    {
        var assembly = typeof(CatalogueContainer).GetTypeInfo().Assembly;
        return new(() => assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"The embedded resource '{resource}' is missing; generate it with eng/catalogue."));
    }

    public IEnumerable<string> Names => _entries.Keys;

    public byte[] Read(string name)
    {
        var entry = _entries[name];
        using var stream = _open();
        stream.Position = entry.Offset;
        using var inflate = new DeflateStream(stream, CompressionMode.Decompress);
        var result = new byte[entry.Length];
        for (var read = 0; read < result.Length;)
        {
            var n = inflate.Read(result, read, result.Length - read);
            if (n == 0)
                throw new InvalidDataException($"The entry '{name}' of the service catalogue is truncated.");
            read += n;
        }
        return result;
    }

    private readonly record struct Entry(int Offset, int StoredLength, int Length);
}
