using System.Globalization;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>
/// Any JSON of a JSONata state, with expressions among its strings: <c>Arguments</c>, <c>Output</c>, <c>Assign</c>, … Parts without
/// expressions are shared with the definition.
/// </summary>
internal abstract class JsonataTemplate
{
    /// <summary>Evaluates the template; every expression must yield a JSON value.</summary>
    public abstract JsonData Evaluate(StateFrame frame);

    /// <summary>Prepares a template.</summary>
    /// <param name="template">The JSON of the definition.</param>
    /// <param name="field">The field's name, which error messages extend: <c>Output/result</c>.</param>
    public static JsonataTemplate Compile(JsonData template, string field)
    {
        switch (template)
        {
            case DataString text when JsonataText.IsExpression(text.Value):
                return new Expression(new JsonataField(text.Value, field));
            case DataArray array:
                {
                    var items = new JsonataTemplate[array.Count];
                    for (int i = 0; i < items.Length; i++) items[i] = Compile(array[i], field + "[" + i.ToString(CultureInfo.InvariantCulture) + "]");
                    return System.Array.TrueForAll(items, i => i is Constant) ? new Constant(template) : new Array(items);
                }

            case DataObject @object:
                {
                    var members = new (string Name, JsonataTemplate Value)[@object.Count];
                    int at = 0;
                    foreach (KeyValuePair<string, JsonData> member in @object) members[at++] = (member.Key, Compile(member.Value, field + "/" + member.Key));
                    return System.Array.TrueForAll(members, m => m.Value is Constant) ? new Constant(template) : new Object(members);
                }

            default:
                return new Constant(template);
        }
    }

    private sealed class Constant(JsonData value) : JsonataTemplate
    {
        public override JsonData Evaluate(StateFrame frame) => value;
    }

    private sealed class Expression(JsonataField field) : JsonataTemplate
    {
        public override JsonData Evaluate(StateFrame frame) => field.Evaluate(frame);
    }

    private sealed class Array(JsonataTemplate[] items) : JsonataTemplate
    {
        public override JsonData Evaluate(StateFrame frame)
        {
            var values = new JsonData[items.Length];
            for (int i = 0; i < items.Length; i++) values[i] = items[i].Evaluate(frame);
            return DataArray.Adopt(values);
        }
    }

    private sealed class Object((string Name, JsonataTemplate Value)[] members) : JsonataTemplate
    {
        public override JsonData Evaluate(StateFrame frame)
        {
            var builder = new DataObjectBuilder(members.Length);
            foreach ((string name, JsonataTemplate value) in members) builder.Set(name, value.Evaluate(frame));
            return builder.Build();
        }
    }
}
