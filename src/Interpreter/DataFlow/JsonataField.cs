using System.Text.RegularExpressions;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>An expression of a JSONata state; its failures are worded as recorded from AWS.</summary>
internal sealed partial class JsonataField
{
    private readonly string _text;
    private readonly string _field;
    private readonly JsonataExpression _expression;
    private readonly bool _readsContext;

    /// <param name="text">The expression with its marks: <c>{% … %}</c>.</param>
    /// <param name="field">The field that holds it, which error messages name: <c>Output/result</c>.</param>
    /// <exception cref="FormatException">It is no expression, or one with a syntax error.</exception>
    public JsonataField(string text, string field)
    {
        if (!JsonataText.IsExpression(text)) throw new FormatException($"The field '{field}' must be an expression {{% … %}}, not '{text}'.");
        _text = JsonataText.Body(text).Trim();
        _field = field;
        // The context object is only made for expressions that may look at it.
        _readsContext = MayReadContext().IsMatch(_text);
        try
        {
            _expression = JsonataExpression.Parse(_text);
        }
        catch (JsonataException e)
        {
            throw new FormatException($"The JSONata expression '{_text}' of the field '{field}' has an error: {e.Code}: {e.Message}", e);
        }
    }

    /// <summary>The value, of any type.</summary>
    /// <exception cref="StateFailureException">The evaluation failed, or gave nothing that JSON has a value for.</exception>
    public JsonData Evaluate(StateFrame frame)
    {
        JsonData? value;
        try
        {
            value = _expression.Evaluate(null, frame.Bindings(_readsContext), frame.Run.JsonataOptions);
        }
        catch (JsonataException e) when (e.Code == UnsupportedResult)
        {
            throw Failure(frame, "returned an unsupported result type.", e);
        }
        catch (JsonataException e)
        {
            throw Failure(frame, $"threw an error during evaluation. {e.Code}: {e.Message}", e);
        }

        return value ?? throw Failure(frame, "returned nothing (undefined).", null);
    }

    /// <summary>The value, which must be of a type.</summary>
    /// <exception cref="StateFailureException">As <see cref="Evaluate(StateFrame)"/>, or the value is of another type.</exception>
    public JsonData Evaluate(StateFrame frame, JsonDataKind expected)
    {
        JsonData value = Evaluate(frame);
        return value.Kind == expected
            ? value
            : throw Failure(frame, $"returned an unexpected result type. Expected '{Name(expected)}', but was '{Name(value.Kind)}' for value: {value.ToJson()}", null);
    }

    private const string UnsupportedResult = "U1004";

    private StateFailureException Failure(StateFrame frame, string problem, Exception? inner) =>
        frame.RuntimeError(ErrorNames.QueryEvaluationError, $"The JSONata expression '{_text}' specified for the field '{_field}' {problem}", inner);

    private static string Name(JsonDataKind kind) => kind switch
    {
        JsonDataKind.Boolean => "boolean",
        JsonDataKind.Number => "number",
        JsonDataKind.String => "string",
        JsonDataKind.Array => "array",
        JsonDataKind.Object => "object",
        _ => "null",
    };

    // Everything but $states.input, $states.result and $states.errorOutput.
    [GeneratedRegex(@"\$states(?!\s*\.\s*(?:input|result|errorOutput)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex MayReadContext();
}
