using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>Measures values as the UTF-8 JSON text that the quotas of Step Functions count.</summary>
internal static class DataSize
{
    /// <summary>Whether the compact JSON text of the value has more bytes than the limit; stops counting there.</summary>
    public static bool Exceeds(JsonData value, int limit) => Count(value, limit) > limit;

    /// <summary>The number of bytes, or some number above the limit.</summary>
    public static int Count(JsonData value, int limit)
    {
        int left = limit;
        Take(value, ref left);
        return limit - left;
    }

    private static void Take(JsonData value, ref int left)
    {
        switch (value)
        {
            case DataString text:
                TakeText(text.Value, ref left);
                break;
            case DataNumber number:
                left -= number.Text.Length;
                break;
            case DataBoolean boolean:
                left -= boolean.Value ? 4 : 5;
                break;
            case DataArray array:
                left -= 1 + Math.Max(1, array.Count);
                foreach (JsonData item in array)
                {
                    Take(item, ref left);
                    if (left < 0) return;
                }

                break;
            case DataObject @object:
                left -= 1 + Math.Max(1, @object.Count);
                foreach (KeyValuePair<string, JsonData> member in @object)
                {
                    TakeText(member.Key, ref left);
                    left--;
                    Take(member.Value, ref left);
                    if (left < 0) return;
                }

                break;
            default:
                left -= 4;
                break;
        }
    }

    private static void TakeText(string text, ref int left)
    {
        left -= 2 + text.Length;
        if (left < 0) return;
        foreach (char c in text)
        {
            // One byte was counted for every UTF-16 unit: add what the UTF-8 form or the escape needs beyond it.
            if (c is '"' or '\\') left--;
            else if (c < ' ') left -= c is '\n' or '\r' or '\t' or '\b' or '\f' ? 1 : 5;
            else if (c >= 0x80) left -= char.IsSurrogate(c) ? 1 : c < 0x800 ? 1 : 2;
        }
    }
}
