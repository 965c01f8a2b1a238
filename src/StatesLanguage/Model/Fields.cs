using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>The language of a state's expressions (field <c>QueryLanguage</c>).</summary>
public enum QueryLanguage
{
    /// <summary>JSONPath, reference paths and intrinsic functions: the language where none is named.</summary>
    JsonPath,

    /// <summary>JSONata: every expression is a string <c>{% … %}</c>.</summary>
    Jsonata,
}

/// <summary>A number, or in JSONata states an expression <c>{% … %}</c> that yields one (for instance <c>TimeoutSeconds</c>).</summary>
public readonly record struct NumberOrExpression
{
    /// <summary>A constant.</summary>
    public NumberOrExpression(double number) => Number = number;

    /// <summary>An expression, with its <c>{%</c> and <c>%}</c>.</summary>
    public NumberOrExpression(string expression) => Expression = expression;

    /// <summary>The constant, or null if this is an expression.</summary>
    public double? Number { get; }

    /// <summary>The expression, or null if this is a constant.</summary>
    public string? Expression { get; }

    public static implicit operator NumberOrExpression(int number) => new(number);

    public static implicit operator NumberOrExpression(double number) => new(number);

    public static implicit operator NumberOrExpression(string expression) => new(expression);

    /// <summary>As it stands in a definition.</summary>
    public JsonData ToJson() => Expression is null ? JsonData.Number(Number ?? 0) : JsonData.String(Expression);
}

/// <summary>
/// A field <c>InputPath</c>, <c>OutputPath</c> or <c>ResultPath</c>: not given (which means <c>$</c>), <c>null</c> (which discards), or a path.
/// </summary>
public readonly record struct PathField
{
    private PathField(bool isGiven, string? path)
    {
        IsGiven = isGiven;
        Path = path;
    }

    /// <summary>The explicit <c>null</c>: an empty object in place of the input or output; for <c>ResultPath</c> the input in place of the result.</summary>
    public static PathField Discard { get; } = new(true, null);

    /// <summary>Whether the field is present in the definition.</summary>
    public bool IsGiven { get; }

    /// <summary>Whether the field is present and <c>null</c>.</summary>
    public bool IsDiscard => IsGiven && Path is null;

    /// <summary>The path as written; null if not given or discarded.</summary>
    public string? Path { get; }

    /// <summary>The path in force: <c>$</c> if not given, null if discarded.</summary>
    public string? Effective => IsGiven ? Path : "$";

    public static implicit operator PathField(string path) => new(true, path ?? throw new ArgumentNullException(nameof(path)));
}

/// <summary>How JSONata marks an expression among JSON strings.</summary>
public static class JsonataText
{
    /// <summary>What an expression string starts with.</summary>
    public const string Open = "{%";

    /// <summary>What an expression string ends with.</summary>
    public const string Close = "%}";

    /// <summary>Whether a string is an expression: it starts with <c>{%</c> and ends with <c>%}</c>, with nothing around them.</summary>
    public static bool IsExpression(string text) =>
        text.Length >= Open.Length + Close.Length
        && text.StartsWith(Open, StringComparison.Ordinal)
        && text.EndsWith(Close, StringComparison.Ordinal);

    /// <summary>The expression inside the marks, white space around it included.</summary>
    public static string Body(string text) =>
        IsExpression(text) ? text.Substring(Open.Length, text.Length - Open.Length - Close.Length) : throw new ArgumentException("Not an expression string.", nameof(text));

    /// <summary>An expression as the string that stands in a definition: <c>{% expression %}</c>.</summary>
    public static string Wrap(string expression) => Open + " " + expression + " " + Close;
}
