using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>A payload template of a JSONPath state, whose failures name the state.</summary>
internal sealed class JsonPathTemplate
{
    private readonly PayloadTemplate _template;

    private JsonPathTemplate(PayloadTemplate template) => _template = template;

    /// <summary>Prepares a template; null when the field is absent.</summary>
    /// <exception cref="FormatException">A member <c>name.$</c> holds neither a path nor an intrinsic function.</exception>
    public static JsonPathTemplate? Compile(JsonData? template) => template is null ? null : new JsonPathTemplate(PayloadTemplate.Parse(template));

    /// <summary>Evaluates the template; <c>$</c> stands for <paramref name="root"/>.</summary>
    public JsonData Evaluate(StateFrame frame, JsonData root)
    {
        try
        {
            return _template.Evaluate(root, frame);
        }
        catch (StatesException e)
        {
            throw frame.RuntimeError(e.Error, e.Cause, e);
        }
    }
}
