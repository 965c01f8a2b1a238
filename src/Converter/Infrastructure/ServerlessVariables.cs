using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Resolves the Serverless Framework's variables as far as the file itself decides them: <c>${self:…}</c>, and the fallbacks of
/// <c>${opt:…, 'x'}</c> and <c>${env:…, 'x'}</c>. Everything else stays an unknown. Source: serverless.com, "Variables".
/// </summary>
internal sealed class ServerlessVariables(TemplateMap root)
{
    private const int MaximumDepth = 16;

    internal TemplateValue Resolve(TemplateValue value) => Resolve(value, 0);

    private TemplateValue Resolve(TemplateValue value, int depth) => value switch
    {
        TemplateLiteral literal when literal.Text.Contains("${") => Text(literal, depth),

        // "${sls:stage}" inside Fn::Sub looks like a CloudFormation reference until here.
        TemplateSub sub => new TemplateSub([.. sub.Parts.Select(part => Resolve(part, depth))], sub.Location),
        TemplateRef reference when IsVariable(reference.Name) => Variable(reference.Name, reference.Location, depth),
        TemplateGetAtt attribute when IsVariable(attribute.LogicalId) =>
            Variable(attribute.LogicalId + "." + attribute.Attribute, attribute.Location, depth),
        _ => value,
    };

    /// <summary>Variables have a source and a colon (<c>opt:stage</c>); pseudo parameters have two (<c>AWS::Region</c>).</summary>
    private static bool IsVariable(string name) =>
        name.IndexOf(':') is > 0 and var colon && name.IndexOf("::", StringComparison.Ordinal) != colon;

    private TemplateValue Text(TemplateLiteral literal, int depth)
    {
        var parts = ImmutableArray.CreateBuilder<TemplateValue>();
        var text = literal.Text;
        var start = 0;
        while (start < text.Length)
        {
            var open = text.IndexOf("${", start, StringComparison.Ordinal);
            var close = open < 0 ? -1 : MatchingBrace(text, open + 2);
            if (close < 0)
            {
                break;
            }

            if (open > start)
            {
                parts.Add(new TemplateLiteral(text.Substring(start, open - start), literal.Location));
            }

            parts.Add(Variable(text.Substring(open + 2, close - open - 2), literal.Location, depth));
            start = close + 1;
        }

        if (start < text.Length)
        {
            parts.Add(new TemplateLiteral(text.Substring(start), literal.Location));
        }

        return parts.All(part => part is TemplateLiteral)
            ? new TemplateLiteral(string.Concat(parts.Select(part => part.LiteralText)), literal.Location)
            : parts.Count == 1 ? parts[0] : new TemplateSub(parts.ToImmutable(), literal.Location);
    }

    private static int MatchingBrace(string text, int position)
    {
        for (var depth = 1; position < text.Length; position++)
        {
            depth += text[position] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return position;
            }
        }

        return -1;
    }

    private TemplateValue Variable(string expression, TemplateLocation location, int depth)
    {
        var unknown = new TemplateOther("Variable", new TemplateLiteral("${" + expression + "}", location), location);
        if (depth > MaximumDepth)
        {
            return unknown;
        }

        if (expression.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return new TemplateRef(expression, location);
        }

        foreach (var alternative in Alternatives(expression))
        {
            var resolved = Alternative(alternative, location, depth);
            if (resolved is not null)
            {
                return resolved;
            }
        }

        return unknown;
    }

    private TemplateValue? Alternative(string text, TemplateLocation location, int depth)
    {
        if (text.Length > 1 && text[0] is '\'' or '"' && text[text.Length - 1] == text[0])
        {
            return new TemplateLiteral(text.Substring(1, text.Length - 2), location);
        }

        if (text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith("}", StringComparison.Ordinal))
        {
            return Variable(text.Substring(2, text.Length - 3), location, depth + 1);
        }

        if (text == "sls:stage")
        {
            return root["provider"]?["stage"] is { } stage ? Resolve(stage, depth + 1) : new TemplateLiteral("dev", location);
        }

        if (!text.StartsWith("self:", StringComparison.Ordinal))
        {
            return null;
        }

        TemplateValue? found = root;
        foreach (var step in text.Substring("self:".Length).Split('.'))
        {
            found = found?[step];
        }

        return found is null ? null : Resolve(found, depth + 1);
    }

    /// <summary>Splits at commas outside nested variables and quotes.</summary>
    private static IEnumerable<string> Alternatives(string expression)
    {
        var start = 0;
        var depth = 0;
        var quote = '\0';
        for (var position = 0; position < expression.Length; position++)
        {
            var character = expression[position];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '\'' or '"')
            {
                quote = character;
            }
            else if (character == ',' && depth == 0)
            {
                yield return expression.Substring(start, position - start).Trim();
                start = position + 1;
            }
            else
            {
                depth += character switch { '{' => 1, '}' => -1, _ => 0 };
            }
        }

        yield return expression.Substring(start).Trim();
    }
}
