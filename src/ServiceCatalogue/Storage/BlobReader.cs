using System.Text;

namespace LambdaLift.ServiceCatalogue.Storage;

/// <summary>Reads the primitives of the catalogue's binary form: variable-length unsigned integers, UTF-8 strings, and references into a string table.</summary>
internal sealed class BlobReader
{
    private readonly byte[] _data;
    private string[] _strings = Array.Empty<string>();
    private int _position;

    public BlobReader(byte[] data) => _data = data;

    public void ReadStringTable()
    {
        _strings = new string[ReadInt()];
        for (var i = 0; i < _strings.Length; i++)
            _strings[i] = ReadText();
    }

    public int ReadInt()
    {
        var result = 0;
        var shift = 0;
        while (true)
        {
            var b = _data[_position++];
            result |= (b & 0x7F) << shift;
            if (b < 0x80)
                return result;
            shift += 7;
        }
    }

    public bool ReadBool() => ReadInt() != 0;

    /// <summary>A string of the table.</summary>
    public string ReadString() => _strings[ReadInt()];

    public string[] ReadStrings()
    {
        var result = new string[ReadInt()];
        for (var i = 0; i < result.Length; i++)
            result[i] = ReadString();
        return result;
    }

    public int[] ReadInts()
    {
        var result = new int[ReadInt()];
        for (var i = 0; i < result.Length; i++)
            result[i] = ReadInt();
        return result;
    }

    public string ReadText()
    {
        var length = ReadInt();
        var text = Encoding.UTF8.GetString(_data, _position, length);
        _position += length;
        return text;
    }
}
