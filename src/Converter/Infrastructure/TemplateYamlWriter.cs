using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>Writes <see cref="TemplateValue"/>s as YAML with CloudFormation's short tags.</summary>
internal static class TemplateYamlWriter
{
    /// <summary>Block style, lines ending in <c>\n</c>, nested by two spaces.</summary>
    internal static string Write(TemplateValue value)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, indentSequences: true));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, value, default);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, TemplateValue value, TagName tag)
    {
        switch (value)
        {
            case TemplateLiteral literal:
                Scalar(emitter, literal.Text, tag);
                break;
            case TemplateRef reference:
                Scalar(emitter, reference.Name, "!Ref");
                break;
            case TemplateGetAtt attribute:
                Scalar(emitter, attribute.LogicalId + "." + attribute.Attribute, "!GetAtt");
                break;
            case TemplateSub sub:
                WriteSub(emitter, sub);
                break;
            case TemplateOther other:
                Write(emitter, other.Argument, "!" + other.Function);
                break;
            case TemplateList list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, tag, tag.IsEmpty, list.Items.IsEmpty ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items)
                {
                    Write(emitter, item, default);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case TemplateMap map:
                emitter.Emit(new MappingStart(AnchorName.Empty, tag, tag.IsEmpty, map.Entries.IsEmpty ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var entry in map.Entries)
                {
                    Scalar(emitter, entry.Key, default);
                    Write(emitter, entry.Value, default);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static void WriteSub(Emitter emitter, TemplateSub sub)
    {
        var (text, variables) = SubText.Of(sub);
        if (variables.Entries.IsEmpty)
        {
            Scalar(emitter, text, "!Sub");
            return;
        }

        emitter.Emit(new SequenceStart(AnchorName.Empty, "!Sub", false, SequenceStyle.Block));
        Scalar(emitter, text, default);
        Write(emitter, variables, default);
        emitter.Emit(new SequenceEnd());
    }

    private static void Scalar(Emitter emitter, string text, TagName tag) =>
        emitter.Emit(new Scalar(AnchorName.Empty, tag, text, NeedsQuotes(text) ? ScalarStyle.SingleQuoted : ScalarStyle.Any, tag.IsEmpty, tag.IsEmpty));

    /// <summary>What another reader of YAML, 1.1 or 1.2, could take for a truth value or a date is quoted.</summary>
    private static bool NeedsQuotes(string text) =>
        text.IndexOf('\n') < 0
        && (text.Contains("${") || text is "y" or "Y" or "n" or "N" or "yes" or "no" or "on" or "off"
            || text.Length == 10 && text[4] == '-' && text[7] == '-');
}

/// <summary>Turns the parts of a <c>!Sub</c> back into its text.</summary>
internal static class SubText
{
    /// <summary>The text, and the variables that stand for parts which are neither text nor plain references.</summary>
    internal static (string Text, TemplateMap Variables) Of(TemplateSub sub)
    {
        var text = new StringBuilder();
        var variables = new List<KeyValuePair<string, TemplateValue>>();
        foreach (var part in sub.Parts)
        {
            switch (part)
            {
                case TemplateLiteral literal:
                    text.Append(literal.Text.Replace("${", "${!"));
                    break;
                case TemplateRef reference:
                    text.Append("${").Append(reference.Name).Append('}');
                    break;
                case TemplateGetAtt attribute:
                    text.Append("${").Append(attribute.LogicalId).Append('.').Append(attribute.Attribute).Append('}');
                    break;
                default:
                    var name = "Part" + (variables.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                    variables.Add(new KeyValuePair<string, TemplateValue>(name, part));
                    text.Append("${").Append(name).Append('}');
                    break;
            }
        }

        return (text.ToString(), TemplateValues.Map(variables));
    }
}
