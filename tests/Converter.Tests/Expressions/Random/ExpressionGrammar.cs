namespace LambdaLift.Converter.Tests.Expressions.Random;

/// <summary>One way to make an expression of a type.</summary>
/// <param name="Type">The type's short name: a key of <see cref="ExpressionGrammar.CSharpTypes"/>.</param>
/// <param name="Template">C# with holes <c>«type»</c>. A hole <c>«type§item»</c> may read the variable <c>§</c> that the template declares, here of type <c>item</c>; <c>¤</c> is a second one.</param>
internal sealed record ExpressionRule(string Type, string Template);

/// <summary>The expressions that are tried: every line is a type and a template, over the types of <see cref="ExpressionBench.Prelude"/>.</summary>
internal static class ExpressionGrammar
{
    /// <summary>What each short name is in C#.</summary>
    public static IReadOnlyDictionary<string, string> CSharpTypes { get; } = new Dictionary<string, string>
    {
        ["int"] = "int",
        ["int?"] = "int?",
        ["long"] = "long",
        ["double"] = "double",
        ["bool"] = "bool",
        ["string"] = "string",
        ["string?"] = "string?",
        ["char"] = "char",
        ["kind"] = "Kind",
        ["pair"] = "Pair",
        ["item"] = "Item",
        ["ints"] = "List<int>",
        ["maybes"] = "List<int?>",
        ["doubles"] = "List<double>",
        ["strings"] = "List<string>",
        ["items"] = "List<Item>",
        ["nested"] = "List<List<int>>",
        ["map"] = "Dictionary<string, int>",
    };

    /// <summary>Expressions without operands; also what larger ones shrink to.</summary>
    public static ILookup<string, ExpressionRule> Leaves { get; } = Rules("""
        int: 0
        int: 1
        int: 2
        int: 5
        int: i.A
        int: i.B
        int: (int)i.H
        int: (int)i.Y
        int?: i.N
        int?: ((int?)null)
        long: 3L
        long: i.L
        double: 0.5
        double: 2.0
        double: i.D
        double: i.E
        bool: true
        bool: i.F
        string: "a"
        string: ""
        string: "b c"
        string: i.S
        string: i.U
        string?: ((string?)null)
        string?: i.T
        char: 'a'
        char: ' '
        kind: Kind.Express
        kind: i.K
        pair: new Pair("p", 1)
        item: new Item("x", null, 2, 0.5, true, new List<string> { "q" })
        ints: new List<int>()
        ints: i.Xs
        ints: i.Arr.ToList()
        maybes: i.Maybe
        doubles: i.Ds
        strings: new List<string>()
        strings: i.Ss
        items: i.Items
        nested: i.Nested
        map: new Dictionary<string, int>()
        map: i.M
        """);

