using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>Prepares the data tests of JSONPath Choice rules. Source: https://states-language.net/#choice-state; recordings.</summary>
internal static class ChoiceCondition
{
    public static Func<StateFrame, bool> Compile(ChoiceTest test)
    {
        switch (test)
        {
            case AndTest and:
                {
                    Func<StateFrame, bool>[] tests = [.. and.Tests.Select(Compile)];
                    return frame => Array.TrueForAll(tests, t => t(frame));
                }

            case OrTest or:
                {
                    Func<StateFrame, bool>[] tests = [.. or.Tests.Select(Compile)];
                    return frame => Array.Exists(tests, t => t(frame));
                }

            case NotTest not:
                Func<StateFrame, bool> negated = Compile(not.Test);
                return frame => !negated(frame);
            case ComparisonTest comparison:
                return Compile(comparison);
            default:
                throw new FormatException("A Choice rule has an unknown test.");
        }
    }

    private static Func<StateFrame, bool> Compile(ComparisonTest test)
    {
        var variable = new ConditionPath(test.Variable);
        if (test.Operator.Kind() == ComparisonKind.TypeTest)
        {
            bool expected = (test.Operand as DataBoolean)?.Value ?? throw new FormatException($"{test.Operator} must be true or false.");
            if (test.Operator == ComparisonOperator.IsPresent) return frame => variable.Find(frame) is not null == expected;
            Predicate<JsonData> isOfType = TypeTest(test.Operator);
            return frame => isOfType(variable.Select(frame)) == expected;
        }

        if (!test.Operator.TakesPath())
        {
            Predicate<JsonData> holds = Comparison(test.Operator, test.Operand);
            return frame => holds(variable.Select(frame));
        }

        var other = new ConditionPath((test.Operand as DataString)?.Value ?? throw new FormatException($"{test.Operator} must be a path."));
        ComparisonOperator constant = ComparisonOperators.TryParse(test.Operator.ToString()[..^"Path".Length], out ComparisonOperator found)
            ? found
            : throw new FormatException($"{test.Operator} has no counterpart for constants.");
        return frame =>
        {
            JsonData value = variable.Select(frame);
            return Comparison(constant, other.Select(frame))(value);
        };
    }

    private static Predicate<JsonData> TypeTest(ComparisonOperator test) => test switch
    {
        ComparisonOperator.IsNull => value => value.IsNull,
        ComparisonOperator.IsNumeric => value => value is DataNumber,
        ComparisonOperator.IsString => value => value is DataString,
        ComparisonOperator.IsBoolean => value => value is DataBoolean,
        ComparisonOperator.IsTimestamp => value => value is DataString text && Timestamp.TryParse(text.Value, out _),
        _ => throw new FormatException($"{test} is not a type test."),
    };

    private static Predicate<JsonData> Comparison(ComparisonOperator test, JsonData operand)
    {
        if (test == ComparisonOperator.StringMatches)
        {
            if (operand is not DataString pattern) return _ => false;
            var wildcard = new WildcardPattern(pattern.Value);
            return value => value is DataString text && wildcard.Matches(text.Value);
        }

        Predicate<int> accepts = Accepts(test);
        switch (test.Kind(), operand)
        {
            case (ComparisonKind.Boolean, DataBoolean boolean):
                return value => value is DataBoolean other && other.Value == boolean.Value;
            case (ComparisonKind.Numeric, DataNumber number):
                return value => value is DataNumber other && accepts(other.Value.CompareTo(number.Value));
            case (ComparisonKind.String, DataString text):
                return value => value is DataString other && accepts(string.CompareOrdinal(other.Value, text.Value));
            case (ComparisonKind.Timestamp, DataString text) when Timestamp.TryParse(text.Value, out Timestamp timestamp):
                return value => value is DataString other && Timestamp.TryParse(other.Value, out Timestamp time) && accepts(time.CompareTo(timestamp));
            default:
                // A value of another type: the comparison does not hold, and is no error.
                return _ => false;
        }
    }

    private static Predicate<int> Accepts(ComparisonOperator test)
    {
        string name = test.ToString();
        if (name.EndsWith("LessThanEquals", StringComparison.Ordinal)) return c => c <= 0;
        if (name.EndsWith("GreaterThanEquals", StringComparison.Ordinal)) return c => c >= 0;
        if (name.EndsWith("LessThan", StringComparison.Ordinal)) return c => c < 0;
        if (name.EndsWith("GreaterThan", StringComparison.Ordinal)) return c => c > 0;
        return c => c == 0;
    }

    /// <summary>A path of a condition, over the effective input.</summary>
    private sealed class ConditionPath(string text)
    {
        private readonly JsonPath _path = JsonPath.Parse(text);

        public JsonData? Find(StateFrame frame) => _path.TrySelect(frame.Input, frame, out JsonData value) ? value : null;

        public JsonData Select(StateFrame frame) =>
            Find(frame) ?? throw frame.RuntimeError(ErrorNames.Runtime, $"Invalid path '{text}': The choice state's condition path references an invalid value.");
    }
}
