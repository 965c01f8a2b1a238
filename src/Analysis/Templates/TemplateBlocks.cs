using System.Text.RegularExpressions;

namespace LambdaLift.Analysis.Templates;

/// <summary>Cuts a template's lines into its resources (or functions) by indentation.</summary>
internal static class TemplateBlocks
{
    private static readonly Regex KeyLine = new(
        """^(?<indent>[ ]*)"?(?<key>[A-Za-z_][\w.\-]*)"?[ ]*:(?:[ ]+(?<value>.*?))?[ ]*$""", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static readonly Regex Word = new(@"[A-Za-z_][\w\-]*", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    /// <summary>A resource, with the facts that a function's has.</summary>
    internal sealed record Block(string Name, string Text, string? Handler, string? FunctionName, bool HasEvents, List<KeyValuePair<string, string>> Variables);

    private readonly record struct Line(int Indent, string Key, string Value, string Text);

    public static IEnumerable<string> Words(string text) => Word.Matches(text).Cast<Match>().Select(m => m.Value);

    public static IEnumerable<Block> Read(string template)
    {
        var lines = template.Split('\n').Select(Parse).Where(l => l.Text.Trim().Length > 0).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not { Key: "Resources" or "functions" or "resources", Value: "" or "{" } section)
            {
                continue;
            }

            // Only the sections themselves: "Resources" at the top, "functions" at the top of serverless.yml, "Resources" below its "resources".
            var body = Below(lines, i).ToList();
            var entryIndent = body.Where(l => l.Key.Length > 0).Select(l => l.Indent).DefaultIfEmpty(-1).First();
            for (var j = 0; j < body.Count; j++)
            {
                if (body[j].Indent == entryIndent && body[j].Key.Length > 0 && section.Key != "resources")
                {
                    yield return ReadBlock(body[j].Key, Below(body, j).ToList());
                }
            }
        }
    }

    private static Block ReadBlock(string name, List<Line> lines)
    {
        var handler = lines.FindIndex(l => l.Key is "Handler" or "handler");
        var level = handler < 0 ? -1 : lines[handler].Indent;
        string? Sibling(params string[] keys) => lines.Where(l => l.Indent == level && keys.Contains(l.Key)).Select(l => Scalar(l.Value)).FirstOrDefault(v => v.Length > 0 && !v.StartsWith("!", StringComparison.Ordinal) && v.IndexOf("${", StringComparison.Ordinal) < 0 && v != "{");
        var variables = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Key is not ("Variables" or "environment"))
            {
                continue;
            }

            var below = Below(lines, i).ToList();
            var indent = below.Select(l => l.Indent).DefaultIfEmpty(-1).First();
            for (var j = 0; j < below.Count; j++)
            {
                if (below[j].Indent == indent && below[j].Key.Length > 0)
                {
                    variables.Add(new(below[j].Key, (Scalar(below[j].Value) + " " + string.Join(" ", Below(below, j).Select(l => l.Text.Trim()))).Trim()));
                }
            }
        }

        return new Block(
            name,
            string.Join("\n", lines.Select(l => l.Text)),
            Sibling("Handler", "handler"),
            Sibling("FunctionName", "name"),
            lines.Exists(l => l.Indent == level && l.Key is "Events" or "events"),
            variables);
    }

    // The lines after one that are indented deeper, up to the next that is not.
    private static IEnumerable<Line> Below(List<Line> lines, int index) =>
        lines.Skip(index + 1).TakeWhile(l => l.Indent > lines[index].Indent || (l.Key.Length == 0 && l.Text.TrimStart().StartsWith("-", StringComparison.Ordinal) && l.Indent == lines[index].Indent));

    private static Line Parse(string text)
    {
        var line = text.TrimEnd('\r');
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        line = line.TrimStart().StartsWith("#", StringComparison.Ordinal) ? "" : comment >= 0 ? line.Substring(0, comment) : line;
        var match = KeyLine.Match(line);
        return match.Success
            ? new Line(match.Groups["indent"].Length, match.Groups["key"].Value, match.Groups["value"].Value.TrimEnd(','), line)
            : new Line(line.Length - line.TrimStart().Length, "", "", line);
    }

    private static string Scalar(string value) => value.Trim().Trim('"', '\'');
}
