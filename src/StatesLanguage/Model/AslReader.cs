using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model.Reading;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>What reading gave: as much of the model as the text allows, and what is wrong with its structure.</summary>
/// <param name="Machine">The state machine; null if the text is not a JSON object. Required fields that are missing are "".</param>
/// <param name="Problems">Problems of structure, in order of the text. The validator finds the others.</param>
/// <param name="Root">The JSON with its places; null if the text is not JSON.</param>
public sealed record AslDocument(StateMachine? Machine, ImmutableArray<AslDiagnostic> Problems, LocatedJson? Root)
{
    /// <summary>The state machine.</summary>
    /// <exception cref="FormatException">There is a problem of structure that is an error.</exception>
    public StateMachine GetMachine()
    {
        var error = Problems.FirstOrDefault(problem => problem.Severity == AslSeverity.Error);
        return Machine is not null && error is null ? Machine : throw new FormatException(error?.ToString() ?? "There is no state machine.");
    }
}

/// <summary>Reads definitions in the Amazon States Language.</summary>
public static class AslReader
{
    /// <summary>Reads a definition. Never throws for what the text holds.</summary>
    public static AslDocument Read(string text)
    {
        LocatedJson json;
        try
        {
            json = LocatedJson.Parse(text);
        }
        catch (JsonParseException e)
        {
            return new AslDocument(null, [AslRules.NotAnObject.At(new SourcePosition(e.Line, e.Column), "", "The definition is not JSON: " + e.Problem)], null);
        }

        return Read(json);
    }

    /// <summary>Reads a definition that is parsed already.</summary>
    public static AslDocument Read(LocatedJson json)
    {
        if (json.Value is not DataObject)
        {
            return new AslDocument(null, [AslRules.NotAnObject.At(json.Position, "", "A definition must be a JSON object")], json);
        }

        var problems = new List<AslDiagnostic>();
        var machine = GraphReader.ReadMachine(new ObjectReader(json, "", "a state machine", problems));
        return new AslDocument(machine, InOrder(problems), json);
    }

    /// <summary>Reads a definition from a JSON value; its problems have no place.</summary>
    public static AslDocument Read(JsonData json) => Read(LocatedJson.Unlocated(json));

    /// <summary>Reads one state alone, as the TestState API takes it.</summary>
    /// <param name="json">The state.</param>
    /// <param name="name">The name it gets.</param>
    public static (State? State, ImmutableArray<AslDiagnostic> Problems) ReadState(JsonData json, string name)
    {
        var problems = new List<AslDiagnostic>();
        var state = StateReader.Read(LocatedJson.Unlocated(json), name, "/States/" + name, problems);
        return (state, InOrder(problems));
    }

    private static ImmutableArray<AslDiagnostic> InOrder(List<AslDiagnostic> problems) =>
        [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
}
