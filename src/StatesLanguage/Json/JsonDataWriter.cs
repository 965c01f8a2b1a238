using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>
/// Writes <see cref="JsonData"/> as JSON text. Only what RFC 8259 demands is escaped, and lone surrogates, so that a person can read
/// quotes, comparison signs and letters outside ASCII as they are.
/// </summary>
internal ref struct JsonDataWriter
{
    private readonly bool _indented;
    private char[] _buffer;
    private int _length;

    private JsonDataWriter(bool indented)
    {
        _indented = indented;
        _buffer = ArrayPool<char>.Shared.Rent(256);
    }

    /// <summary>The text of a value, compact or indented by two spaces per level.</summary>
    public static string Write(JsonData value, bool indented)
    {
        var writer = new JsonDataWriter(indented);
        try
        {
            writer.WriteValue(value, 0);
            return new string(writer._buffer, 0, writer._length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(writer._buffer);
        }
    }

    /// <summary>A string as a JSON string literal, with its quotes.</summary>
    public static string Quote(string text)
    {
        var writer = new JsonDataWriter(indented: false);
        try
        {
            writer.WriteString(text);
            return new string(writer._buffer, 0, writer._length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(writer._buffer);
        }
    }

    private void WriteValue(JsonData value, int depth)
    {
        switch (value.Kind)
        {
            case JsonDataKind.Null: Append("null"); break;
            case JsonDataKind.Boolean: Append(((DataBoolean)value).Value ? "true" : "false"); break;
            case JsonDataKind.Number: WriteNumber((DataNumber)value); break;
            case JsonDataKind.String: WriteString(((DataString)value).Value); break;
            case JsonDataKind.Array: WriteArray((DataArray)value, depth); break;
            default: WriteObject((DataObject)value, depth); break;
        }
    }

    private void WriteArray(DataArray array, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (array.Count == 0)
        {
            Append("[]");
            return;
        }

        Append('[');
        var first = true;
        foreach (var item in array)
        {
            if (!first)
            {
                Append(',');
            }

            first = false;
            NewLine(depth + 1);
            WriteValue(item, depth + 1);
        }

        NewLine(depth);
        Append(']');
    }

    private void WriteObject(DataObject target, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (target.Count == 0)
        {
            Append("{}");
            return;
        }

        Append('{');
        for (var i = 0; i < target.Count; i++)
        {
            if (i > 0)
            {
                Append(',');
            }

            NewLine(depth + 1);
            WriteString(target.Names[i]);
            Append(_indented ? ": " : ":");
            WriteValue(target.Values[i], depth + 1);
        }

        NewLine(depth);
        Append('}');
    }

    private void WriteNumber(DataNumber number)
    {
#if NET
        if (number.Raw is null && Math.Abs(number.Value) < 1e15 && (long)number.Value is var whole && whole == number.Value)
        {
            Reserve(20);
            whole.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
            _length += written;
            return;
        }
#endif
        Append(number.Text);
    }

    private void WriteString(string text)
    {
        Reserve(text.Length + 2);
        _buffer[_length++] = '"';
        var plainFrom = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and not '"' and not '\\' and (< '\uD800' or > '\uDFFF'))
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            AppendPart(text, plainFrom, i - plainFrom);
            plainFrom = i + 1;
            AppendEscape(c);
        }

        AppendPart(text, plainFrom, text.Length - plainFrom);
        Append('"');
    }

    private void AppendEscape(char c)
    {
        switch (c)
        {
            case '"': Append("\\\""); break;
            case '\\': Append("\\\\"); break;
            case '\b': Append("\\b"); break;
            case '\f': Append("\\f"); break;
            case '\n': Append("\\n"); break;
            case '\r': Append("\\r"); break;
            case '\t': Append("\\t"); break;
            default:
                Append("\\u");
                Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                break;
        }
    }

    private void NewLine(int depth)
    {
        if (!_indented)
        {
            return;
        }

        Reserve(1 + (depth * 2));
        _buffer[_length++] = '\n';
        _buffer.AsSpan(_length, depth * 2).Fill(' ');
        _length += depth * 2;
    }

    private void Append(char c)
    {
        Reserve(1);
        _buffer[_length++] = c;
    }

    private void Append(string text) => AppendPart(text, 0, text.Length);

    private void AppendPart(string text, int start, int count)
    {
        Reserve(count);
        text.CopyTo(start, _buffer, _length, count);
        _length += count;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
