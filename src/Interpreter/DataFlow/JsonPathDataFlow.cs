using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>
/// Data flow of JSONPath states: InputPath, Parameters, ResultSelector, ResultPath, OutputPath, and beside it Assign.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html.
/// </summary>
internal sealed class JsonPathDataFlow : StateDataFlow
{
    private readonly SelectPath? _inputPath;
    private readonly SelectPath? _outputPath;
    private readonly JsonPathTemplate? _parameters;
    private readonly JsonData? _passResult;
    private readonly JsonPathTemplate? _resultSelector;
    private readonly ResultPath? _resultPath;
    private readonly JsonPathTemplate? _assign;
    private readonly bool _isParallel;

    public JsonPathDataFlow(State state)
    {
        _isParallel = state is ParallelState;
        if (state is InputOutputState inputOutput)
        {
            _inputPath = SelectPath.Compile(inputOutput.InputPath);
            _outputPath = SelectPath.Compile(inputOutput.OutputPath);
        }

        switch (state)
        {
            case PassState pass:
                _parameters = JsonPathTemplate.Compile(pass.Parameters);
                _passResult = pass.Result;
                _resultPath = ResultPathOf(pass.ResultPath);
                break;
            case FallibleState fallible:
                // A Map's Parameters are its item selector.
                _parameters = state is MapState ? null : JsonPathTemplate.Compile(fallible.Parameters);
                _resultSelector = JsonPathTemplate.Compile(fallible.ResultSelector);
                _resultPath = ResultPathOf(fallible.ResultPath);
                break;
        }

        _assign = JsonPathTemplate.Compile((state as TransitionState)?.Assign);
    }

    public override JsonData EffectiveInput(StateFrame frame)
    {
        JsonData input = _inputPath is null ? frame.RawInput : _inputPath.Select(frame, frame.RawInput);
        if (!_isParallel) frame.Inspection?.Set("afterInputPath", input);
        return input;
    }

    public override JsonData Arguments(StateFrame frame)
    {
        JsonData arguments = _parameters is null ? frame.Input : _parameters.Evaluate(frame, frame.Input);
        if (!_isParallel) frame.Inspection?.Set("afterParameters", arguments);
        return arguments;
    }

    public override StateOutcome Pass(StateFrame frame)
    {
        if (_passResult is null) return Finish(frame, Arguments(frame));
        frame.Inspection?.Set("result", _passResult);
        return Finish(frame, _passResult);
    }

    public override StateOutcome PassOn(StateFrame frame)
    {
        JsonData input = frame.Input;
        DataObject? assign = Assignments(frame, input);
        return new StateOutcome(Output(frame, input), assign);
    }

    public override StateOutcome Complete(StateFrame frame, JsonData result) =>
        Finish(frame, _resultSelector is null ? result : _resultSelector.Evaluate(frame, result));

    private StateOutcome Finish(StateFrame frame, JsonData result)
    {
        frame.Inspection?.Set("afterResultSelector", result);
        DataObject? assign = Assignments(frame, result);
        JsonData output = _resultPath is null ? result : _resultPath.Apply(frame, frame.RawInput, result);
        frame.Inspection?.Set("afterResultPath", output);
        return new StateOutcome(Output(frame, output), assign);
    }

    private DataObject? Assignments(StateFrame frame, JsonData root) => (DataObject?)_assign?.Evaluate(frame, root);

    private JsonData Output(StateFrame frame, JsonData output) => _outputPath is null ? output : _outputPath.Select(frame, output);

    private static ResultPath? ResultPathOf(PathField field) => field.Effective == "$" ? null : new ResultPath(field);
}

/// <summary>An <c>InputPath</c> or <c>OutputPath</c>.</summary>
internal sealed class SelectPath
{
    private readonly JsonPath? _path;

    private SelectPath(JsonPath? path) => _path = path;

    /// <summary>Prepares the field; null when it selects everything.</summary>
    public static SelectPath? Compile(PathField field) =>
        field.Effective == "$" ? null : new SelectPath(field.IsDiscard ? null : JsonPath.Parse(field.Path!));

    public JsonData Select(StateFrame frame, JsonData root)
    {
        if (_path is null) return DataObject.Empty;
        try
        {
            return _path.Select(root, frame);
        }
        catch (StatesException e)
        {
            throw frame.RuntimeError(e.Error, e.Cause, e);
        }
    }
}

/// <summary>A catcher of a JSONPath state: the error output goes where its ResultPath says; <c>$</c> in its Assign is the error output.</summary>
internal sealed class JsonPathCatch(Catcher catcher) : CatchDataFlow
{
    private readonly ResultPath _resultPath = new(catcher.ResultPath);
    private readonly JsonPathTemplate? _assign = JsonPathTemplate.Compile(catcher.Assign);

    public override StateOutcome Catch(StateFrame frame, JsonData errorOutput) =>
        new(_resultPath.Apply(frame, frame.RawInput, errorOutput), (DataObject?)_assign?.Evaluate(frame, errorOutput));
}

/// <summary>A rule or the default of a JSONPath Choice state: the input goes on through the state's OutputPath.</summary>
internal sealed class JsonPathChoice(ChoiceState state, DataObject? assign) : ChoiceDataFlow
{
    private readonly SelectPath? _outputPath = SelectPath.Compile(state.OutputPath);
    private readonly JsonPathTemplate? _assign = JsonPathTemplate.Compile(assign);

    public override StateOutcome Choose(StateFrame frame)
    {
        var values = (DataObject?)_assign?.Evaluate(frame, frame.Input);
        return new StateOutcome(_outputPath is null ? frame.Input : _outputPath.Select(frame, frame.Input), values);
    }
}
