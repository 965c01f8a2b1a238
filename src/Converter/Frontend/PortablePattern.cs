using System.Text;
using System.Text.RegularExpressions;

namespace LambdaLift.Converter.Frontend;

/// <summary>Writes .NET's regular expressions as ones that mean the same in JSONata's engines (JavaScript, Java), where there are such.</summary>
internal static class PortablePattern
{
    /// <summary>
    /// The pattern in the common subset: literals, classes, groups, alternation, quantifiers, <c>^</c>, <c>$</c>, <c>\b</c>. Classes by letter become ASCII
    /// classes (reported with everything else that treats other characters otherwise), groups with names plain ones, where all have names. Null for look-around,
    /// inline options, Unicode categories, and for what can match nothing, which JSONata refuses.
    /// </summary>
    public static string? Translate(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            if (c is > '~' or < ' ')
                return null;
            if (c == '\\')
            {
                if (Escape(next, inClass) is not { } escape)
                    return null;
                result.Append(escape);
                i++;
                continue;
            }

            if (inClass)
            {
                // A subtraction, a set operation of Java's.
                if (c == '[' || (c == '&' && next == '&'))
                    return null;
                inClass = c != ']';
                result.Append(c == '/' ? "\\/" : c.ToString());
                continue;
            }

            switch (c)
            {
                case '[':
                    if (next == ']' || (next == '^' && i + 2 < pattern.Length && pattern[i + 2] == ']'))
                        return null;
                    inClass = true;
                    result.Append(c);
                    break;
                case '.':
                    result.Append("[^\\n]");
                    break;
                case '$':
                    result.Append("(?=\\n?$)");
                    break;
                case '/':
                    result.Append("\\/");
                    break;
                case '(' when NameEnd(pattern, i) is var end && end > 0:
                    // .NET counts groups with names after those without.
                    if (HasUnnamedGroups(pattern))
                        return null;
                    result.Append('(');
                    i = end;
                    break;
                case '(' when next == '?' && (i + 2 >= pattern.Length || pattern[i + 2] != ':'):
                case '{' when !IsQuantifier(pattern, i):
                    return null;
                default:
                    result.Append(c);
                    break;
            }
        }

        return !inClass && AlwaysConsumes(pattern) ? result.ToString() : null;
    }

    /// <summary>Whether the pattern has groups that capture: <c>Regex.Split</c> gives them among the parts.</summary>
    public static bool HasGroups(string pattern) => pattern.Replace("\\(", "").Replace("(?:", "").Contains("(");

    /// <summary>The number of groups that capture.</summary>
    public static int GroupCount(string pattern) => new Regex(pattern).GetGroupNumbers().Length - 1;

    /// <summary>The number of the group with a name; -1 when there is none.</summary>
    public static int GroupNumber(string pattern, string name) => new Regex(pattern).GroupNumberFromName(name);

    // Where the name of a group that begins here ends; 0 when there is none.
    private static int NameEnd(string pattern, int start)
    {
        if (start + 3 >= pattern.Length || pattern[start + 1] != '?' || pattern[start + 2] != '<' || !char.IsLetter(pattern[start + 3]))
            return 0;
        var end = pattern.IndexOf('>', start);
        return end > 0 && pattern.Substring(start + 3, end - start - 3).All(char.IsLetterOrDigit) ? end : 0;
    }

    // .NET gives groups without a name a number.
    private static bool HasUnnamedGroups(string pattern) => new Regex(pattern).GetGroupNames().Skip(1).Any(name => char.IsDigit(name[0]));

    /// <summary>Whether a replacement is plain text or refers to groups by one digit.</summary>
    public static bool IsPortableReplacement(string replacement)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$')
                continue;
            var next = i + 1 < replacement.Length ? replacement[i + 1] : ' ';
            if (next is not (>= '1' and <= '9') || (i + 2 < replacement.Length && char.IsDigit(replacement[i + 2])))
                return false;
        }

        return true;
    }

    private static string? Escape(char c, bool inClass) => c switch
    {
        'd' => inClass ? "0-9" : "[0-9]",
        'w' => inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]",
        'D' when !inClass => "[^0-9]",
        'W' when !inClass => "[^A-Za-z0-9_]",
        's' or 'S' or 't' or 'r' or 'n' => "\\" + c,
        'b' or 'B' when !inClass => "\\" + c,
        _ when c is > ' ' and < '\x7f' && !char.IsLetterOrDigit(c) && c != '_' => "\\" + c,
        _ => null,
    };

    private static bool AlwaysConsumes(string pattern)
    {
        try
        {
            return new[] { "", "a 1", "\n" }.All(text => Regex.Matches(text, pattern).Cast<Match>().All(m => m.Length > 0));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsQuantifier(string pattern, int start)
    {
        var end = pattern.IndexOf('}', start);
        return end > start + 1 && char.IsDigit(pattern[start + 1]) && pattern.Substring(start + 1, end - start - 1).All(c => char.IsDigit(c) || c == ',');
    }
}
