using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.TestState;

/// <summary>Collects the intermediate values of one state, under the names that the TestState API gives them.</summary>
internal sealed class Inspection
{
    private readonly DataObjectBuilder _data = new(8);

    public void Set(string name, JsonData value) => _data.Set(name, value);

    public DataObject Build() => _data.Build();
}
