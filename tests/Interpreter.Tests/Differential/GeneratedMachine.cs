using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>A generated state machine with an input and the answers of its tasks.</summary>
/// <param name="Name">Names the seed that makes it again.</param>
/// <param name="Definition">The definition.</param>
/// <param name="Input">The input.</param>
/// <param name="Mocks">Per state the answers in order, the last one repeats: <c>{"Return": …}</c> or <c>{"Throw": {"Error", "Cause"}}</c>.</param>
/// <param name="IsConcurrent">Whether branches run at the same time, so that only the set of calls is determined.</param>
internal sealed record GeneratedMachine(string Name, DataObject Definition, JsonData Input, DataObject Mocks, bool IsConcurrent)
{
    public DataObject ToCase() => JsonData.Object(("name", Name), ("definition", Definition), ("input", Input), ("mocks", Mocks));
}
