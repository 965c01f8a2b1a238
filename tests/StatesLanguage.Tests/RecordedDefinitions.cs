using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests;

namespace LambdaLift.StatesLanguage.Tests;

/// <summary>The definitions in the shared data, by the file that holds them.</summary>
internal static class RecordedDefinitions
{
    /// <summary>Every line of a <c>.jsonl</c> file.</summary>
    public static IEnumerable<DataObject> Lines(string file) =>
        SharedData.ReadLines("conformance/" + file).Select(line => (DataObject)JsonData.Parse(line));

    /// <summary>Names and definitions of whole state machines in a file.</summary>
    public static IEnumerable<(string Name, JsonData Definition)> Machines(string file) =>
        Lines(file).Select(line => (((DataString)line["name"]).Value, Unwrap(line["definition"])));

    /// <summary>The fixtures of other validators.</summary>
    public static IEnumerable<(string Name, JsonData Definition, bool Valid, DataObject Fixture)> Fixtures() =>
        ((DataArray)JsonData.Parse(SharedData.ReadText("conformance/validator-fixtures.json")))
        .Select(item => (DataObject)item)
        .Select(fixture => (((DataString)fixture["name"]).Value, fixture["definition"], ((DataString)fixture["expected"]).Value == "valid", fixture));

    private static JsonData Unwrap(JsonData definition) => definition is DataString text && JsonData.TryParse(text.Value, out var parsed) ? parsed : definition;
}
