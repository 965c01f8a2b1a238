using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A JSONata error: the only exception that parsing and evaluating throw for any source and any data.</summary>
public sealed class JsonataException : Exception
{
    /// <summary>Makes an error whose message comes from <see cref="JsonataErrors"/>.</summary>
    internal JsonataException(string code, int position = -1, string? token = null, string? value = null, string? value2 = null, int argument = 0)
        : this(code, position, token, value, value2, argument, JsonataErrors.Message(code, token, value, value2, argument))
    {
    }

    private JsonataException(string code, int position, string? token, string? value, string? value2, int argument, string message)
        : base(message)
    {
        Code = code;
        Position = position;
        Token = token;
        Value = value;
        Value2 = value2;
        Argument = argument;
    }

    /// <summary>JSONata's error code: <c>S….</c> syntax, <c>T….</c> type, <c>D….</c> dynamic, <c>U….</c> limits of this implementation.</summary>
    public string Code { get; }

    /// <summary>Characters from the start of the source to just past the token at fault; -1 if unknown.</summary>
    public int Position { get; }

    /// <summary>The token or the function at fault, if known.</summary>
    public string? Token { get; }

    /// <summary>The value at fault as JSON text, if there is one.</summary>
    public string? Value { get; }

    private string? Value2 { get; }

    private int Argument { get; }

    /// <summary>An error whose message the expression itself gave (<c>$error</c>, <c>$assert</c>).</summary>
    internal static JsonataException WithMessage(string code, string message) => new(code, -1, null, null, null, 0, message);

    /// <summary>Whether a place is worth adding to this error.</summary>
    internal bool Lacks(int position, string? token) => (Position < 0 && position >= 0) || (Token is null && token is not null);

    /// <summary>This error with a position and a token where it has none.</summary>
    internal JsonataException Locate(int position, string? token)
    {
        var newToken = Token ?? token;
        var message = Code is JsonataErrors.UserError or JsonataErrors.AssertionFailed
            ? Message
            : JsonataErrors.Message(Code, newToken, Value, Value2, Argument);
        return new JsonataException(Code, Position >= 0 ? Position : position, newToken, Value, Value2, Argument, message);
    }
}

/// <summary>The codes of the JSONata language and what they say.</summary>
internal static class JsonataErrors
{
    public const string UserError = "D3137";
    public const string AssertionFailed = "D3141";

    /// <summary>An argument that a function of Step Functions does not take. AWS does not document its codes.</summary>
    public const string StepFunctionsFault = "U2001";

    /// <summary>Too deep a nesting of calls or syntax, or too many evaluation steps.</summary>
    public const string LimitExceeded = "U1001";

    /// <summary>A value, or all of an evaluation's values together, grew beyond the limit.</summary>
    public const string MemoryExceeded = "U1002";

    /// <summary>A regular expression that cannot be read, or one that ran too long.</summary>
    public const string InvalidRegex = "U1003";

    /// <summary>The result is, or holds, something that JSON has no value for: a function.</summary>
    public const string UnsupportedResult = "U1004";

