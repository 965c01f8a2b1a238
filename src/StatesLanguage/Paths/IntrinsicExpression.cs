using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>
/// What stands behind a field <c>name.$</c> of a payload template: a path or a call of an intrinsic function, whose arguments are
/// constants, paths and calls.
/// </summary>
/// <remarks>Source: https://states-language.net/spec.html#intrinsic-functions.</remarks>
public abstract record IntrinsicExpression
{
    private protected IntrinsicExpression()
    {
    }

    /// <summary>Reads a path or an intrinsic call.</summary>
    /// <exception cref="PathSyntaxException">The text is neither.</exception>
    public static IntrinsicExpression Parse(string text) => IntrinsicParser.ParseExpression(text);

    /// <summary>The value.</summary>
    /// <param name="input">What <c>$</c> stands for.</param>
    /// <param name="scope">What <c>$$</c> and variables stand for, and where ids and random numbers come from.</param>
    /// <exception cref="StatesException"><c>States.Runtime</c>: a path finds nothing; <c>States.IntrinsicFailure</c>: a function fails.</exception>
    public abstract JsonData Evaluate(JsonData input, IPathScope scope);

    /// <summary>The text as it stands in a definition.</summary>
    public sealed override string ToString() => PathPrinter.Print(this);
}

/// <summary>A path.</summary>
public sealed record PathExpression(JsonPath Path) : IntrinsicExpression
{
    /// <inheritdoc/>
    public override JsonData Evaluate(JsonData input, IPathScope scope) =>
        Path.TrySelect(input, scope, out var value)
            ? value
            : throw new StatesException(StatesException.Runtime, $"The JSONPath '{Path}' could not be found in the input '{input}'");
}

/// <summary>A constant argument: a string, a number, a boolean or <c>null</c>.</summary>
public sealed record ConstantExpression : IntrinsicExpression
{
    /// <summary>Creates a constant.</summary>
    /// <exception cref="ArgumentException">The value is an array or an object, which no argument can be.</exception>
    public ConstantExpression(JsonData value) =>
        Value = value is DataArray or DataObject ? throw new ArgumentException("An argument cannot be an array or an object.", nameof(value)) : value;

    /// <summary>The value.</summary>
    public JsonData Value { get; }

    /// <inheritdoc/>
    public override JsonData Evaluate(JsonData input, IPathScope scope) => Value;
}

/// <summary>The template of <c>States.Format</c>: constant texts with a placeholder <c>{}</c> between each two.</summary>
public sealed record FormatTemplate : IntrinsicExpression
{
    /// <summary>Creates a template.</summary>
    /// <param name="texts">One text more than there are placeholders.</param>
    public FormatTemplate(ImmutableArray<string> texts) =>
        Texts = texts.IsDefaultOrEmpty ? throw new ArgumentException("A template has at least one text.", nameof(texts)) : texts;

    /// <summary>The texts around the placeholders, unescaped.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <inheritdoc/>
    public override JsonData Evaluate(JsonData input, IPathScope scope) => JsonData.String(string.Join("{}", Texts));

    /// <inheritdoc/>
    public bool Equals(FormatTemplate? other) => other is not null && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => Texts.Length;
}

/// <summary>A call of an intrinsic function, for instance <c>States.Format('{}!', $.name)</c>.</summary>
/// <param name="Function">The full name, <c>States.Format</c>.</param>
/// <param name="Arguments">The arguments. The first of <c>States.Format</c> may be a <see cref="FormatTemplate"/>, and only that.</param>
public sealed record IntrinsicCall(string Function, ImmutableArray<IntrinsicExpression> Arguments) : IntrinsicExpression
{
    /// <inheritdoc/>
    public override JsonData Evaluate(JsonData input, IPathScope scope) => IntrinsicFunctions.Invoke(this, input, scope);

    /// <inheritdoc/>
    public bool Equals(IntrinsicCall? other) => other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => Function.GetHashCode();
}
