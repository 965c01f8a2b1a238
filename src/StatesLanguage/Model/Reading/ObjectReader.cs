using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Model.Reading;

/// <summary>
/// Reads one JSON object field by field. A value of the wrong type is reported and stays, like a field nobody asked for, in <see cref="Rest"/>:
/// what is read and written again loses nothing.
/// </summary>
internal sealed class ObjectReader
{
    private readonly List<AslDiagnostic> _problems;
    private readonly string _what;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <param name="json">The object.</param>
    /// <param name="path">Its JSON pointer.</param>
    /// <param name="what">What it is called in messages, for instance "a Task state".</param>
    /// <param name="problems">Where problems are collected.</param>
    public ObjectReader(LocatedJson json, string path, string what, List<AslDiagnostic> problems)
    {
        Json = json;
        Path = path;
        _what = what;
        _problems = problems;
    }

    public LocatedJson Json { get; }

    public string Path { get; }

    public SourceNode Source => new(Json);

    public bool Has(string name) => Json.Member(name) is not null;

    public string? String(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Value is DataString text)
        {
            _read.Add(name);
            return text.Value;
        }

        Refuse(member, "a string");
        return null;
    }

    /// <summary>A string that must be there; "" if it is not.</summary>
    public string RequiredString(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            Missing(name);
            return "";
        }

        if (member.Value.Value is DataString { Value.Length: > 0 } text)
        {
            _read.Add(name);
            return text.Value;
        }

        Refuse(member, "a string that is not empty");
        return "";
    }

    public bool Flag(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return false;
        }

        if (member.Value.Value is DataBoolean flag)
        {
            _read.Add(name);
            return flag.Value;
        }

        Refuse(member, "true or false");
        return false;
    }

    public double? Number(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Value is DataNumber number)
        {
            _read.Add(name);
            return number.Value;
        }

        Refuse(member, "a number");
        return null;
    }

    public Model.NumberOrExpression? NumberOrExpression(string name)
    {
        switch (Json.Member(name))
        {
            case null:
                return null;
            case { Value.Value: DataNumber number }:
                _read.Add(name);
                return number.Value;
            case { Value.Value: DataString text }:
                _read.Add(name);
                return text.Value;
            case { } member:
                Refuse(member, "a number or a JSONata expression");
                return null;
        }
    }

    public Model.PathField PathField(string name)
    {
        switch (Json.Member(name))
        {
            case null:
                return default;
            case { Value.Value: DataNull }:
                _read.Add(name);
                return Model.PathField.Discard;
            case { Value.Value: DataString text }:
                _read.Add(name);
                return text.Value;
            case { } member:
                Refuse(member, "a path or null");
                return default;
        }
    }

    public JsonData? Any(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        _read.Add(name);
        return member.Value.Value;
    }

    public DataObject? Object(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Value is DataObject target)
        {
            _read.Add(name);
            return target;
        }

        Refuse(member, "an object");
        return null;
    }

    /// <summary>An object that <paramref name="read"/> turns into a node of the model.</summary>
    public T? Node<T>(string name, string what, Func<ObjectReader, T> read)
        where T : class
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Value is DataObject)
        {
            _read.Add(name);
            return read(new ObjectReader(member.Value, Path + "/" + name, what, _problems));
        }

        Refuse(member, "an object");
        return null;
    }

    /// <summary>An array of objects; if one item is no object the whole field is refused.</summary>
    public ImmutableArray<T> Nodes<T>(string name, string what, Func<ObjectReader, T> read, bool required = false)
    {
        if (Json.Member(name) is not { } member)
        {
            if (required)
            {
                Missing(name);
            }

            return [];
        }

        if (member.Value.Value is not DataArray items || ((IEnumerable<JsonData>)items).Any(item => item is not DataObject))
        {
            Refuse(member, "an array of objects");
            return [];
        }

        _read.Add(name);
        var nodes = ImmutableArray.CreateBuilder<T>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            nodes.Add(read(new ObjectReader(member.Value.Items[i], $"{Path}/{name}[{i}]", what, _problems)));
        }

        return nodes.MoveToImmutable();
    }

    public ImmutableArray<string>? Strings(string name)
    {
        if (Json.Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Value is not DataArray items || ((IEnumerable<JsonData>)items).Any(item => item is not DataString))
        {
            Refuse(member, "an array of strings");
            return null;
        }

        _read.Add(name);
        return [.. ((IEnumerable<JsonData>)items).Select(item => ((DataString)item).Value)];
    }

    public void Missing(string name) => Report(AslRules.MissingField.At(Json.Position, Path.Length == 0 ? "/" : Path, name, _what));

    public void Report(AslDiagnostic problem) => _problems.Add(problem);

    public void Refuse(LocatedMember member, string expected)
    {
        _refused.Add(member.Name);
        Report(AslRules.WrongType.At(member.Value.Position, Path + "/" + member.Name, member.Name, expected));
    }

    /// <summary>Marks a field as refused for another reason, already reported.</summary>
    public void Refuse(string name) => _refused.Add(name);

    public void MarkRead(string name) => _read.Add(name);

    /// <summary>The fields that nobody read; those that nobody asked for are reported.</summary>
    public DataObject Rest()
    {
        DataObjectBuilder? rest = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in Json.Members)
        {
            if (!seen.Add(member.Name))
            {
                Report(AslRules.DuplicateField.At(member.NamePosition, Path + "/" + member.Name, member.Name));
                continue;
            }

            if (_read.Contains(member.Name))
            {
                continue;
            }

            if (!_refused.Contains(member.Name))
            {
                Report(AslRules.UnknownField.At(member.NamePosition, Path + "/" + member.Name, member.Name, _what));
            }

            (rest ??= new DataObjectBuilder()).Set(member.Name, Json.Member(member.Name)!.Value.Value);
        }

        return rest?.Build() ?? DataObject.Empty;
    }

    public List<AslDiagnostic> Problems => _problems;
}
