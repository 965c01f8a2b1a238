using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Model.Reading;

/// <summary>Reads state machines, branches and item processors.</summary>
internal static class GraphReader
{
    public static StateMachine ReadMachine(ObjectReader r)
    {
        var (states, unreadable) = ReadStates(r);
        return new StateMachine
        {
            Comment = r.String("Comment"),
            QueryLanguage = StateReader.ReadQueryLanguage(r),
            StartAt = r.RequiredString("StartAt"),
            States = states,
            UnreadableStates = unreadable,
            Version = r.String("Version"),
            TimeoutSeconds = r.NumberOrExpression("TimeoutSeconds"),
            Extra = r.Rest(),
            Source = r.Source,
        };
    }

    public static Branch ReadBranch(ObjectReader r)
    {
        var (states, unreadable) = ReadStates(r);
        return new Branch
        {
            Comment = r.String("Comment"),
            StartAt = r.RequiredString("StartAt"),
            States = states,
            UnreadableStates = unreadable,
            Extra = r.Rest(),
            Source = r.Source,
        };
    }

    public static ItemProcessor ReadProcessor(ObjectReader r)
    {
        var (states, unreadable) = ReadStates(r);
        return new ItemProcessor
        {
            Comment = r.String("Comment"),
            ProcessorConfig = r.Node("ProcessorConfig", "a ProcessorConfig", config => new ProcessorConfig
            {
                Mode = config.String("Mode"),
                ExecutionType = config.String("ExecutionType"),
                Extra = config.Rest(),
                Source = config.Source,
            }),
            StartAt = r.RequiredString("StartAt"),
            States = states,
            UnreadableStates = unreadable,
            Extra = r.Rest(),
            Source = r.Source,
        };
    }

    private static (StateMap States, DataObject Unreadable) ReadStates(ObjectReader r)
    {
        if (r.Json.Member("States") is not { } member)
        {
            r.Missing("States");
            return (StateMap.Empty, DataObject.Empty);
        }

        if (member.Value.Value is not DataObject)
        {
            r.Refuse(member, "an object");
            return (StateMap.Empty, DataObject.Empty);
        }

        r.MarkRead("States");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var states = new List<State>();
        var unreadable = new DataObjectBuilder();
        foreach (var entry in member.Value.Members)
        {
            var path = r.Path + "/States/" + entry.Name;
            if (!names.Add(entry.Name))
            {
                r.Report(AslRules.DuplicateField.At(entry.NamePosition, path, entry.Name));
                continue;
            }

            // Of states with the same name the last counts, as with any JSON object.
            var value = member.Value.Member(entry.Name)!.Value;
            if (StateReader.Read(value, entry.Name, path, r.Problems) is { } state)
            {
                states.Add(state);
            }
            else
            {
                unreadable.Set(entry.Name, value.Value);
            }
        }

        return (StateMap.Create(states), unreadable.Build());
    }
}
