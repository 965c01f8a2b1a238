using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model.Writing;

/// <summary>Writes states by type.</summary>
internal static class StateWriter
{
    public static DataObject Write(State state) => state switch
    {
        TaskState task => Task(task),
        PassState pass => Pass(pass),
        ChoiceState choice => Choice(choice),
        WaitState wait => Wait(wait),
        SucceedState succeed => Start(succeed).Path("InputPath", succeed.InputPath).Field("Output", succeed.Output).Path("OutputPath", succeed.OutputPath).End(succeed.Extra),
        FailState fail => Fail(fail),
        ParallelState parallel => Parallel(parallel),
        _ => MapStateWriter.Write((MapState)state),
    };

    public static ObjectWriter Start(State state) => new ObjectWriter()
        .Text("Type", state.Type.ToString())
        .Text("Comment", state.Comment)
        .Language(state.QueryLanguage);

    /// <summary>The fields with which a Task, Parallel or Map ends.</summary>
    public static DataObject FinishFallible(ObjectWriter writer, FallibleState state) => Finish(
        writer
            .Field("ResultSelector", state.ResultSelector)
            .Path("ResultPath", state.ResultPath)
            .Field("Assign", state.Assign)
            .Field("Output", state.Output)
            .Path("OutputPath", state.OutputPath)
            .Nodes("Retry", state.Retry, Retrier, WasGiven("Retry", state))
            .Nodes("Catch", state.Catch, Catcher, WasGiven("Catch", state)),
        state);

    // An empty list means the same as none, but its author wrote it.
    private static bool WasGiven(string name, State state) => state.Source.Json?.Member(name) is not null && !state.Extra.ContainsKey(name);

    private static DataObject Finish(ObjectWriter writer, TransitionState state) => writer
        .Text("Next", state.Next)
        .Field("End", state.End ? JsonData.True : null)
        .End(state.Extra);

    private static DataObject Task(TaskState task) => FinishFallible(
        Start(task)
            .Required("Resource", task.Resource)
            .Path("InputPath", task.InputPath)
            .Field("Parameters", task.Parameters)
            .Field("Arguments", task.Arguments)
            .Field("Credentials", task.Credentials)
            .Number("TimeoutSeconds", task.TimeoutSeconds)
            .Text("TimeoutSecondsPath", task.TimeoutSecondsPath)
            .Number("HeartbeatSeconds", task.HeartbeatSeconds)
            .Text("HeartbeatSecondsPath", task.HeartbeatSecondsPath),
        task);

    private static DataObject Pass(PassState pass) => Finish(
        Start(pass)
            .Path("InputPath", pass.InputPath)
            .Field("Parameters", pass.Parameters)
            .Field("Result", pass.Result)
            .Path("ResultPath", pass.ResultPath)
            .Field("Assign", pass.Assign)
            .Field("Output", pass.Output)
            .Path("OutputPath", pass.OutputPath),
        pass);

    private static DataObject Choice(ChoiceState choice) => Start(choice)
        .Path("InputPath", choice.InputPath)
        .Nodes("Choices", choice.Choices, ChoiceRuleWriter.Write, evenIfEmpty: !choice.Extra.ContainsKey("Choices"))
        .Text("Default", choice.Default)
        .Field("Assign", choice.Assign)
        .Field("Output", choice.Output)
        .Path("OutputPath", choice.OutputPath)
        .End(choice.Extra);

    private static DataObject Wait(WaitState wait) => Finish(
        Start(wait)
            .Path("InputPath", wait.InputPath)
            .Number("Seconds", wait.Seconds)
            .Text("SecondsPath", wait.SecondsPath)
            .Text("Timestamp", wait.Timestamp)
            .Text("TimestampPath", wait.TimestampPath)
            .Field("Assign", wait.Assign)
            .Field("Output", wait.Output)
            .Path("OutputPath", wait.OutputPath),
        wait);

    private static DataObject Fail(FailState fail) => Start(fail)
        .Text("Error", fail.Error)
        .Text("ErrorPath", fail.ErrorPath)
        .Text("Cause", fail.Cause)
        .Text("CausePath", fail.CausePath)
        .End(fail.Extra);

    private static DataObject Parallel(ParallelState parallel) => FinishFallible(
        Start(parallel)
            .Path("InputPath", parallel.InputPath)
            .Field("Parameters", parallel.Parameters)
            .Field("Arguments", parallel.Arguments)
            .Nodes("Branches", parallel.Branches, GraphWriter.Branch, evenIfEmpty: !parallel.Extra.ContainsKey("Branches")),
        parallel);

    private static DataObject Retrier(Retrier retrier) => new ObjectWriter()
        .Text("Comment", retrier.Comment)
        .ErrorEquals(retrier.ErrorEquals, retrier.Extra, retrier.Source)
        .Number("IntervalSeconds", retrier.IntervalSeconds)
        .Number("MaxAttempts", retrier.MaxAttempts)
        .Number("BackoffRate", retrier.BackoffRate)
        .Number("MaxDelaySeconds", retrier.MaxDelaySeconds)
        .Text("JitterStrategy", retrier.JitterStrategy)
        .End(retrier.Extra);

    private static DataObject Catcher(Catcher catcher) => new ObjectWriter()
        .Text("Comment", catcher.Comment)
        .ErrorEquals(catcher.ErrorEquals, catcher.Extra, catcher.Source)
        .Path("ResultPath", catcher.ResultPath)
        .Field("Assign", catcher.Assign)
        .Field("Output", catcher.Output)
        .Required("Next", catcher.Next)
        .End(catcher.Extra);

    // The error names of a retrier or catcher that was read without usable ones are, if anywhere, among its unknown fields.
    private static ObjectWriter ErrorEquals(this ObjectWriter writer, ImmutableArray<string> names, DataObject extra, SourceNode source) =>
        names.IsDefaultOrEmpty && (extra.ContainsKey("ErrorEquals") || (source.Json is { } json && json.Member("ErrorEquals") is null))
            ? writer
            : writer.Texts("ErrorEquals", names);
}
