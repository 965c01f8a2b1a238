using System.Globalization;
using System.Text;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Searching with strings, regular expressions, and matcher functions of the expression's own.</summary>
internal static class PatternFunctions
{
    public static Value Contains(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        if (arguments[1].IsUndefined)
        {
            return context.Version == JsonataVersion.Latest ? default : throw new JsonataException("T1006");
        }

        return Value.Boolean(arguments[1].Reference is string searched
            ? text.Contains(searched)
            : Matches(arguments[1], text, context).Any());
    }

    public static Value Match(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        var result = ValueArray.Sequence();
        foreach (var found in Limited(Matches(arguments[1], text, context), arguments[2], "D3040", 3))
        {
            var match = new ValueObject(3);
            match.Set("match", Value.String(found.Text));
            match.Set("index", Value.Number(found.Start));
            match.Set("groups", Value.Array(found.Groups));
            result.Add(Value.Object(match));
            context.AllocateValues(4 + found.Groups.Count);
        }

        return Value.Array(result);
    }

    public static Value Replace(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        if (arguments[1].Reference is string { Length: 0 })
        {
            throw new JsonataException("D3010", value: "\"\"", argument: 2);
        }

        var isPattern = arguments[1].Reference is not string;
        var result = new StringBuilder();
        var position = 0;
        foreach (var found in Limited(Matches(arguments[1], text, context), arguments[3], "D3011", 4))
        {
            var replacement = arguments[2].Reference switch
            {
                string template => isPattern ? Expand(template, found) : template,
                null when !isPattern => "undefined",
                Function function when isPattern => Computed(function, found, context),
                _ => throw new JsonataException("D3012", value: ValueOperations.Describe(arguments[2])),
            };
            var start = Math.Max(position, Math.Min(found.Start, text.Length));
            result.Append(text, position, start - position).Append(replacement);
            context.AllocateText(start - position + replacement.Length);
            position = Math.Min(text.Length, Math.Max(start, found.Start + found.Text.Length));
        }

        return Value.String(result.Append(text, position, text.Length - position).ToString());
    }

    public static Value Split(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not string text)
        {
            return default;
        }

        if (arguments[2].IsNumber && arguments[2].AsDouble < 0)
        {
            throw new JsonataException("D3020", value: ValueOperations.Describe(arguments[2]), argument: 3);
        }

        var limit = arguments[2].IsUndefined ? double.PositiveInfinity : arguments[2].AsDouble;
        var parts = new ValueArray();
        if (arguments[1].Reference is string separator)
        {
            limit = Math.Floor(limit);
            foreach (var part in separator.Length == 0 ? text.Select(c => c.ToString()) : text.Split([separator], StringSplitOptions.None))
            {
                if (parts.Count < limit)
                {
                    parts.Add(Value.String(part));
                }
            }
        }
        else if (limit > 0)
        {
            var start = 0;
            var count = 0;
            foreach (var found in Matches(arguments[1], text, context).TakeWhile(_ => count < limit))
            {
                parts.Add(Value.String(Substring(text, start, found.Start)));
                start = found.End;
                count++;
            }

            if (count < limit)
            {
                parts.Add(Value.String(Substring(text, start, text.Length)));
            }
        }

