namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A merge sort: stable whatever the comparison says, and it cannot run on for ever.</summary>
internal static class StableSort
{
    /// <summary>Sorts in place.</summary>
    /// <param name="items">The items.</param>
    /// <param name="isAfter">Whether the first one belongs after the second one.</param>
    /// <param name="context">Counts the comparisons.</param>
    public static void Sort<T>(T[] items, Func<T, T, bool> isAfter, EvaluationContext context) =>
        Sort(items, new T[items.Length], 0, items.Length, isAfter, context);

    private static void Sort<T>(T[] items, T[] buffer, int start, int end, Func<T, T, bool> isAfter, EvaluationContext context)
    {
        if (end - start < 2)
        {
            return;
        }

        var middle = start + ((end - start) / 2);
        Sort(items, buffer, start, middle, isAfter, context);
        Sort(items, buffer, middle, end, isAfter, context);

        var left = start;
        var right = middle;
        var next = start;
        while (left < middle && right < end)
        {
            context.Step();
            buffer[next++] = isAfter(items[left], items[right]) ? items[right++] : items[left++];
        }

        Array.Copy(items, left, buffer, next, middle - left);
        Array.Copy(items, right, buffer, next + middle - left, end - right);
        Array.Copy(buffer, start, items, start, end - start);
    }
}
