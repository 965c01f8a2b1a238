using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsCheck;

namespace LambdaLift.Converter.Tests.Expressions.Random;

/// <summary>An expression made by rules of <see cref="ExpressionGrammar"/>.</summary>
/// <param name="Type">The short name of its type.</param>
/// <param name="Template">Its C#, with <c>«n»</c> for the operand with that number.</param>
/// <param name="Operands">The operands.</param>
/// <param name="Scope">The variables that it may read.</param>
internal sealed partial record RandomExpression(string Type, string Template, ImmutableArray<RandomExpression> Operands, ImmutableArray<(string Name, string Type)> Scope)
{
    /// <summary>Random expressions of any type, at most this many rules deep.</summary>
    public static Gen<RandomExpression> Generator(int depth) =>
        Gen.Int[0, ExpressionGrammar.CSharpTypes.Count - 1].SelectMany(n => Make(ExpressionGrammar.CSharpTypes.Keys.ElementAt(n), [], depth, ""));

    /// <summary>The expression in C#.</summary>
    public override string ToString() => Hole().Replace(Template, match => Operands[int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)].ToString());

    /// <summary>How many rules it takes.</summary>
    public int Size => 1 + Operands.Sum(operand => operand.Size);

    /// <summary>Smaller expressions of the same type that may show the same fault: parts of it, and itself with a smaller operand.</summary>
    public IEnumerable<RandomExpression> Smaller()
    {
        foreach (var part in Parts().Where(part => part.Type == Type && part.Scope.All(Scope.Contains)))
            yield return part;
        if (!Operands.IsEmpty)
        {
            foreach (var leaf in ExpressionGrammar.Leaves[Type])
                yield return new RandomExpression(Type, leaf.Template, [], Scope);
        }

        for (var n = 0; n < Operands.Length; n++)
        {
            foreach (var operand in Operands[n].Smaller())
                yield return this with { Operands = Operands.SetItem(n, operand) };
        }
    }

    private IEnumerable<RandomExpression> Parts() => Operands.SelectMany(operand => operand.Parts().Prepend(operand));

    // The path from the whole expression makes the names of variables unique, whose scope in C# is wider than the operands that read them.
    private static Gen<RandomExpression> Make(string type, ImmutableArray<(string Name, string Type)> scope, int depth, string path)
    {
        var variables = scope.Where(variable => variable.Type == type).ToList();
        var leaves = ExpressionGrammar.Leaves[type].ToList();
        var leaf = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Math.Max(0, variables.Count - 1)], Gen.Int[0, leaves.Count - 1], (kind, variable, literal) =>
            new RandomExpression(type, kind < 7 && variables.Count > 0 ? variables[variable].Name : leaves[literal].Template, [], scope));
        if (depth == 0)
            return leaf;
        var rules = ExpressionGrammar.Compound[type].ToList();
        return Gen.Int[0, 9].SelectMany(kind => kind < 2 ? leaf : Gen.Int[0, rules.Count - 1].SelectMany(rule => Apply(rules[rule], scope, depth - 1, path)));
    }

    private static Gen<RandomExpression> Apply(ExpressionRule rule, ImmutableArray<(string Name, string Type)> scope, int depth, string path)
    {
        var (first, second) = ("x" + path, "y" + path);
        var operands = new List<Gen<RandomExpression>>();
        var template = TypedHole().Replace(rule.Template, match =>
        {
            var inner = scope;
            if (match.Groups["first"].Value is { Length: > 0 } firstType)
                inner = inner.Add((first, firstType));
            if (match.Groups["second"].Value is { Length: > 0 } secondType)
                inner = inner.Add((second, secondType));
            operands.Add(Make(match.Groups["type"].Value, inner, depth, path + operands.Count));
            return $"«{operands.Count - 1}»";
        }).Replace("§", first, StringComparison.Ordinal).Replace("¤", second, StringComparison.Ordinal);
        return operands.Aggregate(Gen.Const(ImmutableArray<RandomExpression>.Empty), (all, next) => Gen.Select(all, next, (made, operand) => made.Add(operand)))
            .Select(made => new RandomExpression(rule.Type, template, made, scope));
    }

    [GeneratedRegex("«(?<type>[a-z?]+)(§(?<first>[a-z?]+))?(¤(?<second>[a-z?]+))?»")]
    private static partial Regex TypedHole();

    [GeneratedRegex("«([0-9]+)»")]
    private static partial Regex Hole();
}
