using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>Reads YAML, and JSON as the subset of YAML that it is, into <see cref="TemplateValue"/>s.</summary>
internal sealed class TemplateValueReader
{
    /// <summary>Deeper than any template CloudFormation accepts; anchors can make a document that contains itself.</summary>
    private const int MaximumDepth = 128;

    private readonly string _path;

    private TemplateValueReader(string path) => _path = path;

    /// <summary>Reads one document.</summary>
    /// <exception cref="TemplateFormatException">The text is not well-formed or holds no map.</exception>
    internal static TemplateMap Read(string path, string text)
    {
        var reader = new TemplateValueReader(path);
        var stream = new YamlStream();

        // Tabs are fine between JSON's tokens but not as YAML's indentation.
        var isJson = text.TrimStart().StartsWith("{", StringComparison.Ordinal);
        var parser = new Parser(new StringReader(isJson ? text.Replace('\t', ' ') : text));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException exception)
        {
            throw new TemplateFormatException(
                reader.LocationOf(exception.Start), "the template is not well-formed: " + FirstSentence(exception.Message), exception);
        }
        catch (InvalidOperationException exception)
        {
            // The scanner's own report of some malformed plain scalars; it has no position, the parser's last token has.
            throw new TemplateFormatException(reader.LocationOf(parser.Current?.End ?? Mark.Empty), "the template is not well-formed.", exception);
        }

        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new TemplateFormatException(new TemplateLocation(path, 1, 1), "the template is empty or not a map of sections.");
        }

        return (TemplateMap)reader.Map(root, 0);
    }

    /// <summary>Reads the text of a <c>!Sub</c>.</summary>
    internal static TemplateSub Sub(string text, TemplateLocation location) => new(SubParts(text, null, location), location);

    private static string FirstSentence(string message)
    {
        var text = message.Trim().TrimEnd('.');
        var line = text.IndexOf('\n');
        return (line < 0 ? text : text.Substring(0, line).TrimEnd()) + ".";
    }

    private TemplateLocation LocationOf(Mark mark) => new(_path, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private TemplateValue Value(YamlNode node, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new TemplateFormatException(LocationOf(node.Start), "the template is nested too deeply, or an anchor contains itself.");
        }

        var location = LocationOf(node.Start);
        if (!node.Tag.IsEmpty && node.Tag.IsLocal)
        {
            return Intrinsic(node.Tag.Value.TrimStart('!'), Untagged(node, depth), location);
        }

        return Untagged(node, depth);
    }

    private TemplateValue Untagged(YamlNode node, int depth) => node switch
    {
        YamlScalarNode scalar => new TemplateLiteral(scalar.Value ?? "", LocationOf(node.Start)),
        YamlSequenceNode sequence => new TemplateList([.. sequence.Children.Select(child => Value(child, depth + 1))], LocationOf(node.Start)),
        YamlMappingNode mapping => MapOrIntrinsic(mapping, depth),
        _ => throw new TemplateFormatException(LocationOf(node.Start), "the template holds a node that is neither text, list nor map."),
    };

    private TemplateValue MapOrIntrinsic(YamlMappingNode mapping, int depth)
    {
        if (mapping.Children.Count == 1)
        {
            var entry = mapping.Children.First();
            if (entry.Key is YamlScalarNode { Value: { } key } && (key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal)))
            {
                var name = key == "Ref" ? key : key.Substring("Fn::".Length);
                return Intrinsic(name, Value(entry.Value, depth + 1), LocationOf(mapping.Start));
            }
        }

        return Map(mapping, depth);
    }

    private TemplateValue Map(YamlMappingNode mapping, int depth)
    {
        var entries = new Dictionary<string, TemplateValue>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var child in mapping.Children)
        {
            if (child.Key is not YamlScalarNode { Value: { } key })
            {
                throw new TemplateFormatException(LocationOf(child.Key.Start), "a key of the template is not text.");
            }

            var value = Value(child.Value, depth + 1);
            if (key == "<<")
            {
                Merge(value, entries, order);
                continue;
            }

            if (!entries.ContainsKey(key))
            {
                order.Add(key);
            }

            entries[key] = value;
        }

        return new TemplateMap([.. order.Select(key => new KeyValuePair<string, TemplateValue>(key, entries[key]))], LocationOf(mapping.Start));
    }

    /// <summary>YAML's merge key: what is written beside it wins.</summary>
    private static void Merge(TemplateValue merged, Dictionary<string, TemplateValue> entries, List<string> order)
    {
        var maps = merged is TemplateList list ? list.Items.OfType<TemplateMap>() : new[] { merged }.OfType<TemplateMap>();
        foreach (var entry in maps.SelectMany(map => map.Entries))
        {
            if (!entries.ContainsKey(entry.Key))
            {
                order.Add(entry.Key);
                entries[entry.Key] = entry.Value;
            }
        }
    }

    private static TemplateValue Intrinsic(string function, TemplateValue argument, TemplateLocation location)
    {
        switch (function)
        {
            case "Ref" when argument is TemplateLiteral name:
                return Reference(name.Text, location);
            case "GetAtt" when argument is TemplateLiteral dotted && dotted.Text.IndexOf('.') is > 0 and var dot:
                return new TemplateGetAtt(dotted.Text.Substring(0, dot), dotted.Text.Substring(dot + 1), location);
            case "GetAtt" when argument is TemplateList { Items: [TemplateLiteral id, TemplateLiteral attribute] }:
                return new TemplateGetAtt(id.Text, attribute.Text, location);
            case "Sub" when argument is TemplateLiteral text:
                return new TemplateSub(SubParts(text.Text, null, location), location);
            case "Sub" when argument is TemplateList { Items: [TemplateLiteral text, TemplateMap variables] }:
                return new TemplateSub(SubParts(text.Text, variables, location), location);
            case "Join" when argument is TemplateList { Items: [TemplateLiteral separator, TemplateList pieces] }:
                return new TemplateSub(
                    [.. pieces.Items.SelectMany((piece, index) => index == 0 || separator.Text.Length == 0
                        ? new[] { piece }
                        : new[] { separator, piece })],
                    location);
            default:
                return new TemplateOther(function, argument, location);
        }
    }

    /// <summary>SAM lets <c>!Ref Function.Alias</c> and <c>!Ref Function.Version</c> name what it generates; both are attributes in spirit.</summary>
    private static TemplateValue Reference(string name, TemplateLocation location)
    {
        var dot = name.IndexOf('.');
        return dot > 0
            ? new TemplateGetAtt(name.Substring(0, dot), name.Substring(dot + 1), location)
            : new TemplateRef(name, location);
    }

    private static ImmutableArray<TemplateValue> SubParts(string text, TemplateMap? variables, TemplateLocation location)
    {
        var parts = ImmutableArray.CreateBuilder<TemplateValue>();
        var start = 0;
        while (start < text.Length)
        {
            var open = text.IndexOf("${", start, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            if (open > start)
            {
                parts.Add(new TemplateLiteral(text.Substring(start, open - start), location));
            }

            var name = text.Substring(open + 2, close - open - 2);
            parts.Add(
                name.StartsWith("!", StringComparison.Ordinal) ? new TemplateLiteral("${" + name.Substring(1) + "}", location)
                : variables?[name] is { } variable ? variable
                : Reference(name, location));
            start = close + 1;
        }

        if (start < text.Length)
        {
            parts.Add(new TemplateLiteral(text.Substring(start), location));
        }

        return parts.ToImmutable();
    }
}
