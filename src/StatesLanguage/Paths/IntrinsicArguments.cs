using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>The evaluated arguments of one call, with the checks that functions share.</summary>
internal readonly struct IntrinsicArguments(string function, JsonData[] values)
{
    public JsonData this[int index] => values[index];

    public int Count => values.Length;

    public StatesException Failed(string why, Exception? inner = null) =>
        new(StatesException.IntrinsicFailure, $"The function '{function}' failed: {why}", inner);

    public DataArray Array(int index) => values[index] as DataArray ?? throw Wrong(index, "an array");

    public DataObject Object(int index) => values[index] as DataObject ?? throw Wrong(index, "an object");

    public string Text(int index) => (values[index] as DataString ?? throw Wrong(index, "a string")).Value;

    /// <summary>A number rounded to an integer, halves up, as Java's <c>Math.round</c> does.</summary>
    public double Rounded(int index) => Math.Floor((values[index] as DataNumber ?? throw Wrong(index, "a number")).Value + 0.5);

    private StatesException Wrong(int index, string expected) => Failed($"argument {index + 1} must be {expected}, but was {Shorten(values[index].ToString())}");

    private static string Shorten(string text) => text.Length <= 100 ? text : text.Substring(0, 100) + "…";
}
