using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>
/// Data flow of JSONata states: Arguments, then Output and Assign side by side.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html.
/// </summary>
internal sealed class JsonataDataFlow : StateDataFlow
{
    private readonly JsonataTemplate? _arguments;
    private readonly JsonataOutcome _outcome;
    private readonly bool _isTask;

    public JsonataDataFlow(State state)
    {
        _isTask = state is TaskState;
        JsonData? arguments = (state as FallibleState)?.Arguments;
        _arguments = arguments is null ? null : JsonataTemplate.Compile(arguments, "Arguments");
        // A Choice state's own Output and Assign belong to its default.
        _outcome = state is ChoiceState
            ? new JsonataOutcome(null, null)
            : new JsonataOutcome((state as InputOutputState)?.Output, (state as TransitionState)?.Assign);
    }

    public override JsonData EffectiveInput(StateFrame frame) => frame.RawInput;

    public override JsonData Arguments(StateFrame frame)
    {
        if (_arguments is null) return frame.RawInput;
        JsonData arguments = _arguments.Evaluate(frame);
        if (_isTask) frame.Inspection?.Set("afterArguments", arguments);
        return arguments;
    }

    public override StateOutcome Pass(StateFrame frame) => _outcome.Evaluate(frame, frame.RawInput);

    public override StateOutcome PassOn(StateFrame frame) => _outcome.Evaluate(frame, frame.RawInput);

    public override StateOutcome Complete(StateFrame frame, JsonData result)
    {
        frame.Result = result;
        return _outcome.Evaluate(frame, result);
    }
}

/// <summary>An <c>Output</c> and an <c>Assign</c>, evaluated from the same values.</summary>
internal sealed class JsonataOutcome
{
    private readonly JsonataTemplate? _output;
    private readonly JsonataTemplate? _assign;

    /// <param name="output">The field <c>Output</c>; null when absent.</param>
    /// <param name="assign">The field <c>Assign</c>; null when absent.</param>
    /// <param name="prefix">What error messages put before the fields' names.</param>
    public JsonataOutcome(JsonData? output, DataObject? assign, string prefix = "")
    {
        _output = output is null ? null : JsonataTemplate.Compile(output, prefix + "Output");
        _assign = assign is null ? null : JsonataTemplate.Compile(assign, prefix + "Assign");
    }

    public StateOutcome Evaluate(StateFrame frame, JsonData defaultOutput)
    {
        JsonData output = _output is null ? defaultOutput : _output.Evaluate(frame);
        return new StateOutcome(output, (DataObject?)_assign?.Evaluate(frame));
    }
}

/// <summary>A catcher of a JSONata state; without an <c>Output</c> it outputs the error.</summary>
internal sealed class JsonataCatch(Catcher catcher, int index) : CatchDataFlow
{
    private readonly JsonataOutcome _outcome = new(catcher.Output, catcher.Assign, $"Catch[{index}]/");

    public override StateOutcome Catch(StateFrame frame, JsonData errorOutput)
    {
        frame.ErrorOutput = errorOutput;
        return _outcome.Evaluate(frame, errorOutput);
    }
}

/// <summary>A rule or the default of a JSONata Choice state; without an <c>Output</c> it passes the input on.</summary>
internal sealed class JsonataChoice(JsonData? output, DataObject? assign, string prefix) : ChoiceDataFlow
{
    private readonly JsonataOutcome _outcome = new(output, assign, prefix);

    public override StateOutcome Choose(StateFrame frame) => _outcome.Evaluate(frame, frame.RawInput);
}
