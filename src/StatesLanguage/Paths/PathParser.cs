using System.Collections.Immutable;
using System.Globalization;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Reads paths.</summary>
internal partial class PathParser : TextCursor
{
    // What ends a name after a dot: less in a path that stands alone than among arguments or in a filter.
    protected const string NameEnd = ".[( \t\r\n";
    protected const string ArgumentNameEnd = NameEnd + ",)";
    private const string FilterNameEnd = ArgumentNameEnd + "]=!<>&|~";

    private int _filters;

    protected PathParser(string text)
        : base(text)
    {
    }

    public static JsonPath ParsePath(string text)
    {
        var parser = new PathParser(text);
        var path = parser.Path(NameEnd);
        return parser.IsAtEnd ? path : throw parser.Error("Unexpected text");
    }

    protected JsonPath Path(string nameEnd)
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

        var start = At;
        while (!IsAtEnd && (At == start ? PathNames.IsIdentifierStart(Text, At) : PathNames.IsIdentifierPart(Text, At)))
        {
            At += char.IsHighSurrogate(Text[At]) && At + 1 < Text.Length ? 2 : 1;
        }

        if (At == start)
        {
            return JsonPath.Input;
        }

        var name = Text.Substring(start, At - start);
        return PathNames.IsIdentifier(name) ? JsonPath.Variable(name) : throw Error("The name of a variable has at most 80 characters");
    }

    private PathSegment Dotted(string nameEnd)
    {
        if (Take("*"))
        {
            return new WildcardSegment();
        }

        var start = At;
        while (!IsAtEnd && nameEnd.IndexOf(Text[At]) < 0)
        {
            At++;
        }

        if (At == start)
        {
            throw Error("The name of a member expected");
        }

        var name = Text.Substring(start, At - start);
        if (!Peek("("))
        {
            return PathNames.IsExpressible(name) ? new MemberSegment([name]) : throw Error("A name that ends with a backslash cannot be read");
        }

        if (!FunctionSegment.Names.Contains(name))
        {
            throw Error($"There is no function '{name}' of paths");
        }

        At++;
        Space();
        return Take(")") ? new FunctionSegment(name) : throw Error("')' expected");
    }

    private PathSegment Bracket()
    {
        At++;
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
        if (PathNames.Unquote(Text, At) is not var (name, end))
        {
            throw Error("The name does not end");
        }

        At = end;
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
        var start = At;
        At += Peek("-") ? 1 : 0;
        while (!IsAtEnd && Text[At] is >= '0' and <= '9')
        {
            At++;
        }

        if (At == start)
        {
            return null;
        }

        return int.TryParse(Text.Substring(start, At - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error("An integer expected");
    }
}
