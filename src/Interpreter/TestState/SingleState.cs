using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.Interpreter.TestState;

/// <summary>Makes a machine of one state: the states that it leads to become ends.</summary>
internal static class SingleState
{
    public static StateMachine Machine(JsonData json, string name)
    {
        (State? state, System.Collections.Immutable.ImmutableArray<AslDiagnostic> problems) = AslReader.ReadState(json, name);
        AslDiagnostic? error = problems.FirstOrDefault(p => p.Severity == AslSeverity.Error);
        if (state is null || error is not null) throw new InvalidDefinitionException(error?.Message ?? "The JSON is not a state.");
        var states = new List<State> { state };
        foreach (string target in Targets(state).Distinct(StringComparer.Ordinal))
        {
            if (target != name) states.Add(new SucceedState { Name = target });
        }

        return new StateMachine { StartAt = name, States = StateMap.Create(states) };
    }

    private static IEnumerable<string> Targets(State state)
    {
        if (state is TransitionState { Next: { } next }) yield return next;
        if (state is ChoiceState choice)
        {
            foreach (ChoiceRule rule in choice.Choices) yield return rule.Next;
            if (choice.Default is not null) yield return choice.Default;
        }

        if (state is not FallibleState fallible) yield break;
        foreach (Catcher catcher in fallible.Catch) yield return catcher.Next;
    }
}