    private static readonly Dictionary<string, string> Templates = new(StringComparer.Ordinal)
    {
        ["S0101"] = "The string literal has no closing quote",
        ["S0102"] = "Number out of range: {token}",
        ["S0103"] = "Unsupported escape sequence: \\{token}",
        ["S0104"] = "\\u in a string literal must be followed by 4 hexadecimal digits",
        ["S0105"] = "The quoted name has no closing backquote (`)",
        ["S0106"] = "The comment is not closed",
        ["S0201"] = "Syntax error: {token}",
        ["S0202"] = "Expected {value}, got {token}",
        ["S0203"] = "Expected {value} before the end of the expression",
        ["S0204"] = "Unknown operator: {token}",
        ["S0206"] = "Unknown expression type: {token}",
        ["S0207"] = "Unexpected end of expression",
        ["S0208"] = "Parameter {value} of a function definition must be a variable name (starting with $)",
        ["S0209"] = "A predicate cannot follow a grouping expression in a step",
        ["S0210"] = "Each step can have one grouping expression only",
        ["S0211"] = "The symbol {token} cannot be used as a unary operator",
        ["S0212"] = "The left side of := must be a variable name (starting with $)",
        ["S0213"] = "The literal value {value} cannot be a step of a path",
        ["S0214"] = "The right side of {token} must be a variable name (starting with $)",
        ["S0215"] = "A context variable binding must come before any predicate of its step",
        ["S0216"] = "A context variable binding must come before the order-by clause of its step",
        ["S0217"] = "The object that % stands for cannot be derived from this expression",
        ["S0301"] = "A regular expression cannot be empty",
        ["S0302"] = "The regular expression has no closing /",
        ["S0401"] = "Only functions and arrays take type parameters in a signature, not {value}",
        ["S0402"] = "A choice of types in a signature cannot hold parameterized types: {value}",
        ["T0410"] = "Argument {index} of function {token} does not match function signature",
        ["T0411"] = "Context value is not a compatible type with argument {index} of function {token}",
        ["T0412"] = "Argument {index} of function {token} must be an array of {value2}",
        ["D1001"] = "Number out of range: {value}",
        ["D1002"] = "Cannot negate a non-numeric value: {value}",
        ["T1003"] = "Key in object structure must evaluate to a string; got: {value}",
        ["D1004"] = "The regular expression {value} matches a string of length zero",
        ["T1005"] = "Attempted to invoke a non-function. Did you mean ${token}?",
        ["T1006"] = "Attempted to invoke a non-function",
        ["T1007"] = "Attempted to partially apply a non-function. Did you mean ${token}?",
        ["T1008"] = "Attempted to partially apply a non-function",
        ["D1009"] = "Multiple key expressions evaluate to the same key: {value}",
        ["T1010"] = "The matcher function passed to function {token} does not return the expected structure",
        ["T2001"] = "The left side of the {token} operator must evaluate to a number",
        ["T2002"] = "The right side of the {token} operator must evaluate to a number",
        ["T2003"] = "The left side of the range operator (..) must evaluate to an integer",
        ["T2004"] = "The right side of the range operator (..) must evaluate to an integer",
        ["T2006"] = "The right side of the function application operator ~> must be a function",
        ["T2007"] = "Values of different types in an order-by clause: {value} and {value2}",
        ["T2008"] = "The terms of an order-by clause must evaluate to numbers or strings",
        ["T2009"] = "The values {value} and {value2} either side of operator {token} must be of the same data type",
        ["T2010"] = "The expressions either side of operator {token} must evaluate to numeric or string values",
        ["T2011"] = "The update clause of a transform must evaluate to an object: {value}",
        ["T2012"] = "The delete clause of a transform must evaluate to a string or an array of strings: {value}",
        ["T2013"] = "A transform needs the function $clone, which this scope hides behind a value that is no function",
        ["D2014"] = "The range operator (..) makes at most 10,000,000 items; asked for {value}",
        ["D3001"] = "Infinity and NaN have no string form",
        ["D3010"] = "The second argument of $replace cannot be an empty string",
        ["D3011"] = "The fourth argument of $replace cannot be negative",
        ["D3012"] = "A replacement function must return a string, not {value}",
        ["D3020"] = "The third argument of $split cannot be negative",
        ["D3030"] = "Unable to cast value to a number: {value}",
        ["D3040"] = "The third argument of $match cannot be negative",
        ["D3050"] = "The second argument of $reduce must be a function of at least two parameters",
        ["D3060"] = "The square root of a negative number is not defined: {value}",
        ["D3061"] = "The power of {value} to {value2} is no JSON number",
        ["D3070"] = "Without a comparator $sort takes an array of strings or an array of numbers only",
        ["D3080"] = "A number picture has at most two sub-pictures",
        ["D3081"] = "A sub-picture has at most one decimal separator",
        ["D3082"] = "A sub-picture has at most one percent character",
        ["D3083"] = "A sub-picture has at most one per-mille character",
        ["D3084"] = "A sub-picture cannot have both a percent and a per-mille character",
        ["D3085"] = "The mantissa of a sub-picture needs at least one digit",
        ["D3086"] = "A sub-picture cannot have a passive character between active ones",
        ["D3087"] = "A grouping separator cannot be next to the decimal separator",
        ["D3088"] = "A grouping separator cannot end the integer part",
        ["D3089"] = "Grouping separators cannot be next to one another",
        ["D3090"] = "In the integer part a mandatory digit cannot come before an optional one",
        ["D3091"] = "In the fractional part an optional digit cannot come before a mandatory one",
        ["D3092"] = "A sub-picture with a percent or per-mille character cannot have an exponent",
        ["D3093"] = "The exponent of a sub-picture consists of one or more mandatory digits",
        ["D3100"] = "The radix of $formatBase must be between 2 and 36, not {value}",
        ["D3110"] = "The argument of $toMillis must be an ISO 8601 timestamp, not {value}",
        ["D3130"] = "Formatting or parsing an integer as a sequence starting with {value} is not supported",
        ["D3131"] = "All digits of an integer picture must be of the same decimal group",
        ["D3132"] = "Unknown component specifier {value} in a date/time picture",
        ["D3133"] = "Only months and days have names in a date/time picture, not {value}",
        ["D3134"] = "The time zone specifier of a date/time picture cannot have more than four digits",
        ["D3135"] = "A date/time picture lacks a closing bracket ']'",
        ["D3136"] = "The date/time picture lacks components that are needed to make a timestamp",
        ["D3138"] = "$single expects one matching item and found more",
        ["D3139"] = "$single expects one matching item and found none",
        ["D3140"] = "Malformed URL passed to ${token}(): {value}",
        [StepFunctionsFault] = "{value}",
        [LimitExceeded] = "The evaluation exceeded its limit of {value}",
        [MemoryExceeded] = "The evaluation exceeded its limit of {value}",
        [InvalidRegex] = "The regular expression is not supported: {value}",
        [UnsupportedResult] = "The result is a function, which has no JSON form",
    };

    public static string Message(string code, string? token, string? value, string? value2, int argument)
    {
        if (!Templates.TryGetValue(code, out var template))
        {
            return code;
        }

        var text = new StringBuilder(template);
        text.Replace("{index}", NumberText.Format(argument));
        text.Replace("{token}", token ?? "");
        text.Replace("{value2}", value2 ?? "");
        text.Replace("{value}", value ?? "");
        return text.ToString();
    }
}
