using System.Globalization;
using System.Text;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>Writes <see cref="TemplateValue"/>s as JSON with CloudFormation's long intrinsic functions.</summary>
internal static class TemplateJsonWriter
{
    /// <summary>Indented by two spaces per level, starting at a level; the first line is not indented.</summary>
    internal static string Write(TemplateValue value, int level)
    {
        var text = new StringBuilder();
        Write(text, value, level);
        return text.ToString();
    }

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static void Write(StringBuilder text, TemplateValue value, int level)
    {
        switch (value)
        {
            case TemplateLiteral literal:
                // Numbers and booleans of CloudFormation may be given as text; only what must be a JSON value for SAM is not quoted.
                text.Append(literal.Text is "true" or "false" || IsInteger(literal.Text) ? literal.Text : Quote(literal.Text));
                break;
            case TemplateRef reference:
                text.Append("{ \"Ref\": ").Append(Quote(reference.Name)).Append(" }");
                break;
            case TemplateGetAtt attribute:
                text.Append("{ \"Fn::GetAtt\": [").Append(Quote(attribute.LogicalId)).Append(", ").Append(Quote(attribute.Attribute)).Append("] }");
                break;
            case TemplateSub sub:
                var (template, variables) = SubText.Of(sub);
                text.Append("{ \"Fn::Sub\": ");
                if (variables.Entries.IsEmpty)
                {
                    text.Append(Quote(template));
                }
                else
                {
                    text.Append('[').Append(Quote(template)).Append(", ");
                    Write(text, variables, level + 1);
                    text.Append(']');
                }

                text.Append(" }");
                break;
            case TemplateOther other:
                text.Append("{ ").Append(Quote(other.Function is "Condition" ? other.Function : "Fn::" + other.Function)).Append(": ");
                Write(text, other.Argument, level + 1);
                text.Append(" }");
                break;
            case TemplateList list:
                Block(text, '[', ']', list.Items.Length, level, index => Write(text, list.Items[index], level + 1));
                break;
            case TemplateMap map:
                Block(text, '{', '}', map.Entries.Length, level, index =>
                {
                    text.Append(Quote(map.Entries[index].Key)).Append(": ");
                    Write(text, map.Entries[index].Value, level + 1);
                });
                break;
        }
    }

    private static void Block(StringBuilder text, char open, char close, int count, int level, Action<int> writeItem)
    {
        text.Append(open);
        for (var index = 0; index < count; index++)
        {
            text.Append(index == 0 ? "\n" : ",\n").Append(' ', 2 * (level + 1));
            writeItem(index);
        }

        if (count > 0)
        {
            text.Append('\n').Append(' ', 2 * level);
        }

        text.Append(close);
    }

    private static bool IsInteger(string text) =>
        text.Length is > 0 and < 10 && text.All(character => character is >= '0' and <= '9') && (text.Length == 1 || text[0] != '0');
}
