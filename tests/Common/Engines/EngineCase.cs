using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>A state machine, its input and the answers of its tasks: what several engines are run on.</summary>
/// <param name="Name">Says how to make the case again.</param>
/// <param name="Definition">The definition.</param>
/// <param name="Input">The input.</param>
/// <param name="Answers">Per state the answers in order, see <see cref="ScriptedAnswers"/>.</param>
/// <param name="IsConcurrent">Whether branches run at the same time, so that only the set of calls and states is determined.</param>
internal sealed record EngineCase(string Name, DataObject Definition, JsonData Input, DataObject Answers, bool IsConcurrent)
{
    /// <summary>Whether retriers wait; set to false for engines that cannot do it on a virtual clock.</summary>
    public bool RetryIntervalsPass { get; init; } = true;

    /// <summary>The line that the scripts of the other engines read.</summary>
    public DataObject ToLine() => JsonData.Object(
        ("name", Name), ("definition", Definition), ("input", Input), ("answers", Answers), ("startTime", JsonData.Number(InterpreterEngine.StartTime.ToUnixTimeMilliseconds())));
}
