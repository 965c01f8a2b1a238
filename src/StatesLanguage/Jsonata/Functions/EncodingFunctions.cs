using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Base64 and URL encoding.</summary>
internal static class EncodingFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes the low byte of each UTF-16 unit: text is taken for bytes.</summary>
    public static Value Base64Encode(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        context.AllocateText(text.Length * 2L);
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = unchecked((byte)text[i]);
        }

        return Value.String(Convert.ToBase64String(bytes));
    }

    /// <summary>Decodes to one character per byte. What is no base64 is passed over, and both alphabets are read.</summary>
    public static Value Base64Decode(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        context.AllocateText(text.Length);
        var result = new StringBuilder(text.Length);
        var bits = 0;
        var count = 0;
        foreach (var c in text)
        {
            var digit = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                '=' => -2,
                _ => -1,
            };
            if (digit == -2)
            {
                break;
            }

            if (digit < 0)
            {
                continue;
            }

            bits = (bits << 6) | digit;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                result.Append((char)((bits >> count) & 0xff));
                bits &= (1 << count) - 1;
            }
        }

        return Value.String(result.ToString());
    }

    public static Value EncodeUrlComponent(Value[] arguments, EvaluationContext context) =>
        Encode(arguments[0], Unreserved, "encodeUrlComponent", context);

    public static Value EncodeUrl(Value[] arguments, EvaluationContext context) =>
        Encode(arguments[0], Unreserved + Reserved, "encodeUrl", context);

    public static Value DecodeUrlComponent(Value[] arguments, EvaluationContext context) => Decode(arguments[0], "", "decodeUrlComponent", context);

    public static Value DecodeUrl(Value[] arguments, EvaluationContext context) => Decode(arguments[0], Reserved, "decodeUrl", context);

    private static Value Encode(Value value, string kept, string function, EvaluationContext context)
    {
        if (value.Reference is not string text)
        {
            return default;
        }

        context.AllocateText(text.Length * 9L);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (kept.Contains(text[i]))
            {
                result.Append(text[i]);
                continue;
            }

            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (length == 1 && char.IsSurrogate(text[i]))
            {
                throw new JsonataException("D3140", -1, function, JsonataText(text));
            }

            foreach (var unit in StrictUtf8.GetBytes(text.Substring(i, length)))
            {
                result.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }

            i += length - 1;
        }

        return Value.String(result.ToString());
    }

    private static Value Decode(Value value, string keptEncoded, string function, EvaluationContext context)
    {
        if (value.Reference is not string text)
        {
            return default;
        }

        context.AllocateText(text.Length);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                result.Append(text[i++]);
                continue;
            }

            var start = i;
            if (!TryReadCharacter(text, ref i, out var character))
            {
                throw new JsonataException("D3140", -1, function, JsonataText(text));
            }

            result.Append(character.Length == 1 && keptEncoded.Contains(character[0]) ? text.Substring(start, i - start) : character);
        }

        return Value.String(result.ToString());
    }

    // The bytes of one UTF-8 character, each as %XX.
    private static bool TryReadCharacter(string text, ref int index, out string character)
    {
        character = "";
        if (!TryReadByte(text, ref index, out var first))
        {
            return false;
        }

        var length = first < 0x80 ? 1 : first is >= 0xc2 and < 0xe0 ? 2 : first is >= 0xe0 and < 0xf0 ? 3 : first is >= 0xf0 and < 0xf5 ? 4 : 0;
        if (length == 0)
        {
            return false;
        }

        var bytes = new byte[length];
        bytes[0] = first;
        for (var i = 1; i < length; i++)
        {
            if (!TryReadByte(text, ref index, out bytes[i]))
            {
                return false;
            }
        }

        try
        {
            character = StrictUtf8.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryReadByte(string text, ref int index, out byte value)
    {
        value = 0;
        if (index + 2 >= text.Length || text[index] != '%')
        {
            return false;
        }

        var isHex = byte.TryParse(text.Substring(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        index += 3;
        return isHex;
    }

    private static string JsonataText(string text) => Json.JsonDataWriter.Quote(text);
}
