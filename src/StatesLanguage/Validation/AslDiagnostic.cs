using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>How bad a problem is.</summary>
public enum AslSeverity
{
    /// <summary>AWS takes the definition, but it is not likely to do what was meant.</summary>
    Warning,

    /// <summary>AWS refuses the definition, or the state fails whenever it runs.</summary>
    Error,
}

/// <summary>A rule of the validator: one id, one kind of problem.</summary>
/// <param name="Id">The id, <c>LIFT4</c> and three digits.</param>
/// <param name="Title">What the rule is about.</param>
/// <param name="MessageFormat">The message, a format string.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record AslRule(string Id, string Title, string MessageFormat, AslSeverity Severity)
{
    /// <summary>A finding of this rule.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="path">The JSON pointer of the place, as AWS writes it: <c>/States/A/Next</c>.</param>
    /// <param name="arguments">What the message's placeholders stand for.</param>
    public AslDiagnostic At(SourcePosition position, string path, params object[] arguments) =>
        new(this, string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments), position, path);
}

/// <summary>A problem in a definition.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Message">What is wrong, one sentence.</param>
/// <param name="Position">Where, counted from 1; <see cref="SourcePosition.None"/> if the definition was not read from a text.</param>
/// <param name="Path">The JSON pointer of the place.</param>
public sealed record AslDiagnostic(AslRule Rule, string Message, SourcePosition Position, string Path)
{
    /// <summary>The rule's id.</summary>
    public string Id => Rule.Id;

    /// <summary>The rule's severity.</summary>
    public AslSeverity Severity => Rule.Severity;

    /// <summary>The line, counted from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column, counted from 1.</summary>
    public int Column => Position.Column;

    /// <summary>As compilers print it: <c>(3,5): error LIFT4004: message</c>.</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "({0},{1}): {2} {3}: {4}", Line, Column, Severity == AslSeverity.Error ? "error" : "warning", Id, Message);
}
