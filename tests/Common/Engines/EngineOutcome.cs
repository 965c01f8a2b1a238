using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>What an engine did with a case.</summary>
/// <param name="Succeeded">Whether the execution succeeded.</param>
/// <param name="Output">The output of a success.</param>
/// <param name="Error">The error name of a failure.</param>
/// <param name="Cause">The cause of a failure.</param>
/// <param name="Calls">Each task attempt in order: the state's name and the parameters.</param>
/// <param name="Path">The states entered, in order; null where the engine does not tell.</param>
internal sealed record EngineOutcome(bool Succeeded, JsonData? Output, string? Error, string? Cause, IReadOnlyList<string> Calls, IReadOnlyList<string>? Path)
{
    /// <summary>Whether something failed on the way, caught and retried or not.</summary>
    public bool HadFailure { get; init; }

    /// <summary>Reads the line that one of the scripts writes.</summary>
    public static EngineOutcome Read(DataObject line)
    {
        string? status = Text(line, "status");
        // Anything else says that the engine itself broke down, or refuses the definition.
        if (status is not ("SUCCEEDED" or "FAILED")) return new EngineOutcome(false, null, status, Text(line, "cause"), [], null);
        return new EngineOutcome(
            status == "SUCCEEDED", line.Get("output"), Text(line, "error"), Text(line, "cause"),
            [.. Items(line, "calls").Cast<DataObject>().Select(call => Call(Text(call, "state")!, call["parameters"]))],
            line.ContainsKey("path") ? [.. Items(line, "path").Select(state => ((DataString)state).Value)] : null);
    }

    public static string Call(string state, JsonData parameters) => $"{state} {CanonicalJson.Of(parameters)}";

    /// <summary>What is different here from <paramref name="expected"/>; null when nothing is.</summary>
    /// <param name="expected">The other engine's outcome.</param>
    /// <param name="inOrder">Whether calls and states must come in the same order; else each as often.</param>
    public string? DifferenceFrom(EngineOutcome expected, bool inOrder)
    {
        if (Succeeded != expected.Succeeded) return $"{Describe()}\n   instead of {expected.Describe()}";
        if (Succeeded)
        {
            if (!JsonData.DeepEquals(WithoutCauses(Output!), WithoutCauses(expected.Output!))) return $"output\n   {Output}\n   instead of\n   {expected.Output}";
        }
        else if (Error != expected.Error)
        {
            return $"{Describe()}\n   instead of {expected.Describe()}";
        }
        else if (!IsPredefined(Error) && Cause != expected.Cause)
        {
            return $"cause '{Cause}'\n   instead of '{expected.Cause}'";
        }

        // How far the siblings of a failed branch had come is a matter of timing.
        if (!inOrder && HadFailure) return null;
        if (!Same(Calls, expected.Calls, inOrder)) return $"calls\n   {string.Join("\n   ", Calls)}\n  instead of\n   {string.Join("\n   ", expected.Calls)}";
        return Path is null || expected.Path is null || Same(Path, expected.Path, inOrder)
            ? null
            : $"path {string.Join(' ', Path)}\n   instead of {string.Join(' ', expected.Path)}";
    }

    /// <summary>In short, for people.</summary>
    public string Describe() => Succeeded ? $"success {Output}" : $"failure {Error} ({Cause})";

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right, bool inOrder) => inOrder
        ? left.SequenceEqual(right)
        : left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal));

    /// <summary>Causes of predefined errors are prose, and name event numbers that the other engines do not count.</summary>
    private static JsonData WithoutCauses(JsonData value) => value switch
    {
        DataObject o when o.Get("Error") is DataString error && IsPredefined(error.Value) => o.Without("Cause"),
        DataObject o => JsonData.Object([.. o.Select(m => (m.Key, WithoutCauses(m.Value)))]),
        DataArray a => JsonData.Array(a.AsSpan().ToArray().Select(WithoutCauses)),
        _ => value,
    };

    private static bool IsPredefined(string? error) => error is not null && error.StartsWith("States.", StringComparison.Ordinal);

    private static IEnumerable<JsonData> Items(DataObject line, string name) => ((DataArray)line[name]).AsSpan().ToArray();

    private static string? Text(DataObject line, string name) => (line.Get(name) as DataString)?.Value;
}
