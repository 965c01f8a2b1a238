using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Exploration;

/// <summary>Values of a shape, and values that differ from a given one in one place.</summary>
/// <param name="texts">Texts that the handler compares with.</param>
/// <param name="numbers">Numbers that the handler compares with.</param>
internal sealed class Samples(IReadOnlyList<string> texts, IReadOnlyList<double> numbers)
{
    /// <summary>A plain value: every usual member set, one element per array.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="salt">Makes texts and numbers of different calls different, so that results that change places are noticed; 0: none.</param>
    /// <param name="name">The member that holds it; texts are made from it.</param>
    public static JsonData Plain(SampleShape shape, int salt = 0, string name = "text") => shape switch
    {
        SampleShape.Text { Sample: "text" } => salt == 0 ? name : $"{name}-{salt}",
        SampleShape.Text text => text.Sample,
        SampleShape.Number => 1 + salt,
        SampleShape.Flag => true,
        SampleShape.Sequence sequence => JsonData.Array(Plain(sequence.Element, salt, name)),
        SampleShape.Map map => JsonData.Object(("key", Plain(map.Value, salt, name))),
        SampleShape.Structure structure => JsonData.Object(
            [.. structure.Members.Where(member => member.InSample).Select(member => (member.Name, Plain(member.Shape, salt, member.Name)))]),
        SampleShape.Union { Members: [var first, ..] } => JsonData.Object((first.Name, Plain(first.Shape, salt, name))),
        _ => JsonData.Object(),
    };

    /// <summary>What a value becomes in time: other states, other texts that the handler knows, no more of what there was.</summary>
    public JsonData Later(JsonData value, SampleShape shape, int step) => (shape, value) switch
    {
        (SampleShape.Structure structure, DataObject members) => JsonData.Object(
            [.. members.Select(entry => (entry.Key, structure.Members.FirstOrDefault(member => member.Name == entry.Key) is { } known ? Later(entry.Value, known.Shape, step) : entry.Value))]),
        (SampleShape.Sequence sequence, DataArray items) => JsonData.Array([.. items.Select(item => Later(item, sequence.Element, step))]),
        (SampleShape.Flag, DataBoolean flag) => JsonData.Boolean(flag.Value == (step % 2 == 1)),
        (SampleShape.Text { Sample: not "text", Known.Count: 0 }, _) => value,
        (SampleShape.Text, _) when Scalars(shape).OfType<DataString>().Where(text => text.Value.Length > 0).ToList() is { Count: > 0 } others => others[step % others.Count],
        _ => value,
    };

    /// <summary>Values that differ from <paramref name="value"/> in one place, near ones first.</summary>
    public IEnumerable<JsonData> Variations(JsonData value, SampleShape shape)
    {
        switch (shape)
        {
            case SampleShape.Structure structure:
                return Members(value as DataObject ?? DataObject.Empty, structure);
            case SampleShape.Union union:
                return union.Members.Select(member => (JsonData)JsonData.Object((member.Name, Plain(member.Shape))))
                    .Concat(value is DataObject { Count: 1 } current && union.Members.FirstOrDefault(member => member.Name == current.First().Key) is { } set
                        ? Variations(current.First().Value, set.Shape).Select(content => (JsonData)JsonData.Object((set.Name, content))) : [])
                    .Where(other => !JsonData.DeepEquals(other, value));
            case SampleShape.Sequence sequence:
                return Elements(value as DataArray ?? DataArray.Empty, sequence);
            case SampleShape.Map map:
                return value is DataObject entries && entries.Count > 0
                    ? entries.SelectMany(entry => Variations(entry.Value, map.Value).Select(content => (JsonData)entries.With(entry.Key, content)))
                        .Prepend(entries.With("another key", Variations(entries.First().Value, map.Value).FirstOrDefault() ?? entries.First().Value)).Prepend(DataObject.Empty)
                    : [Plain(map)];
            case SampleShape.Any:
                return Untyped(value);
            default:
                return Scalars(shape).Where(other => !JsonData.DeepEquals(other, value));
        }
    }

