using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>A path or intrinsic function of a JSONPath state; its failures are worded as recorded from AWS.</summary>
internal sealed class JsonPathField
{
    private readonly string _text;
    private readonly string _field;
    private readonly IntrinsicExpression _expression;

    /// <param name="text">The path or function call.</param>
    /// <param name="field">The name of the field that holds it.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public JsonPathField(string text, string field)
    {
        _text = text;
        _field = field;
        try
        {
            _expression = IntrinsicExpression.Parse(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"The field '{field}': {e.Message}", e);
        }
    }

    /// <summary>The text as the definition has it.</summary>
    public string Text => _text;

    /// <summary>The value.</summary>
    /// <exception cref="StateFailureException">The path finds nothing, or the function fails.</exception>
    public JsonData Evaluate(StateFrame frame, JsonData root)
    {
        if (_expression is PathExpression path)
        {
            return path.Path.TrySelect(root, frame, out JsonData found)
                ? found
                : throw frame.RuntimeError(ErrorNames.Runtime, $"The JSONPath '{_text}' specified for the field '{_field}' could not be found in the input '{root.ToJson()}'");
        }

        try
        {
            return _expression.Evaluate(root, frame);
        }
        catch (StatesException e)
        {
            throw frame.RuntimeError(e.Error, e.Cause, e);
        }
    }

    /// <summary>The value; null when a path finds nothing.</summary>
    public JsonData? Find(StateFrame frame, JsonData root)
    {
        if (_expression is PathExpression path) return path.Path.TrySelect(root, frame, out JsonData found) ? found : null;
        return Evaluate(frame, root);
    }
}
