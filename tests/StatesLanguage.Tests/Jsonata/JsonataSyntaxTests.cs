using CsCheck;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

public sealed class JsonataSyntaxTests
{
    public static TheoryData<string> Canonical =>
    [
        "1 + 2 * 3",
        "(1 + 2) * 3",
        "a.b.c",
        "a.(b.c)",
        "(a.b)[0]",
        "a.b[0]",
        "a[-1]",
        "-5",
        "-(1 + 2)",
        "(-a).b",
        "-a.b",
        "`Product Name`.`and`",
        "'it'",
        "\"it's\"",
        "$states.input.x = 'y' and $not($exists(z)) or false",
        "a ? b : c ? d : e",
        "(a ? b : c) ? d : e",
        "a ? (b ? c) : d",
        "$x := $y := a ? 1 : 2",
        "(a; b)[0]",
        "a^(>b, c).d",
        "a + (b^(c)[0])",
        "items{id: $sum(price)}.x",
        "a@$v.b#$i[$i > 0]",
        "function($a, $b)<n-n:n>{$a + $b}(1, 2)",
        "$f(?, 2)",
        "$map(a, function($v){$v & ''}) ~> $join(', ')",
        "a ~> |b.c|{'d': 1}, ['e', 'f']|",
        "[1..5, a]",
        "{'k': v, n: [*, **, %]}",
        "$match(s, /a[/]b\\/c/im)",
        "a[][b = 1]",
        "(`function`)(1)",
        "a.-b",
        "x.\"y`z'\"[0]",
    ];

    [Theory]
    [MemberData(nameof(Canonical))]
    public void Prints_readable_source_back_as_it_was(string source) =>
        Assert.Equal(source, JsonataParser.Parse(source).ToString());

    [Fact]
    public void A_built_tree_prints_with_the_parentheses_that_it_needs()
    {
        var sum = Js.Binary("+", Js.Var("a"), Js.Number(-1));
        Assert.Equal("($a + -1) * 2", Js.Binary("*", sum, Js.Number(2)).ToString());
        Assert.Equal("2 * ($a + -1)", Js.Binary("*", Js.Number(2), sum).ToString());
        Assert.Equal("$a - ($a + -1)", Js.Binary("-", Js.Var("a"), sum).ToString());
        Assert.Equal("$x.a.b", Js.Path(Js.Var("x"), "a", "b").ToString());
        Assert.Equal("$x.a.b.c", Js.Path(Js.Path(Js.Var("x"), "a", "b"), "c").ToString());
        Assert.Equal("$x.(a.b)", Js.Path(Js.Var("x"), Js.Path(Js.Field("a"), "b")).ToString());
        Assert.Equal("(1).a", Js.Path(Js.Number(1), "a").ToString());
        Assert.Equal("$string($x)", Js.Call("string", Js.Var("x")).ToString());
        Assert.Equal("(function($v){$v})($x)", new CallExpression(new Block([Js.Lambda(["v"], Js.Var("v"))]), [Js.Var("x")]).ToString());
        Assert.Equal("{'Product Name': $.'a`b'}", Js.Object(("Product Name", Js.Field("a`b"))).ToString());
    }

    [Fact]
    public void A_tree_made_without_the_builder_is_printed_with_parentheses_too()
    {
        var tree = new BinaryExpression(
            JsonataOperator.Multiply,
            new BinaryExpression(JsonataOperator.Add, Js.Number(1), Js.Number(2)),
            new ConditionalExpression(Js.True, Js.Number(3), null));
        Assert.Equal("(1 + 2) * (true ? 3)", tree.ToString());
    }

    [Fact]
    public void Text_of_a_user_cannot_break_out_of_a_literal_or_a_name()
    {
        const string Hostile = "x' & $secret & `\"\\ %}";
        var literal = JsonataParser.Parse(Js.String(Hostile).ToString());
        Assert.Equal(Hostile, Assert.IsType<StringLiteral>(literal).Value);
        var path = Assert.IsType<PathExpression>(JsonataParser.Parse(Js.Path(Js.Var("x"), Hostile).ToString()));
        Assert.Equal(new FieldName(Hostile), path.Steps[1]);
        Assert.Throws<ArgumentException>(() => Js.Var("x & $secret"));
        Assert.Throws<ArgumentException>(() => Js.Regex("a/ & $secret & /b"));
    }

    [Fact]
    public void Positions_do_not_count_in_comparisons()
    {
        var spaced = JsonataParser.Parse("  a  +  b ");
        Assert.Equal(JsonataParser.Parse("a+b"), spaced);
        Assert.Equal(JsonataParser.Parse("a+b").GetHashCode(), spaced.GetHashCode());
        Assert.NotEqual(JsonataParser.Parse("a-b"), spaced);
        Assert.Equal(6, spaced.Position);
    }

    [Fact]
    public void What_is_printed_parses_to_the_same_tree() =>
        JsonataTrees.Any.Sample(
            tree => JsonataParser.Parse(tree.ToString(), JsonataVersion.Latest).Equals(tree),
            iter: 20_000,
            print: tree => tree.ToString());

    [Fact]
    public void Every_expression_of_the_suite_survives_printing()
    {
        var seen = 0;
        foreach (var testCase in JsonataSuite.Cases())
        {
            JsonataNode tree;
            try
            {
                tree = JsonataParser.Parse(testCase.Expression, JsonataVersion.Latest);
            }
            catch (JsonataException)
            {
                continue;
            }

            seen++;
            Assert.Equal(tree, JsonataParser.Parse(tree.ToString(), JsonataVersion.Latest));
        }

        Assert.InRange(seen, 1600, 1686);
    }

    [Theory]
    [InlineData("a ?: b")]
    [InlineData("a ?? b")]
    public void Operators_of_later_versions_are_errors_for_Step_Functions(string source)
    {
        Assert.Equal(source, JsonataParser.Parse(source, JsonataVersion.Latest).ToString());
        Assert.Equal("S0211", Assert.Throws<JsonataException>(() => JsonataParser.Parse(source)).Code);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("a.")]
    [InlineData("a&")]
    [InlineData("a?b:")]
    [InlineData("$f(")]
    [InlineData("{'a':")]
    public void Hostile_nesting_ends_in_an_error(string unit)
    {
        var source = string.Concat(Enumerable.Repeat(unit, 200_000));
        var error = Assert.Throws<JsonataException>(() => JsonataParser.Parse(source));
        Assert.Equal("U1001", error.Code);
    }
}
