using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>The functions that may end a path: <c>$.items.length()</c>.</summary>
internal static class PathFunctions
{
    public static JsonData Apply(string name, JsonData value)
    {
        switch (name)
        {
            case "length" or "size":
                return value switch
                {
                    DataArray array => array.Count,
                    DataObject target => target.Count,
                    DataString text => text.Value.Length,
                    _ => throw Refused(name, value),
                };
            case "keys":
                return value is DataObject members ? JsonData.Array([.. members.Names.ToArray().Select(key => (JsonData)key)]) : throw Refused(name, value);
            case "first" or "last":
                return value is DataArray { Count: > 0 } items ? items[name == "first" ? 0 : items.Count - 1] : throw Refused(name, value);
            default:
                return Aggregate(name, value);
        }
    }

    private static JsonData Aggregate(string name, JsonData value)
    {
        var numbers = value is DataArray array ? ((IEnumerable<JsonData>)array).OfType<DataNumber>().Select(number => number.Value).ToList() : [];
        if (numbers.Count == 0)
        {
            throw Refused(name, value);
        }

        var result = name switch
        {
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            "sum" => numbers.Sum(),
            "avg" => numbers.Average(),
            _ => Deviation(numbers),
        };
        return double.IsInfinity(result) || double.IsNaN(result) ? throw Refused(name, value) : JsonData.Number(result);
    }

    // Of the whole population, not of a sample.
    private static double Deviation(List<double> numbers)
    {
        var mean = numbers.Average();
        return Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / numbers.Count);
    }

    private static StatesException Refused(string name, JsonData value) =>
        new(StatesException.Runtime, $"The function '{name}()' of a path cannot be applied to {value}");
}
