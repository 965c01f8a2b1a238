using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Turns the values of an evaluation into JSON data.</summary>
internal static class ValueConversion
{
    private const int MaxDepth = 1000;

    /// <summary>The result of an evaluation as JSON; null for undefined.</summary>
    /// <exception cref="JsonataException">The result is a function, a number beyond JSON, or nested too deep.</exception>
    public static JsonData? ToResult(Value value, EvaluationContext context)
    {
        if (value.Reference is Function)
        {
            throw new JsonataException(JsonataErrors.UnsupportedResult);
        }

        return Convert(value, context, 0);
    }

    /// <summary>A scalar as JSON; null for what has no JSON form.</summary>
    public static JsonData? ToJson(Value value) => value.Reference switch
    {
        string text => JsonData.String(text),
        JsonData data => data,
        _ => value.IsNumber ? JsonData.Number(value.AsDouble) : null,
    };

    private static JsonData? Convert(Value value, EvaluationContext context, int depth)
    {
        switch (value.Reference)
        {
            case null or Function:
                return null;
            case string text:
                return JsonData.String(text);
            case JsonData data:
                return data;
            case ValueArray { Source: { } source }:
                return source;
            case ValueArray array:
                return ConvertArray(array, context, depth);
            case ValueObject made:
                return ConvertObject(made, context, depth);
            case TupleRow row:
                return Convert(row.Item, context, depth + 1);
            default:
                return ConvertNumber(value.AsDouble);
        }
    }

    private static DataNumber ConvertNumber(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            throw new JsonataException("D1001", value: ValueOperations.NumberName(number));
        }

        // JSON has no negative zero.
        return JsonData.Number(number == 0 ? 0 : number);
    }

    private static DataArray ConvertArray(ValueArray array, EvaluationContext context, int depth)
    {
        CheckDepth(depth);
        context.Steps(array.Count);
        context.AllocateValues(array.Count);
        var items = new JsonData[array.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Convert(array[i], context, depth + 1) ?? JsonData.Null;
        }

        return DataArray.Adopt(items);
    }

    private static DataObject ConvertObject(ValueObject made, EvaluationContext context, int depth)
    {
        CheckDepth(depth);
        context.Steps(made.Count);
        context.AllocateValues(made.Count);
        var builder = new DataObjectBuilder(made.Count);
        for (var i = 0; i < made.Count; i++)
        {
            if (Convert(made.ValueAt(i), context, depth + 1) is { } member)
            {
                builder.Set(made.NameAt(i), member);
            }
        }

        return builder.Build();
    }

    private static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonataException(JsonataErrors.LimitExceeded, -1, null, $"{MaxDepth} nested arrays and objects in a result");
        }

        StackGuard.Ensure();
    }
}
