using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>What a token is.</summary>
internal enum JsonataTokenKind
{
    End,
    Name,
    Variable,
    Operator,
    String,
    Number,
    Constant,
    Regex,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, the unescaped string, the operator, or the pattern.</param>
/// <param name="Position">Characters from the start of the source to just past the token.</param>
internal readonly record struct JsonataToken(JsonataTokenKind Kind, string Text, int Position)
{
    public double Number { get; init; }

    public string? Flags { get; init; }

    public bool Is(string @operator) => Kind == JsonataTokenKind.Operator && Text == @operator;
}

/// <summary>Reads the tokens of an expression one by one: whether a slash starts a regular expression depends on what comes before it.</summary>
internal sealed class JsonataLexer(string source, JsonataVersion version)
{
    private static readonly string[] TwoCharacterOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>"];
    private static readonly string[] TwoCharacterOperatorsOf22 = [.. TwoCharacterOperators, "?:", "??"];

    private readonly string[] _twoCharacterOperators = version >= JsonataVersion.Latest ? TwoCharacterOperatorsOf22 : TwoCharacterOperators;
    private int _position;

    private char Current => At(_position);

    /// <summary>Reads the next token.</summary>
    /// <param name="slashDivides">Whether a slash here is the division operator.</param>
    public JsonataToken Next(bool slashDivides)
    {
        SkipWhiteSpaceAndComments();
        if (_position >= source.Length)
        {
            return new JsonataToken(JsonataTokenKind.End, "(end)", source.Length);
        }

        var c = Current;
        if (c == '/' && !slashDivides)
        {
            _position++;
            return ReadRegex();
        }

        foreach (var two in _twoCharacterOperators)
        {
            if (c == two[0] && At(_position + 1) == two[1])
            {
                _position += 2;
                return new JsonataToken(JsonataTokenKind.Operator, two, _position);
            }
        }

        if (JsonataNames.OperatorCharacters.Contains(c))
        {
            _position++;
            return new JsonataToken(JsonataTokenKind.Operator, c.ToString(), _position);
        }

        return c switch
        {
            '"' or '\'' => ReadString(c),
            >= '0' and <= '9' => ReadNumber(),
            '`' => ReadQuotedName(),
            _ => ReadName(),
        };
    }

    private char At(int index) => index < source.Length ? source[index] : '\0';

    private void SkipWhiteSpaceAndComments()
    {
        while (true)
        {
            while (_position < source.Length && JsonataNames.WhiteSpace.Contains(source[_position]))
            {
                _position++;
            }

            if (Current != '/' || At(_position + 1) != '*')
            {
                return;
            }

            var end = source.IndexOf("*/", _position + 2, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new JsonataException("S0106", _position);
            }

            _position = end + 2;
        }
    }

    private JsonataToken ReadString(char quote)
    {
        _position++;
        var text = new StringBuilder();
        while (_position < source.Length)
        {
            var c = Current;
            if (c == quote)
            {
                _position++;
                return new JsonataToken(JsonataTokenKind.String, text.ToString(), _position);
            }

            text.Append(c == '\\' ? ReadEscape() : c);
            _position++;
        }

        throw new JsonataException("S0101", source.Length);
    }

    // Leaves the position on the last character of the escape sequence.
    private char ReadEscape()
    {
        _position++;
        var c = Current;
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                var digits = source.Substring(_position + 1, Math.Min(4, source.Length - _position - 1));
                if (digits.Length < 4 || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                {
                    throw new JsonataException("S0104", _position);
                }

                _position += 4;
                return (char)unit;
            default:
                throw new JsonataException("S0103", _position, _position < source.Length ? c.ToString() : "");
        }
    }

    private JsonataToken ReadNumber()
    {
        var start = _position;
        var end = start;
        if (At(end) == '0')
        {
            end++;
        }
        else
        {
            end = SkipDigits(end);
        }

        if (At(end) == '.' && IsDigit(At(end + 1)))
        {
            end = SkipDigits(end + 1);
        }

        if (At(end) is 'e' or 'E')
        {
            var digits = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (IsDigit(At(digits)))
            {
                end = SkipDigits(digits);
            }
        }

        var text = source.Substring(start, end - start);
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsInfinity(number))
        {
            throw new JsonataException("S0102", start, text);
        }

        _position = end;
        return new JsonataToken(JsonataTokenKind.Number, text, end) { Number = number };
    }

    private int SkipDigits(int index)
    {
        while (IsDigit(At(index)))
        {
            index++;
        }

        return index;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private JsonataToken ReadQuotedName()
    {
        var end = source.IndexOf('`', _position + 1);
        if (end < 0)
        {
            throw new JsonataException("S0105", source.Length);
        }

        var name = source.Substring(_position + 1, end - _position - 1);
        _position = end + 1;
        return new JsonataToken(JsonataTokenKind.Name, name, _position);
    }

    private JsonataToken ReadName()
    {
        var start = _position;
        while (_position < source.Length && !JsonataNames.EndsName(source[_position]))
        {
            _position++;
        }

        if (source[start] == '$')
        {
            return new JsonataToken(JsonataTokenKind.Variable, source.Substring(start + 1, _position - start - 1), _position);
        }

        var name = source.Substring(start, _position - start);
        var kind = name switch
        {
            "or" or "in" or "and" => JsonataTokenKind.Operator,
            "true" or "false" or "null" => JsonataTokenKind.Constant,
            _ => JsonataTokenKind.Name,
        };
        return new JsonataToken(kind, name, _position);
    }

    // The opening slash has been read. A slash inside brackets or after a backslash does not close.
    private JsonataToken ReadRegex()
    {
        var start = _position;
        var depth = 0;
        while (_position < source.Length)
        {
            var c = source[_position];
            if (c == '/' && depth == 0 && !IsEscaped(_position))
            {
                var pattern = source.Substring(start, _position - start);
                if (pattern.Length == 0)
                {
                    throw new JsonataException("S0301", _position);
                }

                var flagsStart = ++_position;
                while (Current is 'i' or 'm')
                {
                    _position++;
                }

                var flags = source.Substring(flagsStart, _position - flagsStart);
                return new JsonataToken(JsonataTokenKind.Regex, pattern, _position) { Flags = flags };
            }

            // Only the character just before counts here, unlike for the closing slash.
            var afterBackslash = source[_position - 1] == '\\';
            if (c is '(' or '[' or '{' && !afterBackslash)
            {
                depth++;
            }
            else if (c is ')' or ']' or '}' && !afterBackslash)
            {
                depth--;
            }

            _position++;
        }

        throw new JsonataException("S0302", _position);
    }

    private bool IsEscaped(int index)
    {
        var backslashes = 0;
        while (index - backslashes - 1 >= 0 && source[index - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }
}
