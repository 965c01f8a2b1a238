using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <content>Filters: <c>[?( )]</c>.</content>
internal partial class PathParser
{
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
            if (Peek(text) && !(char.IsLetter(text[0]) && At + text.Length < Text.Length && char.IsLetterOrDigit(Text[At + text.Length])))
            {
                At += text.Length;
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

        return Text[At] switch
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

        switch (Text[At])
        {
            case '\'' or '"':
                return JsonData.String(Literal());
            case '-' or (>= '0' and <= '9'):
                return Number();
            case '[':
                At++;
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
        var start = At;
        while (!IsAtEnd && (char.IsLetterOrDigit(Text[At]) || Text[At] is '_' or '-'))
        {
            At++;
        }

        return At == start ? null : JsonData.String(Text.Substring(start, At - start));
    }

    private PatternFilterOperand Pattern()
    {
        var start = ++At;
        for (; !IsAtEnd; At++)
        {
            if (Text[At] == '\\')
            {
                At++;
            }
            else if (Text[At] == '/')
            {
                var pattern = Text.Substring(start, At - start);
                At++;
                return PathPatterns.IsValid(pattern) ? new PatternFilterOperand(pattern, Take("i")) : throw Error("The pattern is not a regular expression");
            }
        }

        At = start - 1;
        throw Error("The pattern does not end");
    }
}
