using System.Collections;
using System.Diagnostics.CodeAnalysis;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>What JSONata expressions of a state see: <c>$states</c> and the variables of the branch and of those around it.</summary>
internal sealed class FrameBindings(StateFrame frame, bool withContext) : IReadOnlyDictionary<string, JsonData>
{
    private const string States = "states";

    public IEnumerable<string> Keys => frame.Variables.Names().Append(States);

    public IEnumerable<JsonData> Values => Keys.Select(key => this[key]);

    public int Count => Keys.Count();

    public JsonData this[string key] => TryGetValue(key, out JsonData? value) ? value : throw new KeyNotFoundException($"There is no variable '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonData value)
    {
        value = key == States ? frame.States(withContext) : frame.Variables.Get(key);
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, JsonData>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
