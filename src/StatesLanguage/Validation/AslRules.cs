namespace LambdaLift.StatesLanguage.Validation;

/// <summary>All rules of the validator, band <c>LIFT4xxx</c>. Each has a page under <c>docs/rules/</c>.</summary>
public static class AslRules
{
    /// <summary>The text is not JSON, or not an object.</summary>
    public static readonly AslRule NotAnObject = new("LIFT4001", "Not a JSON object", "{0}", AslSeverity.Error);

    /// <summary>A field occurs twice in one object.</summary>
    public static readonly AslRule DuplicateField = new("LIFT4002", "Field given twice", "The field '{0}' is given twice in the same object", AslSeverity.Error);

    /// <summary>A field's value is not of the type that the language wants.</summary>
    public static readonly AslRule WrongType = new("LIFT4003", "Value of the wrong type", "The field '{0}' must be {1}", AslSeverity.Error);

    /// <summary>A field that must be there is not.</summary>
    public static readonly AslRule MissingField = new("LIFT4004", "Required field missing", "The field '{0}' is required in {1}", AslSeverity.Error);

    /// <summary>A field that the language does not know at this place.</summary>
    public static readonly AslRule UnknownField = new("LIFT4005", "Unknown field", "The field '{0}' is not supported in {1}", AslSeverity.Error);

    /// <summary>A value that is not among those allowed.</summary>
    public static readonly AslRule UnknownValue = new("LIFT4006", "Value not allowed", "The field '{0}' should have one of these values: {1}", AslSeverity.Error);

    /// <summary>A Choice rule that tests nothing.</summary>
    public static readonly AslRule NoComparison =
        new("LIFT4007", "Choice rule without a test", "A Choice rule needs exactly one of Condition (JSONata), And, Or, Not or a comparison operator", AslSeverity.Error);
}
