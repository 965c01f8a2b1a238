using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>Parses JSON text into <see cref="JsonData"/>.</summary>
public static class JsonDataParser
{
    /// <summary>How deep arrays and objects may nest unless told otherwise.</summary>
    public const int DefaultMaxDepth = 1000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static JsonData Parse(string text, int maxDepth)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, 0, text.Length, buffer, 0);
            return Parse(buffer.AsSpan(0, length), maxDepth);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static JsonData Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        utf8 = SkipByteOrderMark(utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        var builder = TreeBuilder.Rent();
        try
        {
            reader.Read();
            var value = builder.ReadValue(ref reader);
            reader.Read();
            builder.Return();
            return value;
        }
        catch (Exception e) when (TryLocate(e, utf8, (int)reader.TokenStartIndex) is { } located)
        {
            throw located;
        }
    }

    internal static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? utf8.Slice(3) : utf8;

    /// <summary>The error with its place, or null if it does not come from the text.</summary>
    internal static JsonParseException? TryLocate(Exception error, ReadOnlySpan<byte> utf8, int tokenStart) => error switch
    {
        JsonException e => Located(e, utf8),
        DecoderFallbackException e => Located("The text is not valid UTF-8.", utf8, tokenStart, e),
        NumberOutOfRangeException e => Located("The number is too large for a double.", utf8, tokenStart, e),
        _ => null,
    };

    /// <summary>The reader's current value, which is neither an object nor an array.</summary>
    internal static JsonData ReadScalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => DataString.Create(ReadText(ref reader)),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => JsonData.True,
        JsonTokenType.False => JsonData.False,
        _ => JsonData.Null,
    };

    /// <summary>The text of the reader's current string or property name. Lone surrogates written as escapes are kept.</summary>
    internal static string ReadText(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        return reader.ValueIsEscaped ? Unescape(bytes) : Decode(bytes);
    }

    /// <summary>The reader's current number.</summary>
    internal static DataNumber ReadNumber(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (TrySmallInteger(bytes, out var whole))
        {
            return DataNumber.Create(whole);
        }

        var raw = Decode(bytes);
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || double.IsInfinity(value))
        {
            throw new NumberOutOfRangeException();
        }

        return DataNumber.Create(value, raw);
    }

    private static JsonParseException Located(JsonException e, ReadOnlySpan<byte> utf8)
    {
        var line = (int)(e.LineNumber ?? 0);
        var start = 0;
        for (var seen = 0; seen < line && start < utf8.Length; start++)
        {
            if (utf8[start] == (byte)'\n')
            {
                seen++;
            }
        }

        var before = utf8.Slice(start, Math.Min((int)(e.BytePositionInLine ?? 0), utf8.Length - start));
        return new JsonParseException(Sentence(e.Message), line + 1, Encoding.UTF8.GetCharCount(before.ToArray()) + 1, e);
    }

    private static JsonParseException Located(string problem, ReadOnlySpan<byte> utf8, int offset, Exception e)
    {
        var before = utf8.Slice(0, Math.Min(offset, utf8.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var line = 1;
        foreach (var b in before)
        {
            line += b == (byte)'\n' ? 1 : 0;
        }

        return new JsonParseException(problem, line, Encoding.UTF8.GetCharCount(before.Slice(lineStart).ToArray()) + 1, e);
    }

    // The reader's message ends with its own, zero-based position.
    private static string Sentence(string message)
    {
        var at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return at < 0 ? message : message.Substring(0, at);
    }

    private static bool TrySmallInteger(ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        var negative = bytes[0] == (byte)'-';
        var digits = negative ? bytes.Slice(1) : bytes;
        if (digits.Length > 15 || (negative && digits[0] == (byte)'0'))
        {
            return false;
        }

        foreach (var b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        value = negative ? -value : value;
        return true;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
#if NET
        return StrictUtf8.GetString(bytes);
#else
        return bytes.IsEmpty ? "" : StrictUtf8.GetString(bytes.ToArray());
#endif
    }

    private static string Unescape(ReadOnlySpan<byte> bytes)
    {
        // The reader has checked the escapes; only their pairing as surrogates is left open, as JSON leaves it.
        var escaped = Decode(bytes);
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            var c = escaped[i];
            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            c = escaped[++i];
            switch (c)
            {
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'u':
                    text.Append((char)ushort.Parse(escaped.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                default: text.Append(c); break;
            }
        }

        return text.ToString();
    }

    internal sealed class NumberOutOfRangeException : Exception;

    /// <summary>Builds containers bottom-up: pending items live on one stack, so a container is allocated once, at its final size.</summary>
    private sealed class TreeBuilder
    {
        private const int NameCacheSize = 128;
        private const int LargestKept = 4096;

        // Small documents are parsed often: each thread keeps one builder, and with it the names it has seen.
        [ThreadStatic]
        private static TreeBuilder? _free;

        private readonly string?[] _nameCache = new string?[NameCacheSize];
        private JsonData[] _values = new JsonData[16];
        private string[] _names = new string[16];
        private int _valueCount;
        private int _nameCount;

        public static TreeBuilder Rent()
        {
            var builder = _free ?? new TreeBuilder();
            _free = null;
            return builder;
        }

        /// <summary>Gives the builder back; one that was left half-way by an error is not given back.</summary>
        public void Return()
        {
            if (_values.Length <= LargestKept)
            {
                System.Array.Clear(_values, 0, _values.Length);
                _free = this;
            }
        }

        public JsonData ReadValue(ref Utf8JsonReader reader)
        {
            return reader.TokenType switch
            {
                JsonTokenType.StartObject => ReadObject(ref reader),
                JsonTokenType.StartArray => ReadArray(ref reader),
                _ => ReadScalar(ref reader),
            };
        }

        private JsonData ReadArray(ref Utf8JsonReader reader)
        {
            var start = _valueCount;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Push(ReadValue(ref reader));
            }

            var items = _values.AsSpan(start, _valueCount - start).ToArray();
            _valueCount = start;
            return DataArray.Adopt(items);
        }

        private JsonData ReadObject(ref Utf8JsonReader reader)
        {
            var start = _valueCount;
            var nameStart = _nameCount;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (_nameCount == _names.Length)
                {
                    System.Array.Resize(ref _names, _nameCount * 2);
                }

                _names[_nameCount++] = ReadName(ref reader);
                reader.Read();
                Push(ReadValue(ref reader));
            }

            var count = _valueCount - start;
            if (count == 0)
            {
                return DataObject.Empty;
            }

            var names = _names.AsSpan(nameStart, count);
            var values = _values.AsSpan(start, count);
            _valueCount = start;
            _nameCount = nameStart;
            return Unique(names, values);
        }

        private static DataObject Unique(ReadOnlySpan<string> names, ReadOnlySpan<JsonData> values)
        {
            if (names.Length > NameIndex.LinearLimit || HasDuplicate(names))
            {
                var builder = new DataObjectBuilder(names.Length);
                for (var i = 0; i < names.Length; i++)
                {
                    builder.Set(names[i], values[i]);
                }

                return builder.Build();
            }

            return new DataObject(names.ToArray(), values.ToArray());
        }

        private static bool HasDuplicate(ReadOnlySpan<string> names)
        {
            for (var i = 1; i < names.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (string.Equals(names[i], names[j], StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        // The same few names come again and again in arrays of objects: share their strings.
        private string ReadName(ref Utf8JsonReader reader)
        {
            var bytes = reader.ValueSpan;
            if (bytes.Length is 0 or > 32 || reader.ValueIsEscaped)
            {
                return ReadText(ref reader);
            }

            var slot = ((bytes.Length * 31) + (bytes[0] * 7) + (bytes[bytes.Length - 1] * 13) + bytes[bytes.Length / 2]) & (NameCacheSize - 1);
            var cached = _nameCache[slot];
            if (cached is not null && reader.ValueTextEquals(cached))
            {
                return cached;
            }

            return _nameCache[slot] = ReadText(ref reader);
        }

        private void Push(JsonData value)
        {
            if (_valueCount == _values.Length)
            {
                System.Array.Resize(ref _values, _valueCount * 2);
            }

            _values[_valueCount++] = value;
        }
    }
}
