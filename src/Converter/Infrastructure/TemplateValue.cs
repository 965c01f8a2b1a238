using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// A value of a deployment template, with CloudFormation's intrinsic functions recognised in their short (<c>!Ref</c>), long
/// (<c>Fn::GetAtt</c>) and, for the Serverless Framework, variable (<c>${self:…}</c>) forms.
/// Source: AWS CloudFormation User Guide, "Intrinsic function reference".
/// </summary>
public abstract class TemplateValue
{
    private protected TemplateValue(TemplateLocation location) => Location = location;

    /// <summary>Where the value is written.</summary>
    public TemplateLocation Location { get; }

    /// <summary>The text of a literal; <see langword="null"/> for everything that is only known when deployed.</summary>
    public virtual string? LiteralText => null;

    /// <summary>The member of a map; <see langword="null"/> if this is not a map or has no such member.</summary>
    public TemplateValue? this[string key] => this is TemplateMap map && map.Members.TryGetValue(key, out var value) ? value : null;

    /// <summary>The value as a person would write it in a template, for messages and reports.</summary>
    public abstract override string ToString();
}

/// <summary>A scalar that is known from the template alone.</summary>
public sealed class TemplateLiteral(string text, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The scalar's text, without quotes.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string LiteralText => Text;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary><c>!Ref</c> of a resource, a parameter or a pseudo parameter such as <c>AWS::Region</c>.</summary>
public sealed class TemplateRef(string name, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The logical id or parameter name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override string ToString() => "!Ref " + Name;
}

/// <summary><c>!GetAtt</c> of a resource's attribute.</summary>
public sealed class TemplateGetAtt(string logicalId, string attribute, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The resource's logical id.</summary>
    public string LogicalId { get; } = logicalId;

    /// <summary>The attribute, <c>Arn</c> for instance.</summary>
    public string Attribute { get; } = attribute;

    /// <inheritdoc/>
    public override string ToString() => "!GetAtt " + LogicalId + "." + Attribute;
}

/// <summary>Text put together from parts: <c>!Sub</c>, or <c>!Join</c> with literal pieces.</summary>
public sealed class TemplateSub(ImmutableArray<TemplateValue> parts, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The parts in order; literals and references alternate freely.</summary>
    public ImmutableArray<TemplateValue> Parts { get; } = parts;

    /// <inheritdoc/>
    public override string ToString() => "!Sub " + string.Concat(Parts.Select(part => part switch
    {
        TemplateLiteral literal => literal.Text,
        TemplateRef reference => "${" + reference.Name + "}",
        TemplateGetAtt attribute => "${" + attribute.LogicalId + "." + attribute.Attribute + "}",
        _ => "${" + part + "}",
    }));
}

/// <summary>A function whose value is not known from the template: <c>!If</c>, <c>!ImportValue</c>, <c>!FindInMap</c>, <c>${ssm:…}</c> and others.</summary>
public sealed class TemplateOther(string function, TemplateValue argument, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The function's name without <c>Fn::</c>, <c>If</c> for instance.</summary>
    public string Function { get; } = function;

    /// <summary>The function's argument.</summary>
    public TemplateValue Argument { get; } = argument;

    /// <inheritdoc/>
    public override string ToString() => "!" + Function + " " + Argument;
}

/// <summary>A list.</summary>
public sealed class TemplateList(ImmutableArray<TemplateValue> items, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The items in order.</summary>
    public ImmutableArray<TemplateValue> Items { get; } = items;

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";
}

/// <summary>A map.</summary>
public sealed class TemplateMap(ImmutableArray<KeyValuePair<string, TemplateValue>> entries, TemplateLocation location) : TemplateValue(location)
{
    /// <summary>The members in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, TemplateValue>> Entries { get; } = entries;

    /// <summary>The members by name.</summary>
    public ImmutableDictionary<string, TemplateValue> Members { get; } = entries.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join(", ", Entries.Select(entry => entry.Key + ": " + entry.Value)) + "}";
}
