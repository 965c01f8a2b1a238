using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;

namespace LambdaLift.Interpreter.States;

/// <summary>Goes on with the first rule that holds.</summary>
internal sealed class ChoiceNode(ChoiceRuleNode[] rules, ChoiceRuleNode? otherwise) : StateNode
{
    public ChoiceRuleNode[] Rules { get; } = rules;

    /// <summary>The <c>Default</c>; null when there is none.</summary>
    public ChoiceRuleNode? Otherwise { get; } = otherwise;

    public override HistoryEventType EnteredEvent => HistoryEventType.ChoiceStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.ChoiceStateExited;

    public override StateStep Execute(StateFrame frame)
    {
        foreach (ChoiceRuleNode rule in Rules)
        {
            if (rule.Condition!(frame)) return StateStep.Leave(rule.Exit, rule.Flow.Choose(frame));
        }

        if (Otherwise is not null) return StateStep.Leave(Otherwise.Exit, Otherwise.Flow.Choose(frame));
        throw new StateFailureException(ErrorNames.NoChoiceMatched, $"Failed to transition out of state '{Name}'. The state's choices did not match the input, and it has no default.");
    }
}

/// <summary>A rule or the default of a Choice state, prepared for execution.</summary>
/// <param name="condition">The test; null for the default.</param>
/// <param name="flow">What the rule outputs and assigns.</param>
internal sealed class ChoiceRuleNode(Func<StateFrame, bool>? condition, ChoiceDataFlow flow)
{
    public Func<StateFrame, bool>? Condition { get; } = condition;

    public ChoiceDataFlow Flow { get; } = flow;

    /// <summary>The way out; set once the state that follows is prepared.</summary>
    public StateExit Exit { get; set; } = null!;
}
