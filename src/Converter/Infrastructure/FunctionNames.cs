using System.Text;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Resolves what an invocation names to the function that a template deploys.
/// Accepted forms of a name: AWS Lambda API reference, <c>Invoke</c>, <c>FunctionName</c>.
/// </summary>
internal static class FunctionNames
{
    private const string FunctionMarker = "function:";

    internal static TemplateFunction? Resolve(DeploymentTemplate template, string name) =>
        Match(template, [new Part(BareName(name), null)]);

    internal static TemplateFunction? Resolve(DeploymentTemplate template, TemplateValue value) => Resolve(template, value, 0);

    private static TemplateFunction? Resolve(DeploymentTemplate template, TemplateValue value, int depth)
    {
        // Aliases of aliases do not exist; a longer chain is a template that refers to itself.
        if (depth > 8)
        {
            return null;
        }

        switch (value)
        {
            case TemplateLiteral literal:
                return Resolve(template, literal.Text);
            case TemplateRef reference:
                return ResolveReference(template, reference.Name, depth);
            case TemplateGetAtt attribute when attribute.Attribute is "Arn" or "Alias" or "Version" or "FunctionArn":
                return ResolveReference(template, attribute.LogicalId, depth);
            case TemplateSub sub:
                return ResolveSub(template, sub, depth);
            default:
                return null;
        }
    }

    private static TemplateFunction? ResolveReference(DeploymentTemplate template, string id, int depth)
    {
        if (template.Functions.FirstOrDefault(function => function.ResourceId == id) is { } direct)
        {
            return direct;
        }

        if (template.Resources.FirstOrDefault(resource => resource.LogicalId == id) is { } resource)
        {
            return resource.Type is "AWS::Lambda::Alias" or "AWS::Lambda::Version" && resource.Properties?["FunctionName"] is { } target
                ? Resolve(template, target, depth + 1)
                : null;
        }

        return template.DefaultOf(id) is { Length: > 0 } value ? Resolve(template, value) : null;
    }

    private static TemplateFunction? ResolveSub(DeploymentTemplate template, TemplateSub sub, int depth)
    {
        var parts = AfterFunctionMarker([.. sub.Parts]);
        if (parts.Count > 0 && parts[0] is TemplateRef or TemplateGetAtt or TemplateSub
            && (parts.Count == 1 || parts[1] is TemplateLiteral next && next.Text.StartsWith(":", StringComparison.Ordinal))
            && Resolve(template, parts[0], depth + 1) is { } direct)
        {
            return direct;
        }

        return Match(template, WithoutQualifier(Parts(template, parts)));
    }

    /// <summary>Drops everything up to <c>function:</c>, so that an ARN's region and account need not be known.</summary>
    private static List<TemplateValue> AfterFunctionMarker(List<TemplateValue> parts)
    {
        for (var index = parts.Count - 1; index >= 0; index--)
        {
            if (parts[index] is TemplateLiteral literal
                && literal.Text.LastIndexOf(FunctionMarker, StringComparison.Ordinal) is >= 0 and var marker
                && (marker == 0 || literal.Text[marker - 1] == ':'))
            {
                var rest = literal.Text.Substring(marker + FunctionMarker.Length);
                var remaining = parts.GetRange(index + 1, parts.Count - index - 1);
                if (rest.Length > 0)
                {
                    remaining.Insert(0, new TemplateLiteral(rest, literal.Location));
                }

                return remaining;
            }
        }

        return parts;
    }

