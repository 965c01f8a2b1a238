using System.Runtime.CompilerServices;
using System.Text;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>Measures JSON text without writing it.</summary>
internal static class JsonDataSize
{
    public static long Measure(JsonData value, long limit)
    {
        switch (value)
        {
            case DataNull:
                return 4;
            case DataBoolean boolean:
                return boolean.Value ? 4 : 5;
            case DataNumber number:
                return number.Text.Length;
            case DataString text:
                return Measure(text.Value);
            case DataArray array:
                RuntimeHelpers.EnsureSufficientExecutionStack();
                var items = 2L + Math.Max(0, array.Count - 1);
                for (var i = 0; i < array.Count && items <= limit; i++)
                {
                    items += Measure(array[i], limit - items);
                }

                return items;
            default:
                RuntimeHelpers.EnsureSufficientExecutionStack();
                var target = (DataObject)value;
                var members = 2L + Math.Max(0, (target.Count * 2) - 1);
                for (var i = 0; i < target.Count && members <= limit; i++)
                {
                    members += Measure(target.Names[i]) + Measure(target.Values[i], limit - members);
                }

                return members;
        }
    }

    private static long Measure(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '"' or '\\' or > '~')
            {
                return Encoding.UTF8.GetByteCount(JsonDataWriter.Quote(text));
            }
        }

        return text.Length + 2;
    }
}
