using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>The intrinsic functions over arrays.</summary>
internal static class ArrayIntrinsics
{
    private const int MaxRange = 1000;

    public static JsonData Partition(IntrinsicArguments arguments)
    {
        var array = arguments.Array(0);
        var size = arguments.Rounded(1);
        if (size < 1)
        {
            throw arguments.Failed("the chunk size must be positive");
        }

        var length = (int)Math.Min(size, int.MaxValue);
        var chunks = new DataArrayBuilder((array.Count / length) + 1);
        for (long start = 0; start < array.Count; start += length)
        {
            chunks.Add(array.Slice((int)start, (int)Math.Min(length, array.Count - start)));
        }

        return chunks.Build();
    }

    public static JsonData Range(IntrinsicArguments arguments)
    {
        var (first, last, step) = (arguments.Rounded(0), arguments.Rounded(1), arguments.Rounded(2));
        if (step == 0)
        {
            throw arguments.Failed("the step must not be zero");
        }

        var items = new DataArrayBuilder();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            if (items.Count == MaxRange)
            {
                throw arguments.Failed($"the range has more than {MaxRange} items");
            }

            items.Add(value);
        }

        return items.Build();
    }

    public static JsonData GetItem(IntrinsicArguments arguments)
    {
        var array = arguments.Array(0);
        var index = arguments.Rounded(1);
        return index >= 0 && index < array.Count ? array[(int)index] : throw arguments.Failed($"the index {index} is outside the array of {array.Count} items");
    }

    public static JsonData Unique(IntrinsicArguments arguments)
    {
        var seen = new HashSet<JsonData>();
        var items = new DataArrayBuilder();
        foreach (var item in arguments.Array(0))
        {
            if (seen.Add(item))
            {
                items.Add(item);
            }
        }

        return items.Build();
    }
}
