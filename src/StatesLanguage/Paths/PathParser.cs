using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Reads paths and intrinsic calls. Offsets in errors are those of the text given.</summary>
internal sealed class PathParser
{
    /// <summary>How deep calls, filters and parentheses may nest: far beyond what AWS takes, well within the stack.</summary>
    private const int MaxDepth = 100;

    // What ends a name after a dot: less in a path that stands alone than among arguments or in a filter.
    private const string NameEnd = ".[( \t\r\n";
    private const string ArgumentNameEnd = NameEnd + ",)";
    private const string FilterNameEnd = ArgumentNameEnd + "]=!<>&|~";

    private readonly string _text;
    private int _at;
    private int _depth;
    private int _filters;

    private PathParser(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    private bool IsAtEnd => _at >= _text.Length;

    public static JsonPath ParsePath(string text)
    {
        var parser = new PathParser(text);
        var path = parser.Path(NameEnd);
        return parser.IsAtEnd ? path : throw parser.Error("Unexpected text");
    }

    public static IntrinsicExpression ParseExpression(string text)
    {
        var parser = new PathParser(text);
        if (text.StartsWith("$", StringComparison.Ordinal))
        {
            var path = parser.Path(NameEnd);
            return parser.IsAtEnd ? new PathExpression(path) : throw parser.Error("Unexpected text");
        }

        var call = parser.Call();
        parser.Space();
        return parser.IsAtEnd ? call : throw parser.Error("Unexpected text");
    }

    // ---- intrinsic calls

    private IntrinsicCall Call()
    {
        var start = _at;
        while (!IsAtEnd && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_'))
        {
            _at++;
        }

        var name = _text.Substring(start, _at - start);
        if (name.Length == 0)
        {
            throw Error("A path that starts with $ or a call of an intrinsic function expected");
        }

        Space();
        if (!Take("("))
        {
            throw Error("'(' expected after the name of an intrinsic function");
        }

        var arguments = ImmutableArray.CreateBuilder<IntrinsicExpression>();
        Space();
        if (!Take(")"))
        {
            Enter();
            do
            {
                Space();
                arguments.Add(Argument(isFormatTemplate: arguments.Count == 0 && name == IntrinsicFunctions.Format));
                Space();
            }
            while (Take(","));
            Leave();
            if (!Take(")"))
            {
                throw Error("',' or ')' expected");
            }
        }

        return new IntrinsicCall(name, arguments.ToImmutable());
    }

    private IntrinsicExpression Argument(bool isFormatTemplate)
    {
        if (IsAtEnd)
        {
            throw Error("An argument expected");
        }

        var c = _text[_at];
        if (c == '$')
        {
            return new PathExpression(Path(ArgumentNameEnd));
        }

        if (c == '\'')
        {
            return isFormatTemplate ? Template() : new ConstantExpression(JsonData.String(Literal()));
        }

        if (c is '-' or (>= '0' and <= '9'))
        {
            return new ConstantExpression(Number());
        }

        return Word() is { } constant ? new ConstantExpression(constant) : Call();
    }

    private JsonData? Word()
    {
        foreach (var (word, value) in new (string, JsonData)[] { ("true", JsonData.True), ("false", JsonData.False), ("null", JsonData.Null) })
        {
            var end = _at + word.Length;
            if (Peek(word) && (end == _text.Length || !(char.IsLetterOrDigit(_text[end]) || _text[end] is '.' or '_' or '(')))
            {
                _at = end;
                return value;
            }
        }

        return null;
    }

    private DataNumber Number()
    {
        var start = _at;
        _at += _text[_at] is '-' or '+' ? 1 : 0;
        while (!IsAtEnd && (_text[_at] is (>= '0' and <= '9') or '.' or 'e' or 'E' || (_text[_at] is '-' or '+' && _text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        var text = _text.Substring(start, _at - start);
        if (JsonData.TryParse(text, out var value) && value is DataNumber number)
        {
            return number;
        }

        _at = start;
        throw Error("A number expected");
    }

    /// <summary>A string in single quotes; a backslash takes the character after it as it is.</summary>
    private string Literal()
    {
        var quote = _text[_at];
        var start = _at++;
        var value = new StringBuilder();
        for (; !IsAtEnd; _at++)
        {
            var c = _text[_at];
            if (c == quote)
            {
                _at++;
                return value.ToString();
            }

            if (c == '\\' && ++_at == _text.Length)
            {
                break;
            }

            value.Append(_text[_at]);
        }

        _at = start;
        throw Error("The string does not end");
    }

    private FormatTemplate Template()
    {
        var start = _at++;
        var texts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        for (; !IsAtEnd; _at++)
        {
            var c = _text[_at];
            if (c == '\'')
            {
                _at++;
                texts.Add(part.ToString());
                return new FormatTemplate(texts.ToImmutable());
            }

            if (c == '{' && _at + 1 < _text.Length && _text[_at + 1] == '}')
            {
                _at++;
                texts.Add(part.ToString());
                part.Clear();
                continue;
            }

            if (c == '\\' && ++_at == _text.Length)
            {
                break;
            }

            part.Append(_text[_at]);
        }

        _at = start;
        throw Error("The string does not end");
    }

    // ---- paths

    private JsonPath Path(string nameEnd)
    {
        var root = Root();
        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        while (!IsAtEnd)
        {
            if (segments.Count > 0 && segments[segments.Count - 1] is FunctionSegment && (Peek(".") || Peek("[")))
            {
                throw Error("Nothing can follow a function of a path");
            }

            if (Take(".."))
            {
                segments.Add(new DescendantSegment());
                segments.Add(Peek("[") ? Bracket() : Dotted(nameEnd));
            }
            else if (Take("."))
            {
                // Definitions in the field have '.[0]', and AWS takes it.
                segments.Add(Peek("[") ? Bracket() : Dotted(nameEnd));
            }
            else if (Peek("["))
            {
                segments.Add(Bracket());
            }
            else
            {
                break;
            }
        }

        return segments.Count == 0 ? root : root.WithSegments(segments.ToImmutable());
    }

    private JsonPath Root()
    {
        if (Take("@"))
        {
            return _filters > 0 ? JsonPath.Item : throw Error("'@' has a meaning inside filters only");
        }

        if (Take("$$"))
        {
            return JsonPath.Context;
        }

        if (!Take("$"))
        {
            throw Error("A path starts with $");
        }

        var start = _at;
        while (!IsAtEnd && (_at == start ? PathNames.IsIdentifierStart(_text, _at) : PathNames.IsIdentifierPart(_text, _at)))
        {
            _at += char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length ? 2 : 1;
        }

        if (_at == start)
        {
            return JsonPath.Input;
        }

        var name = _text.Substring(start, _at - start);
        return PathNames.IsIdentifier(name) ? JsonPath.Variable(name) : throw Error("The name of a variable has at most 80 characters");
    }

    private PathSegment Dotted(string nameEnd)
    {
        if (Take("*"))
        {
            return new WildcardSegment();
        }

        var start = _at;
        while (!IsAtEnd && nameEnd.IndexOf(_text[_at]) < 0)
        {
            _at++;
        }

        if (_at == start)
        {
            throw Error("The name of a member expected");
        }

        var name = _text.Substring(start, _at - start);
        if (!Peek("("))
        {
            return PathNames.IsExpressible(name) ? new MemberSegment([name]) : throw Error("A name that ends with a backslash cannot be read");
        }

        if (!FunctionSegment.Names.Contains(name))
        {
            throw Error($"There is no function '{name}' of paths");
        }

        _at++;
        Space();
        return Take(")") ? new FunctionSegment(name) : throw Error("')' expected");
    }

    private PathSegment Bracket()
    {
        _at++;
        Space();
        PathSegment segment;
        if (Take("*"))
        {
            segment = new WildcardSegment();
        }
        else if (Take("?"))
        {
            Space();
            if (!Take("("))
            {
                throw Error("'(' expected");
            }

            Enter();
            _filters++;
            segment = new FilterSegment(Or());
            _filters--;
            Leave();
            Space();
            if (!Take(")"))
            {
                throw Error("')' expected");
            }
        }
        else if (Peek("'") || Peek("\""))
        {
            segment = new MemberSegment(Names());
        }
        else
        {
            segment = Indexes();
        }

        Space();
        return Take("]") ? segment : throw Error("']' expected");
    }

    private ImmutableArray<string> Names()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            Space();
            if (!Peek("'") && !Peek("\""))
            {
                throw Error("A name in quotes expected");
            }

            names.Add(QuotedName());
            Space();
        }
        while (Take(","));
        return names.ToImmutable();
    }

    private string QuotedName()
    {
        if (PathNames.Unquote(_text, _at) is not var (name, end))
        {
            throw Error("The name does not end");
        }

        _at = end;
        return name;
    }

    private PathSegment Indexes()
    {
        var first = Integer();
        Space();
        if (Take(":"))
        {
            return new SliceSegment(first, Integer());
        }

        if (first is null)
        {
            throw Error("An index, a slice, a name in quotes, '*' or '?' expected");
        }

        var indexes = ImmutableArray.Create(first.Value);
        while (Take(","))
        {
            indexes = indexes.Add(Integer() ?? throw Error("An index expected"));
            Space();
        }

        return new IndexSegment(indexes);
    }

    private int? Integer()
    {
        Space();
        var start = _at;
        _at += Peek("-") ? 1 : 0;
        while (!IsAtEnd && _text[_at] is >= '0' and <= '9')
        {
            _at++;
        }

        if (_at == start)
        {
            return null;
        }

        return int.TryParse(_text.Substring(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error("An integer expected");
    }

    // ---- filters

    private PathFilter Or()
    {
        var left = And();
        for (Space(); Take("||"); Space())
        {
            left = new OrFilter(left, And());
        }

        return left;
    }

    private PathFilter And()
    {
        var left = Unary();
        for (Space(); Take("&&"); Space())
        {
            left = new AndFilter(left, Unary());
        }

        return left;
    }

    private PathFilter Unary()
    {
        Space();
        if (Take("!"))
        {
            Enter();
            var negated = new NotFilter(Unary());
            Leave();
            return negated;
        }

        if (Take("("))
        {
            Enter();
            var inner = Or();
            Leave();
            Space();
            return Take(")") ? inner : throw Error("')' expected");
        }

        var left = Operand();
        Space();
        foreach (var (op, text) in PathNames.Operators)
        {
            if (Peek(text) && !(char.IsLetter(text[0]) && _at + text.Length < _text.Length && char.IsLetterOrDigit(_text[_at + text.Length])))
            {
                _at += text.Length;
                Space();
                return new CompareFilter(left, op, Operand());
            }
        }

        return left is PathFilterOperand path ? new ExistsFilter(path.Path) : throw Error("A comparison expected");
    }

    private FilterOperand Operand()
    {
        if (IsAtEnd)
        {
            throw Error("A path or a constant expected");
        }

        return _text[_at] switch
        {
            '@' or '$' => new PathFilterOperand(Path(FilterNameEnd)),
            '/' => Pattern(),
            _ => new ConstantFilterOperand(Constant()),
        };
    }

    private JsonData Constant()
    {
        if (IsAtEnd)
        {
            throw Error("A constant expected");
        }

        switch (_text[_at])
        {
            case '\'' or '"':
                return JsonData.String(Literal());
            case '-' or (>= '0' and <= '9'):
                return Number();
            case '[':
                _at++;
                Enter();
                var items = new DataArrayBuilder();
                Space();
                while (!Take("]"))
                {
                    if (items.Count > 0 && !Take(","))
                    {
                        throw Error("',' or ']' expected");
                    }

                    Space();
                    items.Add(Constant());
                    Space();
                }

                Leave();
                return items.Build();
            default:
                return Word() ?? BareWord() ?? throw Error("A path, a string in quotes, a number, true, false, null, an array or a pattern expected");
        }
    }

    // Definitions in the field leave the quotes of a filter's constant out, [?(@.Name==Receipt)], and AWS takes them.
    private DataString? BareWord()
    {
        var start = _at;
        while (!IsAtEnd && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
        {
            _at++;
        }

        return _at == start ? null : JsonData.String(_text.Substring(start, _at - start));
    }

    private PatternFilterOperand Pattern()
    {
        var start = ++_at;
        for (; !IsAtEnd; _at++)
        {
            if (_text[_at] == '\\')
            {
                _at++;
            }
            else if (_text[_at] == '/')
            {
                var pattern = _text.Substring(start, _at - start);
                _at++;
                return PathPatterns.IsValid(pattern) ? new PatternFilterOperand(pattern, Take("i")) : throw Error("The pattern is not a regular expression");
            }
        }

        _at = start - 1;
        throw Error("The pattern does not end");
    }

    // ---- text

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error("The expression nests too deep");
        }
    }

    private void Leave() => _depth--;

    private bool Peek(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private bool Take(string text)
    {
        if (!Peek(text))
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    private void Space()
    {
        while (!IsAtEnd && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private PathSyntaxException Error(string problem) => new(problem, _text, Math.Min(_at, _text.Length));
}
