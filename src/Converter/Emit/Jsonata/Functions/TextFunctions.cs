using System.Text;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Text: positions count Unicode code points, where C# counts UTF-16 units (reported by the limitation check).</summary>
internal static class TextFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.IsNullOrEmpty, (w, e) => w.Let("text", w.Defined(e.Arguments[0]), text => Js.Or(Js.Equal(text, Js.Null), Js.Equal(text, Js.String("")))));
        all.Add(IrFunction.IsNullOrWhiteSpace, (w, e) => w.Let("text", w.Defined(e.Arguments[0]), text => Js.Or(Js.Equal(text, Js.Null), Js.Equal(Js.Call("trim", text), Js.String("")))));
        all.Add(IrFunction.ToLower, (w, e) => Js.Call("lowercase", w.String(e.Arguments[0])));
        all.Add(IrFunction.ToUpper, (w, e) => Js.Call("uppercase", w.String(e.Arguments[0])));

        // JSONata's $trim also normalises inner white space: a regular expression takes the ends only.
        all.Add(IrFunction.Trim, (w, e) => Js.Call("replace", w.String(e.Arguments[0]), Js.Regex($"^{Class(e)}+|{Class(e)}+$"), Js.String("")));
        all.Add(IrFunction.TrimStart, (w, e) => Js.Call("replace", w.String(e.Arguments[0]), Js.Regex($"^{Class(e)}+"), Js.String("")));
        all.Add(IrFunction.TrimEnd, (w, e) => Js.Call("replace", w.String(e.Arguments[0]), Js.Regex($"{Class(e)}+$"), Js.String("")));
        all.Add(IrFunction.EqualsIgnoreCase, (w, e) => Js.Equal(Upper(w, e.Arguments[0]), Upper(w, e.Arguments[1])));
        all.Add(IrFunction.StringContains, (w, e) => Js.Call("contains", w.String(e.Arguments[0]), w.String(e.Arguments[1])));
        all.Add(IrFunction.StartsWith, (w, e) => w.Let("part", w.String(e.Arguments[1]), part =>
            Js.Equal(Js.Call("substring", w.String(e.Arguments[0]), Js.Number(0), Length(part)), part)));
        all.Add(IrFunction.EndsWith, EndsWith);
        all.Add(IrFunction.Length, (w, e) => Js.Call("length", w.String(e.Arguments[0])));
        all.Add(IrFunction.Substring, (w, e) => Js.Call("substring", e.Arguments.Select((a, i) => i == 0 ? w.String(a) : w.Raw(a)).ToArray()));
        all.Add(IrFunction.IndexOf, IndexOf);
        all.Add(IrFunction.LastIndexOf, LastIndexOf);
        all.Add(IrFunction.Replace, (w, e) => Js.Call("replace", w.String(e.Arguments[0]), w.String(e.Arguments[1]), w.String(e.Arguments[2])));
        all.Add(IrFunction.Split, (w, e) => Js.Call("split", w.String(e.Arguments[0]), Separator((IrList)e.Arguments[1])));
        all.Add(IrFunction.Join, (w, e) => Js.Call("join", w.Raw(e.Arguments[1]), w.String(e.Arguments[0])));
        all.Add(IrFunction.PadLeft, (w, e) => Js.Call("pad", w.String(e.Arguments[0]), e.Arguments[1] is IrConstant { Value: int width } ? Js.Number(-width) : Js.Negate(w.Raw(e.Arguments[1])), w.Raw(e.Arguments[2])));
        all.Add(IrFunction.PadRight, (w, e) => Js.Call("pad", w.String(e.Arguments[0]), w.Raw(e.Arguments[1]), w.Raw(e.Arguments[2])));
        all.Add(IrFunction.Characters, (w, e) => Js.Call("split", w.String(e.Arguments[0]), Js.String("")));
        all.Add(IrFunction.CompareOrdinal, CompareOrdinal);
        all.Add(IrFunction.IsMatch, (w, e) => Js.Call("contains", w.String(e.Arguments[0]), Regex(e)));
        all.Add(IrFunction.Match, (w, e) => w.Let("match", Js.Call("match", w.String(e.Arguments[0]), Regex(e), Js.Number(1)), match =>
            MatchObject(e, match, TextOrEmpty(Js.Path(match, "match")), Js.Call("exists", match), Js.If(Js.Call("exists", match), Js.Path(match, "index"), Js.Number(0)))));
        all.Add(IrFunction.Matches, (w, e) =>
        {
            var match = w.Name("match");
            var (whole, index) = (Js.Path(Js.Var(match), "match"), Js.Path(Js.Var(match), "index"));
            return Js.Array(Js.Call("map", Matches(w, e), Js.Lambda([match], MatchObject(e, Js.Var(match), whole, Js.True, index))));
        });
        all.Add(IrFunction.ReplaceMatches, (w, e) => Js.Call("replace", w.String(e.Arguments[0]), Regex(e), w.Raw(e.Arguments[3])));
        all.Add(IrFunction.SplitMatches, (w, e) => Js.Call("split", w.String(e.Arguments[0]), Regex(e)));
        all.Add(IrFunction.Base64Encode, (w, e) => Js.Call("base64encode", w.String(e.Arguments[0])));
        all.Add(IrFunction.Base64Decode, (w, e) => Js.Call("base64decode", w.String(e.Arguments[0])));
        all.Add(IrFunction.Hash, (w, e) => Js.Call("hash", w.String(e.Arguments[0]), w.Raw(e.Arguments[1])));
        all.Add(IrFunction.EscapeDataString, (w, e) => Js.Call("replace", Js.Call("encodeUrlComponent", w.String(e.Arguments[0])), Js.Regex("[!'()*]"), Escaped(w)));
        all.Add(IrFunction.UnescapeDataString, (w, e) => Js.Call("decodeUrlComponent", w.String(e.Arguments[0])));
    }

    /// <summary>A text in which nothing has a meaning to regular expressions.</summary>
    public static string Literal(string text)
    {
        var pattern = new StringBuilder();
        foreach (var c in text)
        {
            if ("\\^$.|?*+()[]{}/-".IndexOf(c) >= 0)
                pattern.Append('\\').Append(c);
            else if (c < ' ')
                pattern.Append("\\x").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            else
                pattern.Append(c);
        }

        return pattern.ToString();
    }

    private static CallExpression Length(JsonataNode text) => Js.Call("length", text);

    private static string Class(IrCallFunction e) => e.Arguments.Length < 2 ? "\\s" : "[" + Literal((string)((IrConstant)e.Arguments[1]).Value!) + "]";

    /// <summary>JSONata's own matches of a regular expression: none, one, or a list of them.</summary>
    public static JsonataNode Matches(JsonataExpressions w, IrCallFunction e) => Js.Call("match", w.String(e.Arguments[0]), Regex(e));

    private static JsonataNode MatchObject(IrCallFunction e, JsonataNode match, JsonataNode whole, JsonataNode success, JsonataNode index)
    {
        var groups = Enumerable.Range(0, (int)((IrConstant)e.Arguments[3]).Value!).Select(i => TextOrEmpty(Js.Index(Js.Path(match, "groups"), i)));
        var members = new List<(string, JsonataNode)>();
        if (IsSet(5))
            members.Add(("Success", success));
        members.Add(("Groups", Js.Array(groups.Prepend(whole))));
        if (IsSet(4))
            members.Add(("Index", index));
        return Js.Object([.. members]);

        bool IsSet(int argument) => e.Arguments[argument] is IrConstant { Value: true };
    }

    // Nothing for a group that took no part.
    private static JsonataNode TextOrEmpty(JsonataNode part) => Js.If(Js.Equal(Js.Call("type", part), Js.String("string")), part, Js.String(""));

    private static RegexLiteral Regex(IrCallFunction e) => Js.Regex((string)((IrConstant)e.Arguments[1]).Value!, (string)((IrConstant)e.Arguments[2]).Value!);

    private static JsonataNode EndsWith(JsonataExpressions w, IrCallFunction e) =>
        w.Let("text", w.String(e.Arguments[0]), text => w.Let("part", w.String(e.Arguments[1]), part =>
        {
            // $substring counts a negative start from the end, and takes one before the beginning for the beginning.
            var ends = Js.Equal(Js.Call("substring", text, e.Arguments[1] is IrConstant { Value: string s } && s.Length > 0 ? Js.Number(-s.Length) : Js.Binary("-", Length(text), Length(part))), part);
            // Every text ends with the empty one, but only a text does.
            var isText = e.Arguments[0] is IrCallFunction { Function: IrFunction.NotNull, Arguments: [var given] } && !w.IsNeverNull(given) ? Js.Binary(">=", Length(text), Js.Number(0)) : Js.True;
            return e.Arguments[1] is IrConstant { Value: string known } ? known.Length == 0 ? isText : ends
                : Js.And(Js.Binary(">=", Length(text), Length(part)), Js.Or(Js.Equal(part, Js.String("")), ends));
        }));

    private static JsonataNode IndexOf(JsonataExpressions w, IrCallFunction e) =>
        w.Let("text", w.String(e.Arguments[0]), text => w.Let("part", w.String(e.Arguments[1]), part =>
            Js.If(Js.Call("contains", text, part), Length(Js.Call("substringBefore", text, part)), Js.Number(-1))));

    private static JsonataNode LastIndexOf(JsonataExpressions w, IrCallFunction e) =>
        w.Let("text", w.String(e.Arguments[0]), text => w.Let("part", w.String(e.Arguments[1]), part =>
            Js.If(
                Js.Call("contains", text, part),
                Js.Binary("-", Js.Binary("-", Length(text), Length(part)), Length(Js.Index(Js.Call("split", text, part), -1))),
                Js.Number(-1))));

    private static JsonataNode CompareOrdinal(JsonataExpressions w, IrCallFunction e) =>
        w.Let("left", w.String(e.Arguments[0]), left => w.Let("right", w.String(e.Arguments[1]), right =>
            Js.If(Js.Binary("<", left, right), Js.Number(-1), Js.If(Js.Binary(">", left, right), Js.Number(1), Js.Number(0)))));

    private static JsonataNode Separator(IrList separators)
    {
        var texts = separators.Elements.Select(s => ((IrConstant)s).Value!.ToString()!).ToList();
        return texts.Count switch
        {
            0 => Js.Regex("\\s"),
            1 => Js.String(texts[0]),
            _ when texts.All(t => t.Length == 1) => Js.Regex("[" + string.Concat(texts.Select(Literal)) + "]"),
            _ => Js.Regex(string.Join("|", texts.Select(Literal))),
        };
    }

    // encodeURIComponent leaves five characters that RFC 3986 reserves.
    private static LambdaExpression Escaped(JsonataExpressions w)
    {
        var match = w.Name("match");
        var codes = Js.Object("!'()*".Select(c => (c.ToString(), (JsonataNode)Js.String("%" + ((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))).ToArray());
        return Js.Lambda([match], Js.Call("lookup", codes, Js.Path(Js.Var(match), "match")));
    }

    // $uppercase(null) is an error: null equals nothing but null.
    private static JsonataNode Upper(JsonataExpressions w, IrExpression e) => e is IrConstant { Value: string s }
        ? Js.String(s.ToUpperInvariant())
        : w.IsNeverNull(e) ? Js.Call("uppercase", w.Raw(e)) : w.Let("text", w.Defined(e), text => Js.If(Js.Equal(text, Js.Null), Js.Null, Js.Call("uppercase", text)));
}
