using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using LambdaLift.ServiceCatalogue.ObjectPersistence;

namespace LambdaLift.Converter.Tests.ObjectPersistence;

/// <summary>Computes the request that a template describes, for objects of .NET: what a state machine made of it has to send.</summary>
internal sealed class TemplateEvaluation(ContextSettings settings)
{
    /// <summary>The object whose properties the template reads.</summary>
    public object? Object { get; init; }

    /// <summary>The values of a document's entries.</summary>
    public IReadOnlyDictionary<string, object?> Entries { get; init; } = new Dictionary<string, object?>();

    /// <summary>The key arguments.</summary>
    public IReadOnlyDictionary<KeyRole, object> Keys { get; init; } = new Dictionary<KeyRole, object>();

    /// <summary>The operands of the conditions.</summary>
    public object[][] Operands { get; init; } = [];

    /// <summary>What was added to a batch.</summary>
    public ILookup<BatchPart, TemplateEvaluation> Added { get; init; } = Array.Empty<TemplateEvaluation>().ToLookup(_ => BatchPart.Keys);

    public JsonObject Request(RequestTemplate template) => Members(template.Members);

    public JsonNode? Value(RequestValue value)
    {
        switch (value)
        {
            case ConstantValue constant: return JsonValue.Create(constant.Value);
            case MembersValue members: return Members(members.Members);
            case ElementsValue elements: return new JsonArray([.. elements.Elements.Select(Value)]);
            case RepeatedValue repeated: return new JsonArray([.. Added[repeated.Of].Select(e => e.Value(repeated.Element))]);
            case AttributeValueOf { IsEmptyWithoutValue: true } attribute when Read(attribute.Value) is null or "": return new JsonObject();
            case AttributeValueOf attribute: return Attribute(attribute.Form, Read(attribute.Value));
            case ChosenText chosen: return Outcome(chosen.Value) == StorageOutcomes.Stored ? chosen.WhenStored : chosen.Otherwise;
            case UpdateExpressionText update: return UpdateExpression(update);
            default: throw new InvalidOperationException($"Unknown part {value}.");
        }
    }

    private JsonObject Members(IEnumerable<RequestMember> members)
    {
        var result = new JsonObject();
        foreach (var member in members.Where(m => m.Condition is not { } c || (c.Outcomes & Outcome(c.Value)) != 0))
        {
            // An empty map of placeholders is not sent.
            if (Value(member.Value) is { } value && !(value is JsonObject { Count: 0 } && member.Name.StartsWith("ExpressionAttribute", StringComparison.Ordinal)))
                result[member.Name] = value;
        }

        return result;
    }

    private JsonValue? UpdateExpression(UpdateExpressionText update)
    {
        var set = update.Attributes.Where(a => Outcome(a.Value) == StorageOutcomes.Stored).Select(a => $"{a.Name} = {a.Placeholder}").ToList();
        var removed = update.Attributes.Where(a => Outcome(a.Value) == StorageOutcomes.Removed).Select(a => a.Name).ToList();
        var clauses = new[] { set.Count > 0 ? "SET " + string.Join(", ", set) : "", removed.Count > 0 ? "REMOVE " + string.Join(", ", removed) : "" }.Where(c => c.Length > 0);
        return clauses.Any() ? JsonValue.Create(string.Join(" ", clauses)) : null;
    }

    private object? Read(CallValue value) => value switch
    {
        KeyArgument key => Keys[key.Role],
        PropertyOf property => Get(Object!, property.Property.Name),
        NextVersionOf version => Convert.ToInt64(Get(Object!, version.Property.Name) ?? -1L, CultureInfo.InvariantCulture) + 1,
        EntryOf entry => Entries[entry.Entry.AttributeName],
        ConditionOperand operand => Operands[operand.Condition][operand.Index],
        _ => throw new InvalidOperationException($"Unknown value {value}."),
    };

    private StorageOutcomes Outcome(CallValue value) => Read(value) switch
    {
        null => settings.IgnoreNullValues ? StorageOutcomes.Skipped : StorageOutcomes.Removed,
        "" => settings.IsEmptyStringValueEnabled ? StorageOutcomes.Stored : StorageOutcomes.Removed,
        ICollection { Count: 0 } when value is EntryOf { Entry.Form: SetForm } => StorageOutcomes.Removed,
        ICollection { Count: 0 } when value is PropertyOf { Property.Form: SetForm } => StorageOutcomes.Skipped,
        IEnumerable empty when value is PropertyOf { Property.Form: SetForm } && !empty.Cast<object>().Any() => StorageOutcomes.Skipped,
        _ => StorageOutcomes.Stored,
    };

    private JsonObject? Attribute(AttributeForm form, object? value)
    {
        if (value is null)
            return new JsonObject { ["NULL"] = true };
        if (form is ScalarForm { Kind: ScalarKind.EpochSecondsOf32Bits } && EpochSeconds((DateTime)value) is > int.MaxValue or < int.MinValue)
            form = new ScalarForm(ScalarKind.Instant, "S");
        JsonNode? content = form switch
        {
            ScalarForm scalar => Scalar(scalar, value),
            SetForm set => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(e => Scalar(set.Element, e))]),
            ListForm list => new JsonArray([.. ((IEnumerable)value).Cast<object?>().Where(IsValue).Select(e => Attribute(list.Element, e))]),
            MapForm map => Map(map, (IDictionary)value),
            ObjectForm entity => new JsonObject(entity.Class.Properties
                .Select(p => (p, Value: Get(value, p.Name)))
                .Where(p => p.Value is not null && IsValue(p.Value) && !(p.p.Form is SetForm && !((IEnumerable)p.Value).Cast<object>().Any()))
                .Select(p => KeyValuePair.Create<string, JsonNode?>(p.p.AttributeName, Attribute(p.p.Form, p.Value)))),
            _ => throw new InvalidOperationException($"Unknown form {form}."),
        };
        return new JsonObject { [form.Descriptor] = content };
    }

    private JsonObject Map(MapForm map, IDictionary value)
    {
        var result = new JsonObject();
        foreach (DictionaryEntry entry in value)
        {
            if (IsValue(entry.Value))
                result[(string)entry.Key] = Attribute(map.Value, entry.Value);
        }

        return result;
    }

    private bool IsValue(object? value) => settings.IsEmptyStringValueEnabled || value is not "";

    private static JsonNode Scalar(ScalarForm form, object value) => form.Kind switch
    {
        ScalarKind.Boolean => form.Descriptor == "BOOL" ? (bool)value : (bool)value ? "1" : "0",
        ScalarKind.Instant => ((DateTime)value).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ScalarKind.EpochSeconds or ScalarKind.EpochSecondsOf32Bits => EpochSeconds((DateTime)value).ToString(CultureInfo.InvariantCulture),
        ScalarKind.Date => ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ScalarKind.Enumeration => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        ScalarKind.Bytes => Convert.ToBase64String(value as byte[] ?? ((MemoryStream)value).ToArray()),
        ScalarKind.FloatingPoint => Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace('E', 'e'),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static long EpochSeconds(DateTime value) => new DateTimeOffset(value.ToUniversalTime()).ToUnixTimeSeconds();

    private static object? Get(object target, string name)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = target.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, All) is { } property)
                return property.GetValue(target);
            if (type.GetField(name, All) is { } field)
                return field.GetValue(target);
        }

        throw new InvalidOperationException($"{target.GetType().Name} has no {name}.");
    }
}
