using YamlDotNet.RepresentationModel;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>
/// Changes a template's text in place, so that comments, order and layout of what its authors wrote stay as they are.
/// Works on block-style YAML and on JSON.
/// </summary>
internal sealed class TemplateEditor
{
    private readonly string _text;
    private readonly YamlMappingNode _root;
    private readonly List<(int Start, int End, string Replacement)> _edits = [];

    internal TemplateEditor(string text)
    {
        _text = text;
        var stream = new YamlStream();
        IsJson = text.TrimStart().StartsWith("{", StringComparison.Ordinal);

        // One space for one tab: positions stay true.
        stream.Load(new StringReader(IsJson ? text.Replace('\t', ' ') : text));
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    /// <summary>Whether the template is written in JSON.</summary>
    internal bool IsJson { get; }

    /// <summary>The template with all changes made.</summary>
    internal string Apply()
    {
        var text = _text;

        // From the end, so that positions stay true; of insertions at one place the last one first, so that they stand in order.
        foreach (var (start, end, replacement) in Enumerable.Reverse(_edits).OrderByDescending(edit => edit.Start))
        {
            text = text.Substring(0, start) + replacement + text.Substring(end);
        }

        return text;
    }

    /// <summary>Replaces a scalar's text. Does nothing if there is no such scalar, or it is not plain text.</summary>
    internal void ReplaceScalar(Func<string, string> replace, params string[] path)
    {
        if (Find(path) is YamlScalarNode { Value: { } value } scalar && !scalar.Tag.IsLocal && replace(value) is var replacement && replacement != value)
        {
            Edit((int)scalar.Start.Index, (int)scalar.End.Index, IsJson ? TemplateJsonWriter.Quote(replacement) : TemplateYamlWriter.Write(TemplateValues.Literal(replacement)).TrimEnd());
        }
    }

    /// <summary>Inserts an entry at the top of the document.</summary>
    internal void InsertAtTop(string key, TemplateValue value)
    {
        if (IsJson)
        {
            var start = _text.IndexOf('{') + 1;
            Edit(start, start, "\n  " + TemplateJsonWriter.Quote(key) + ": " + TemplateJsonWriter.Write(value, 1) + ",");
        }
        else
        {
            var start = LineStart((int)_root.Children.First().Key.Start.Index);
            Edit(start, start, TemplateYamlWriter.Write(TemplateValues.Map((key, value))));
        }
    }

    /// <summary>Adds entries to a map of the template, each with a comment above it where the format has comments.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="before">The entry to put them before; at the end if <see langword="null"/>.</param>
    /// <param name="path">The map.</param>
    /// <returns>Whether the map exists and is written so that something can be added.</returns>
    internal bool Insert(IReadOnlyList<TemplateEntry> entries, string? before, params string[] path)
    {
        if (Find(path) is not YamlMappingNode { Children.Count: > 0 } map)
        {
            return false;
        }

        if (IsJson)
        {
            InsertJson(map, entries, path.Length);
            return true;
        }

        if (map.Style == YamlDotNet.Core.Events.MappingStyle.Flow)
        {
            return false;
        }

        var indent = (int)map.Children.First().Key.Start.Column - 1;
        var anchor = map.Children.Select(child => child.Key).OfType<YamlScalarNode>().FirstOrDefault(key => key.Value == before);
        var position = anchor is null ? ContentEnd(map) : StartWithComments(LineStart((int)anchor.Start.Index), indent);
        var blocks = entries.Select(entry => Indent(Comment(entry.Comment) + TemplateYamlWriter.Write(TemplateValues.Map((entry.Key, entry.Value))), indent));
        var separated = string.Join("\n", blocks);
        Edit(position, position, anchor is null ? (EndsInLineBreak(position) ? "\n" : "\n\n") + separated : separated + "\n");
        return true;
    }

    /// <summary>Removes an entry with the comments above it.</summary>
    internal void Remove(params string[] path)
    {
        if (Find(path.Take(path.Length - 1)) is not YamlMappingNode map
            || map.Children.FirstOrDefault(child => child.Key is YamlScalarNode key && key.Value == path[path.Length - 1]) is not { Key: YamlScalarNode found, Value: { } value })
        {
            return;
        }

        if (IsJson || map.Style == YamlDotNet.Core.Events.MappingStyle.Flow)
        {
            RemoveFlow((int)found.Start.Index, LastContent(value));
        }
        else
        {
            Edit(StartWithComments(LineStart((int)found.Start.Index), (int)found.Start.Column - 1), ContentEnd(value), "");
        }
    }

    /// <summary>Puts a comment above an entry; JSON has none.</summary>
    internal void AddComment(string comment, params string[] path)
    {
        if (!IsJson
            && Find(path.Take(path.Length - 1)) is YamlMappingNode { Style: not YamlDotNet.Core.Events.MappingStyle.Flow } map
            && map.Children.Select(child => child.Key).OfType<YamlScalarNode>().FirstOrDefault(key => key.Value == path[path.Length - 1]) is { } found)
        {
            var start = LineStart((int)found.Start.Index);
            Edit(start, start, Indent(Comment(comment), (int)found.Start.Column - 1));
        }
    }

    private static string Comment(string? comment) =>
        comment is null ? "" : string.Concat(comment.Split('\n').Select(line => "# " + line + "\n"));

    private static string Indent(string text, int columns) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : new string(' ', columns) + line + "\n"));

    private void Edit(int start, int end, string replacement) => _edits.Add((start, end, replacement));

    private YamlNode? Find(IEnumerable<string> path)
    {
        YamlNode? node = _root;
        foreach (var step in path)
        {
            node = (node as YamlMappingNode)?.Children.FirstOrDefault(child => child.Key is YamlScalarNode key && key.Value == step).Value;
        }

        return node;
    }

    private void InsertJson(YamlMappingNode map, IReadOnlyList<TemplateEntry> entries, int level)
    {
        var end = LastContent(map.Children.Last().Value);
        Edit(end, end, string.Concat(entries.Select(entry =>
            ",\n" + new string(' ', 2 * (level + 1)) + TemplateJsonWriter.Quote(entry.Key) + ": " + TemplateJsonWriter.Write(entry.Value, level + 1))));
    }

    /// <summary>Removes a member together with the comma that separates it from a neighbour.</summary>
    private void RemoveFlow(int start, int end)
    {
        var next = end;
        while (next < _text.Length && char.IsWhiteSpace(_text[next]))
        {
            next++;
        }

        if (next < _text.Length && _text[next] == ',')
        {
            next++;
            while (next < _text.Length && char.IsWhiteSpace(_text[next]))
            {
                next++;
            }

            Edit(start, next, "");
            return;
        }

        var previous = start - 1;
        while (previous > 0 && char.IsWhiteSpace(_text[previous]))
        {
            previous--;
        }

        Edit(_text[previous] == ',' ? previous : start, end, "");
    }

    private int LineStart(int position) => position == 0 ? 0 : _text.LastIndexOf('\n', position - 1) + 1;

    private bool EndsInLineBreak(int position) => position == 0 || _text[position - 1] == '\n';

    /// <summary>Comments directly above an entry, at its own indentation, belong to it.</summary>
    private int StartWithComments(int lineStart, int indent)
    {
        while (lineStart > 0)
        {
            var previous = LineStart(lineStart - 1);
            var line = _text.Substring(previous, lineStart - previous).TrimEnd();
            if (line.Length <= indent || line[indent] != '#' || line.Substring(0, indent).Trim().Length > 0)
            {
                break;
            }

            lineStart = previous;
        }

        return lineStart;
    }

    /// <summary>
    /// The position after the last line of a node. The end that the parser gives for a block collection is where the next token
    /// starts, behind comments that belong to what follows.
    /// </summary>
    private int ContentEnd(YamlNode node)
    {
        var last = LastContent(node);
        if (last > 0 && _text[last - 1] == '\n')
        {
            return last;
        }

        var lineBreak = _text.IndexOf('\n', last);
        return lineBreak < 0 ? _text.Length : lineBreak + 1;
    }

    /// <summary>The position after a node's last character. The parser knows it for scalars only.</summary>
    private int LastContent(YamlNode node) => node switch
    {
        YamlMappingNode { Style: YamlDotNet.Core.Events.MappingStyle.Flow } map => AfterClosingBracket(map, map.Children.SelectMany(Both)),
        YamlSequenceNode { Style: YamlDotNet.Core.Events.SequenceStyle.Flow } sequence => AfterClosingBracket(sequence, sequence.Children),
        YamlMappingNode { Children.Count: > 0 } map => map.Children.SelectMany(Both).Max(LastContent),
        YamlSequenceNode { Children.Count: > 0 } sequence => sequence.Children.Max(LastContent),
        _ => (int)node.End.Index,
    };

    private static IEnumerable<YamlNode> Both(KeyValuePair<YamlNode, YamlNode> child) => [child.Key, child.Value];

    /// <summary>Behind the last child only blanks, commas and comments can precede the bracket that closes a flow collection.</summary>
    private int AfterClosingBracket(YamlNode collection, IEnumerable<YamlNode> children)
    {
        var last = children.LastOrDefault();
        var position = last is null ? _text.IndexOfAny(['{', '['], (int)collection.Start.Index) + 1 : LastContent(last);
        while (_text[position] is not ('}' or ']'))
        {
            position = _text[position] == '#' ? _text.IndexOf('\n', position) : position + 1;
        }

        return position + 1;
    }
}

/// <summary>An entry to add to a template.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Comment">What to say above it; lines separated by <c>\n</c>.</param>
internal sealed record TemplateEntry(string Key, TemplateValue Value, string? Comment);
