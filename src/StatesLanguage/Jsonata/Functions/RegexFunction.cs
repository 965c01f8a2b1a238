using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A regular expression as a value: a matcher function.</summary>
internal sealed class RegexFunction : Function
{
    private readonly Lazy<Regex> _regex;
    private readonly int _position;

    private RegexFunction(RegexLiteral literal)
    {
        Pattern = literal.Pattern;
        _position = literal.Position;
        _regex = new Lazy<Regex>(() => RegexTranslation.Translate(literal.Pattern, literal.Flags, _position));
    }

    public string Pattern { get; }

    public override int Arity => 2;

    public override bool IsObjectLike => false;

    /// <summary>A matcher for a literal.</summary>
    /// <exception cref="JsonataException">The pattern cannot be read.</exception>
    public static RegexFunction Create(RegexLiteral literal)
    {
        var function = new RegexFunction(literal);
        _ = function._regex.Value;
        return function;
    }

    /// <summary>The first match at or after a place; null if there is none.</summary>
    public Match? Find(string text, int start, EvaluationContext context)
    {
        context.Step();
        if (start > text.Length)
        {
            return null;
        }

        try
        {
            var match = _regex.Value.Match(text, start);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException(JsonataErrors.InvalidRegex, _position, Pattern, "the match took too long");
        }
    }

    /// <summary>The match after another one; a match of nothing would go on for ever.</summary>
    public Match? FindNext(string text, Match previous, EvaluationContext context)
    {
        var start = previous.Index + previous.Length;
        if (start >= text.Length)
        {
            return null;
        }

        var next = Find(text, start, context);
        return next is { Length: 0 } ? throw new JsonataException("D1004", _position, null, Pattern) : next;
    }

    /// <summary>What the groups of a match captured; undefined for those that took no part.</summary>
    public static ValueArray GroupsOf(Match match)
    {
        var groups = new ValueArray(match.Groups.Count);
        for (var i = 1; i < match.Groups.Count; i++)
        {
            groups.Add(match.Groups[i].Success ? Value.String(match.Groups[i].Value) : default);
        }

        return groups;
    }

    protected override Value Apply(Value[] arguments, Value input, EvaluationContext context)
    {
        if (arguments.Length == 0 || arguments[0].Reference is not string text)
        {
            return default;
        }

        var start = arguments.Length > 1 && arguments[1].IsNumber && arguments[1].AsDouble is >= 0 and <= int.MaxValue ? (int)arguments[1].AsDouble : 0;
        return ToValue(text, Find(text, start, context));
    }

    private Value ToValue(string text, Match? match)
    {
        if (match is null)
        {
            return default;
        }

        var result = new ValueObject(5);
        result.Set("match", Value.String(match.Value));
        result.Set("start", Value.Number(match.Index));
        result.Set("end", Value.Number(match.Index + match.Length));
        result.Set("groups", Value.Array(GroupsOf(match)));
        result.Set("next", Value.Function(new NextFunction(this, text, match)));
        return Value.Object(result);
    }

    /// <summary>The <c>next</c> of a match.</summary>
    private sealed class NextFunction(RegexFunction regex, string text, Match match) : Function
    {
        public override int Arity => 0;

        public override bool IsObjectLike => false;

        protected override Value Apply(Value[] arguments, Value input, EvaluationContext context) =>
            regex.ToValue(text, regex.FindNext(text, match, context));
    }
}
