using System.IO.Compression;
using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes what <c>CatalogueContainer</c> reads.</summary>
internal static class ContainerWriter
{
    public static byte[] Write(IReadOnlyList<(string Name, byte[] Data)> entries)
    {
        var stored = entries.Select(e => Deflate(e.Data)).ToList();
        var headerLength = Header(entries, stored, 0).Length;
        using var result = new MemoryStream();
        result.Write(Header(entries, stored, headerLength));
        foreach (var data in stored)
            result.Write(data);
        return result.ToArray();
    }

    private static byte[] Header(IReadOnlyList<(string Name, byte[] Data)> entries, List<byte[]> stored, int offset)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(CatalogueContainer.Magic);
        writer.Write(CatalogueContainer.Version);
        writer.Write(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            writer.Write(entries[i].Name);
            writer.Write(offset);
            writer.Write(stored[i].Length);
            writer.Write(entries[i].Data.Length);
            offset += stored[i].Length;
        }
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] Deflate(byte[] data)
    {
        using var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(data);
        return result.ToArray();
    }
}
