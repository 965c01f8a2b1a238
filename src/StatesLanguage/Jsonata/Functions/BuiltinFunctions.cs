namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The functions that every expression can call, by name without the dollar sign.</summary>
/// <remarks>
/// JSONata's own, without <c>$eval</c>, which Step Functions does not offer, and with what Step Functions adds
/// (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html).
/// </remarks>
internal static class BuiltinFunctions
{
    private static readonly Dictionary<string, BuiltinFunction> All = Create();

    /// <summary>The names of all functions.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    public static bool TryGet(string name, out BuiltinFunction function) => All.TryGetValue(name, out function!);

    private static Dictionary<string, BuiltinFunction> Create()
    {
        var all = new Dictionary<string, BuiltinFunction>(StringComparer.Ordinal);

        void Add(string name, string signature, int arity, Func<Value[], EvaluationContext, Value> body) =>
            all.Add(name, new BuiltinFunction(name, signature, arity, body));

        Add("sum", "<a<n>:n>", 1, NumberFunctions.Sum);
        Add("count", "<a:n>", 1, NumberFunctions.Count);
        Add("max", "<a<n>:n>", 1, NumberFunctions.Max);
        Add("min", "<a<n>:n>", 1, NumberFunctions.Min);
        Add("average", "<a<n>:n>", 1, NumberFunctions.Average);
        Add("number", "<(nsb)-:n>", 1, NumberFunctions.ToNumber);
        Add("floor", "<n-:n>", 1, NumberFunctions.Floor);
        Add("ceil", "<n-:n>", 1, NumberFunctions.Ceil);
        Add("round", "<n-n?:n>", 2, NumberFunctions.Round);
        Add("abs", "<n-:n>", 1, NumberFunctions.Abs);
        Add("sqrt", "<n-:n>", 1, NumberFunctions.Sqrt);
        Add("power", "<n-n:n>", 2, NumberFunctions.Power);
        Add("formatNumber", "<n-so?:s>", 3, NumberFormatter.FormatNumber);
        Add("formatBase", "<n-n?:s>", 2, NumberFunctions.FormatBase);
        Add("formatInteger", "<n-s:s>", 2, IntegerPicture.FormatInteger);
        Add("parseInteger", "<s-s:n>", 2, IntegerPicture.ParseInteger);

        Add("string", "<x-b?:s>", 1, TextFunctions.ToText);
        Add("substring", "<s-nn?:s>", 3, TextFunctions.Substring);
        Add("substringBefore", "<s-s:s>", 2, TextFunctions.SubstringBefore);
        Add("substringAfter", "<s-s:s>", 2, TextFunctions.SubstringAfter);
        Add("lowercase", "<s-:s>", 1, TextFunctions.Lowercase);
        Add("uppercase", "<s-:s>", 1, TextFunctions.Uppercase);
        Add("length", "<s-:n>", 1, TextFunctions.Length);
        Add("trim", "<s-:s>", 1, TextFunctions.Trim);
        Add("pad", "<s-ns?:s>", 3, TextFunctions.Pad);
        Add("join", "<a<s>s?:s>", 2, TextFunctions.Join);
        Add("base64encode", "<s-:s>", 1, EncodingFunctions.Base64Encode);
        Add("base64decode", "<s-:s>", 1, EncodingFunctions.Base64Decode);
        Add("encodeUrlComponent", "<s-:s>", 1, EncodingFunctions.EncodeUrlComponent);
        Add("encodeUrl", "<s-:s>", 1, EncodingFunctions.EncodeUrl);
        Add("decodeUrlComponent", "<s-:s>", 1, EncodingFunctions.DecodeUrlComponent);
        Add("decodeUrl", "<s-:s>", 1, EncodingFunctions.DecodeUrl);

        Add("match", "<s-f<s:o>n?:a<o>>", 3, PatternFunctions.Match);
        Add("contains", "<s-(sf):b>", 2, PatternFunctions.Contains);
        Add("replace", "<s-(sf)(sf)n?:s>", 4, PatternFunctions.Replace);
        Add("split", "<s-(sf)n?:a<s>>", 3, PatternFunctions.Split);

        Add("boolean", "<x-:b>", 1, ObjectFunctions.ToBoolean);
        Add("not", "<x-:b>", 1, ObjectFunctions.Not);
        Add("exists", "<x:b>", 1, ObjectFunctions.Exists);
        Add("type", "<x:s>", 1, ObjectFunctions.TypeOf);
        Add("keys", "<x-:a<s>>", 1, ObjectFunctions.Keys);
        Add("lookup", "<x-s:x>", 2, ObjectFunctions.Lookup);
        Add("spread", "<x-:a<o>>", 1, ObjectFunctions.Spread);
        Add("merge", "<a<o>:o>", 1, ObjectFunctions.Merge);
        Add("clone", "<(oa)-:o>", 1, ObjectFunctions.Clone);
        Add("error", "<s?:x>", 1, ObjectFunctions.Error);
        Add("assert", "<bs?:x>", 2, ObjectFunctions.Assert);

        Add("append", "<xx:a>", 2, ArrayFunctions.Append);
        Add("reverse", "<a:a>", 1, ArrayFunctions.Reverse);
        Add("shuffle", "<a:a>", 1, ArrayFunctions.Shuffle);
        Add("distinct", "<x:x>", 1, ArrayFunctions.Distinct);
        Add("zip", "<a+>", 0, ArrayFunctions.Zip);

        Add("map", "<af>", 2, HigherOrderFunctions.Map);
        Add("filter", "<af>", 2, HigherOrderFunctions.Filter);
        Add("single", "<af?>", 2, HigherOrderFunctions.Single);
        Add("reduce", "<afj?:j>", 3, HigherOrderFunctions.Reduce);
        Add("sift", "<o-f?:o>", 2, HigherOrderFunctions.Sift);
        Add("each", "<o-f:a>", 2, HigherOrderFunctions.Each);
        Add("sort", "<af?:a>", 2, HigherOrderFunctions.Sort);

        Add("toMillis", "<s-s?:n>", 2, DateTimeFunctions.ToMillis);
        Add("fromMillis", "<n-s?s?:s>", 3, DateTimeFunctions.FromMillis);
        Add("now", "<s?s?:s>", 2, DateTimeFunctions.Now);
        Add("millis", "<:n>", 0, DateTimeFunctions.Millis);

        Add("random", "<n?:n>", 0, StepFunctionsFunctions.Random);
        Add("partition", "<an:a>", 2, StepFunctionsFunctions.Partition);
        Add("range", "<nnn:a>", 3, StepFunctionsFunctions.Range);
        Add("hash", "<s-s:s>", 2, StepFunctionsFunctions.Hash);
        Add("uuid", "<:s>", 0, StepFunctionsFunctions.Uuid);
        Add("parse", "<s-:x>", 1, StepFunctionsFunctions.Parse);
        return all;
    }
}
