namespace LambdaLift.Converter.Tests.Expressions;

/// <summary>The expressions that are compared with C#, by family.</summary>
internal static class ExpressionCases
{
    public static IReadOnlyList<ExpressionCase> All { get; } = [.. Numbers(), .. Texts(), .. Sequences(), .. Values(), .. Conversions(), .. Collections()];

    private static IEnumerable<ExpressionCase> Numbers()
    {
        yield return new("add, subtract, multiply", "int", "i.A + i.B * 3 - i.H");
        yield return new("integer division", "int", "i.A / i.B");
        yield return new("division by a constant", "int", "i.A / 4");
        yield return new("division of what is not negative", "int", "i.Y / 4");
        yield return new("remainder", "int", "i.A % i.B");
        yield return new("remainder by a constant", "int", "i.A % 3");
        yield return new("guarded division", "int", "i.B != 0 ? i.A / i.B : -1");
        yield return new("guarded by and", "bool", "i.B != 0 && i.A / i.B > 1");
        yield return new("unguarded in a lazy operand", "bool", "i.F && i.A / i.B > 1");
        yield return new("division after an early return", "int", "if (i.B == 0) return 0; return i.A / i.B;");
        yield return new("division that divides twice", "int", "i.A / i.B + 10 / i.B");
        yield return new("floating division", "double", "i.D / 4");
        yield return new("mixed division", "double", "i.A / 2.0");
        yield return new("floating remainder", "double", "i.D % 2");
        yield return new("unary minus", "int", "-i.H");
        yield return new("complement", "int", "~i.H");
        yield return new("widening", "long", "(long)i.A * 1000");
        yield return new("widened before", "long", "(long)i.A + i.B");
        yield return new("short arithmetic", "int", "i.H * i.Y");
        yield return new("cut to int", "int", "(int)i.D");
        yield return new("compound assignment", "int", "var x = i.H; int y = x; y += 4; y *= 2; y -= i.Y; y /= 3; y %= 5; return y;");
        yield return new("increments as values", "int", "var x = (int)i.H; var a = x++; var b = ++x; var c = x--; return a * 100 + b * 10 + c + x;");
        yield return new("bit tests", "bool", "(i.A & 4) != 0");
        yield return new("bits", "int", "(i.H & 7) + (i.H | 8) + (i.H ^ 5) + (i.H >> 1) + (i.H << 2)");
        yield return new("comparisons", "bool", "i.A > i.B && i.A >= 7 || i.D < i.E || i.H <= 1");
        yield return new("abs", "double", "Math.Abs(i.H) + Math.Abs(i.D)");
        yield return new("min and max", "double", "Math.Min(i.H, i.Y) + Math.Max(i.D, i.E)");
        yield return new("floor, ceiling, truncate", "double", "Math.Floor(i.D) * 100 + Math.Ceiling(i.D) * 10 + Math.Truncate(i.D)");
        yield return new("round to even", "double", "Math.Round(i.D) * 10 + Math.Round(i.E)");
        yield return new("round away from zero", "double", "Math.Round(i.D, MidpointRounding.AwayFromZero) * 10 + Math.Round(i.E, MidpointRounding.AwayFromZero)");
        yield return new("round to digits", "double", "Math.Round(i.D / 3, 2)");
        yield return new("power and root", "double", "Math.Pow(i.Y, 2) + Math.Sqrt(i.Y)");
        yield return new("sign", "int", "Math.Sign(i.H) * 10 + Math.Sign(i.D)");
        yield return new("clamp", "int", "Math.Clamp(i.A, -5, 5)");
        yield return new("clamp to what is upside down", "int", "Math.Clamp(i.A, i.B, 1)");
        yield return new("nullable arithmetic", "int?", "i.N + 1");
        yield return new("nullable comparison", "bool", "i.N > 0");
        yield return new("nullable default", "int", "i.N ?? -9");
        yield return new("nullable value", "int", "i.N.HasValue ? i.N.Value * 2 : 0");
        yield return new("nullable or default", "int", "i.N.GetValueOrDefault()");
        yield return new("coalesce assignment", "int", "var n = i.N; n ??= 5; return n.Value;");
        yield return new("nested conditional", "string", "i.A > 5 ? \"high\" : i.A > 0 ? \"low\" : \"none\"");
        yield return new("constants", "int", "const int Limit = 10; return Limit * 2 + int.MaxValue % 7;");
    }