    /// <summary>Expressions with operands.</summary>
    public static ILookup<string, ExpressionRule> Compound { get; } = Rules("""
        int: («int» + «int»)
        int: («int» - «int»)
        int: («int» * «int»)
        int: («int» / «int»)
        int: («int» % «int»)
        int: («int» / 3)
        int: («int» % 4)
        int: (-«int»)
        int: (~«int»)
        int: («int» & «int»)
        int: («int» | 6)
        int: («int» ^ «int»)
        int: («int» >> 1)
        int: («int» << 2)
        int: («bool» ? «int» : «int»)
        int: («int?» ?? «int»)
        int: «int?».GetValueOrDefault()
        int: «int?».GetValueOrDefault(«int»)
        int: Math.Abs(«int»)
        int: Math.Min(«int», «int»)
        int: Math.Max(«int», «int»)
        int: Math.Sign(«int»)
        int: Math.Clamp(«int», 0, «int»)
        int: (int)«double»
        int: (int)Math.Round(«double»)
        int: (int)«long»
        int: «string».Length
        int: «string».IndexOf(«string», StringComparison.Ordinal)
        int: «string».LastIndexOf("a", StringComparison.Ordinal)
        int: «string».IndexOf('b')
        int: «string».Split(',').Length
        int: «ints».Count
        int: «ints».Count()
        int: «ints».Sum()
        int: «ints».Max()
        int: «ints».Min()
        int: «ints».First()
        int: «ints».Last()
        int: «ints».Single()
        int: «ints».FirstOrDefault()
        int: «ints».LastOrDefault()
        int: «ints».SingleOrDefault()
        int: «ints».FirstOrDefault(«int»)
        int: «ints».First(§ => «bool§int»)
        int: «ints».Last(§ => «bool§int»)
        int: «ints».Single(§ => «bool§int»)
        int: «ints».FirstOrDefault(§ => «bool§int»)
        int: «ints».LastOrDefault(§ => «bool§int»)
        int: «ints».Count(§ => «bool§int»)
        int: «ints».ElementAt(«int»)
        int: «ints».ElementAtOrDefault(«int»)
        int: «ints»[«int»]
        int: «ints»[0]
        int: «ints»[^1]
        int: «ints».IndexOf(«int»)
        int: «ints».Aggregate(«int», (§, ¤) => «int§int¤int»)
        int: «ints».Aggregate((§, ¤) => «int§int¤int»)
        int: «ints».Sum(§ => «int§int»)
        int: «items».Count
        int: «items».Sum(§ => «int§item»)
        int: «items».Max(§ => «int§item»)
        int: «items».Count(§ => «bool§item»)
        int: «items».GroupBy(§ => «string§item»).Count()
        int: «items».Select(§ => «string?§item»).Distinct().Count()
        int: «item».Count
        int: «pair».Right
        int: «map».Count
        int: «map»[«string»]
        int: «map»["one"]
        int: «map».GetValueOrDefault(«string»)
        int: «map».GetValueOrDefault(«string», «int»)
        int: «map».Values.Sum()
        int: «map».Sum(§ => §.Value + «int»)
        int: («map».TryGetValue(«string», out var §) ? «int§int» : «int»)
        int: (int.TryParse(«string», out var §) ? «int§int» : «int»)
        int: int.Parse(«string»)
        int: Convert.ToInt32(«double»)
        int: Convert.ToInt32(«bool»)
        int: («string» switch { "a" => «int», "" => «int», _ => «int» })
        int: («int» switch { > 3 => «int», 0 or 1 => «int», var § when § < 0 => «int§int», _ => 9 })
        int: («int?» switch { null => «int», > 1 => 7, _ => «int» })
        int: («kind» switch { Kind.Express => «int», _ => «int» })
        int: («ints» switch { [] => «int», [var §] => «int§int», [var §, .., var ¤] => «int§int¤int» })
        int: (int)«kind»
        int: («int», «string»).Item1
        int: (new { P = «int», Q = «string» }).P
        int: «nested».Count
        int: «nested».Sum(§ => «int§ints»)
        int: «nested»[0][0]
        int: «string?»!.Length
        int: «string».Count(§ => «bool§char»)
        int: «items».Select((§, ¤) => «int§item¤int»).Sum()
        int: JsonSerializer.Deserialize<List<int>>(JsonSerializer.Serialize(«ints»))!.Count
        int?: ((int?)«int»)
        int?: («bool» ? «int» : (int?)null)
        int?: («int?» + «int»)
        int?: («int?» * «int?»)
        int?: (-«int?»)
        int?: («int?» ?? «int?»)
        int?: «string?»?.Length
        int?: «items».FirstOrDefault()?.Count
        int?: «items».FirstOrDefault(§ => «bool§item»)?.Tags.Count
        int?: «maybes».Max()
        int?: «maybes».Sum()
        int?: «maybes».FirstOrDefault()
        int?: «maybes».LastOrDefault(§ => «bool§int?»)
        long: («long» + «int»)
        long: («long» - «long»)
        long: («int» * 2L)
        long: («long» % 7)
        long: («long» / 2)
        long: («bool» ? «long» : «long»)
        long: (long)«int»
        long: Math.Max(«long», «long»)
        double: («double» + «double»)
        double: («double» - «double»)
        double: («double» * «double»)
        double: («double» / 4)
        double: («int» / 2.0)
        double: (-«double»)
        double: («double» % 2)
        double: («bool» ? «double» : «double»)
        double: (double)«int»
        double: Math.Abs(«double»)
        double: Math.Floor(«double»)
        double: Math.Ceiling(«double»)
        double: Math.Truncate(«double»)
        double: Math.Round(«double»)
        double: Math.Round(«double», 1)
        double: Math.Round(«double», MidpointRounding.AwayFromZero)
        double: Math.Sqrt(Math.Abs(«double»))
        double: Math.Max(«double», «double»)
        double: Math.Min(«double», «int»)
        double: «doubles».Sum()
        double: «doubles».Max()
        double: «doubles».Average()
        double: «ints».Average()
        double: «items».Sum(§ => «double§item»)
        double: «items».Average(§ => «int§item»)
        double: «item».Price
        double: double.Parse(«string», CultureInfo.InvariantCulture)
        bool: («int» < «int»)
        bool: («int» >= «int»)
        bool: («int» == «int»)
        bool: («int» != «int»)
        bool: («int» > 1)
        bool: («long» <= «int»)
        bool: («double» > «double»)
        bool: («double» == «int»)
        bool: («string» == «string»)
        bool: («string?» != «string»)
        bool: («string?» == «string?»)
        bool: («string?» is null)
        bool: («string?» is not null)
        bool: («int?» == «int?»)
        bool: («int?» > «int»)
        bool: («int?» <= «int?»)
        bool: («int?» is null)
        bool: «int?».HasValue
        bool: («int?» is int § && «bool§int»)
        bool: («string?» is string § && «bool§string»)
        bool: («string?» is { Length: > 1 } § && «bool§string»)
        bool: («int» is > 1 and < 5)
        bool: («int» is 0 or 2 or > 6)
        bool: («string» is "a" or "b c")
        bool: («item» is { Count: > 0, Name: not null })
        bool: («item» is { Tags: [var §, ..] } && «bool§string»)
        bool: («ints» is [])
        bool: («ints» is [_, > 1, ..])
        bool: («ints» is [var §, .., var ¤] && «bool§int¤int»)
        bool: («bool» && «bool»)
        bool: («bool» || «bool»)
        bool: («bool» ^ «bool»)
        bool: («bool» == «bool»)
        bool: (!«bool»)
        bool: («bool» ? «bool» : «bool»)
        bool: («kind» == «kind»)
        bool: («kind» > Kind.Plain)
        bool: («pair» == «pair»)
        bool: («pair» != new Pair(«string», «int»))
        bool: ((«int», «string») == («int», «string»))
        bool: («char» == «char»)
        bool: («char» is 'a' or 'b')
        bool: char.IsDigit(«char»)
        bool: char.IsLetter(«char»)
        bool: string.IsNullOrEmpty(«string?»)
        bool: string.IsNullOrWhiteSpace(«string?»)
        bool: «string».Contains(«string», StringComparison.Ordinal)
        bool: «string».StartsWith(«string», StringComparison.Ordinal)
        bool: «string».EndsWith(«string», StringComparison.Ordinal)
        bool: «string».Contains('a')
        bool: «string».StartsWith('b')
        bool: string.Equals(«string?», «string», StringComparison.OrdinalIgnoreCase)
        bool: (string.CompareOrdinal(«string», «string») < 0)
        bool: «ints».Any()
        bool: «ints».Any(§ => «bool§int»)
        bool: «ints».All(§ => «bool§int»)
        bool: «ints».Contains(«int»)
        bool: «ints».Exists(§ => «bool§int»)
        bool: «ints».SequenceEqual(«ints»)
        bool: «items».Any(§ => «bool§item»)
        bool: «items».All(§ => «bool§item»)
        bool: «item».Urgent
        bool: «strings».Contains(«string»)
        bool: «strings».Any(§ => «bool§string»)
        bool: «maybes».Contains(«int?»)
        bool: «nested».Any(§ => «bool§ints»)
        bool: «map».ContainsKey(«string»)
        bool: «map».Any(§ => §.Value > «int»)
        bool: «ints».ToHashSet().Contains(«int»)
        bool: bool.TryParse(«string», out _)
        string: («string» + «string»)
        string: («string» + «string?»)
        string: («string» + «int»)
        string: («string» + «bool»)
        string: («string» + «char»)
        string: $"<{«string?»}|{«int»}|{«bool»}|{«int?»}>"
        string: $"{«int»:D3}{«string»,4}{«string»,-3}."
        string: $"{«int»:N0}"
        string: $"{«kind»}"
        string: («string?» ?? «string»)
        string: («bool» ? «string» : «string»)
        string: («int» switch { > 2 => «string», 0 => "none", _ => «string» })
        string: «string».ToUpperInvariant()
        string: «string».ToLowerInvariant()
        string: «string».Trim()
        string: «string».TrimStart()
        string: «string».TrimEnd('a', ' ')
        string: «string».Replace("a", «string»)
        string: «string».Replace('a', 'b')
        string: «string».Substring(«int»)
        string: «string».Substring(«int», «int»)
        string: «string».Remove(«int»)
        string: «string».Insert(«int», «string»)
        string: «string».PadLeft(5)
        string: «string».PadLeft(4, '0')
        string: «string».PadRight(«int»)
        string: «string»[..1]
        string: «string»[1..]
        string: «string»[^1..]
        string: «string».Split(',')[0]
        string: «string».Split(' ', 2).Last()
        string: string.Join(",", «strings»)
        string: string.Join("-", «ints»)
        string: string.Join(';', «items».Select(§ => «string§item»))
        string: string.Concat(«strings»)
        string: string.Format("{0}-{1,4}|{0}", «int», «string?»)
        string: string.Concat(«string».Reverse())
        string: «int».ToString()
        string: «int».ToString("D4")
        string: «bool».ToString()
        string: «kind».ToString()
        string: «char».ToString()
        string: «strings».First()
        string: «strings».Last()
        string: «strings»[«int»]
        string: «strings».First(§ => «bool§string»)
        string: «strings».Aggregate("", (§, ¤) => «string§string¤string»)
        string: «pair».Left
        string: «item».Id
        string: «items».First().Id
        string: JsonSerializer.Serialize(«ints»)
        string: JsonSerializer.Serialize(i.M)
        string: JsonSerializer.Serialize(i.Items.Select(§ => «string?§item»).ToList().Count)
        string: JsonSerializer.Serialize(«nested»)
        string: JsonSerializer.Serialize(new { A = «int», B = i.T, C = «bool», D = «ints» })
        string: new { A = «int», B = «string» }.B
        string: Convert.ToBase64String(Encoding.UTF8.GetBytes(«string»))
        string: Regex.Replace(«string», "[ab]+", "x")
        string: nameof(i.A)
        string?: «string»
        string?: («bool» ? «string?» : null)
        string?: («string?» ?? «string?»)
        string?: «string?»?.Trim()
        string?: «string?»?.ToUpperInvariant()
        string?: «item».Name
        string?: «items».FirstOrDefault()?.Name
        string?: «items».FirstOrDefault(§ => «bool§item»)?.Id
        string?: «items».Find(§ => «bool§item»)?.Name
        string?: «strings».FirstOrDefault()
        string?: «strings».LastOrDefault(§ => «bool§string»)
        string?: «items».Select(§ => «string?§item»).FirstOrDefault()
        char: «string»[0]
        char: «string»[«int»]
        char: «string».FirstOrDefault(§ => «bool§char»)
        char: char.ToUpperInvariant(«char»)
        kind: («bool» ? «kind» : Kind.Bulk)
        kind: (Kind)(«int» & 3)
        kind: Enum.Parse<Kind>(«string»)
        kind: (Enum.TryParse<Kind>(«string», true, out var §) ? «kind§kind» : «kind»)
        pair: new Pair(«string», «int»)
        pair: («pair» with { Right = «int» })
        pair: («bool» ? «pair» : «pair»)
        pair: «items».Select(§ => new Pair(«string§item», «int§item»)).First()
        pair: JsonSerializer.Deserialize<Pair>(JsonSerializer.Serialize(«pair»))!
        item: new Item(«string», «string?», «int», «double», «bool», «strings»)
        item: («item» with { Count = «int», Name = «string?» })
        item: «items».First()
        item: «items».Last(§ => «bool§item»)
        item: «items»[«int»]
        item: «items».OrderBy(§ => «int§item»).First()
        item: («items».FirstOrDefault(§ => «bool§item») ?? «item»)
        ints: new List<int> { «int» }
        ints: new List<int> { «int», «int» }
        ints: new List<int>(«ints») { «int» }
        ints: new HashSet<int> { «int», «int» }.ToList()
        ints: new HashSet<int>(«ints»).ToList()
        ints: new Stack<int>(«ints»).ToList()
        ints: new[] { «int», «int» }.ToList()
        ints: ((List<int>)[«int», .. «ints», .. «ints»])
        ints: («bool» ? «ints» : «ints»)
        ints: «ints».Where(§ => «bool§int»).ToList()
        ints: «ints».Where((§, ¤) => «bool§int¤int»).ToList()
        ints: «ints».Select(§ => «int§int»).ToList()
        ints: «ints».Select((§, ¤) => «int§int¤int»).ToList()
        ints: «items».Select(§ => «int§item»).ToList()
        ints: «strings».Select(§ => «int§string»).ToList()
        ints: «ints».OrderBy(§ => «int§int»).ToList()
        ints: «ints».OrderByDescending(§ => §).ToList()
        ints: «ints».OrderBy(§ => «bool§int»).ThenByDescending(¤ => «int¤int»).ToList()
        ints: «ints».Order().ToList()
        ints: «ints».Distinct().ToList()
        ints: «ints».DistinctBy(§ => «int§int»).ToList()
        ints: «ints».Skip(«int»).ToList()
        ints: «ints».Take(«int»).ToList()
        ints: «ints».SkipWhile(§ => «bool§int»).ToList()
        ints: «ints».TakeWhile(§ => «bool§int»).ToList()
        ints: «ints».Concat(«ints»).ToList()
        ints: «ints».Union(«ints»).ToList()
        ints: «ints».Except(«ints»).ToList()
        ints: «ints».Intersect(«ints»).ToList()
        ints: «ints».Append(«int»).ToList()
        ints: «ints».Prepend(«int»).ToList()
        ints: Enumerable.Reverse(«ints»).ToList()
        ints: «ints».DefaultIfEmpty().ToList()
        ints: «ints».DefaultIfEmpty(«int»).ToList()
        ints: «ints».GetRange(0, 1)
        ints: «ints».FindAll(§ => «bool§int»)
        ints: «ints».ConvertAll(§ => «int§int»)
        ints: «ints».ToArray()[1..].ToList()
        ints: «ints».ToHashSet().ToList()
        ints: «ints».Zip(«ints», (§, ¤) => «int§int¤int»).ToList()
        ints: «ints».Chunk(2).Select(§ => §.Sum()).ToList()
        ints: «ints».SelectMany(§ => «ints§int»).ToList()
        ints: «nested».SelectMany(§ => «ints§ints»).ToList()
        ints: «nested».Select(§ => «int§ints»).ToList()
        ints: «nested».First()
        ints: «nested»[«int»]
        ints: («nested».LastOrDefault() ?? «ints»)
        ints: «maybes».Where(§ => §.HasValue).Select(§ => §!.Value).ToList()
        ints: «maybes».Select(§ => «int§int?»).ToList()
        ints: «items».GroupBy(§ => «string§item»).Select(§ => §.Count()).ToList()
        ints: «items».GroupBy(§ => «bool§item», § => «int§item»).Select(§ => §.Sum()).ToList()
        ints: «map».Values.ToList()
        ints: «map».OrderBy(§ => §.Key, StringComparer.Ordinal).Select(§ => §.Value).ToList()
        ints: Enumerable.Range(«int», 3).ToList()
        ints: Enumerable.Range(1, «int»).ToList()
        ints: Enumerable.Repeat(«int», 2).ToList()
        ints: (from § in «ints» where «bool§int» orderby «int§int» descending select «int§int»).ToList()
        ints: (from § in «ints» from ¤ in «ints§int» select «int§int¤int»).ToList()
        ints: (from § in «ints» let ¤ = «int§int» where «bool§int¤int» select «int§int¤int»).ToList()
        ints: JsonSerializer.Deserialize<List<int>>(JsonSerializer.Serialize(«ints»))!
        maybes: new List<int?> { «int?», «int?» }
        maybes: «ints».Select(§ => «int?§int»).ToList()
        maybes: «maybes».Where(§ => «bool§int?»).ToList()
        maybes: «maybes».OrderBy(§ => §).ToList()
        maybes: «maybes».Distinct().ToList()
        maybes: «maybes».Append(«int?»).ToList()
        maybes: «items».Select(§ => «int?§item»).ToList()
        doubles: new List<double> { «double», «double» }
        doubles: «ints».Select(§ => «double§int»).ToList()
        doubles: «doubles».Where(§ => «bool§double»).ToList()
        doubles: «doubles».OrderByDescending(§ => «double§double»).ToList()
        doubles: «items».Select(§ => «double§item»).ToList()
        strings: new List<string> { «string» }
        strings: new List<string> { «string», «string» }
        strings: «items».Select(§ => «string§item»).ToList()
        strings: «ints».Select(§ => «string§int»).ToList()
        strings: «strings».Select(§ => «string§string»).ToList()
        strings: «strings».Where(§ => «bool§string»).ToList()
        strings: «strings».OrderBy(§ => §, StringComparer.Ordinal).ToList()
        strings: «strings».OrderByDescending(§ => «int§string»).ToList()
        strings: «strings».Distinct().ToList()
        strings: «strings».Concat(«strings»).ToList()
        strings: «strings».Skip(1).Take(2).ToList()
        strings: «string».Split(' ').ToList()
        strings: «string».Split(',', StringSplitOptions.RemoveEmptyEntries).ToList()
        strings: «string».Select(§ => «string§char»).ToList()
        strings: «item».Tags
        strings: «items».SelectMany(§ => «strings§item»).ToList()
        strings: «items».SelectMany(§ => §.Tags, (§, ¤) => «string§item¤string»).ToList()
        strings: «items».Select(§ => «string?§item»).OfType<string>().ToList()
        strings: «map».Keys.ToList()
        strings: «map».Select(§ => §.Key + "=" + §.Value).ToList()
        strings: «items».GroupBy(§ => «string§item»).Select(§ => §.Key).ToList()
        strings: «items».GroupBy(§ => «int§item»).OrderBy(§ => §.Key).Select(§ => §.First().Id).ToList()
        strings: (from § in «items» join ¤ in «items» on §.Id equals ¤.Id select «string§item¤item»).ToList()
        strings: «strings».Zip(«ints»).Select(§ => §.First + §.Second).ToList()
        strings: «nested».Select(§ => string.Join("+", §)).ToList()
        items: new List<Item> { «item» }
        items: «items».Where(§ => «bool§item»).ToList()
        items: «items».OrderBy(§ => «int§item»).ToList()
        items: «items».OrderBy(§ => «string?§item», StringComparer.Ordinal).ThenBy(§ => «double§item»).ToList()
        items: «items».Skip(«int»).ToList()
        items: «items».Take(1).ToList()
        items: «items».DistinctBy(§ => «string?§item»).ToList()
        items: «items».Select(§ => «item§item»).ToList()
        items: «items».Append(«item»).ToList()
        items: «items».Concat(«items»).ToList()
        items: («bool» ? «items» : «items»)
        nested: new List<List<int>> { «ints» }
        nested: new List<List<int>> { «ints», «ints» }
        nested: «nested».Where(§ => «bool§ints»).ToList()
        nested: «nested».Select(§ => «ints§ints»).ToList()
        nested: «ints».Select(§ => «ints§int»).ToList()
        nested: «nested».OrderBy(§ => «int§ints»).ToList()
        nested: «nested».Append(«ints»).ToList()
        nested: «nested».Concat(«nested»).ToList()
        nested: «nested».Skip(1).ToList()
        nested: «nested».Take(«int»).ToList()
        nested: Enumerable.Reverse(«nested»).ToList()
        nested: «ints».Chunk(2).Select(§ => «ints»).ToList()
        nested: «ints».Chunk(2).Select(§ => §.ToList()).ToList()
        nested: Enumerable.Repeat(«ints», 1).ToList()
        nested: «items».GroupBy(§ => «string§item»).Select(§ => §.Select(¤ => «int¤item»).ToList()).ToList()
        nested: ((List<List<int>>)[.. «nested», «ints»])
        nested: «nested».DefaultIfEmpty(«ints»).ToList()
        map: new Dictionary<string, int> { ["one"] = «int», ["two"] = «int» }
        map: new Dictionary<string, int> { [«string»] = «int», [«string»] = «int» }
        map: new Dictionary<string, int> { { «string», «int» }, { "two", «int» } }
        map: new Dictionary<string, int>(«map») { [«string»] = «int» }
        map: «strings».Distinct().ToDictionary(§ => §, § => «int§string»)
        map: «items».ToDictionary(§ => §.Id, § => «int§item»)
        map: «items».GroupBy(§ => «string§item»).ToDictionary(§ => §.Key, § => §.Count())
        map: «map».ToDictionary(§ => §.Key, § => §.Value + 1)
        map: «map».Where(§ => §.Value > «int»).ToDictionary(§ => §.Key, § => §.Value)
        """);

    private static ILookup<string, ExpressionRule> Rules(string lines) =>
        lines.Split('\n').Select(line => line.Split(": ", 2)).Select(parts => new ExpressionRule(parts[0], parts[1].TrimEnd())).ToLookup(rule => rule.Type);
}
