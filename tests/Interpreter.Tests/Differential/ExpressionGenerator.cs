using System.Globalization;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>
/// Writes expressions over the data that every generated state gets: an object with a number <c>n</c>, a string <c>s</c>, a
/// boolean <c>flag</c>, a list of numbers <c>list</c> and an object <c>obj</c> with <c>a</c> and <c>b</c>. Now and then one is wrong on purpose.
/// </summary>
internal abstract class ExpressionGenerator(Random random)
{
    /// <summary>How often, in a thousand, an expression refers to something that is not there.</summary>
    protected const int FaultsPerThousand = 12;

    protected Random Random { get; } = random;

    /// <summary>Variables that can be read here; all hold numbers.</summary>
    public List<string> Variables { get; } = [];

    public abstract string Number(int depth = 2);

    public abstract string Text(int depth = 2);

    public abstract string List(int depth = 2);

    protected bool Faulty() => Random.Next(1000) < FaultsPerThousand;

    protected T Pick<T>(params T[] choices) => choices[Random.Next(choices.Length)];

    protected static string Literal(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Paths and intrinsic functions.</summary>
/// <param name="random">The source of every choice.</param>
/// <param name="withStateContext">Whether the context object has a <c>State</c>.</param>
internal sealed class PathExpressions(Random random, bool withStateContext) : ExpressionGenerator(random)
{
    public override string Number(int depth = 2)
    {
        if (Faulty()) return "$.absent.n";
        if (Variables.Count > 0 && Random.Next(3) == 0) return "$" + Variables[Random.Next(Variables.Count)];
        if (depth == 0) return Pick("$.n", "$.obj.a", "$.list[0]");
        return Random.Next(6) switch
        {
            0 => $"States.MathAdd({Number(depth - 1)}, {Number(depth - 1)})",
            1 => $"States.ArrayLength({List(depth - 1)})",
            2 => $"States.ArrayGetItem($.list, {Random.Next(3)})",
            _ => Number(0),
        };
    }

    public override string Text(int depth = 2)
    {
        if (Faulty()) return "$.absent";
        if (depth == 0) return Pick("$.s", "$.obj.b", withStateContext ? "$$.State.Name" : "$.obj.b");
        return Random.Next(6) switch
        {
            0 => $"States.Format('<{{}}-{{}}>', {Text(depth - 1)}, {Number(depth - 1)})",
            1 => $"States.JsonToString({List(depth - 1)})",
            2 => $"States.Base64Encode({Text(depth - 1)})",
            3 => $"States.Hash({Text(depth - 1)}, 'SHA-256')",
            _ => Text(0),
        };
    }

    public override string List(int depth = 2)
    {
        if (Faulty()) return "$.s.none";
        if (depth == 0) return Pick("$.list", "$.list[0:2]", "$.list[*]", "$.list[?(@ > 2)]");
        return Random.Next(6) switch
        {
            0 => $"States.Array({Number(depth - 1)}, {Text(depth - 1)})",
            1 => $"States.ArrayUnique({List(0)})",
            2 => $"States.ArrayPartition($.list, {1 + Random.Next(3)})",
            3 => $"States.ArrayRange({Random.Next(4)}, {5 + Random.Next(6)}, {1 + Random.Next(3)})",
            4 => $"States.StringSplit({Text(0)}, '-,')",
            _ => List(0),
        };
    }
}

/// <summary>JSONata, without the marks around it.</summary>
internal sealed class JsonataExpressions(Random random) : ExpressionGenerator(random)
{
    private const string In = "$states.input";

    public override string Number(int depth = 2)
    {
        if (Faulty()) return In + ".absent";
        if (Variables.Count > 0 && Random.Next(3) == 0) return "$" + Variables[Random.Next(Variables.Count)];
        if (depth == 0) return Pick(In + ".n", In + ".obj.a", In + ".list[0]", Literal(Random.Next(10)));
        return Random.Next(8) switch
        {
            0 => $"({Number(depth - 1)} + {Number(depth - 1)})",
            1 => $"$count({List(depth - 1)})",
            2 => $"$sum([{Number(depth - 1)}, {Number(depth - 1)}])",
            3 => $"({In}.flag ? {Number(depth - 1)} : {Number(depth - 1)})",
            4 => $"$length({Text(depth - 1)})",
            5 => $"({Number(depth - 1)} * 2 - {Literal(Random.Next(5))})",
            _ => Number(0),
        };
    }

    public override string Text(int depth = 2)
    {
        if (Faulty()) return "$uppercase(" + In + ".n)";
        if (depth == 0) return Pick(In + ".s", In + ".obj.b", "$states.context.State.Name", "'text'");
        return Random.Next(6) switch
        {
            0 => $"({Text(depth - 1)} & '-' & {Number(depth - 1)})",
            1 => $"$uppercase({Text(depth - 1)})",
            2 => $"$string({List(depth - 1)})",
            3 => $"$substring({Text(depth - 1)}, {Random.Next(3)})",
            _ => Text(0),
        };
    }

    public override string List(int depth = 2)
    {
        if (Faulty()) return In + ".none[]";
        if (depth == 0) return Pick(In + ".list", $"[{In}.list[$ > 2]]", $"[{In}.n, {In}.obj.a]");
        return Random.Next(5) switch
        {
            0 => $"[{Number(depth - 1)}, {Text(depth - 1)}]",
            1 => $"$append({List(depth - 1)}, [{Number(depth - 1)}])",
            2 => $"[$map({List(0)}, function($v, $i) {{ $v + $i }})]",
            3 => $"$reverse({List(0)})",
            _ => List(0),
        };
    }
}