    private static IEnumerable<ExpressionCase> Texts()
    {
        yield return new("interpolation", "string", "$\"{i.S}-{i.A}-{i.F}-{i.N}-{i.T}\"");
        yield return new("interpolation of an enumeration", "string", "$\"{i.K}\"");
        yield return new("concatenation", "string", "i.S + i.H + i.T + 'c' + i.F");
        yield return new("format of an integer", "string", "$\"{i.H:D4}|{i.Y:N0}|{i.A:N0}|{i.Y:F2}|{i.Y:X2}|{i.Y:000}\"");
        yield return new("alignment", "string", "$\"[{i.S,15}|{i.H,-6}|{i.T,5}]\"");
        yield return new("string.Format", "string", "string.Format(\"{0}:{1,4}:{{x}}:{0:D3}\", i.H, i.S)");
        yield return new("length", "int", "i.S.Length");
        yield return new("length of what may be null", "int", "i.T?.Length ?? -1");
        yield return new("null fails", "int", "i.T!.Length");
        yield return new("substring", "string", "i.S.Substring(1)");
        yield return new("substring with length", "string", "i.S.Substring(1, 3)");
        yield return new("range", "string", "i.S[1..]");
        yield return new("range from the end", "string", "i.S.Length > 3 ? i.S[^3..] : i.S[..^0]");
        yield return new("character", "string", "i.S[0].ToString()");
        yield return new("last character", "bool", "i.S.Length > 0 && i.S[^1] == 'd'");
        yield return new("index of", "int", "i.S.IndexOf('o') * 100 + i.S.IndexOf(\"World\", StringComparison.Ordinal)");
        yield return new("last index of", "int", "i.S.LastIndexOf('o') * 100 + i.S.LastIndexOf(\", \", StringComparison.Ordinal)");
        yield return new("contains", "bool", "i.S.Contains(\"lo\") || i.S.Contains('z')");
        yield return new("contains without case", "bool", "i.S.Contains(\"WORLD\", StringComparison.OrdinalIgnoreCase)");
        yield return new("starts and ends", "bool", "i.S.StartsWith(\"Hell\", StringComparison.Ordinal) && i.S.EndsWith(\"ld\", StringComparison.Ordinal) && i.S.EndsWith('d')");
        yield return new("ends with a variable", "bool", "i.S.EndsWith(i.U, StringComparison.Ordinal)");
        yield return new("starts without ordinal", "bool", "i.S.StartsWith(\"Hel\")");
        yield return new("split", "List<string>", "i.S.Split(',').ToList()");
        yield return new("split and trim", "string[]", "i.S.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)");
        yield return new("split at white space", "string[]", "i.S.Split()");
        yield return new("split at several", "string[]", "i.S.Split(',', 'o')");
        yield return new("split at a text", "string[]", "i.S.Split(\"lo\")");
        yield return new("split in two", "string[]", "i.S.Split('o', 2)");
        yield return new("join", "string", "string.Join(\";\", i.Ss)");
        yield return new("join numbers", "string", "string.Join(\",\", i.Xs)");
        yield return new("join arguments", "string", "string.Join(\"-\", i.S, i.T, \"x\")");
        yield return new("join of what may be null", "string", "string.Join(\"-\", i.Items.Select(x => x.Name))");
        yield return new("trim", "string", "\"[\" + i.S.Trim() + \"|\" + i.S.TrimStart() + \"|\" + i.S.TrimEnd('d', ' ') + \"]\"");
        yield return new("pad", "string", "i.S.PadLeft(14, '*') + i.S.PadRight(14) + \"|\"");
        yield return new("replace", "string", "i.S.Replace(\"o\", \"0\").Replace('l', 'L')");
        yield return new("upper and lower", "string", "i.S.ToUpperInvariant() + i.S.ToLower()");
        yield return new("equals", "bool", "i.S.Equals(\"HELLO, world\", StringComparison.OrdinalIgnoreCase) || string.Equals(i.S, i.T)");
        yield return new("compare", "bool", "string.CompareOrdinal(i.S, \"a\") <= 0");
        yield return new("compare of null", "bool", "string.Compare(i.T, \"b\", StringComparison.Ordinal) < 0");
        yield return new("is null or empty", "bool", "string.IsNullOrEmpty(i.T) || string.IsNullOrWhiteSpace(i.U)");
        yield return new("concat", "string", "string.Concat(i.S, i.T, i.U)");
        yield return new("concat of a list", "string", "string.Concat(i.Ss)");
        yield return new("insert", "string", "i.S.Insert(1, \"*\")");
        yield return new("remove", "string", "i.S.Remove(1) + i.U.Remove(0, 2)");
        yield return new("reverse", "string", "new string(i.S.Reverse().ToArray())");
        yield return new("characters", "int", "i.S.Count(char.IsLetter) * 100 + i.S.Count(c => c == 'l')");
        yield return new("character classes", "bool", "i.S.All(c => char.IsLetterOrDigit(c) || c == ',' || c == ' ') && i.S.Any(char.IsUpper)");
        yield return new("character ranges", "int", "i.S.Count(c => c >= 'a' && c <= 'm')");
        yield return new("text builder", "string", "var b = new StringBuilder(); b.Append(i.S).Append('-').Append(i.H); b.AppendLine(\"!\"); return b.ToString();");
        yield return new("regular expression", "bool", "Regex.IsMatch(i.S, @\"^[A-Z]\\w+, \\w+$\")");
        yield return new("regular expression replaces", "string", "Regex.Replace(i.S, @\"([a-z])l\", \"$1L\")");
        yield return new("base64", "string", "Convert.ToBase64String(Encoding.UTF8.GetBytes(i.S))");
        yield return new("base64 and back", "string", "Encoding.UTF8.GetString(Convert.FromBase64String(\"SGVsbG8=\")) + i.S");
        yield return new("hash", "string", "Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(i.S))).ToLowerInvariant()");
        yield return new("escape", "string", "Uri.EscapeDataString(i.S + \"!'()*/é\")");
        yield return new("guid text", "string", "i.G.ToString() + i.G.ToString(\"N\") + $\"{i.G:B}\"");
        yield return new("name of", "string", "nameof(i.Items) + nameof(Item.Count)");
        yield return new("character of a text as text", "string", "string.Join(\"|\", i.S.Select(c => c.ToString()))");
    }