        context.AllocateValues(2L * parts.Count);
        context.AllocateText(text.Length);
        return Value.Array(parts);
    }

    private static string Substring(string text, int start, int end)
    {
        var from = Math.Max(0, Math.Min(start, text.Length));
        var to = Math.Max(0, Math.Min(end, text.Length));
        return text.Substring(Math.Min(from, to), Math.Abs(to - from));
    }

    private static IEnumerable<Found> Limited(IEnumerable<Found> matches, Value limit, string code, int argument)
    {
        if (limit.IsUndefined)
        {
            return matches;
        }

        return limit.AsDouble < 0
            ? throw new JsonataException(code, value: ValueOperations.Describe(limit), argument: argument)
            : TakeUpTo(matches, limit.AsDouble);
    }

    private static IEnumerable<Found> TakeUpTo(IEnumerable<Found> matches, double limit)
    {
        if (!(limit > 0))
        {
            yield break;
        }

        var count = 0;
        foreach (var match in matches)
        {
            yield return match;
            if (++count >= limit)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<Found> Matches(Value pattern, string text, EvaluationContext context) => pattern.Reference switch
    {
        string searched => TextMatches(searched, text),
        RegexFunction regex => RegexMatches(regex, text, context),
        Function matcher => MatcherMatches(matcher, text, context),
        _ => throw new JsonataException("T1006"),
    };

    private static IEnumerable<Found> TextMatches(string searched, string text)
    {
        for (var at = text.IndexOf(searched, StringComparison.Ordinal); at >= 0; at = text.IndexOf(searched, at + searched.Length, StringComparison.Ordinal))
        {
            yield return new Found(searched, at, at + searched.Length, new ValueArray(), default);
        }
    }

    private static IEnumerable<Found> RegexMatches(RegexFunction regex, string text, EvaluationContext context)
    {
        for (var match = regex.Find(text, 0, context); match is not null; match = regex.FindNext(text, match, context))
        {
            yield return new Found(match.Value, match.Index, match.Index + match.Length, RegexFunction.GroupsOf(match), default);
        }
    }

    private static IEnumerable<Found> MatcherMatches(Function matcher, string text, EvaluationContext context)
    {
        var result = matcher.Call([Value.String(text)], Value.Null, context);
        while (!result.IsUndefined)
        {
            context.Step();
            var found = FoundOf(result);
            yield return found;
            if (!ObjectView.TryGet(result, out var members) || members.Get("next").Reference is not Function next)
            {
                throw new JsonataException("T1010");
            }

            result = next.Call([], Value.Null, context);
        }
    }

    private static Found FoundOf(Value result)
    {
        if (!ObjectView.TryGet(result, out var members)
            || !(members.Get("start").IsNumber || members.Get("end").IsNumber || members.Get("groups").Reference is ValueArray || members.Get("next").Reference is Function))
        {
            throw new JsonataException("T1010");
        }

        return new Found(
            members.Get("match").Reference as string ?? "",
            ToIndex(members.Get("start")),
            ToIndex(members.Get("end")),
            members.Get("groups").Reference as ValueArray ?? new ValueArray(),
            result);
    }

    private static int ToIndex(Value value) => value.IsNumber && value.AsDouble is > 0 and < int.MaxValue / 2 ? (int)value.AsDouble : 0;

    private static string Computed(Function function, Found found, EvaluationContext context)
    {
        var argument = found.Source;
        if (argument.IsUndefined)
        {
            var match = new ValueObject(4);
            match.Set("match", Value.String(found.Text));
            match.Set("start", Value.Number(found.Start));
            match.Set("end", Value.Number(found.End));
            match.Set("groups", Value.Array(found.Groups));
            argument = Value.Object(match);
        }

        var result = function.Call([argument], Value.Null, context);
        return result.Reference as string ?? throw new JsonataException("D3012", value: ValueOperations.Describe(result));
    }

    // $$ is a dollar sign, $0 the match, $n the n-th group: as many digits as the number of groups has, one less if that is too much.
    private static string Expand(string template, Found found)
    {
        var result = new StringBuilder();
        var position = 0;
        for (var at = template.IndexOf('$'); at >= 0; at = template.IndexOf('$', position))
        {
            result.Append(template, position, at - position);
            position = at + 1;
            var next = position < template.Length ? template[position] : '\0';
            if (next == '$')
            {
                result.Append('$');
                position++;
            }
            else if (next == '0')
            {
                result.Append(found.Text);
                position++;
            }
            else
            {
                position += AppendGroup(result, template, position, found.Groups);
            }

            if (position >= template.Length)
            {
                break;
            }
        }

        return result.Append(template, position, template.Length - position).ToString();
    }

    // Returns how many digits were read.
    private static int AppendGroup(StringBuilder result, string template, int position, ValueArray groups)
    {
        var most = groups.Count == 0 ? 1 : groups.Count.ToString(CultureInfo.InvariantCulture).Length;
        var digits = 0;
        while (digits < most && position + digits < template.Length && template[position + digits] is >= '0' and <= '9')
        {
            digits++;
        }

        if (digits == 0)
        {
            result.Append('$');
            return 0;
        }

        var number = int.Parse(template.Substring(position, digits), CultureInfo.InvariantCulture);
        if (most > 1 && digits > 1 && number > groups.Count)
        {
            digits--;
            number = int.Parse(template.Substring(position, digits), CultureInfo.InvariantCulture);
        }

        if (number >= 1 && number <= groups.Count && groups[number - 1].Reference is string group)
        {
            result.Append(group);
        }

        return digits;
    }

    /// <summary>A match.</summary>
    /// <param name="Text">What matched.</param>
    /// <param name="Start">Where.</param>
    /// <param name="End">Just past it.</param>
    /// <param name="Groups">What its groups captured.</param>
    /// <param name="Source">What a matcher function returned.</param>
    private sealed record Found(string Text, int Start, int End, ValueArray Groups, Value Source);
}
