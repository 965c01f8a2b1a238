using System.Globalization;
using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>Prepares the fields of JSONPath states. Error messages are worded as recorded from AWS.</summary>
internal sealed class JsonPathDialect : Dialect
{
    public static JsonPathDialect Instance { get; } = new();

    public override StateDataFlow Flow(State state) => new JsonPathDataFlow(state);

    public override CatchDataFlow Catcher(Catcher catcher, int index) => new JsonPathCatch(catcher);

    public override ChoiceDataFlow Choice(ChoiceState state, ChoiceRule? rule, int index) => new JsonPathChoice(state, rule is null ? state.Assign : rule.Assign);

    public override Func<StateFrame, bool> Condition(ChoiceRule rule, int index) =>
        ChoiceCondition.Compile(rule.Test ?? throw new FormatException($"Choices[{index}] has no comparison."));

    public override TextEvaluator? Text(string? value, string? path, string field)
    {
        if (path is null) return value is null ? null : _ => value;
        string pathField = field + "Path";
        var found = new JsonPathField(path, pathField);
        return frame => found.Evaluate(frame, frame.Input) switch
        {
            DataString text => text.Value,
            JsonData other => throw frame.RuntimeError(ErrorNames.Runtime, $"The {pathField} field refers to value \"{Plain(other)}\" which is not a valid string: {path}"),
        };
    }

    public override IntegerEvaluator? Integer(NumberOrExpression? value, string? path, string field)
    {
        if (path is null) return value?.Number is double constant ? _ => (int)Math.Min(constant, int.MaxValue) : null;
        string pathField = field + "Path";
        var found = new JsonPathField(path, pathField);
        return frame =>
        {
            long number = WholeNumber(found.Evaluate(frame, frame.Input)) is long whole ? whole : throw NotA(frame, "integer", pathField, found);
            if (number < 0) throw frame.RuntimeError(ErrorNames.Runtime, $"{field} cannot be negative.");
            return (int)Math.Min(number, int.MaxValue);
        };
    }

    public override SecondsEvaluator? Seconds(NumberOrExpression? value, string? path, string field)
    {
        IntegerEvaluator? seconds = Integer(value, path, field);
        if (seconds is null) return null;
        return frame => seconds(frame) switch
        {
            null => null,
            <= 0 => throw frame.RuntimeError(ErrorNames.Runtime, $"The {field}Path field must refer to a positive integer: {path}"),
            int number => TimeSpan.FromSeconds(number),
        };
    }

    public override WaitEvaluator Wait(WaitState state)
    {
        if (state.SecondsPath is { } secondsPath)
        {
            var field = new JsonPathField(secondsPath, "SecondsPath");
            return (frame, now) =>
            {
                JsonData found = field.Find(frame, frame.Input)
                    ?? throw frame.RuntimeError(ErrorNames.Runtime, $"The SecondsPath parameter does not reference an input value: {secondsPath}");
                if (WholeNumber(found) is not long seconds)
                    throw frame.RuntimeError(ErrorNames.Runtime, $"The SecondsPath parameter cannot be parsed as a long value: {secondsPath} == {Plain(found)}");
                if (seconds < 0) throw frame.RuntimeError(ErrorNames.Runtime, $"The SecondsPath parameter references a negative value: {secondsPath} == {Plain(found)}");
                return Later(now, seconds);
            };
        }

        if (state.TimestampPath is { } timestampPath)
        {
            var field = new JsonPathField(timestampPath, "TimestampPath");
            return (frame, _) =>
            {
                JsonData found = field.Find(frame, frame.Input)
                    ?? throw frame.RuntimeError(ErrorNames.Runtime, $"The TimestampPath parameter does not reference an input value: {timestampPath}");
                return found is DataString text && Timestamp.TryParse(text.Value, out Timestamp until)
                    ? until.Time
                    : throw frame.RuntimeError(
                        ErrorNames.Runtime,
                        $"The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {timestampPath} == {Plain(found)}");
            };
        }

        if (state.Timestamp is { } timestamp)
        {
            return Timestamp.TryParse(timestamp, out Timestamp constant) ? (_, _) => constant.Time : throw new FormatException("Timestamp must be an RFC 3339 time.");
        }

        double wait = state.Seconds?.Number ?? throw new FormatException("A Wait state needs Seconds, SecondsPath, Timestamp or TimestampPath.");
        return (_, now) => Later(now, wait);
    }