    private static IEnumerable<ExpressionCase> Sequences()
    {
        yield return new("where and select", "List<string>", "i.Items.Where(x => x.Urgent).Select(x => x.Id).ToList()");
        yield return new("select of lists", "List<List<string>>", "i.Items.Select(x => x.Tags).ToList()");
        yield return new("where of lists", "List<List<int>>", "i.Nested.Where(x => x.Count > 0).ToList()");
        yield return new("select with position", "List<string>", "i.Ss.Select((s, n) => s + n).ToList()");
        yield return new("where with position", "List<int>", "i.Xs.Where((x, n) => n % 2 == 0 || x > 2).ToList()");
        yield return new("select many", "List<string>", "i.Items.SelectMany(x => x.Tags).ToList()");
        yield return new("select many with result", "List<string>", "i.Items.SelectMany(x => x.Tags, (x, t) => x.Id + t).ToList()");
        yield return new("any and all", "bool", "i.Items.Any(x => x.Urgent) && i.Items.All(x => x.Count > 0)");
        yield return new("any of nothing", "bool", "i.Xs.Any()");
        yield return new("any of empty lists", "bool", "i.Nested.Any(x => x.Count == 0)");
        yield return new("count", "int", "i.Items.Count(x => x.Count == 2) * 10 + i.Xs.Count + i.Arr.Length");
        yield return new("first", "int", "i.Xs.First()");
        yield return new("first with condition", "string", "i.Items.First(x => x.Urgent).Id");
        yield return new("first or default", "int", "i.Xs.FirstOrDefault(x => x > 2)");
        yield return new("first or default of objects", "string?", "i.Items.FirstOrDefault(x => x.Count > 3)?.Id");
        yield return new("first or given default", "int", "i.Xs.FirstOrDefault(-1)");
        yield return new("last", "string", "i.Ss.Last()");
        yield return new("last or default", "int", "i.Xs.LastOrDefault(x => x < 3)");
        yield return new("single", "int", "i.Xs.Single()");
        yield return new("single with condition", "int", "i.Xs.Single(x => x == 2)");
        yield return new("single or default", "int", "i.Xs.SingleOrDefault(x => x == 5)");
        yield return new("element at", "int", "i.Xs.ElementAt(1)");
        yield return new("element at or default", "int", "i.Xs.ElementAtOrDefault(1)");
        yield return new("index", "int", "i.Xs[0]");
        yield return new("index from the end", "int", "i.Arr[^1]");
        yield return new("index of an array", "int", "i.Arr[i.B]");
        yield return new("array range", "int[]", "i.Arr[..1]");
        yield return new("index after a check", "int", "i.Xs.Count > 1 ? i.Xs[1] : 0");
        yield return new("nested index", "int", "i.Nested[0][0]");
        yield return new("sum", "int", "i.Xs.Sum()");
        yield return new("sum of a selector", "double", "i.Items.Sum(x => x.Count * x.Price)");
        yield return new("sum of nullables", "int?", "i.Maybe.Sum()");
        yield return new("least and greatest of a list", "int", "i.Xs.Min() * 10 + i.Items.Max(x => x.Count)");
        yield return new("min of nullables", "int?", "i.Maybe.Min()");
        yield return new("average", "double", "i.Xs.Average()");
        yield return new("average of a selector", "double", "i.Items.Average(x => x.Price)");
        yield return new("order by", "List<string>", "i.Items.OrderBy(x => x.Count).Select(x => x.Id).ToList()");
        yield return new("order by descending, then by", "List<string>", "i.Items.OrderByDescending(x => x.Count).ThenBy(x => x.Price).Select(x => x.Id).ToList()");
        yield return new("order by boolean", "List<string>", "i.Items.OrderBy(x => x.Urgent).ThenByDescending(x => x.Count).Select(x => x.Id).ToList()");
        yield return new("order by ordinal text", "List<string>", "i.Ss.OrderBy(s => s, StringComparer.Ordinal).ToList()");
        yield return new("order by text that may be null", "List<string>", "i.Items.OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => x.Id).ToList()");
        yield return new("order by nullable", "List<int?>", "i.Maybe.OrderBy(x => x).ToList()");
        yield return new("order", "List<int>", "i.Xs.Order().ToList()");
        yield return new("group by", "List<string>", "i.Items.GroupBy(x => x.Count).Select(g => g.Key + \":\" + g.Count() + string.Concat(g.Select(x => x.Id))).ToList()");
        yield return new("group by with elements", "List<string>", "i.Items.GroupBy(x => x.Urgent, x => x.Count).Select(g => g.Key + \":\" + g.Sum()).ToList()");
        yield return new("group by with result", "List<int>", "i.Items.GroupBy(x => x.Urgent, (k, xs) => xs.Sum(x => x.Count)).ToList()");
        yield return new("lookup", "int", "i.Items.ToLookup(x => x.Id)[\"x\"].Count()");
        yield return new("distinct", "List<int>", "i.Xs.Distinct().ToList()");
        yield return new("distinct by", "List<string>", "i.Items.DistinctBy(x => x.Count).Select(x => x.Id).ToList()");
        yield return new("skip and take", "List<int>", "i.Xs.Skip(1).Take(2).ToList()");
        yield return new("skip while", "List<int>", "i.Xs.SkipWhile(x => x > 1).ToList()");
        yield return new("take while", "List<int>", "i.Xs.TakeWhile(x => x > 1).ToList()");
        yield return new("chunk", "List<int[]>", "i.Xs.Chunk(2).ToList()");
        yield return new("zip", "List<string>", "i.Xs.Zip(i.Ss, (x, s) => x + s).ToList()");
        yield return new("zip to pairs", "List<string>", "i.Xs.Zip(i.Ss).Select(p => p.First + p.Second).ToList()");
        yield return new("to dictionary", "Dictionary<string, int>", "i.Items.ToDictionary(x => x.Id, x => x.Count)");
        yield return new("dictionary of objects", "int", "i.Items.ToDictionary(x => x.Id).Count");
        yield return new("concat, append, prepend", "List<int>", "i.Xs.Concat(i.Arr).Append(7).Prepend(8).ToList()");
        yield return new("union, intersect, except", "List<int>", "i.Xs.Union(i.Arr).Except(new[] { 2, 10 }).Intersect(new[] { 1, 3, 20, 3, 4, 5 }).ToList()");
        yield return new("reverse list", "List<int>", "Enumerable.Reverse(i.Xs).ToList()");
        yield return new("contains in a list", "bool", "i.Xs.Contains(2) || new[] { \"a\", \"b\" }.Contains(i.S) || i.Ss.Contains(i.T)");
        yield return new("aggregate with seed", "int", "i.Xs.Aggregate(10, (a, x) => a * 2 + x)");
        yield return new("aggregate", "int", "i.Xs.Aggregate((a, x) => a * 2 + x)");
        yield return new("aggregate with result", "string", "i.Ss.Aggregate(\"\", (a, s) => a + s, a => \"<\" + a + \">\")");
        yield return new("range of integers", "List<int>", "Enumerable.Range(i.H, i.Y % 4).ToList()");
        yield return new("repeat", "List<string>", "Enumerable.Repeat(i.U, 3).ToList()");
        yield return new("default if empty", "List<int>", "i.Xs.DefaultIfEmpty(-1).ToList()");
        yield return new("min by and max by", "string", "i.Items.MinBy(x => x.Count)?.Id + i.Items.MaxBy(x => x.Count)?.Id");
        yield return new("query", "List<string>", "(from x in i.Items where x.Count > 0 orderby x.Price descending select x.Id).ToList()");
        yield return new("query with let and several sources", "List<string>", "(from x in i.Items from t in x.Tags let n = t + x.Count where n != \"p2\" select n).ToList()");
        yield return new("spread", "List<int>", "[0, .. i.Xs, .. i.Arr, 9]");
        yield return new("list functions", "int", "i.Xs.IndexOf(2) * 10 + i.Xs.FindAll(x => x > 1).Count + (i.Xs.Exists(x => x == 5) ? 100 : 0) + i.Xs.Find(x => x > 2)");
        yield return new("hash set", "bool", "var set = i.Xs.ToHashSet(); return set.Contains(2) && set.Count == 2;");
        yield return new("lambda of several statements", "List<string>", "i.Items.Select(x => { var n = x.Name ?? \"?\"; if (x.Urgent) return n + \"!\"; var k = n.Length; return n + k; }).ToList()");
        yield return new("lambda that divides", "List<int>", "i.Xs.Select(x => 100 / (x - 5)).ToList()");
        yield return new("lambda that parses", "List<int>", "i.Ss.Select(int.Parse).ToList()");
        yield return new("local function as selector", "List<int>", "return i.Xs.Select(Twice).ToList(); int Twice(int x) { if (x > 2) return 0; return x * 2; }");
        yield return new("captured values", "List<int>", "var limit = i.B; return i.Xs.Where(x => x > limit).Select(x => x * limit).ToList();");
        yield return new("dictionary lookups", "int", "(i.M.ContainsKey(\"one\") ? i.M[\"one\"] : -1) * 10 + i.M.GetValueOrDefault(\"two\", 7) + i.M.Count");
        yield return new("missing key", "int", "i.M[i.S]");
        yield return new("try get value", "int", "return i.M.TryGetValue(\"k\", out var v) ? v : v - 1;");
        yield return new("dictionary goes through", "string", "string.Join(\",\", i.M.Select(e => e.Key + \"=\" + e.Value))");
        yield return new("keys and values", "int", "i.M.Keys.Count(k => k.Length > 1) * 100 + i.M.Values.Sum()");
        yield return new("sequence equal", "bool", "i.Xs.SequenceEqual(new[] { 3, 1, 2 })");
        yield return new("nested queries", "int", "i.Items.Sum(x => x.Tags.Count(t => i.Items.Any(y => y.Id != x.Id && y.Tags.Contains(t))))");
        yield return new("of type", "List<string>", "i.Items.Select(x => x.Name).OfType<string>().ToList()");
    }