    private static TemplateFunction? Match(DeploymentTemplate template, IReadOnlyList<Part> name)
    {
        if (name.Count == 0)
        {
            return null;
        }

        var named = template.Functions
            .Where(function => function.FunctionName is not null)
            .Select(function => (Function: function, Parts: Parts(template, Flatten(function.FunctionName!))))
            .ToList();

        var exact = named.Where(candidate => Key(candidate.Parts) == Key(name)).Select(candidate => candidate.Function).ToList();
        if (exact.Count > 0)
        {
            return exact.Count == 1 ? exact[0] : null;
        }

        if (name is not [{ Hole: null } literal])
        {
            return null;
        }

        // A deployed name such as "prod-send-sms" against "${Stage}-send-sms": accepted if no other function could be meant.
        var matching = named.Where(candidate => Matches(candidate.Parts, literal.Text)).Select(candidate => candidate.Function).ToList();
        if (matching.Count > 0)
        {
            return matching.Count == 1 ? matching[0] : null;
        }

        // SAM's local tools call a function without a name by its logical id.
        return template.Functions.FirstOrDefault(function => function.FunctionName is null && function.LogicalId == literal.Text);
    }

    private static IEnumerable<TemplateValue> Flatten(TemplateValue value) =>
        value is TemplateSub sub ? sub.Parts.SelectMany(Flatten) : [value];

    /// <summary>Parameters become their defaults; what is left unknown stays as a hole with a name.</summary>
    private static List<Part> Parts(DeploymentTemplate template, IEnumerable<TemplateValue> values)
    {
        var parts = new List<Part>();
        foreach (var value in values.SelectMany(Flatten))
        {
            var text = value.LiteralText ?? (value is TemplateRef reference ? template.DefaultOf(reference.Name) : null);
            if (text is null)
            {
                parts.Add(new Part("", value.ToString()));
            }
            else if (parts.Count > 0 && parts[parts.Count - 1].Hole is null)
            {
                parts[parts.Count - 1] = new Part(parts[parts.Count - 1].Text + text, null);
            }
            else if (text.Length > 0)
            {
                parts.Add(new Part(text, null));
            }
        }

        return parts;
    }

    private static IReadOnlyList<Part> WithoutQualifier(List<Part> parts)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index].Hole is null && parts[index].Text.IndexOf(':') is >= 0 and var colon)
            {
                var kept = parts.GetRange(0, index);
                if (colon > 0)
                {
                    kept.Add(new Part(parts[index].Text.Substring(0, colon), null));
                }

                return kept;
            }
        }

        return parts;
    }

    /// <summary><c>name</c>, <c>name:alias</c>, <c>account:function:name</c> and full ARNs all come down to <c>name</c>.</summary>
    private static string BareName(string name)
    {
        var marker = name.LastIndexOf(FunctionMarker, StringComparison.Ordinal);
        if (marker >= 0 && (marker == 0 || name[marker - 1] == ':'))
        {
            name = name.Substring(marker + FunctionMarker.Length);
        }

        var qualifier = name.IndexOf(':');
        return qualifier < 0 ? name : name.Substring(0, qualifier);
    }

    private static string Key(IEnumerable<Part> parts)
    {
        var key = new StringBuilder();
        foreach (var part in parts)
        {
            key.Append(part.Hole is null ? part.Text : "\u0001" + part.Hole + "\u0001");
        }

        return key.ToString();
    }

    /// <summary>Whether a text can be an instance of a pattern whose holes stand for at least one character each.</summary>
    private static bool Matches(List<Part> pattern, string text) => pattern.Any(part => part.Hole is null) && Matches(pattern, 0, text, 0);

    private static bool Matches(List<Part> pattern, int part, string text, int position)
    {
        if (part == pattern.Count)
        {
            return position == text.Length;
        }

        if (pattern[part].Hole is null)
        {
            var literal = pattern[part].Text;
            return string.CompareOrdinal(text, position, literal, 0, literal.Length) == 0
                && Matches(pattern, part + 1, text, position + literal.Length);
        }

        for (var end = position + 1; end <= text.Length; end++)
        {
            if (Matches(pattern, part + 1, text, end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Known text, or a hole: something that is known only when deployed, by the text that names it.</summary>
    private readonly record struct Part(string Text, string? Hole);
}
