using System.Globalization;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>Makes random expressions of a wanted type from rules: a type, a template and the types of its operands.</summary>
/// <param name="random">Source of choices.</param>
/// <param name="features">The groups of rules in use.</param>
/// <param name="isPlain">Whether to keep to what the JSONPath dialect can express.</param>
internal sealed class ExpressionGenerator(Random random, IReadOnlySet<string> features, bool isPlain)
{
    /// <summary>The names of the groups of rules.</summary>
    public static IEnumerable<string> Features { get; } = [.. ExpressionRules.All.Select(rule => rule.Feature).Where(feature => feature.Length > 0).Distinct(), "item"];

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
            var rules = (isPlain ? ExpressionRules.Plain : ExpressionRules.All).Where(rule => rule.Type == type && (rule.Feature.Length == 0 || features.Contains(rule.Feature))).ToList();
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
}
