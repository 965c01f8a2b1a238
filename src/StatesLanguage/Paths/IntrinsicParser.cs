using System.Collections.Immutable;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>Reads what stands behind a field <c>name.$</c>: a path or a call of an intrinsic function.</summary>
internal sealed class IntrinsicParser : PathParser
{
    private IntrinsicParser(string text)
        : base(text)
    {
    }

    public static IntrinsicExpression ParseExpression(string text)
    {
        var parser = new IntrinsicParser(text);
        if (text.StartsWith("$", StringComparison.Ordinal))
        {
            var path = parser.Path(NameEnd);
            return parser.IsAtEnd ? new PathExpression(path) : throw parser.Error("Unexpected text");
        }

        var call = parser.Call();
        parser.Space();
        return parser.IsAtEnd ? call : throw parser.Error("Unexpected text");
    }

    private IntrinsicCall Call()
    {
        var start = At;
        while (!IsAtEnd && (char.IsLetterOrDigit(Text[At]) || Text[At] is '.' or '_'))
        {
            At++;
        }

        var name = Text.Substring(start, At - start);
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

        var c = Text[At];
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

    private FormatTemplate Template()
    {
        var start = At++;
        var texts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        for (; !IsAtEnd; At++)
        {
            var c = Text[At];
            if (c == '\'')
            {
                At++;
                texts.Add(part.ToString());
                return new FormatTemplate(texts.ToImmutable());
            }

            if (c == '{' && At + 1 < Text.Length && Text[At + 1] == '}')
            {
                At++;
                texts.Add(part.ToString());
                part.Clear();
                continue;
            }

            if (c == '\\' && ++At == Text.Length)
            {
                break;
            }

            part.Append(Text[At]);
        }

        At = start;
        throw Error("The string does not end");
    }
}