    private static IEnumerable<ExpressionCase> Values()
    {
        yield return new("anonymous objects", "string", "var o = new { i.A, Twice = i.H * 2 }; return o.A + \"/\" + o.Twice;");
        yield return new("tuples", "string", "(int Sum, string Text) t = (i.H + 1, i.S); return t.Text + t.Sum + t.Item1;");
        yield return new("tuple equality", "bool", "(i.H, i.U) == (2, \"42\")");
        yield return new("tuple from a function", "int", "var t = Split(i.H); return t.Low * 10 + t.High; (int Low, int High) Split(int n) => (n % 2, n / 2);");
        yield return new("records by value", "bool", "new Pair(i.U, 1) == new Pair(\"42\", i.H)");
        yield return new("with", "Pair", "new Pair(i.S, i.H) with { Right = i.Y }");
        yield return new("with on a variable", "Pair", "var p = new Pair(i.S, 1); var q = p with { Right = p.Right + 1 }; return q;");
        yield return new("distinct anonymous objects", "int", "i.Items.Select(x => new { x.Count, x.Urgent }).Distinct().Count()");
        yield return new("enumeration", "bool", "i.K == Kind.Express || i.K > Kind.Express");
        yield return new("enumeration as number", "int", "(int)i.K + 1");
        yield return new("number as enumeration", "Kind", "(Kind)(i.H % 5)");
        yield return new("enumeration text", "string", "i.K.ToString() + \"/\" + i.K.ToString(\"D\")");
        yield return new("enumeration parsed", "Kind", "Enum.Parse<Kind>(i.F ? \"Bulk\" : i.S)");
        yield return new("enumeration tried", "Kind", "return Enum.TryParse<Kind>(i.T, true, out var k) ? k : Kind.Bulk;", "{\"t\":\"express\"}", "{\"t\":\"EXPRESS \"}", "{\"t\":null}", "{\"t\":\"4\"}", "{\"t\":\"x\"}");
        yield return new("flags", "bool", "((Access)i.Y).HasFlag(Access.Write) || ((Access)i.Y & Access.Read) != 0");
        yield return new("conditional access chains", "int?", "i.Items.FirstOrDefault()?.Name?.Length");
        yield return new("null or value", "string", "i.T ?? i.Items.FirstOrDefault()?.Name ?? \"none\"");
        yield return new("pattern with and", "bool", "i.H is > 0 and < 5 or 9");
        yield return new("switch expression", "string", "i.H switch { < 0 => \"neg\", 0 => \"zero\", > 0 and < 3 => \"few\", _ => \"many\" }");
        yield return new("exclusive or", "bool", "i.F ^ (i.A > 0)");
        yield return new("boolean text", "string", "(i.A > 0).ToString() + !i.F");
        yield return new("default values", "int", "default(int) + (default(string) is null ? 1 : 0)");
        yield return new("static readonly", "int", "Math.Max(int.MinValue, i.H) + (int)byte.MaxValue");
        yield return new("lazy and or", "bool", "i.T != null && i.T.Length > 1 || i.Xs.Count > 0 && i.Xs[0] > 3");
    }

