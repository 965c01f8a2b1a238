using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model.Writing;

/// <summary>Collects the fields of one JSON object in order; what is null or not given is left out.</summary>
internal sealed class ObjectWriter
{
    private readonly DataObjectBuilder _builder = new(8);

    public ObjectWriter Field(string name, JsonData? value)
    {
        if (value is not null)
        {
            _builder.Set(name, value);
        }

        return this;
    }

    public ObjectWriter Text(string name, string? value) => value is null ? this : Field(name, JsonData.String(value));

    /// <summary>A required string: "" stands for one that was missing when the model was read.</summary>
    public ObjectWriter Required(string name, string value) => value.Length == 0 ? this : Field(name, JsonData.String(value));

    public ObjectWriter Number(string name, double? value) => value is { } number ? Field(name, JsonData.Number(number)) : this;

    public ObjectWriter Number(string name, NumberOrExpression? value) => value is { } number ? Field(name, number.ToJson()) : this;

    public ObjectWriter Path(string name, PathField value)
    {
        if (!value.IsGiven)
        {
            return this;
        }

        return Field(name, value.Path is null ? JsonData.Null : JsonData.String(value.Path));
    }

    public ObjectWriter Texts(string name, ImmutableArray<string> values) => Field(name, JsonData.Array(values.Select(value => (JsonData)JsonData.String(value))));

    public ObjectWriter Language(QueryLanguage? value) =>
        value is { } language ? Text("QueryLanguage", language == QueryLanguage.Jsonata ? "JSONata" : "JSONPath") : this;

    public ObjectWriter Nodes<T>(string name, ImmutableArray<T> nodes, Func<T, DataObject> write, bool evenIfEmpty = false) =>
        nodes.IsDefaultOrEmpty && !evenIfEmpty ? this : Field(name, JsonData.Array(nodes.Select(node => (JsonData)write(node))));

    /// <summary>Unknown fields, at the end; they never replace a known one.</summary>
    public DataObject End(DataObject extra)
    {
        foreach (var (name, value) in extra.Pairs())
        {
            if (_builder.Get(name) is null)
            {
                _builder.Set(name, value);
            }
        }

        return _builder.Build();
    }
}

internal static class DataObjectPairs
{
    /// <summary>The members as pairs that deconstruct on every target framework.</summary>
    public static IEnumerable<(string Name, JsonData Value)> Pairs(this DataObject target)
    {
        for (var i = 0; i < target.Count; i++)
        {
            yield return (target.Names[i], target.Values[i]);
        }
    }
}
