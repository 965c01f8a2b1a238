using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>An expression of a JSONata state.</summary>
internal sealed class JsonataField
{
    private readonly string _field;

    public JsonataField(string text, string field)
    {
        _field = field;
        throw new FormatException($"The field '{field}': JSONata expressions are not evaluated yet: {text}");
    }

    public JsonData Evaluate(StateFrame frame) => throw frame.RuntimeError(ErrorNames.QueryEvaluationError, _field);

    public JsonData Evaluate(StateFrame frame, JsonDataKind expected) => throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"{_field}: {expected}");
}