    private static IEnumerable<ExpressionCase> Conversions()
    {
        string[] texts = ["{\"u\":\"42\"}", "{\"u\":\" -17 \"}", "{\"u\":\"+5\"}", "{\"u\":\"007\"}", "{\"u\":\"x1\"}", "{\"u\":\"\"}", "{\"u\":\"99999999999\"}", "{\"u\":\"-2147483648\"}", "{\"u\":\"2147483648\"}", "{\"u\":\"1.5\"}", "{}"];
        yield return new("int.Parse", "int", "int.Parse(i.U)", texts);
        yield return new("int.TryParse", "int", "return int.TryParse(i.U, out var n) ? n : -n - 1;", texts);
        yield return new("int.TryParse in a condition", "string", "if (!int.TryParse(i.U, out var n) || n < 0) return \"bad\"; return \"ok\" + n;", texts);
        yield return new("byte.Parse", "byte", "byte.Parse(i.U)", texts);
        yield return new("Convert.ToInt32", "int", "Convert.ToInt32(i.U)", texts);
        yield return new("Convert.ToInt32 of a double", "int", "Convert.ToInt32(i.D)");
        string[] numbers = ["{\"u\":\"1.5\"}", "{\"u\":\" -1,234.25 \"}", "{\"u\":\".5\"}", "{\"u\":\"5.\"}", "{\"u\":\"1e3\"}", "{\"u\":\"abc\"}", "{\"u\":\"\"}", "{\"u\":\"+7\"}", "{\"u\":\"-.5e-1\"}"];
        yield return new("double.Parse", "double", "double.Parse(i.U)", numbers);
        yield return new("double.TryParse", "double", "return double.TryParse(i.U, out var d) ? d : -1;", numbers);
        string[] flags = ["{\"u\":\"true\"}", "{\"u\":\" False \"}", "{\"u\":\"TRUE\"}", "{\"u\":\"1\"}", "{\"u\":\"\"}"];
        yield return new("bool.Parse", "bool", "bool.Parse(i.U)", flags);
        yield return new("bool.TryParse", "string", "return bool.TryParse(i.U, out var b) ? b.ToString() : \"no\";", flags);
        string[] ids = ["{\"u\":\"6F9619FF-8B86-D011-B42D-00CF4FC964FF\"}", "{\"u\":\"{6f9619ff-8b86-d011-b42d-00cf4fc964ff}\"}", "{\"u\":\"6f9619ff8b86d011b42d00cf4fc964ff\"}", "{\"u\":\"nope\"}", "{}"];
        yield return new("Guid.TryParse", "Guid", "return Guid.TryParse(i.U, out var g) ? g : Guid.Empty;", ids);
        yield return new("int.TryParse of a variable", "int", "var n = 5; if (int.TryParse(i.U, out n)) n++; return n;", texts);
    }

