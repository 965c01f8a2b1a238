using System.Text.RegularExpressions;

namespace LambdaLift.Analysis.Handlers;

/// <summary>Reads and matches handler names.</summary>
public static class HandlerStrings
{
    // Assembly::Namespace.Type::Method. Assembly names may hold '-', type names '+' (nested) and '`' (generic).
    private static readonly Regex Pattern = new(
        @"(?<![\w:.\-])[A-Za-z_][\w.\-]*::[A-Za-z_][\w.+`]*::[A-Za-z_]\w*(?![\w:])",
        RegexOptions.CultureInvariant | RegexOptions.Compiled,
        TimeSpan.FromSeconds(2));

    /// <summary>
    /// All handler strings in a text: a SAM or CloudFormation template, <c>serverless.yml</c>, <c>aws-lambda-tools-defaults.json</c>. The shape
    /// <c>A::B::C</c> occurs in these files for nothing else (<c>AWS::Service::Resource</c> types start with <c>AWS</c> and are left out).
    /// </summary>
    public static IReadOnlyList<string> FindAll(string text)
    {
        var found = new List<string>();
        foreach (Match match in Pattern.Matches(text))
        {
            if (!match.Value.StartsWith("AWS::", StringComparison.Ordinal) && !found.Contains(match.Value))
            {
                found.Add(match.Value);
            }
        }

        return found;
    }

    /// <summary>Splits <c>Assembly::Namespace.Type::Method</c>; false for anything else.</summary>
    public static bool TryParse(string handler, out string assembly, out string type, out string method)
    {
        var parts = handler.Split(["::"], StringSplitOptions.None);
        var ok = parts.Length == 3 && parts.All(p => p.Length > 0);
        (assembly, type, method) = ok ? (parts[0], parts[1], parts[2]) : ("", "", "");
        return ok;
    }

    /// <summary>
    /// The handlers that a user's <paramref name="name"/> means: exactly that handler string, else exactly that <c>Type.Method</c>, else all whose
    /// handler string contains it. More than one result means that the name is not unique.
    /// </summary>
    public static IReadOnlyList<LambdaHandler> Match(IEnumerable<LambdaHandler> handlers, string name)
    {
        var all = handlers.ToList();
        foreach (var test in new Func<LambdaHandler, bool>[]
        {
            h => h.HandlerString == name,
            h => h.DisplayName == name,
            h => h.Type.Name == name || h.Method.Name == name,
            h => h.HandlerString.IndexOf(name, StringComparison.Ordinal) >= 0 || h.DisplayName.IndexOf(name, StringComparison.Ordinal) >= 0,
            h => h.HandlerString.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0,
        })
        {
            var matches = all.Where(test).ToList();
            if (matches.Count > 0)
            {
                return matches;
            }
        }

        return [];
    }
}
