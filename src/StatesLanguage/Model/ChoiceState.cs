using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>Goes on to the state of the first rule that holds, else to <see cref="Default"/>.</summary>
public sealed record ChoiceState : InputOutputState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Choice;

    /// <summary>The rules in order; at least one.</summary>
    public required ImmutableArray<ChoiceRule> Choices { get; init; }

    /// <summary>Where to go if no rule holds; without it the execution fails with <c>States.NoChoiceMatched</c>.</summary>
    public string? Default { get; init; }

    /// <summary>Variables assigned when no rule holds. Whether AWS also assigns them for a rule without an <c>Assign</c> is undecided.</summary>
    public DataObject? Assign { get; init; }
}

/// <summary>A top-level rule of a Choice: a condition in JSONata, or a data test in JSONPath.</summary>
public sealed record ChoiceRule
{
    /// <summary>JSONata: a boolean or an expression <c>{% … %}</c>; null in JSONPath rules.</summary>
    public JsonData? Condition { get; init; }

    /// <summary>JSONPath: the test; null in JSONata rules.</summary>
    public ChoiceTest? Test { get; init; }

    /// <summary>Where to go if the rule holds.</summary>
    public required string Next { get; init; }

    /// <summary>Variables assigned if the rule holds.</summary>
    public DataObject? Assign { get; init; }

    /// <summary>JSONata: the state's output if the rule holds.</summary>
    public JsonData? Output { get; init; }

    /// <summary>For people.</summary>
    public string? Comment { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>A JSONPath data test: a comparison, or tests joined by <c>And</c>, <c>Or</c>, <c>Not</c>.</summary>
public abstract record ChoiceTest
{
    private protected ChoiceTest()
    {
    }

    /// <summary>For people; only nested tests write it, a rule has its own.</summary>
    public string? Comment { get; init; }

    /// <summary>Fields of a nested test that the language does not know. Those of a rule's outermost test are the rule's own.</summary>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>Holds if all tests hold; the first that fails ends the evaluation.</summary>
public sealed record AndTest(ImmutableArray<ChoiceTest> Tests) : ChoiceTest;

/// <summary>Holds if one test holds; the first that holds ends the evaluation.</summary>
public sealed record OrTest(ImmutableArray<ChoiceTest> Tests) : ChoiceTest;

/// <summary>Holds if the test does not.</summary>
public sealed record NotTest(ChoiceTest Test) : ChoiceTest;

/// <summary>Compares what a path finds with a constant, or with what another path finds.</summary>
/// <param name="Variable">The path, for instance <c>$.amount</c> or <c>$variable.x</c>.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Operand">The constant, the other path as a string (operators ending in <c>Path</c>), or a boolean (type tests, for instance <c>IsNull</c>).</param>
public sealed record ComparisonTest(string Variable, ComparisonOperator Operator, JsonData Operand) : ChoiceTest;
