using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>Evaluates a template or an expression of a definition.</summary>
/// <param name="frame">The state entry.</param>
/// <param name="root">What <c>$</c> stands for in JSONPath; JSONata has <c>$states</c> instead.</param>
/// <exception cref="StateFailureException">The evaluation failed.</exception>
internal delegate JsonData Evaluator(StateFrame frame, JsonData root);

/// <summary>How data flows into and out of a state. One implementation per query language.</summary>
internal abstract class StateDataFlow
{
    /// <summary>The part of the input that the state works on.</summary>
    public abstract JsonData EffectiveInput(StateFrame frame);

    /// <summary>What a task, or the branches of a Parallel, are given.</summary>
    public abstract JsonData Arguments(StateFrame frame);

    /// <summary>Output and assignments of a Pass state.</summary>
    public abstract StateOutcome Pass(StateFrame frame);

    /// <summary>Output and assignments of a state without a result: Wait and Succeed.</summary>
    public abstract StateOutcome PassOn(StateFrame frame);

    /// <summary>Output and assignments of a state with a result: Task, Parallel and Map.</summary>
    public abstract StateOutcome Complete(StateFrame frame, JsonData result);
}

/// <summary>What a catcher outputs and assigns.</summary>
internal abstract class CatchDataFlow
{
    public abstract StateOutcome Catch(StateFrame frame, JsonData errorOutput);
}

/// <summary>What a rule or the default of a Choice state outputs and assigns.</summary>
internal abstract class ChoiceDataFlow
{
    public abstract StateOutcome Choose(StateFrame frame);
}
