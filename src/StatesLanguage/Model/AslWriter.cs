using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model.Writing;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>Writes definitions: fields in the conventional order, unknown ones last, indented by two spaces. The same model always gives the same text.</summary>
public static class AslWriter
{
    /// <summary>The definition as indented JSON text, without a line break at the end.</summary>
    public static string Write(StateMachine machine) => ToJson(machine).ToJson(indented: true);

    /// <summary>The definition as a JSON value.</summary>
    public static DataObject ToJson(StateMachine machine) => GraphWriter.Machine(machine);

    /// <summary>One state as a JSON value, without its name.</summary>
    public static DataObject ToJson(State state) => StateWriter.Write(state);
}
