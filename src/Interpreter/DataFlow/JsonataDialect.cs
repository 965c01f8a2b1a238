using System.Globalization;
using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>Prepares the fields of JSONata states. Error messages are worded as recorded from AWS.</summary>
internal sealed class JsonataDialect : Dialect
{
    public static JsonataDialect Instance { get; } = new();

    public override StateDataFlow Flow(State state) => new JsonataDataFlow(state);

    public override CatchDataFlow Catcher(Catcher catcher, int index) => new JsonataCatch(catcher, index);

    public override ChoiceDataFlow Choice(ChoiceState state, ChoiceRule? rule, int index) =>
        rule is null ? new JsonataChoice(state.Output, state.Assign, "") : new JsonataChoice(rule.Output, rule.Assign, $"Choices[{index}]/");

    public override Func<StateFrame, bool> Condition(ChoiceRule rule, int index)
    {
        switch (rule.Condition)
        {
            case DataBoolean constant:
                return _ => constant.Value;
            case DataString text when JsonataText.IsExpression(text.Value):
                var field = new JsonataField(text.Value, $"Choices[{index}]/Condition");
                return frame => ((DataBoolean)field.Evaluate(frame, JsonDataKind.Boolean)).Value;
            default:
                throw new FormatException($"Choices[{index}]/Condition must be a boolean or an expression {{% … %}}.");
        }
    }

    public override TextEvaluator? Text(string? value, string? path, string field)
    {
        if (value is null) return null;
        if (!JsonataText.IsExpression(value)) return _ => value;
        var expression = new JsonataField(value, field);
        return frame => ((DataString)expression.Evaluate(frame, JsonDataKind.String)).Value;
    }

    public override IntegerEvaluator? Integer(NumberOrExpression? value, string? path, string field)
    {
        if (value is not { } number) return null;
        if (number.Number is double constant) return _ => ToInteger(constant);
        var expression = new JsonataField(number.Expression!, field);
        return frame =>
        {
            double result = ((DataNumber)expression.Evaluate(frame, JsonDataKind.Number)).Value;
            if (result != Math.Floor(result)) throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"The {field} field must be an integer but was: {Text(result)}");
            return result < 0 ? throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"{field} cannot be negative.") : ToInteger(result);
        };
    }

    public override SecondsEvaluator? Seconds(NumberOrExpression? value, string? path, string field)
    {
        IntegerEvaluator? seconds = Integer(value, path, field);
        if (seconds is null) return null;
        return frame => seconds(frame) switch
        {
            null => null,
            <= 0 => throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"The {field} field must be a positive integer."),
            int number => TimeSpan.FromSeconds(number),
        };
    }

    public override WaitEvaluator Wait(WaitState state)
    {
        if (state.Timestamp is { } timestamp)
        {
            if (!JsonataText.IsExpression(timestamp))
            {
                return Timestamp.TryParse(timestamp, out Timestamp constant)
                    ? (_, _) => constant.Time
                    : throw new FormatException("Timestamp must be an RFC 3339 time.");
            }

            var field = new JsonataField(timestamp, "Timestamp");
            return (frame, _) =>
            {
                string text = ((DataString)field.Evaluate(frame, JsonDataKind.String)).Value;
                return Timestamp.TryParse(text, out Timestamp until)
                    ? until.Time
                    : throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}");
            };
        }

        IntegerEvaluator seconds = Integer(state.Seconds, null, "Seconds") ?? throw new FormatException("A Wait state needs Seconds or Timestamp.");
        return (frame, now) => now.AddSeconds(seconds(frame) ?? 0);
    }

    public override ItemsEvaluator Items(MapState state)
    {
        switch (state.Items)
        {
            case null:
                return frame => frame.RawInput as DataArray
                    ?? throw frame.RuntimeError(ErrorNames.QueryEvaluationError, $"Map state input must be an array but was: {frame.RawInput.ToJson()}");
            case DataString text when JsonataText.IsExpression(text.Value):
                var field = new JsonataField(text.Value, "Items");
                return frame => (DataArray)field.Evaluate(frame, JsonDataKind.Array);
            case DataArray array:
                JsonataTemplate template = JsonataTemplate.Compile(array, "Items");
                return frame => (DataArray)template.Evaluate(frame);
            default:
                throw new FormatException("Items must be an array or an expression {% … %}.");
        }
    }

    public override Evaluator? Template(JsonData? template, string field)
    {
        if (template is null) return null;
        JsonataTemplate compiled = JsonataTemplate.Compile(template, field);
        return (frame, _) => compiled.Evaluate(frame);
    }

    public override Func<StateFrame, FailureTolerance> Tolerance(MapState state)
    {
        IntegerEvaluator? count = Integer(state.ToleratedFailureCount, null, "ToleratedFailureCount");
        Func<StateFrame, double>? percentage = Percentage(state.ToleratedFailurePercentage);
        return frame => new FailureTolerance(count?.Invoke(frame), percentage?.Invoke(frame));
    }

    public override Func<StateFrame, JsonData> ReaderArguments(JsonData? parameters, JsonData? arguments, string field)
    {
        if (arguments is null) return _ => DataObject.Empty;
        JsonataTemplate template = JsonataTemplate.Compile(arguments, field + "/Arguments");
        return template.Evaluate;
    }

    private static Func<StateFrame, double>? Percentage(NumberOrExpression? value)
    {
        if (value is not { } number) return null;
        if (number.Number is double constant) return _ => constant;
        var field = new JsonataField(number.Expression!, "ToleratedFailurePercentage");
        return frame =>
        {
            double result = ((DataNumber)field.Evaluate(frame, JsonDataKind.Number)).Value;
            return result is >= 0 and <= 100
                ? result
                : throw frame.RuntimeError(ErrorNames.QueryEvaluationError, "ToleratedFailurePercentage must be between 0 and 100.");
        };
    }

    private static int ToInteger(double value) => value >= int.MaxValue ? int.MaxValue : (int)value;

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
