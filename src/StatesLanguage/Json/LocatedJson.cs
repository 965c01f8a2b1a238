using System.Text;
using System.Text.Json;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>A place in a text. Line and column are counted from 1, the column in characters (UTF-16 units); 0 means unknown.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>No place: the value was not read from a text.</summary>
    public static SourcePosition None => default;

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}

/// <summary>A member of a located object; names may repeat, as they may in the text.</summary>
public sealed record LocatedMember(string Name, SourcePosition NamePosition, LocatedJson Value);

/// <summary>A JSON value that knows where it, and everything in it, stands in the text.</summary>
public sealed class LocatedJson
{
    private LocatedJson(JsonData value, SourcePosition position, IReadOnlyList<LocatedMember> members, IReadOnlyList<LocatedJson> items)
    {
        Value = value;
        Position = position;
        Members = members;
        Items = items;
    }

    /// <summary>The value, without places. Of members with the same name it holds the last.</summary>
    public JsonData Value { get; }

    /// <summary>Where the value starts.</summary>
    public SourcePosition Position { get; }

    /// <summary>The members in order of the text, repeated names included; empty if this is no object.</summary>
    public IReadOnlyList<LocatedMember> Members { get; }

    /// <summary>The items; empty if this is no array.</summary>
    public IReadOnlyList<LocatedJson> Items { get; }

    /// <summary>The last member of a name, or null.</summary>
    public LocatedMember? Member(string name)
    {
        for (var i = Members.Count - 1; i >= 0; i--)
        {
            if (Members[i].Name == name)
            {
                return Members[i];
            }
        }

        return null;
    }

    /// <summary>Parses a document and keeps all places.</summary>
    /// <exception cref="JsonParseException">The text is not one JSON document within the limits.</exception>
    public static LocatedJson Parse(string text, int maxDepth = JsonDataParser.DefaultMaxDepth) =>
        Parse(Encoding.UTF8.GetBytes(text ?? throw new ArgumentNullException(nameof(text))), maxDepth);

    /// <inheritdoc cref="Parse(string, int)"/>
    public static LocatedJson Parse(ReadOnlySpan<byte> utf8, int maxDepth = JsonDataParser.DefaultMaxDepth)
    {
        utf8 = JsonDataParser.SkipByteOrderMark(utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        var places = new PlaceFinder(utf8);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, ref places);
            reader.Read();
            return root;
        }
        catch (Exception e) when (JsonDataParser.TryLocate(e, utf8, (int)reader.TokenStartIndex) is { } located)
        {
            throw located;
        }
    }

    /// <summary>Wraps a value that was not read from a text: its parts have no place.</summary>
    public static LocatedJson Unlocated(JsonData value) => value switch
    {
        DataObject target => Object(
            default,
            [.. ((IEnumerable<KeyValuePair<string, JsonData>>)target).Select(member => new LocatedMember(member.Key, default, Unlocated(member.Value)))]),
        DataArray array => Array(default, [.. ((IEnumerable<JsonData>)array).Select(Unlocated)]),
        _ => new LocatedJson(value, default, [], []),
    };

    private static LocatedJson ReadValue(ref Utf8JsonReader reader, ref PlaceFinder places)
    {
        var position = places.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<LocatedMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var namePosition = places.At((int)reader.TokenStartIndex);
                    var name = JsonDataParser.ReadText(ref reader);
                    reader.Read();
                    members.Add(new LocatedMember(name, namePosition, ReadValue(ref reader, ref places)));
                }

                return Object(position, members);
            case JsonTokenType.StartArray:
                var items = new List<LocatedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, ref places));
                }

                return Array(position, items);
            default:
                return new LocatedJson(JsonDataParser.ReadScalar(ref reader), position, [], []);
        }
    }

    private static LocatedJson Object(SourcePosition position, IReadOnlyList<LocatedMember> members)
    {
        var builder = new DataObjectBuilder(members.Count);
        foreach (var member in members)
        {
            builder.Set(member.Name, member.Value.Value);
        }

        return new LocatedJson(builder.Build(), position, members, []);
    }

    private static LocatedJson Array(SourcePosition position, IReadOnlyList<LocatedJson> items) =>
        new(DataArray.Adopt([.. items.Select(item => item.Value)]), position, [], items);

    /// <summary>Turns byte offsets, asked for in ascending order, into lines and columns in one pass over the text.</summary>
    private ref struct PlaceFinder(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> _utf8 = utf8;
        private int _offset;
        private int _line = 1;
        private int _column = 1;

        public SourcePosition At(int offset)
        {
            for (; _offset < offset; _offset++)
            {
                var b = _utf8[_offset];
                if (b == (byte)'\n')
                {
                    _line++;
                    _column = 1;
                }
                else if ((b & 0xC0) != 0x80)
                {
                    // A lead byte of four stands for two UTF-16 units; continuation bytes for none.
                    _column += b >= 0xF0 ? 2 : 1;
                }
            }

            return new SourcePosition(_line, _column);
        }
    }
}
