using System.Collections.Immutable;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>All rules of the validator, band <c>LIFT4xxx</c>. Each has a page under <c>docs/rules/</c>.</summary>
public static class AslRules
{
    /// <summary>The text is not JSON, or not an object.</summary>
    public static readonly AslRule NotAnObject = Error("LIFT4001", "Not a JSON object", "{0}");

    /// <summary>A field occurs twice in one object.</summary>
    public static readonly AslRule DuplicateField = Error("LIFT4002", "Field given twice", "The field '{0}' is given twice in the same object");

    /// <summary>A field's value is not of the type that the language wants.</summary>
    public static readonly AslRule WrongType = Error("LIFT4003", "Value of the wrong type", "The field '{0}' must be {1}");

    /// <summary>A field that must be there is not.</summary>
    public static readonly AslRule MissingField = Error("LIFT4004", "Required field missing", "The field '{0}' is required in {1}");

    /// <summary>A field that the language does not know at this place.</summary>
    public static readonly AslRule UnknownField = Error("LIFT4005", "Unknown field", "The field '{0}' is not supported in {1}");

    /// <summary>A value that is not among those allowed.</summary>
    public static readonly AslRule UnknownValue = Error("LIFT4006", "Value not allowed", "The field '{0}' should have one of these values: {1}");

    /// <summary>A Choice rule that tests nothing, or several things.</summary>
    public static readonly AslRule NoComparison =
        Error("LIFT4007", "Choice rule without one test", "A Choice rule needs exactly one of Condition (JSONata), And, Or, Not or a comparison operator");

    /// <summary>A list that must not be empty is.</summary>
    public static readonly AslRule Empty = Error("LIFT4008", "Value is empty", "The field '{0}' must not be empty");

    /// <summary>Two fields of which only one may be given.</summary>
    public static readonly AslRule ExclusiveFields = Error("LIFT4009", "Fields exclude each other", "Only one of these fields may be given: {0}");

    /// <summary>A number outside its range.</summary>
    public static readonly AslRule OutOfRange = Error("LIFT4010", "Number out of range", "The field '{0}' must be {1}, but is {2}");

    /// <summary>A state that is named but does not exist in the same set of states.</summary>
    public static readonly AslRule NoSuchState = Error("LIFT4011", "State does not exist", "There is no state '{0}' among the states that '{1}' can go to");

    /// <summary>A state that nothing leads to.</summary>
    public static readonly AslRule Unreachable = Error("LIFT4012", "State is not reachable", "The state '{0}' is not reachable");

    /// <summary>A set of states that has no end.</summary>
    public static readonly AslRule NoEnd = Error("LIFT4013", "No terminal state", "No state ends {0}: it needs a Succeed, a Fail or a state with \"End\": true");

    /// <summary>Two states of the same name in one definition.</summary>
    public static readonly AslRule DuplicateState = Error("LIFT4014", "State name used twice", "The state name '{0}' is used more than once in the definition");

    /// <summary>A state with neither <c>Next</c> nor <c>End</c>.</summary>
    public static readonly AslRule NoTransition = Error("LIFT4015", "State goes nowhere", "The state '{0}' needs either 'Next' or \"End\": true");

    /// <summary>A JSONPath state inside a JSONata machine.</summary>
    public static readonly AslRule LanguageDowngrade =
        Error("LIFT4016", "JSONPath state in a JSONata state machine", "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");

    /// <summary>A field of the other query language.</summary>
    public static readonly AslRule WrongDialect = Error("LIFT4017", "Field of the other query language", "The field '{0}' is only supported when the QueryLanguage is {1}");

    /// <summary>A text that is no path.</summary>
    public static readonly AslRule InvalidPath = Error("LIFT4018", "Not a JSONPath", "The value of '{0}' is not a valid JSONPath: {1}");

    /// <summary>A path that may select several values, where one place is meant.</summary>
    public static readonly AslRule NotReferencePath = Error("LIFT4019", "Not a reference path", "The value of '{0}' must be a reference path{1}");

    /// <summary>A field <c>name.$</c> whose value is neither a path nor an intrinsic call.</summary>
    public static readonly AslRule InvalidTemplate = Error("LIFT4020", "Not a path or an intrinsic function", "The value of '{0}' must be a JSONPath or an intrinsic function: {1}");

    /// <summary>A template that gives one field twice.</summary>
    public static readonly AslRule TemplateConflict = Error("LIFT4021", "Template field given twice", "The fields '{0}' and '{0}.$' give the same field");

    /// <summary>An intrinsic call that cannot succeed.</summary>
    public static readonly AslRule InvalidIntrinsic = Error("LIFT4022", "Wrong call of an intrinsic function", "{0}");

    /// <summary>A JSONata expression that does not parse.</summary>
    public static readonly AslRule InvalidJsonata = Error("LIFT4023", "JSONata syntax error", "The JSONata expression is not valid: {0}");

