using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>
/// A JSONata expression, parsed and compiled once, evaluated as often as needed and on several threads at a time.
/// </summary>
/// <remarks>
/// The language is JSONata 2.0.6 (https://docs.jsonata.org) as Step Functions runs it: without <c>$eval</c>, with <c>$partition</c>,
/// <c>$range</c>, <c>$hash</c>, <c>$random(seed)</c>, <c>$uuid</c> and <c>$parse</c>
/// (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). <c>$states</c> and workflow variables are bindings.
/// </remarks>
public sealed class JsonataExpression
{
    private readonly CompiledExpression _compiled;
    private readonly JsonataVersion _version;

    private JsonataExpression(JsonataNode syntax, JsonataVersion version)
    {
        Syntax = syntax;
        _version = version;
        _compiled = Compiler.Compile(Lowering.Lower(syntax));
    }

    /// <summary>The names of the built-in functions, without the dollar sign.</summary>
    public static IReadOnlyCollection<string> BuiltinFunctionNames => BuiltinFunctions.Names;

    /// <summary>The expression as a tree.</summary>
    public JsonataNode Syntax { get; }

    /// <summary>Parses and compiles an expression.</summary>
    /// <param name="source">The expression, without the <c>{% %}</c> around it in a state machine.</param>
    /// <param name="version">The version of the language.</param>
    /// <exception cref="JsonataException">The source has an error (codes <c>S….</c>).</exception>
    public static JsonataExpression Parse(string source, JsonataVersion version = JsonataVersion.StepFunctions) =>
        new(JsonataParser.Parse(source, version), version);

    /// <summary>Compiles a tree.</summary>
    /// <exception cref="JsonataException">The tree has no meaning (codes <c>S….</c>).</exception>
    public static JsonataExpression Compile(JsonataNode syntax, JsonataVersion version = JsonataVersion.StepFunctions) =>
        new(syntax ?? throw new ArgumentNullException(nameof(syntax)), version);

    /// <summary>Evaluates the expression.</summary>
    /// <param name="input">The context and root value; null for undefined.</param>
    /// <param name="bindings">Variables by name, without the dollar sign; they hide built-in functions.</param>
    /// <param name="options">Bounds and environment; <see cref="JsonataOptions.Default"/> if null.</param>
    /// <returns>The value; null for undefined.</returns>
    /// <exception cref="JsonataException">
    /// The evaluation failed. <c>U1001</c> and <c>U1002</c>: it exceeded a bound. <c>U1004</c>: its value is a function.
    /// </exception>
    public JsonData? Evaluate(JsonData? input, IReadOnlyDictionary<string, JsonData>? bindings = null, JsonataOptions? options = null) =>
        _compiled.Run(new EvaluationContext(input, bindings, options ?? JsonataOptions.Default, _version));

    /// <summary>The expression as source.</summary>
    public override string ToString() => Syntax.ToString();
}
