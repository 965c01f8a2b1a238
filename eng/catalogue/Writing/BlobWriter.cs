using System.Text;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes what <c>BlobReader</c> reads: the table of all strings first, then the values.</summary>
internal sealed class BlobWriter
{
    private readonly List<byte> _body = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<string> _strings = [];

    public void WriteInt(int value) => WriteInt(_body, value);

    public void WriteBool(bool value) => WriteInt(value ? 1 : 0);

    public void WriteString(string value)
    {
        if (!_indices.TryGetValue(value, out var index))
        {
            index = _strings.Count;
            _indices.Add(value, index);
            _strings.Add(value);
        }
        WriteInt(index);
    }

    public void WriteStrings(IReadOnlyCollection<string> values) => WriteList(values, WriteString);

    public void WriteInts(IReadOnlyCollection<int> values) => WriteList(values, WriteInt);

    public void WriteList<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        WriteInt(values.Count);
        foreach (var value in values)
            write(value);
    }

    public byte[] ToArray()
    {
        var result = new List<byte>();
        WriteInt(result, _strings.Count);
        foreach (var text in _strings)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            WriteInt(result, bytes.Length);
            result.AddRange(bytes);
        }
        result.AddRange(_body);
        return [.. result];
    }

    private static void WriteInt(List<byte> target, int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        while (value >= 0x80)
        {
            target.Add((byte)(value | 0x80));
            value >>= 7;
        }
        target.Add((byte)value);
    }
}
