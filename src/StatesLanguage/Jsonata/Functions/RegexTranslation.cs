using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Translates ECMAScript regular expressions (without the <c>u</c> flag), which JSONata has, to those of .NET.</summary>
/// <remarks>
/// They differ in what <c>\d \w \s . $ ^</c> mean, in the numbering of named groups, in empty classes, in class subtraction, and in what
/// .NET has beyond ECMAScript.
/// </remarks>
internal sealed class RegexTranslation
{
    private const string LineEnds = @"\n\r\u2028\u2029";
    private const string WordCharacters = "a-zA-Z0-9_";
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string NotSpace = @"\0-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";
    private const string NotDigits = @"\0-/:-\uffff";
    private const string NotWordCharacters = @"\0-/:-@\[-\^`{-\uffff";

    private readonly string _pattern;
    private readonly bool _multiline;
    private readonly List<string?> _groupNames;
    private readonly StringBuilder _result = new();
    private int _index;

    private RegexTranslation(string pattern, bool multiline)
    {
        _pattern = pattern;
        _multiline = multiline;
        _groupNames = FindGroups(pattern);
    }

    /// <summary>How long one match may take. A process-wide bound: compiled expressions are shared.</summary>
    internal static TimeSpan MatchTimeout { get; } = TimeSpan.FromSeconds(1);

    /// <exception cref="JsonataException">The pattern is no regular expression.</exception>
    public static Regex Translate(string pattern, string flags, int position)
    {
        try
        {
            var translated = new RegexTranslation(pattern, flags.Contains('m')).Translate();
            var options = RegexOptions.CultureInvariant | (flags.Contains('i') ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Regex(translated, options, MatchTimeout);
        }
        catch (ArgumentException error)
        {
            throw new JsonataException(JsonataErrors.InvalidRegex, position, pattern, error.Message);
        }
    }

    private static List<string?> FindGroups(string pattern)
    {
        var names = new List<string?>();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    if (At(pattern, i + 1) != '?')
                    {
                        names.Add(null);
                    }
                    else if (At(pattern, i + 2) == '<' && At(pattern, i + 3) is not ('=' or '!'))
                    {
                        var end = pattern.IndexOf('>', i);
                        names.Add(end < 0 ? null : pattern.Substring(i + 3, end - i - 3));
                    }

                    break;
            }
        }

        return names;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private string Translate()
    {
        while (_index < _pattern.Length)
        {
            var c = _pattern[_index++];
            switch (c)
            {
                case '.':
                    _result.Append("[^").Append(LineEnds).Append(']');
                    break;
                case '^':
                    _result.Append(_multiline ? $"(?<![^{LineEnds}])" : @"\A");
                    break;
                case '$':
                    _result.Append(_multiline ? $"(?![^{LineEnds}])" : @"\z");
                    break;
                case '[':
                    TranslateClass();
                    break;
                case '(':
                    TranslateGroup();
                    break;
                case '\\':
                    TranslateEscape();
                    break;
                case '#' or ' ':
                    _result.Append('\\').Append(c);
                    break;
                case '{' when !IsQuantifier():
                    _result.Append(@"\{");
                    break;
                default:
                    _result.Append(c);
                    break;
            }
        }

        return _result.ToString();
    }

    // A brace that is no {n}, {n,} or {n,m} stands for itself.
    private bool IsQuantifier()
    {
        var end = _pattern.IndexOf('}', _index);
        if (end < 0)
        {
            return false;
        }

        var bounds = _pattern.Substring(_index, end - _index).Split(',');
        return bounds.Length <= 2 && bounds[0].Length > 0 && Array.TrueForAll(bounds, bound => bound.All(c => c is >= '0' and <= '9'));
    }

    private void TranslateGroup()
    {
        if (At(_pattern, _index) != '?')
        {
            _result.Append('(');
            return;
        }

        var kind = At(_pattern, _index + 1);
        if (kind is ':' or '=' or '!')
        {
            _result.Append("(?").Append(kind);
            _index += 2;
            return;
        }

        if (kind == '<' && At(_pattern, _index + 2) is '=' or '!')
        {
            _result.Append("(?<").Append(At(_pattern, _index + 2));
            _index += 3;
            return;
        }

        var end = kind == '<' ? _pattern.IndexOf('>', _index) : -1;
        if (end < 0)
        {
            throw new ArgumentException("Invalid group.");
        }

        // Named groups become numbered ones: .NET would number them after all others.
        _result.Append('(');
        _index = end + 1;
    }

