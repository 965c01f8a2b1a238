using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>Short ways to build <see cref="TemplateValue"/>s that are not read but written.</summary>
public static class TemplateValues
{
    /// <summary>A literal.</summary>
    public static TemplateValue Literal(string text) => new TemplateLiteral(text, default);

    /// <summary><c>!Ref</c>.</summary>
    public static TemplateValue Ref(string name) => new TemplateRef(name, default);

    /// <summary><c>!GetAtt id.Attribute</c>.</summary>
    public static TemplateValue GetAtt(string logicalId, string attribute) => new TemplateGetAtt(logicalId, attribute, default);

    /// <summary><c>!Sub</c> of a text with <c>${…}</c> in it.</summary>
    public static TemplateValue Sub(string text) => TemplateValueReader.Sub(text, default);

    /// <summary>A list.</summary>
    public static TemplateValue List(IEnumerable<TemplateValue> items) => new TemplateList([.. items], default);

    /// <summary>A map; members without a value are left out.</summary>
    public static TemplateMap Map(params (string Key, TemplateValue? Value)[] members) => new(
        [.. members.Where(member => member.Value is not null).Select(member => new KeyValuePair<string, TemplateValue>(member.Key, member.Value!))],
        default);

    /// <summary>A map with members that are computed.</summary>
    public static TemplateMap Map(IEnumerable<KeyValuePair<string, TemplateValue>> members) => new([.. members], default);

    /// <summary>A value and everything inside it.</summary>
    internal static IEnumerable<TemplateValue> SelfAndDescendants(this TemplateValue value)
    {
        var children = value switch
        {
            TemplateList list => list.Items,
            TemplateMap map => map.Entries.Select(entry => entry.Value),
            TemplateSub sub => sub.Parts,
            TemplateOther other => [other.Argument],
            _ => Enumerable.Empty<TemplateValue>(),
        };
        return new[] { value }.Concat(children.SelectMany(SelfAndDescendants));
    }

    /// <summary>The logical ids and parameters that a value refers to.</summary>
    internal static ImmutableHashSet<string> ReferencesOf(TemplateValue value) =>
        [.. value.SelfAndDescendants().Select(descendant => descendant switch
        {
            TemplateRef reference => reference.Name,
            TemplateGetAtt attribute => attribute.LogicalId,
            _ => null,
        }).OfType<string>()];
}