    public override ItemsEvaluator Items(MapState state)
    {
        if (state.ItemsPath is not { } path)
        {
            return frame => frame.Input as DataArray ?? throw NotAnArray(frame, "$");
        }

        var field = new JsonPathField(path, "ItemsPath");
        return frame =>
        {
            DataArray items = field.Evaluate(frame, frame.Input) as DataArray ?? throw NotAnArray(frame, path);
            frame.Inspection?.Set("afterItemsPath", items);
            return items;
        };
    }

    public override Evaluator? Template(JsonData? template, string field) => JsonPathTemplate.Compile(template) is { } compiled ? compiled.Evaluate : null;

    public override Func<StateFrame, FailureTolerance> Tolerance(MapState state)
    {
        IntegerEvaluator? count = Integer(state.ToleratedFailureCount, state.ToleratedFailureCountPath, "ToleratedFailureCount");
        Func<StateFrame, double>? percentage = Percentage(state);
        return frame => new FailureTolerance(count?.Invoke(frame), percentage?.Invoke(frame));
    }

    public override Func<StateFrame, JsonData> ReaderArguments(JsonData? parameters, JsonData? arguments, string field)
    {
        JsonPathTemplate? template = JsonPathTemplate.Compile(parameters);
        return frame => template?.Evaluate(frame, frame.Input) ?? DataObject.Empty;
    }

    private static Func<StateFrame, double>? Percentage(MapState state)
    {
        const string Field = "ToleratedFailurePercentage", PathField = Field + "Path";
        if (state.ToleratedFailurePercentagePath is not { } path) return state.ToleratedFailurePercentage?.Number is double constant ? _ => constant : null;
        var found = new JsonPathField(path, PathField);
        return frame =>
        {
            double number = Number(found.Evaluate(frame, frame.Input)) is double value ? value : throw NotA(frame, "float", PathField, found);
            return number is >= 0 and <= 100 ? number : throw frame.RuntimeError(ErrorNames.Runtime, $"{Field} must be between 0 and 100.");
        };
    }

    // Recorded: a string that holds a number is taken for the number.
    private static double? Number(JsonData value) => value switch
    {
        DataNumber number => number.Value,
        DataString text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
        _ => null,
    };

    private static long? WholeNumber(JsonData value) => value switch
    {
        DataNumber number when number.TryGetInt64(out long whole) => whole,
        DataString text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) => parsed,
        _ => null,
    };

    private static StateFailureException NotA(StateFrame frame, string type, string field, JsonPathField path) =>
        frame.RuntimeError(ErrorNames.Runtime, $"The {field} field refers to value \"{Plain(path.Evaluate(frame, frame.Input))}\" which is not a valid {type}: {path.Text}");

    // Recorded: a path into the context object is named without its second dollar sign.
    private static StateFailureException NotAnArray(StateFrame frame, string path) => frame.RuntimeError(
        ErrorNames.Runtime, $"Reference path \"{(path.StartsWith("$$", StringComparison.Ordinal) ? path[1..] : path)}\" must point to array.");

    private static DateTimeOffset Later(DateTimeOffset now, double seconds)
    {
        double left = (DateTimeOffset.MaxValue - now).TotalSeconds;
        return seconds >= left ? DateTimeOffset.MaxValue : now.AddSeconds(seconds);
    }

    private static string Plain(JsonData value) => value is DataString text ? text.Value : value.ToJson();
}
