using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>How the states of one graph refer to each other.</summary>
internal static class GraphChecks
{
    private const int MaxNameLength = 80;

    public static void Check(Findings findings, StateGraph graph, Place place, string what)
    {
        var states = place.Field("States");
        if (graph.States.Count == 0 && graph.UnreadableStates.Count == 0)
        {
            if (place.Has("States") && !graph.Extra.ContainsKey("States"))
            {
                findings.Add(AslRules.Empty, states, "States");
            }

            return;
        }

        if (graph.StartAt.Length > 0 && !Exists(graph, graph.StartAt))
        {
            findings.Add(AslRules.NoSuchState, place.Field("StartAt"), graph.StartAt, "StartAt");
        }

        foreach (var state in graph.States)
        {
            if (state.Name.Length > MaxNameLength)
            {
                findings.Add(AslRules.NameTooLong, states.Field(state.Name), "state name", state.Name, MaxNameLength);
            }

            foreach (var (target, at) in Targets(state, states.Field(state.Name)))
            {
                if (!Exists(graph, target))
                {
                    findings.Add(AslRules.NoSuchState, at, target, state.Name);
                }
            }
        }

        Reachability(findings, graph, states);
        if (graph.UnreadableStates.Count == 0 && !graph.States.Any<State>(state => state is SucceedState or FailState or TransitionState { Next: null }))
        {
            findings.Add(AslRules.NoEnd, place, what);
        }
    }

    /// <summary>The states a state names, with the places where it does.</summary>
    public static IEnumerable<(string Target, Place Place)> Targets(State state, Place place)
    {
        if (state is TransitionState { Next: { } next })
        {
            yield return (next, place.Field("Next"));
        }

        if (state is FallibleState fallible)
        {
            for (var i = 0; i < fallible.Catch.Length; i++)
            {
                if (fallible.Catch[i].Next.Length > 0)
                {
                    yield return (fallible.Catch[i].Next, place.Field("Catch").Item(i).Field("Next"));
                }
            }
        }

        if (state is ChoiceState choice)
        {
            for (var i = 0; i < choice.Choices.Length; i++)
            {
                if (choice.Choices[i].Next.Length > 0)
                {
                    yield return (choice.Choices[i].Next, place.Field("Choices").Item(i).Field("Next"));
                }
            }

            if (choice.Default is { } otherwise)
            {
                yield return (otherwise, place.Field("Default"));
            }
        }
    }

    private static void Reachability(Findings findings, StateGraph graph, Place states)
    {
        // From a state that could not be read nothing is known: it may lead anywhere.
        if (graph.UnreadableStates.Count > 0 || !graph.States.Contains(graph.StartAt))
        {
            return;
        }

        var reached = new HashSet<string>(StringComparer.Ordinal) { graph.StartAt };
        var pending = new Stack<string>(reached);
        while (pending.Count > 0)
        {
            if (!graph.States.TryGetValue(pending.Pop(), out var state))
            {
                continue;
            }

            foreach (var (target, _) in Targets(state, states.Field(state.Name)))
            {
                if (reached.Add(target))
                {
                    pending.Push(target);
                }
            }
        }

        foreach (var state in graph.States)
        {
            if (!reached.Contains(state.Name))
            {
                findings.Add(AslRules.Unreachable, states.Field(state.Name), state.Name);
            }
        }
    }

    private static bool Exists(StateGraph graph, string name) => graph.States.Contains(name) || graph.UnreadableStates.ContainsKey(name);
}