    /// <summary>A string that starts like an expression but does not end like one, or the reverse.</summary>
    public static readonly AslRule HalfExpression = Error("LIFT4024", "Expression marks do not match", "A JSONata expression must be enclosed in '{{%' and '%}}' with nothing around them");

    /// <summary>A part of <c>$states</c> that does not exist at this place.</summary>
    public static readonly AslRule WrongStatesField = Error("LIFT4025", "Part of $states not available", "$states.{0} is not available in {1}");

    /// <summary>A variable that no state assigns.</summary>
    public static readonly AslRule UnknownVariable = Warning("LIFT4026", "Variable is never assigned", "No state assigns the variable '{0}' where this state can see it");

    /// <summary>A name that cannot name a variable.</summary>
    public static readonly AslRule InvalidVariableName =
        Error("LIFT4027", "Not a variable name", "'{0}' cannot name a variable: a name is an identifier of at most 80 characters, and 'states' is taken");

    /// <summary>A variable assigned in an inner scope that an outer one assigns too.</summary>
    public static readonly AslRule OuterVariable =
        Error("LIFT4028", "Variable of an outer scope assigned", "The variable '{0}' is assigned in an outer scope: a state inside a Parallel or a Map cannot assign it");

    /// <summary><c>States.ALL</c> beside others, or not last.</summary>
    public static readonly AslRule StatesAll = Error("LIFT4029", "States.ALL is not alone and last", "'States.ALL' must stand alone in 'ErrorEquals', and in the last {0}");

    /// <summary>An error name that AWS reserves and does not use.</summary>
    public static readonly AslRule ReservedError = Warning("LIFT4030", "Unknown reserved error name", "There is no error '{0}': names that begin with 'States.' are reserved");

    /// <summary>A comparison with a value of the wrong type.</summary>
    public static readonly AslRule ComparisonType = Error("LIFT4031", "Comparison with the wrong type", "'{0}' must be {1}");

    /// <summary>A text that is no timestamp.</summary>
    public static readonly AslRule InvalidTimestamp =
        Error("LIFT4032", "Not a timestamp", "The value of '{0}' must be an RFC 3339 timestamp with an uppercase T and a time zone, for instance 2026-03-14T01:59:00Z");

    /// <summary>A heartbeat that is not shorter than the timeout.</summary>
    public static readonly AslRule LongHeartbeat = Error("LIFT4033", "Heartbeat not below timeout", "'HeartbeatSeconds' ({0}) must be smaller than 'TimeoutSeconds' ({1})");

    /// <summary>A field that only a distributed Map has.</summary>
    public static readonly AslRule DistributedOnly =
        Warning("LIFT4034", "Only for a distributed Map", "The field '{0}' has an effect only in a Map whose ProcessorConfig has the Mode DISTRIBUTED");

    /// <summary>A resource that is no ARN.</summary>
    public static readonly AslRule InvalidResource = Error("LIFT4035", "Not a resource ARN", "The resource '{0}' is not a valid ARN{1}");

    /// <summary>A resource that AWS does not offer.</summary>
    public static readonly AslRule UnknownResource = Warning("LIFT4036", "Unknown resource", "{0}");

    /// <summary>Something an Express state machine cannot do.</summary>
    public static readonly AslRule NotInExpress = Error("LIFT4037", "Not supported in Express", "Express state machines do not support {0}");

    /// <summary>A name that is too long.</summary>
    public static readonly AslRule NameTooLong = Error("LIFT4038", "Name too long", "The {0} '{1}' is longer than {2} characters");

    /// <summary>A definition that is too large.</summary>
    public static readonly AslRule TooLarge = Error("LIFT4039", "Definition too large", "The definition has {0} bytes; AWS takes at most {1}");

    /// <summary>A label with characters that it may not have.</summary>
    public static readonly AslRule InvalidLabel = Error("LIFT4040", "Not a label", "The label '{0}' has characters that names of executions may not have");

    /// <summary>A function of JSONata that AWS does not offer.</summary>
    public static readonly AslRule UnsupportedFunction = Error("LIFT4041", "Function not supported", "The JSONata function '${0}' is not supported by Step Functions{1}");

    /// <summary>A distributed Map whose states read a variable from outside.</summary>
    public static readonly AslRule DistributedVariable =
        Error("LIFT4042", "Outer variable in a distributed Map", "The variable '{0}' is assigned outside of the distributed Map: its child executions cannot read it");

    /// <summary>All rules, by id.</summary>
    public static ImmutableSortedDictionary<string, AslRule> All { get; } = typeof(AslRules).GetFields()
        .Where(field => field.FieldType == typeof(AslRule))
        .Select(field => (AslRule)field.GetValue(null)!)
        .ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);

    private static AslRule Error(string id, string title, string message) => new(id, title, message, AslSeverity.Error);

    private static AslRule Warning(string id, string title, string message) => new(id, title, message, AslSeverity.Warning);
}