    private static IEnumerable<ExpressionCase> Collections()
    {
        yield return new("a list in a list", "List<List<int>>", "new List<List<int>> { i.Xs }");
        yield return new("an array of arrays", "int[][]", "new[] { i.Arr, i.Xs.ToArray() }");
        yield return new("an empty list behind lists", "List<List<int>>", "i.Nested.Append(new List<int>()).ToList()");
        yield return new("a default list of lists", "List<List<int>>", "i.Nested.DefaultIfEmpty(i.Xs).ToList()");
        yield return new("text of a list", "string", "JsonSerializer.Serialize(i.Xs)");
        yield return new("text of lists", "string", "JsonSerializer.Serialize(i.Nested)");
        yield return new("a constant number as text", "string", "5.ToString() + 1.ToString(\"D3\") + Kind.Bulk.ToString()");
        yield return new("a key that is a constant's text", "Dictionary<string, int>", "i.Items.GroupBy(x => Kind.Express.ToString()).ToDictionary(g => g.Key, g => g.Count())");
        yield return new("no character", "char", "i.S.FirstOrDefault(c => c == 'H')");
        yield return new("no character of a constant", "char", "\"\".FirstOrDefault(c => true)");
        yield return new("length in a pattern", "string", "return i.T is { Length: > 1 } t && t != \"x\" ? t : \"none\";");
        yield return new("keys of a single element", "List<int>", "i.Xs.OrderBy(x => 10 / (x - 5)).ToList()");
        yield return new("from the end of a text", "string", "i.S[^3..]");
        yield return new("query join", "List<string>", "(from x in i.Items join y in i.Items on x.Name equals y.Name select x.Id + y.Count).ToList()");
        yield return new("group join", "List<int>", "i.Items.GroupJoin(i.Ss, x => x.Id, s => s, (x, all) => all.Count()).ToList()");
        yield return new("set of equal values", "List<int>", "new HashSet<int> { i.H, 5, 5 }.ToList()");
        yield return new("set of a list", "int", "new HashSet<int>(i.Xs).Count");
        yield return new("stack of a list", "List<int>", "new Stack<int>(i.Xs).ToList()");
        yield return new("list of a list and more", "List<int>", "new List<int>(i.Xs) { 7 }");
        yield return new("dictionary with equal keys", "Dictionary<string, int>", "new Dictionary<string, int> { [i.S] = 1, [i.U] = 2, [i.S] = 3 }");
        yield return new("dictionary that adds equal keys", "Dictionary<string, int>", "new Dictionary<string, int> { { i.S, 1 }, { \"a\", 2 } }");
        yield return new("dictionary of a dictionary", "Dictionary<string, int>", "new Dictionary<string, int>(i.M) { [\"one\"] = 9 }");
        yield return new("insert and remove", "List<int>", "var l = new List<int> { 1, 2, 2 }; l.Insert(1, i.H); l.Remove(2); l.RemoveAt(i.B); l.AddRange(i.Xs); return l;");
        yield return new("remove tells", "string", "var l = new List<string> { \"a\", \"b\" }; var removed = l.Remove(i.S); return removed + \":\" + l.RemoveAll(x => x == \"b\") + l.Count;");
        yield return new("set an element", "int[]", "var a = new int[3]; a[i.B] = 4; a[0] += 2; a[^1]++; return a;");
        yield return new("set an element of a list", "List<int>", "var l = new List<int> { 1, 2 }; l[i.B] = 9; return l;");
        yield return new("add to a set", "int", "var s = new HashSet<int>(); var n = 0; foreach (var x in i.Xs) { if (s.Add(x)) n++; } return n;");
        yield return new("take from a queue", "int", "var q = new Queue<int>(i.Xs); q.Enqueue(4); var a = q.Dequeue(); return a * 10 + q.Dequeue();");
        yield return new("take from a stack", "int", "var q = new Stack<int>(); q.Push(i.H); q.Push(3); var a = q.Pop(); return a * 10 + (q.TryPop(out var b) ? b : 0) + (q.TryPeek(out var c) ? c : 100);");
        yield return new("add to a dictionary", "Dictionary<string, int>", "var d = new Dictionary<string, int>(); d.Add(i.S, 1); d.Add(\"a\", 2); d.TryAdd(\"a\", 5); return d;");
        yield return new("remove from a dictionary", "int", "var d = new Dictionary<string, int> { [\"a\"] = 1, [\"b\"] = 2 }; var r = d.Remove(i.S, out var v); return (r ? 100 : 0) + v * 10 + d.Count;");
        yield return new("sort and reverse", "List<int>", "var l = new List<int> { 3, 1, i.H }; l.Sort(); l.Reverse(); return l;");
        yield return new("count in a dictionary", "Dictionary<string, int>", "var d = new Dictionary<string, int>(); foreach (var s in i.Ss) d[s] = d.GetValueOrDefault(s) + 1; return d;");
    }
}
