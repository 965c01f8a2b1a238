namespace LambdaLift.StatesLanguage.Model;

/// <summary>The comparisons of Choice rules in JSONPath states. Each is named like the field that writes it.</summary>
/// <remarks>Source: https://states-language.net/spec.html, "Data-test expression".</remarks>
public enum ComparisonOperator
{
    /// <summary>The value is a boolean and equals the operand.</summary>
    BooleanEquals,

    /// <summary>Like <see cref="BooleanEquals"/>, with the operand found by a path.</summary>
    BooleanEqualsPath,

    /// <summary>The value is a number and equals the operand.</summary>
    NumericEquals,

    /// <summary>Like <see cref="NumericEquals"/>, with the operand found by a path.</summary>
    NumericEqualsPath,

    /// <summary>The value is a number and is less than the operand.</summary>
    NumericLessThan,

    /// <summary>Like <see cref="NumericLessThan"/>, with the operand found by a path.</summary>
    NumericLessThanPath,

    /// <summary>The value is a number and is greater than the operand.</summary>
    NumericGreaterThan,

    /// <summary>Like <see cref="NumericGreaterThan"/>, with the operand found by a path.</summary>
    NumericGreaterThanPath,

    /// <summary>The value is a number and is at most the operand.</summary>
    NumericLessThanEquals,

    /// <summary>Like <see cref="NumericLessThanEquals"/>, with the operand found by a path.</summary>
    NumericLessThanEqualsPath,

    /// <summary>The value is a number and is at least the operand.</summary>
    NumericGreaterThanEquals,

    /// <summary>Like <see cref="NumericGreaterThanEquals"/>, with the operand found by a path.</summary>
    NumericGreaterThanEqualsPath,

    /// <summary>The value is a string and equals the operand.</summary>
    StringEquals,

    /// <summary>Like <see cref="StringEquals"/>, with the operand found by a path.</summary>
    StringEqualsPath,

    /// <summary>The value is a string and is less than the operand.</summary>
    StringLessThan,

    /// <summary>Like <see cref="StringLessThan"/>, with the operand found by a path.</summary>
    StringLessThanPath,

    /// <summary>The value is a string and is greater than the operand.</summary>
    StringGreaterThan,

    /// <summary>Like <see cref="StringGreaterThan"/>, with the operand found by a path.</summary>
    StringGreaterThanPath,

    /// <summary>The value is a string and is at most the operand.</summary>
    StringLessThanEquals,

    /// <summary>Like <see cref="StringLessThanEquals"/>, with the operand found by a path.</summary>
    StringLessThanEqualsPath,

    /// <summary>The value is a string and is at least the operand.</summary>
    StringGreaterThanEquals,

    /// <summary>Like <see cref="StringGreaterThanEquals"/>, with the operand found by a path.</summary>
    StringGreaterThanEqualsPath,

    /// <summary>The value is an RFC 3339 timestamp and equals the operand.</summary>
    TimestampEquals,

    /// <summary>Like <see cref="TimestampEquals"/>, with the operand found by a path.</summary>
    TimestampEqualsPath,

    /// <summary>The value is an RFC 3339 timestamp and is less than the operand.</summary>
    TimestampLessThan,

    /// <summary>Like <see cref="TimestampLessThan"/>, with the operand found by a path.</summary>
    TimestampLessThanPath,

    /// <summary>The value is an RFC 3339 timestamp and is greater than the operand.</summary>
    TimestampGreaterThan,

    /// <summary>Like <see cref="TimestampGreaterThan"/>, with the operand found by a path.</summary>
    TimestampGreaterThanPath,

    /// <summary>The value is an RFC 3339 timestamp and is at most the operand.</summary>
    TimestampLessThanEquals,

    /// <summary>Like <see cref="TimestampLessThanEquals"/>, with the operand found by a path.</summary>
    TimestampLessThanEqualsPath,

    /// <summary>The value is an RFC 3339 timestamp and is at least the operand.</summary>
    TimestampGreaterThanEquals,

    /// <summary>Like <see cref="TimestampGreaterThanEquals"/>, with the operand found by a path.</summary>
    TimestampGreaterThanEqualsPath,

    /// <summary>The value is a string that matches a pattern: <c>*</c> stands for any characters, <c>\\*</c> for an asterisk.</summary>
    StringMatches,

    /// <summary>The value is, or is not, null. The operand is a boolean.</summary>
    IsNull,

    /// <summary>The path finds, or does not find, a value. The operand is a boolean.</summary>
    IsPresent,

    /// <summary>The value is, or is not, a number. The operand is a boolean.</summary>
    IsNumeric,

    /// <summary>The value is, or is not, a string. The operand is a boolean.</summary>
    IsString,

    /// <summary>The value is, or is not, a boolean. The operand is a boolean.</summary>
    IsBoolean,

    /// <summary>The value is, or is not, a string that is an RFC 3339 timestamp. The operand is a boolean.</summary>
    IsTimestamp,
}

/// <summary>What kind of value a comparison compares.</summary>
public enum ComparisonKind
{
    /// <summary>Booleans.</summary>
    Boolean,

    /// <summary>Numbers.</summary>
    Numeric,

    /// <summary>Strings.</summary>
    String,

    /// <summary>RFC 3339 timestamps.</summary>
    Timestamp,

    /// <summary>Presence or type, against a boolean.</summary>
    TypeTest,
}

/// <summary>Facts about comparison operators.</summary>
public static class ComparisonOperators
{
    private static readonly Dictionary<string, ComparisonOperator> ByName =
        ((ComparisonOperator[])Enum.GetValues(typeof(ComparisonOperator))).ToDictionary(op => op.ToString(), StringComparer.Ordinal);

    /// <summary>All field names of comparisons.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The operator that a field names.</summary>
    public static bool TryParse(string name, out ComparisonOperator value) => ByName.TryGetValue(name, out value);

    /// <summary>Whether the operand is a path.</summary>
    public static bool TakesPath(this ComparisonOperator value) => value.ToString().EndsWith("Path", StringComparison.Ordinal);

    /// <summary>What the operator compares.</summary>
    public static ComparisonKind Kind(this ComparisonOperator value) => value switch
    {
        <= ComparisonOperator.BooleanEqualsPath => ComparisonKind.Boolean,
        <= ComparisonOperator.NumericGreaterThanEqualsPath => ComparisonKind.Numeric,
        <= ComparisonOperator.StringGreaterThanEqualsPath => ComparisonKind.String,
        <= ComparisonOperator.TimestampGreaterThanEqualsPath => ComparisonKind.Timestamp,
        ComparisonOperator.StringMatches => ComparisonKind.String,
        _ => ComparisonKind.TypeTest,
    };
}
