using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model.Writing;

/// <summary>Writes state machines, branches and item processors.</summary>
internal static class GraphWriter
{
    public static DataObject Machine(StateMachine machine) => new ObjectWriter()
        .Text("Comment", machine.Comment)
        .Language(machine.QueryLanguage)
        .Text("Version", machine.Version)
        .Number("TimeoutSeconds", machine.TimeoutSeconds)
        .Required("StartAt", machine.StartAt)
        .Field("States", States(machine))
        .End(machine.Extra);

    public static DataObject Branch(Branch branch) => new ObjectWriter()
        .Text("Comment", branch.Comment)
        .Required("StartAt", branch.StartAt)
        .Field("States", States(branch))
        .End(branch.Extra);

    public static DataObject Processor(ItemProcessor processor) => new ObjectWriter()
        .Text("Comment", processor.Comment)
        .Field("ProcessorConfig", processor.ProcessorConfig is not { } config ? null : new ObjectWriter()
            .Text("Mode", config.Mode)
            .Text("ExecutionType", config.ExecutionType)
            .End(config.Extra))
        .Required("StartAt", processor.StartAt)
        .Field("States", States(processor))
        .End(processor.Extra);

    private static DataObject? States(StateGraph graph)
    {
        // A graph that was read without usable States has them, if at all, among its unknown fields.
        if (graph.States.Count == 0 && graph.UnreadableStates.Count == 0 && (graph.Extra.ContainsKey("States") || graph.Source.Json is { } json && json.Member("States") is null))
        {
            return null;
        }

        var states = new DataObjectBuilder(graph.States.Count);
        foreach (var state in graph.States)
        {
            states.Set(state.Name, StateWriter.Write(state));
        }

        foreach (var (name, state) in graph.UnreadableStates.Pairs())
        {
            states.Set(name, state);
        }

        return states.Build();
    }
}