    private void TranslateEscape()
    {
        if (_index >= _pattern.Length)
        {
            throw new ArgumentException("The pattern ends with a backslash.");
        }

        var c = _pattern[_index++];
        switch (c)
        {
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                _result.Append('[').Append(ClassOf(c)).Append(']');
                break;
            case 'b':
                _result.Append($"(?:(?<=[{WordCharacters}])(?![{WordCharacters}])|(?<![{WordCharacters}])(?=[{WordCharacters}]))");
                break;
            case 'B':
                _result.Append($"(?:(?<=[{WordCharacters}])(?=[{WordCharacters}])|(?<![{WordCharacters}])(?![{WordCharacters}]))");
                break;
            case >= '1' and <= '9':
                TranslateBackreference(c);
                break;
            case 'k' when At(_pattern, _index) == '<':
                var end = _pattern.IndexOf('>', _index);
                var number = end < 0 ? 0 : _groupNames.IndexOf(_pattern.Substring(_index + 1, end - _index - 1)) + 1;
                if (number == 0)
                {
                    throw new ArgumentException("Invalid reference to a named group.");
                }

                AppendReference(number);
                _index = end + 1;
                break;
            default:
                AppendCharacter(ReadEscapedCharacter(c));
                break;
        }
    }

    private void TranslateBackreference(char first)
    {
        var end = _index;
        while (At(_pattern, end) is >= '0' and <= '9' && end - _index < 3)
        {
            end++;
        }

        var number = int.Parse(first + _pattern.Substring(_index, end - _index), CultureInfo.InvariantCulture);
        if (number <= _groupNames.Count)
        {
            AppendReference(number);
            _index = end;
        }
        else
        {
            AppendCharacter(first < '8' ? (char)(first - '0') : first);
        }
    }

    // A group that took no part matches nothing, as in ECMAScript.
    private void AppendReference(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        _result.Append("(?(").Append(text).Append(")\\").Append(text).Append(')');
    }

    private void TranslateClass()
    {
        var negated = At(_pattern, _index) == '^';
        if (negated)
        {
            _index++;
        }

        if (At(_pattern, _index) == ']')
        {
            _index++;
            _result.Append(negated ? @"[\s\S]" : "(?!)");
            return;
        }

        _result.Append(negated ? "[^" : "[");
        while (true)
        {
            if (_index >= _pattern.Length)
            {
                throw new ArgumentException("Unterminated character class.");
            }

            var c = _pattern[_index++];
            if (c == ']')
            {
                break;
            }

            if (c == '\\')
            {
                var escaped = At(_pattern, _index++);
                if (ClassOf(escaped) is { } set)
                {
                    _result.Append(set);
                }
                else
                {
                    AppendCharacter(escaped == 'b' ? '\b' : ReadEscapedCharacter(escaped));
                }
            }
            else if (c == '-')
            {
                // First, last, or next to a set it stands for itself; between two characters it makes a range.
                var isRange = _result[_result.Length - 1] is not '[' and not '^' && At(_pattern, _index) != ']';
                _result.Append(isRange ? "-" : @"\-");
            }
            else
            {
                AppendCharacter(c);
            }
        }

        _result.Append(']');
    }

    private static string? ClassOf(char escaped) => escaped switch
    {
        'd' => "0-9",
        'D' => NotDigits,
        'w' => WordCharacters,
        'W' => NotWordCharacters,
        's' => Space,
        'S' => NotSpace,
        _ => null,
    };

    private char ReadEscapedCharacter(char c)
    {
        switch (c)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case '0':
                return '\0';
            case 'c' when char.IsLetter(At(_pattern, _index)) && At(_pattern, _index) < 0x80:
                return (char)(_pattern[_index++] % 32);
            case 'x' or 'u':
                var length = c == 'x' ? 2 : 4;
                if (_index + length <= _pattern.Length
                    && int.TryParse(_pattern.Substring(_index, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                {
                    _index += length;
                    return (char)unit;
                }

                return c;
            default:
                return c;
        }
    }

    private void AppendCharacter(char c)
    {
        if (char.IsLetterOrDigit(c) && c < 0x80)
        {
            _result.Append(c);
        }
        else
        {
            _result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
    }
}
