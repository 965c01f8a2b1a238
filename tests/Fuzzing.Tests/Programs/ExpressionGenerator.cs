using System.Globalization;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>Makes random expressions of a wanted type from rules: a type, a template and the types of its operands.</summary>
/// <param name="random">Source of choices.</param>
/// <param name="features">The groups of rules in use.</param>
/// <param name="isPlain">Whether to keep to what the JSONPath dialect can express.</param>
internal sealed class ExpressionGenerator(Random random, IReadOnlySet<string> features, bool isPlain)
{
    private static readonly Rule[] PlainRules =
    [
        new(CodeType.Int, "({0} + {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "({0} - 1)", "", CodeType.Int),
        new(CodeType.Int, "{0}.Count", "", CodeType.Texts),
        new(CodeType.Int, "{0}.Count", "", CodeType.Items),
        new(CodeType.Int, "({0} ? {1} : {2})", "conditional", CodeType.Bool, CodeType.Int, CodeType.Int),
        new(CodeType.Int, "Rules.Twice({0})", "rules", CodeType.Int),
        new(CodeType.Bool, "({0} < {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} >= {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} == {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} == {1})", "", CodeType.Text, CodeType.Text),
        new(CodeType.Bool, "({0} != {1})", "", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Bool, "({0} is null)", "", CodeType.MaybeText),
        new(CodeType.Bool, "string.IsNullOrEmpty({0})", "", CodeType.MaybeText),
        new(CodeType.Bool, "({0} is > 1 and < 5)", "pattern", CodeType.Int),
        new(CodeType.Bool, "({0} is \"a\" or \"b\")", "pattern", CodeType.Text),
        new(CodeType.Bool, "({0} > {1})", "maybe int", CodeType.MaybeInt, CodeType.Int),
        new(CodeType.Bool, "({0} is null)", "maybe int", CodeType.MaybeInt),
        new(CodeType.Bool, "({0} && {1})", "", CodeType.Bool, CodeType.Bool),
        new(CodeType.Bool, "({0} || {1})", "", CodeType.Bool, CodeType.Bool),
        new(CodeType.Bool, "!{0}", "", CodeType.Bool),
        new(CodeType.Text, "({0} + {1})", "", CodeType.Text, CodeType.Text),
        new(CodeType.Text, "({0} + {1})", "", CodeType.Text, CodeType.Int),
        new(CodeType.Text, "$\"{{0}}-{{1}}\"", "interpolation", CodeType.Text, CodeType.Int),
        new(CodeType.Text, "{0}.ToString()", "format", CodeType.Int),
        new(CodeType.Text, "({0} ? {1} : {2})", "conditional", CodeType.Bool, CodeType.Text, CodeType.Text),
        new(CodeType.Text, "({0} switch { > 2 => {1}, 0 => \"none\", _ => \"few\" })", "switch expression", CodeType.Int, CodeType.Text),
        new(CodeType.Text, "Rules.Grade({0})", "rules", CodeType.Int),
        new(CodeType.MaybeText, "{0}", "", CodeType.Text),
        new(CodeType.Texts, "new List<string> { {0}, {1} }", "list", CodeType.Text, CodeType.Text),
    ];

    private static readonly Rule[] Rules =
    [
        new(CodeType.Int, "({0} + {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "({0} - {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "({0} * 3)", "arithmetic", CodeType.Int),
        new(CodeType.Int, "({0} / 2)", "division", CodeType.Int),
        new(CodeType.Int, "({0} % 3)", "division", CodeType.Int),
        new(CodeType.Int, "({0} / {1})", "division by", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "(-{0})", "arithmetic", CodeType.Int),
        new(CodeType.Int, "({0} ? {1} : {2})", "conditional", CodeType.Bool, CodeType.Int, CodeType.Int),
        new(CodeType.Int, "Math.Max({0}, {1})", "math", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "Math.Abs({0})", "math", CodeType.Int),
        new(CodeType.Int, "{0}.Count", "", CodeType.Texts),
        new(CodeType.Int, "{0}.Count", "", CodeType.Items),
        new(CodeType.Int, "{0}.Count", "ints", CodeType.Ints),
        new(CodeType.Int, "{0}.Sum(q => q.Qty)", "linq", CodeType.Items),
        new(CodeType.Int, "{0}.Count(q => q.Qty > {1})", "linq", CodeType.Items, CodeType.Int),
        new(CodeType.Int, "{0}.Select(q => q.Qty).DefaultIfEmpty().Max()", "linq more", CodeType.Items),
        new(CodeType.Int, "{0}.Sum()", "ints", CodeType.Ints),
        new(CodeType.Int, "{0}.Length", "length", CodeType.Text),
        new(CodeType.Int, "({0} switch { \"a\" => 1, \"b\" => 2, _ => {1} })", "switch expression", CodeType.Text, CodeType.Int),
        new(CodeType.Int, "{0}.IndexOf(\"a\", StringComparison.Ordinal)", "text more", CodeType.Text),
        new(CodeType.Int, "(int){0}", "long", CodeType.Long),
        new(CodeType.Long, "((long){0} + {1})", "long", CodeType.Int, CodeType.Long),
        new(CodeType.Double, "({0} * 0.5)", "double", CodeType.Int),
        new(CodeType.Double, "({0} + {1})", "double", CodeType.Double, CodeType.Double),

        new(CodeType.Bool, "({0} < {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} >= {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} == {1})", "", CodeType.Int, CodeType.Int),
        new(CodeType.Bool, "({0} > {1})", "double", CodeType.Double, CodeType.Double),
        new(CodeType.Bool, "({0} == {1})", "", CodeType.Text, CodeType.Text),
        new(CodeType.Bool, "({0} != {1})", "", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Bool, "({0} is null)", "", CodeType.MaybeText),
        new(CodeType.Bool, "string.IsNullOrEmpty({0})", "", CodeType.MaybeText),
        new(CodeType.Bool, "string.IsNullOrWhiteSpace({0})", "text", CodeType.MaybeText),
        new(CodeType.Bool, "({0} && {1})", "", CodeType.Bool, CodeType.Bool),
        new(CodeType.Bool, "({0} || {1})", "", CodeType.Bool, CodeType.Bool),
        new(CodeType.Bool, "!{0}", "", CodeType.Bool),
        new(CodeType.Bool, "{0}.Contains({1})", "contains", CodeType.Texts, CodeType.Text),
        new(CodeType.Bool, "{0}.Any(q => q.Qty > {1})", "linq", CodeType.Items, CodeType.Int),
        new(CodeType.Bool, "{0}.All(q => q.Name != {1})", "linq", CodeType.Items, CodeType.Text),
        new(CodeType.Bool, "{0}.Any()", "linq", CodeType.Items),
        new(CodeType.Bool, "{0}.StartsWith(\"a\", StringComparison.Ordinal)", "text", CodeType.Text),
        new(CodeType.Bool, "{0}.Contains(\"b\", StringComparison.Ordinal)", "text", CodeType.Text),
        new(CodeType.Bool, "{0}.EndsWith({1}, StringComparison.Ordinal)", "text", CodeType.Text, CodeType.Text),
        new(CodeType.Bool, "string.Equals({0}, {1}, StringComparison.OrdinalIgnoreCase)", "text", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Bool, "({0} is > 1 and < 5)", "pattern", CodeType.Int),
        new(CodeType.Bool, "({0} is \"a\" or \"b\")", "pattern", CodeType.Text),
        new(CodeType.Bool, "({0} is { Qty: > 0, Label: not null })", "pattern", CodeType.Item),
        new(CodeType.Bool, "({0} is { Length: > 1 })", "pattern more", CodeType.MaybeText),

        new(CodeType.Text, "({0} + {1})", "", CodeType.Text, CodeType.Text),
        new(CodeType.Text, "({0} + {1})", "", CodeType.Text, CodeType.Int),
        new(CodeType.Text, "({0} + {1})", "", CodeType.Text, CodeType.MaybeText),
        new(CodeType.Text, "$\"{{0}}-{{1}}\"", "interpolation", CodeType.Text, CodeType.Int),
        new(CodeType.Text, "$\"<{{0}}>\"", "interpolation", CodeType.Bool),
        new(CodeType.Text, "$\"[{{0}}]\"", "interpolation", CodeType.MaybeText),
        new(CodeType.Text, "$\"{{0}:D3}\"", "format", CodeType.Int),
        new(CodeType.Text, "({0} ?? {1})", "coalesce", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Text, "({0} ? {1} : {2})", "conditional", CodeType.Bool, CodeType.Text, CodeType.Text),
        new(CodeType.Text, "{0}.ToUpperInvariant()", "text", CodeType.Text),
        new(CodeType.Text, "{0}.Trim()", "text", CodeType.Text),
        new(CodeType.Text, "{0}.Replace(\"a\", {1}, StringComparison.Ordinal)", "text more", CodeType.Text, CodeType.Text),
        new(CodeType.Text, "({0} + \"abc\").Substring(1)", "text more", CodeType.Text),
        new(CodeType.Text, "({0} + \"abc\")[..2]", "text more", CodeType.Text),
        new(CodeType.Text, "{0}.PadLeft(4, '0')", "text more", CodeType.Text),
        new(CodeType.Text, "string.Join(\",\", {0})", "join", CodeType.Texts),
        new(CodeType.Text, "string.Join(\"+\", {0}.Select(q => q.Name))", "join", CodeType.Items),
        new(CodeType.Text, "{0}.ToString()", "format", CodeType.Int),
        new(CodeType.Text, "({0} switch { > 2 => {1}, 0 => \"none\", _ => \"few\" })", "switch expression", CodeType.Int, CodeType.Text),
        new(CodeType.Text, "JsonSerializer.Serialize(new { A = {0}, B = {1} })", "json", CodeType.Text, CodeType.Int),

        new(CodeType.MaybeText, "{0}", "", CodeType.Text),
        new(CodeType.MaybeText, "({0} ? {1} : null)", "conditional", CodeType.Bool, CodeType.MaybeText),
        new(CodeType.MaybeText, "{0}.FirstOrDefault()", "linq more", CodeType.Texts),
        new(CodeType.MaybeText, "{0}.FirstOrDefault(q => q.Qty > 0)?.Name", "linq more", CodeType.Items),
        new(CodeType.MaybeText, "{0}?.ToUpperInvariant()", "text", CodeType.MaybeText),
        new(CodeType.MaybeText, "{0}?.Label", "conditional access", CodeType.Item),

        new(CodeType.Texts, "new List<string> { {0}, {1} }", "list", CodeType.Text, CodeType.Text),
        new(CodeType.Texts, "{0}.Where(q => q.Qty > 0).Select(q => q.Name).ToList()", "linq", CodeType.Items),
        new(CodeType.Texts, "{0}.Select(q => q + {1}).ToList()", "linq", CodeType.Texts, CodeType.Text),
        new(CodeType.Texts, "{0}.Distinct().ToList()", "linq more", CodeType.Texts),
        new(CodeType.Texts, "{0}.OrderBy(q => q, StringComparer.Ordinal).ToList()", "order", CodeType.Texts),
        new(CodeType.Texts, "{0}.Concat({1}).ToList()", "linq more", CodeType.Texts, CodeType.Texts),
        new(CodeType.Texts, "{0}.Take(2).ToList()", "linq more", CodeType.Texts),
        new(CodeType.Texts, "{0}.Split(',').ToList()", "text more", CodeType.Text),
        new(CodeType.Ints, "{0}.Select(q => q.Qty).ToList()", "ints", CodeType.Items),
        new(CodeType.Ints, "new List<int> { {0}, {1}, 7 }", "ints", CodeType.Int, CodeType.Int),
        new(CodeType.Ints, "{0}.Where(q => q % 2 == 0).ToList()", "ints", CodeType.Ints),
        new(CodeType.Ints, "{0}.OrderByDescending(q => q).ToList()", "order", CodeType.Ints),
        new(CodeType.Items, "{0}.Where(q => q.Qty > {1}).ToList()", "linq", CodeType.Items, CodeType.Int),
        new(CodeType.Items, "{0}.Skip(1).ToList()", "linq more", CodeType.Items),
        new(CodeType.Items, "{0}.OrderBy(q => q.Qty).ToList()", "order", CodeType.Items),
        new(CodeType.Int, "({0} ?? {1})", "maybe int", CodeType.MaybeInt, CodeType.Int),
        new(CodeType.Int, "({0}).GetValueOrDefault()", "maybe int", CodeType.MaybeInt),
        new(CodeType.Bool, "({0}).HasValue", "maybe int", CodeType.MaybeInt),
        new(CodeType.Bool, "({0} > {1})", "maybe int", CodeType.MaybeInt, CodeType.Int),
        new(CodeType.Bool, "({0} == {1})", "maybe int", CodeType.MaybeInt, CodeType.Int),
        new(CodeType.Bool, "({0} is null)", "maybe int", CodeType.MaybeInt),
        new(CodeType.Bool, "({0} is >= 1 and not 3)", "maybe int", CodeType.MaybeInt),
        new(CodeType.MaybeInt, "({0} ? {1} : (int?)null)", "maybe int", CodeType.Bool, CodeType.Int),
        new(CodeType.MaybeInt, "({0} + {1})", "maybe int", CodeType.MaybeInt, CodeType.Int),
        new(CodeType.MaybeInt, "({0}?.Length)", "maybe int", CodeType.MaybeText),
        new(CodeType.Text, "({0} + {1})", "maybe int", CodeType.Text, CodeType.MaybeInt),
        new(CodeType.Int, "{0}.Count", "dictionary", CodeType.Counts),
        new(CodeType.Int, "{0}.GetValueOrDefault({1})", "dictionary", CodeType.Counts, CodeType.Text),
        new(CodeType.Int, "{0}.Values.Sum()", "dictionary", CodeType.Counts),
        new(CodeType.Int, "{0}[{1}]", "dictionary reads", CodeType.Counts, CodeType.Text),
        new(CodeType.Bool, "{0}.ContainsKey({1})", "dictionary", CodeType.Counts, CodeType.Text),
        new(CodeType.Bool, "{0}.Any(q => q.Value > {1})", "dictionary", CodeType.Counts, CodeType.Int),
        new(CodeType.Texts, "{0}.Where(q => q.Value > 0).Select(q => q.Key).OrderBy(q => q, StringComparer.Ordinal).ToList()", "dictionary", CodeType.Counts),
        new(CodeType.Texts, "{0}.Keys.OrderBy(q => q, StringComparer.Ordinal).ToList()", "dictionary", CodeType.Counts),
        new(CodeType.Counts, "new Dictionary<string, int> { [\"a\"] = {0}, [\"b\"] = {1} }", "dictionary", CodeType.Int, CodeType.Int),
        new(CodeType.Counts, "new Dictionary<string, int> { [{0}] = {1} }", "dictionary", CodeType.Text, CodeType.Int),
        new(CodeType.Counts, "{0}.GroupBy(q => q.Name).ToDictionary(g => g.Key, g => g.Sum(q => q.Qty))", "group", CodeType.Items),
        new(CodeType.Counts, "{0}.ToDictionary(q => q.Name, q => q.Qty)", "group", CodeType.Items),
        new(CodeType.Text, "{0}.First()", "throwing", CodeType.Texts),
        new(CodeType.Text, "{0}.Last()", "throwing", CodeType.Texts),
        new(CodeType.Text, "{0}[0]", "throwing", CodeType.Texts),
        new(CodeType.Item, "{0}[{1}]", "throwing", CodeType.Items, CodeType.Int),
        new(CodeType.Item, "{0}.First(q => q.Qty > 1)", "throwing", CodeType.Items),
        new(CodeType.Item, "{0}.Single()", "throwing", CodeType.Items),
        new(CodeType.Int, "{0}.Max(q => q.Qty)", "throwing", CodeType.Items),
        new(CodeType.Int, "{0}.Aggregate(0, (q, w) => q + w)", "linq even", CodeType.Ints),
        new(CodeType.Text, "{0}.Aggregate(\"\", (q, w) => q + w)", "linq even", CodeType.Texts),
        new(CodeType.Texts, "{0}.AsEnumerable().Reverse().ToList()", "linq even", CodeType.Texts),
        new(CodeType.Texts, "{0}.SelectMany(q => new[] { q.Name, q.Label ?? \"-\" }).ToList()", "linq even", CodeType.Items),
        new(CodeType.Texts, "{0}.Except({1}).ToList()", "linq even", CodeType.Texts, CodeType.Texts),
        new(CodeType.Texts, "{0}.Union({1}).ToList()", "linq even", CodeType.Texts, CodeType.Texts),
        new(CodeType.Texts, "{0}.Zip({1}, (q, w) => q + w).ToList()", "linq even", CodeType.Texts, CodeType.Texts),
        new(CodeType.Texts, "{0}.Select((q, w) => q + w).ToList()", "linq even", CodeType.Texts),
        new(CodeType.Texts, "{0}.TakeWhile(q => q != {1}).ToList()", "linq even", CodeType.Texts, CodeType.Text),
        new(CodeType.Bool, "{0}.SequenceEqual({1})", "linq even", CodeType.Texts, CodeType.Texts),
        new(CodeType.Items, "{0}.OrderByDescending(q => q.Qty).ThenBy(q => q.Name, StringComparer.Ordinal).ToList()", "order", CodeType.Items),
        new(CodeType.Bool, "({0} == {1})", "", CodeType.Bool, CodeType.Bool),
        new(CodeType.Bool, "({0} ^ {1})", "arithmetic", CodeType.Bool, CodeType.Bool),
        new(CodeType.Int, "({0} switch { { Qty: > 2 } => 2, { Label: null } => 1, _ => 0 })", "switch expression", CodeType.Item),
        new(CodeType.Int, "(({0}, {1}) switch { (true, > 2) => {2}, (false, _) => 0, _ => 5 })", "switch expression", CodeType.Bool, CodeType.Int, CodeType.Int),
        new(CodeType.Text, "({0} switch { null => \"none\", \"\" => \"empty\", _ => {1} })", "switch expression", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Text, "({0} ?? throw new RuleException({1}))", "throw expression", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Bool, "({0} == {1})", "record", CodeType.Item, CodeType.Item),
        new(CodeType.Bool, "({0} != null && {0}.Length > 1)", "length", CodeType.MaybeText),
        new(CodeType.Text, "({0} == null ? {1} : {0}.Trim())", "text", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Text, "{0}.TrimEnd('a')", "text even", CodeType.Text),
        new(CodeType.Text, "{0}.Insert(0, {1})", "text even", CodeType.Text, CodeType.Text),
        new(CodeType.Text, "({0} + \"ab\").Remove(1, 1)", "text even", CodeType.Text),
        new(CodeType.Text, "string.Concat({0}, {1})", "text even", CodeType.MaybeText, CodeType.Text),
        new(CodeType.Text, "{0}.Split(',')[0]", "text even", CodeType.Text),
        new(CodeType.Text, "{0}.ToLowerInvariant()", "text even", CodeType.Text),
        new(CodeType.Text, "string.Join(\"-\", {0}.Select(q => q + 1))", "ints", CodeType.Ints),
        new(CodeType.Text, "{0}.PadRight(3)", "text even", CodeType.Text),
        new(CodeType.Bool, "{0}.Contains('a')", "text even", CodeType.Text),
        new(CodeType.Bool, "(string.CompareOrdinal({0}, {1}) < 0)", "text even", CodeType.Text, CodeType.Text),
        new(CodeType.Int, "Math.Clamp({0}, 0, 5)", "math", CodeType.Int),
        new(CodeType.Int, "Math.Min({0}, {1})", "math", CodeType.Int, CodeType.Int),
        new(CodeType.Int, "Rules.Twice({0})", "rules", CodeType.Int),
        new(CodeType.Int, "Rules.Points({0})", "rules", CodeType.Item),
        new(CodeType.Text, "{0}.Mark()", "rules", CodeType.Text),
        new(CodeType.Text, "{0}.Mark({1})", "rules", CodeType.Text, CodeType.Text),
        new(CodeType.Text, "Rules.Grade({0})", "rules", CodeType.Int),
        new(CodeType.Text, "Rules.Checked({0})", "rules", CodeType.Text),
        new(CodeType.Text, "JsonSerializer.Serialize({0})", "json", CodeType.Item),
        new(CodeType.Item, "new Item({0}, {1}, {2})", "record", CodeType.Text, CodeType.Int, CodeType.MaybeText),
        new(CodeType.Item, "({0} with { Qty = {1} })", "record", CodeType.Item, CodeType.Int),
    ];

    /// <summary>The names of the groups of rules.</summary>
    public static IEnumerable<string> Features { get; } = [.. Rules.Select(rule => rule.Feature).Where(feature => feature.Length > 0).Distinct(), "item"];

    /// <summary>The type as C# writes it.</summary>
    public static string CSharp(CodeType type) => type switch
    {
        CodeType.Int => "int",
        CodeType.Long => "long",
        CodeType.Double => "double",
        CodeType.Bool => "bool",
        CodeType.Text => "string",
        CodeType.MaybeText => "string?",
        CodeType.MaybeInt => "int?",
        CodeType.Texts => "List<string>",
        CodeType.Ints => "List<int>",
        CodeType.Item => "Item",
        CodeType.Items => "List<Item>",
        CodeType.Counts => "Dictionary<string, int>",
        CodeType.Receipt => "Receipt",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>A type of which values can be made.</summary>
    public CodeType AnyType()
    {
        CodeType[] plain = [CodeType.Int, CodeType.Text, CodeType.Text, CodeType.Items];
        if (isPlain) return plain[random.Next(plain.Length)];
        CodeType[] types = [CodeType.Int, CodeType.Int, CodeType.Text, CodeType.Text, CodeType.Bool, CodeType.MaybeText, CodeType.Texts, CodeType.Items,
            .. features.Contains("ints") ? [CodeType.Ints] : Array.Empty<CodeType>(), .. features.Contains("double") ? [CodeType.Double] : Array.Empty<CodeType>(),
            .. features.Contains("long") ? [CodeType.Long] : Array.Empty<CodeType>(), .. features.Contains("record") ? [CodeType.Item] : Array.Empty<CodeType>(),
            .. features.Contains("maybe int") ? [CodeType.MaybeInt] : Array.Empty<CodeType>(), .. features.Contains("dictionary") ? [CodeType.Counts] : Array.Empty<CodeType>()];
        return types[random.Next(types.Length)];
    }

    /// <summary>An expression of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="scope">What it may read.</param>
    /// <param name="depth">How deep it may be.</param>
    public CodeExpression Make(CodeType type, Scope scope, int depth)
    {
        if (depth > 0 && random.Next(10) < 6)
        {
            var rules = (isPlain ? PlainRules : Rules).Where(rule => rule.Type == type && (rule.Feature.Length == 0 || features.Contains(rule.Feature))).ToList();
            if (rules.Count > 0)
            {
                var rule = rules[random.Next(rules.Count)];
                return new CodeExpression(type, rule.Template, [.. rule.Operands.Select(operand => Make(operand, scope, depth - 1))]);
            }
        }

        return Operand(type, scope);
    }

    /// <summary>A variable or a literal.</summary>
    public CodeExpression Operand(CodeType type, Scope scope)
    {
        var variables = scope.Readable(type).ToList();
        if (variables.Count > 0 && (random.Next(10) < 8 || type is CodeType.Items or CodeType.Texts)) return new CodeExpression(type, variables[random.Next(variables.Count)]);
        return Literal(type, scope);
    }

    /// <summary>The simplest expression of a type, to put in the place of a larger one.</summary>
    public static CodeExpression Simplest(CodeType type) => new(type, type switch
    {
        CodeType.Int => "0",
        CodeType.Long => "0L",
        CodeType.Double => "0.5",
        CodeType.Bool => "true",
        CodeType.Text => "\"\"",
        CodeType.MaybeText => "null",
        CodeType.MaybeInt => "((int?)null)",
        CodeType.Item => "new Item(\"\", 0, null)",
        CodeType.Items => "order.Items",
        CodeType.Texts => "order.Tags",
        _ => $"new {CSharp(type)}()",
    });

    private CodeExpression Literal(CodeType type, Scope scope) => type switch
    {
        CodeType.Int => new CodeExpression(type, random.Next(0, 6).ToString(CultureInfo.InvariantCulture)),
        CodeType.Long => new CodeExpression(type, random.Next(0, 6).ToString(CultureInfo.InvariantCulture) + "L"),
        CodeType.Double => new CodeExpression(type, Pick("0.5", "1.25", "2.0")),
        CodeType.Bool => scope.Readable(CodeType.Bool).FirstOrDefault() is { } flag ? new CodeExpression(type, flag) : new CodeExpression(type, Pick("true", "false")),
        CodeType.Text => new CodeExpression(type, Pick("\"a\"", "\"b\"", "\"c d\"", "\"\"")),
        CodeType.MaybeText => new CodeExpression(type, Pick("\"a\"", "\"c\"", "\"x\"")),
        CodeType.MaybeInt => new CodeExpression(type, Pick("((int?)null)", "((int?)2)")),
        CodeType.Items => new CodeExpression(type, "new List<Item> { new Item(\"n\", 2, null) }"),
        CodeType.Texts => new CodeExpression(type, "new List<string> { \"a\", \"t\" }"),
        _ => Simplest(type),
    };

    private string Pick(params string[] texts) => texts[random.Next(texts.Length)];

    private sealed record Rule(CodeType Type, string Template, string Feature, params CodeType[] Operands);
}
