using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>A <c>ResultPath</c>: where in a state's input the result goes.</summary>
internal sealed class ResultPath
{
    private readonly JsonPath? _path;

    /// <exception cref="FormatException">The path is not a reference path into the input.</exception>
    public ResultPath(PathField field)
    {
        if (field.IsDiscard) return;
        _path = JsonPath.Parse(field.Effective!);
        if (_path.Root != PathRoot.Input || !_path.IsReference) throw new FormatException($"ResultPath must be a reference path into the input, not '{_path}'.");
    }

    /// <summary>The input with the result in its place; the input alone when the result is discarded.</summary>
    public JsonData Apply(StateFrame frame, JsonData input, JsonData result)
    {
        if (_path is null) return input;
        try
        {
            return ReferencePath.Place(input, _path, result);
        }
        catch (StatesException e)
        {
            throw frame.RuntimeError(e.Error, e.Cause, e);
        }
    }
}
