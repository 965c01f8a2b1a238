using System.Text;

namespace LambdaLift.Interpreter.DataFlow;

/// <summary>A pattern of <c>StringMatches</c>: <c>*</c> stands for any characters, <c>\*</c> for an asterisk, <c>\\</c> for a backslash.</summary>
internal sealed class WildcardPattern
{
    private readonly string[] _parts;

    public WildcardPattern(string pattern)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '\\')
            {
                part.Append(pattern[++i]);
            }
            else if (pattern[i] == '*')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(pattern[i]);
            }
        }

        parts.Add(part.ToString());
        _parts = [.. parts];
    }

    public bool Matches(string text)
    {
        if (_parts.Length == 1) return text == _parts[0];
        if (!text.StartsWith(_parts[0], StringComparison.Ordinal) || !text.EndsWith(_parts[^1], StringComparison.Ordinal)) return false;
        int at = _parts[0].Length, end = text.Length - _parts[^1].Length;
        if (at > end) return false;
        // The leftmost fit of every part between two wildcards leaves the most room for the rest.
        for (int i = 1; i < _parts.Length - 1; i++)
        {
            int found = text.IndexOf(_parts[i], at, end - at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + _parts[i].Length;
        }

        return true;
    }
}