    private IEnumerable<JsonData> Members(DataObject value, SampleShape.Structure structure)
    {
        foreach (var member in structure.Members)
        {
            // Serializers match names without case; the event keeps its own spelling.
            var name = value.Select(entry => entry.Key).FirstOrDefault(key => string.Equals(key, member.Name, StringComparison.OrdinalIgnoreCase)) ?? Spelled(member.Name, value);
            var content = value.Get(name);
            if (content is null or DataNull)
            {
                var plain = Plain(member.Shape, name: member.Name);
                if (IsCamelCase(value)) plain = CamelCase(plain, member.Shape);
                yield return value.With(name, plain);
                if (content is null && member.IsNullable) yield return value.With(name, JsonData.Null);
                foreach (var other in Variations(plain, member.Shape)) yield return value.With(name, other);
                continue;
            }

            if (!member.IsRequired) yield return value.Without(name);
            if (member.IsNullable) yield return value.With(name, JsonData.Null);
            foreach (var other in Variations(content, member.Shape)) yield return value.With(name, other);
        }
    }

    private static string Spelled(string name, DataObject sibling) => IsCamelCase(sibling) ? CamelCase(name) : name;

    private static bool IsCamelCase(DataObject value) => value.Count > 0 && value.All(member => member.Key.Length > 0 && char.IsLower(member.Key[0]));

    private static string CamelCase(string name) => name.Length > 0 ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>The value with the names of declared members in the spelling of the event that it is put into; keys of maps are data and stay.</summary>
    private static JsonData CamelCase(JsonData value, SampleShape shape) => (shape, value) switch
    {
        (SampleShape.Structure structure, DataObject members) => JsonData.Object(
            [.. members.Select(entry => (CamelCase(entry.Key), CamelCase(entry.Value, structure.Members.First(member => member.Name == entry.Key).Shape)))]),
        (SampleShape.Sequence sequence, DataArray items) => JsonData.Array([.. items.Select(item => CamelCase(item, sequence.Element))]),
        (SampleShape.Map map, DataObject entries) => JsonData.Object([.. entries.Select(entry => (entry.Key, CamelCase(entry.Value, map.Value)))]),
        _ => value,
    };

    private IEnumerable<JsonData> Elements(DataArray value, SampleShape.Sequence sequence)
    {
        if (value.Count > 0) yield return DataArray.Empty;
        if (value.Count != 1) yield return JsonData.Array(value.Count > 0 ? value[0] : Plain(sequence.Element));
        var first = value.Count > 0 ? value[0] : Plain(sequence.Element);
        var second = Variations(first, sequence.Element).FirstOrDefault() ?? first;
        yield return JsonData.Array(first, second);
        yield return JsonData.Array(first, first);
        yield return JsonData.Array(first, second, first);
        for (var i = 0; i < value.Count; i++)
        {
            foreach (var other in Variations(value[i], sequence.Element)) yield return value.With(i, other);
        }
    }

    private IEnumerable<JsonData> Untyped(JsonData value) => value switch
    {
        DataObject members => members.SelectMany(member => Untyped(member.Value).Prepend(JsonData.Null).Select(other => (JsonData)members.With(member.Key, other)).Append(members.Without(member.Key))),
        DataArray items => Elements(items, new SampleShape.Sequence(new SampleShape.Any())),
        DataString => Scalars(new SampleShape.Text()),
        DataNumber => Scalars(new SampleShape.Number(IsIntegral: false)),
        DataBoolean flag => [JsonData.Boolean(!flag.Value)],
        _ => [],
    };

    private IEnumerable<JsonData> Scalars(SampleShape shape)
    {
        switch (shape)
        {
            case SampleShape.Flag:
                return [JsonData.True, JsonData.False];
            case SampleShape.Text { Known.Count: > 0 } text:
                return text.Known.Where(known => texts.Contains(known)).Concat(text.Known.Take(3)).Distinct().Select(known => (JsonData)known);
            case SampleShape.Text { Sample: not "text" } text:
                return text.Sample is "1" ? numbers.Select(number => (JsonData)JsonData.Number(number).ToString()).Prepend("0") : [];
            case SampleShape.Text:
                return texts.Prepend("").Append("another text").Select(text => (JsonData)text);
            case SampleShape.Number number:
                var near = numbers.SelectMany(limit => new[] { limit, limit + 1, limit - 1 }).Where(limit => !number.IsIntegral || Math.Truncate(limit) == limit && limit is >= int.MinValue and <= int.MaxValue);
                return new double[] { 0, 1, -1, 2 }.Concat(near).Concat(number.IsIntegral ? [] : [0.5]).Distinct().Select(candidate => (JsonData)candidate);
            default:
                return [];
        }
    }
}
