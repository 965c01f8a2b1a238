using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Brings values to their uses: a variable that is set once, to a value that cannot change afterwards, is replaced by that value where
/// that does not write anything large twice. Conditions that become constant decide their statement, and variables that nobody reads go.
/// </summary>
internal sealed class CopyPropagation : WorkflowPass
{
    // A member of a member of a variable: cheap to evaluate again, and what a reader expects to see.
    private const int CheapSize = 4;

    private const int MaxRounds = 10_000;

    public override string Name => "CopyPropagation";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var body = program.Body;
        var rounds = 0;
        for (var changed = true; changed;)
        {
            // Every round removes an assignment, so this is an error of ours; better a located failure than a tool that hangs.
            if (++rounds > MaxRounds)
                throw new InvalidOperationException($"{Name} of {program.Name} does not come to an end.");
            body = body.RewriteExpressions(ExpressionSimplifier.Simplify).RewriteStatements(DecideConstantIf);
            body = MergeSuccessiveSets(body, isInTry: false);
            body = ForwardWithinBlock(body);
            var (next, propagated) = Propagate(body);
            changed = propagated;
            body = RemoveUnread(next, ref changed);
        }

        return program with { Body = body };
    }

    private static IEnumerable<IrStatement> DecideConstantIf(IrStatement statement) => statement switch
    {
        IrIf { Condition: IrConstant { Value: bool value } } s => value ? s.Then : s.Else,
        IrIf { Then.IsEmpty: true, Else.IsEmpty: true } s => CanFail(s.Condition) ? [new IrAssign(new IrVariable("decided", s.Condition.Type), s.Condition, s.Origin)] : [],

        // What it reads has turned out to be JSON.
        IrAttempt s when !s.Value.DescendantsAndSelf().Any(e => e is IrParseJson) => [new IrAssign(s.Variable, s.Value, s.Origin)],
        _ => [statement],
    };

    /// <summary>
    /// <c>r = new R(); r = r with { P = 1 };</c> in one block becomes one assignment. Inside a try statement the second one must not be able to fail: what comes after would find the variable
    /// without the first one's value.
    /// </summary>
    private static ImmutableArray<IrStatement> MergeSuccessiveSets(ImmutableArray<IrStatement> block, bool isInTry)
    {
        var result = new List<IrStatement>();
        foreach (var statement in block)
        {
            var mapped = statement.MapBlocks(b => MergeSuccessiveSets(b, isInTry || statement is IrTry));
            if (mapped is IrAssign { Value: var value, Variable: var variable } && value.Reads().Contains(variable) && !(isInTry && CanFail(value))
                && LastAssignment(result, variable, value) is { } index)
            {
                var earlier = (IrAssign)result[index];
                result.RemoveAt(index);
                result.Add(new IrAssign(variable, value.Substitute(v => ReferenceEquals(v, variable) ? earlier.Value : null), mapped.Origin));
                continue;
            }

            result.Add(mapped);
        }

        return result.Count == block.Length && result.SequenceEqual(block) ? block : result.ToImmutableArray();
    }

    /// <summary>
    /// A parameter that only takes the value of a variable, in a block where that variable is not set again before the parameter's last
    /// use: the uses read the variable itself.
    /// </summary>
    private static ImmutableArray<IrStatement> ForwardWithinBlock(ImmutableArray<IrStatement> body)
    {
        var definitions = body.Descendants().SelectMany(s => s.Defines()).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        var rethrown = new HashSet<IrVariable>(body.Descendants().OfType<IrRethrow>().Select(r => r.Caught));
        var totals = new Dictionary<IrVariable, int>();
        foreach (var read in body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).OfType<IrRead>())
            totals[read.Variable] = totals.TryGetValue(read.Variable, out var n) ? n + 1 : 1;
        return Forward(body);

        ImmutableArray<IrStatement> Forward(ImmutableArray<IrStatement> block)
        {
            block = block.Select(s => s.MapBlocks(Forward)).ToImmutableArray();
            for (var i = 0; i < block.Length; i++)
            {
                if (block[i] is not IrAssign assign || rethrown.Contains(assign.Variable) || definitions[assign.Variable] != 1 || !IsCheap(assign.Value) || !totals.TryGetValue(assign.Variable, out var total))
                    continue;
                if (assign.Value is IrRead { Variable: var renamed })
                    renamed.AdoptName(assign.Variable);
                var source = assign.Value.Reads();
                var rest = block.RemoveRange(0, i + 1);
                var found = 0;
                var last = -1;
                for (var j = 0; j < rest.Length; j++)
                {
                    var here = CountReads([rest[j]], assign.Variable);
                    found += here;
                    if (here > 0)
                        last = j;
                }

                if (found != total || rest.Take(last + 1).ToImmutableArray().Descendants().SelectMany(s => s.Defines()).Any(source.Contains))
                    continue;
                totals[assign.Variable] = 0;
                foreach (var variable in source)
                    totals[variable] = totals[variable] + total - 1;
                rest = rest.RewriteExpressions(e => e.Substitute(v => ReferenceEquals(v, assign.Variable) ? assign.Value : null));
                block = block.RemoveRange(i, block.Length - i).AddRange(rest);
                i--;
            }

            return block;
        }
    }

    private static int CountReads(ImmutableArray<IrStatement> block, IrVariable variable) =>
        block.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.DescendantsAndSelf()).Count(e => e is IrRead r && ReferenceEquals(r.Variable, variable));

    // The assignment before, when only assignments stand between that neither read the variable nor set what the earlier value reads.
    private static int? LastAssignment(List<IrStatement> statements, IrVariable variable, IrExpression value)
    {
        if (value.DescendantsAndSelf().Count(e => e is IrRead { Variable: var v } && ReferenceEquals(v, variable)) != 1)
            return null;
        for (var i = statements.Count - 1; i >= 0; i--)
        {
            if (statements[i] is not IrAssign assign)
                return null;
            if (ReferenceEquals(assign.Variable, variable))
                return assign.Value.Reads().Overlaps(statements.Skip(i + 1).SelectMany(s => s.Defines())) ? null : i;
            if (assign.Value.Reads().Contains(variable))
                return null;
        }

        return null;
    }

    private static (ImmutableArray<IrStatement> Body, bool Changed) Propagate(ImmutableArray<IrStatement> body)
    {
        var definitions = new Dictionary<IrVariable, int>();
        var uses = new Dictionary<IrVariable, List<IrExpression?>>();
        var iterated = new HashSet<IrVariable>();
        foreach (var statement in body.Descendants())
        {
            foreach (var variable in statement.Defines())
                definitions[variable] = definitions.TryGetValue(variable, out var n) ? n + 1 : 1;
            foreach (var expression in statement.Expressions())
                CollectUses(expression, null, uses);

            // What is set outside is computed once there, not in every iteration.
            if (statement is IrMap or IrLoop)
                iterated.UnionWith(ReadFromOutside(statement is IrMap map ? map.Body : ((IrLoop)statement).Body));
        }

        bool IsSettled(IrVariable variable) => !definitions.TryGetValue(variable, out var n) || n == 1;

        var rethrown = new HashSet<IrVariable>(body.Descendants().OfType<IrRethrow>().Select(r => r.Caught));
        var replacements = new Dictionary<IrVariable, IrExpression>();
        foreach (var assign in body.Descendants().OfType<IrAssign>())
        {
            // A rethrow names the variable itself: it stays.
            var value = assign.Value;
            if (rethrown.Contains(assign.Variable) || !IsSettled(assign.Variable) || value.IsVolatile() || value.DescendantsAndSelf().Any(e => e is IrInput) || !value.Reads().All(IsSettled))
                continue;
            var reads = Uses(uses, assign.Variable);
            var single = reads.Count == 1 && (!iterated.Contains(assign.Variable) || value.Type.IsSdkModel()) && !CanFail(value) && !ReadsDocument(value);
            if (value is IrRead { Variable: var renamed })
                renamed.AdoptName(assign.Variable);
            if (IsCheap(value) || single || IsTakenApart(value, reads))
                replacements[assign.Variable] = value;
        }

        if (replacements.Count == 0)
            return (body, false);

        // A replacement may read variables that are replaced themselves: one at a time keeps each step simple, the caller repeats.
        var independent = replacements.Where(r => !r.Value.Reads().Any(replacements.ContainsKey)).ToDictionary(r => r.Key, r => r.Value);
        body = body.RewriteExpressions(e => e.Substitute(v => independent.TryGetValue(v, out var value) ? value : null));
        body = body.RewriteStatements(s => s is IrAssign assign && independent.ContainsKey(assign.Variable) ? [] : [s]);
        return (body, independent.Count > 0);
    }

    // A document is read once, into the properties that are used, where it arrives.
    private static bool ReadsDocument(IrExpression value) =>
        value.DescendantsAndSelf().Any(e => e is IrFromJson { Json: not (IrToJson or IrNew), Type: { } type } && ObjectShape.IsObject(type));

    private static ImmutableArray<IrStatement> RemoveUnread(ImmutableArray<IrStatement> body, ref bool changed)
    {
        var read = Needed(body);
        var removed = false;
        var result = body.RewriteStatements(statement =>
        {
            switch (statement)
            {
                case IrAssign s when !read.Contains(s.Variable) && !CanFail(s.Value):
                    removed = true;
                    return [];
                case IrServiceCall { Result: { } result } s when !read.Contains(result):
                    return [s with { Result = null }];
                case IrHttpCall s when s.Answer.Variables.Any(v => !read.Contains(v)):
                    return [s with { Answer = s.Answer.Without(v => !read.Contains(v)) }];
                case IrInvoke { Payload: { } payload } s when !read.Contains(payload):
                    return [s with { Payload = null }];
                case IrMap { Result: { } results } s when !read.Contains(results):
                    return [s with { Result = null }];
                default:
                    return [statement];
            }
        });
        changed |= removed;
        return result;
    }

    /// <summary>The variables that something observable depends on: a counter that only counts itself on is none.</summary>
    private static HashSet<IrVariable> Needed(ImmutableArray<IrStatement> body)
    {
        var needed = new HashSet<IrVariable>(body.Descendants().OfType<IrRethrow>().Select(r => r.Caught));
        var open = new List<IrAssign>();
        foreach (var statement in body.Descendants())
        {
            if (statement is IrAssign assign && !CanFail(assign.Value))
                open.Add(assign);
            else
                needed.UnionWith(statement.Expressions().SelectMany(e => e.Reads()));
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var assign in open.Where(a => needed.Contains(a.Variable)).ToList())
            {
                needed.UnionWith(assign.Value.Reads());
                open.Remove(assign);
                changed = true;
            }
        }

        return needed;
    }

    private static IEnumerable<IrVariable> ReadFromOutside(ImmutableArray<IrStatement> body)
    {
        var inside = new HashSet<IrVariable>(body.Descendants().SelectMany(s => s.Defines()));
        return body.Descendants().SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()).Where(v => !inside.Contains(v));
    }

    private static void CollectUses(IrExpression expression, IrExpression? parent, Dictionary<IrVariable, List<IrExpression?>> uses)
    {
        if (expression is IrRead read)
            Uses(uses, read.Variable).Add(parent);
        expression.MapChildren(child =>
        {
            CollectUses(child, expression, uses);
            return child;
        });
    }

    private static List<IrExpression?> Uses(Dictionary<IrVariable, List<IrExpression?>> uses, IrVariable variable) =>
        uses.TryGetValue(variable, out var list) ? list : uses[variable] = new List<IrExpression?>();

    /// <summary>An object or list that is only ever taken apart again, and whose parts are cheap.</summary>
    private static bool IsTakenApart(IrExpression value, List<IrExpression?> uses) => value switch
    {
        IrNew made => made.Members.All(m => IsCheap(m.Value) || IsComparison(m.Value)) && uses.All(u => u is IrMember),
        IrList list => list.Elements.All(IsCheap) && uses.All(u => u is IrElement { Index: IrConstant } or IrCallFunction { Function: IrFunction.Count or IrFunction.NotNull }),
        _ => false,
    };

    /// <summary>What a tuple that a switch looks at is made of: <c>(order.Kind, order.Amount &gt; 10)</c>.</summary>
    private static bool IsComparison(IrExpression value) =>
        value is IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual or IrOperator.Less or IrOperator.LessOrEqual or IrOperator.Greater or IrOperator.GreaterOrEqual, Left: var left, Right: var right }
        && IsCheap(left) && IsCheap(right);

    private static bool IsCheap(IrExpression value) =>
        value.Size() <= CheapSize && !CanFail(value) && value.DescendantsAndSelf().All(e => e is IrConstant or IrRead or IrSubstitution or IrMember or IrJsonMember or IrElement { Index: IrConstant } or IrJsonText or IrParseJson);

    /// <summary>Whether evaluating the expression can fail: then its place among the calls matters.</summary>
    internal static bool CanFail(IrExpression value) =>
        value.DescendantsAndSelf().Any(FailsItself);

    /// <summary>Whether the operation itself can fail, whatever its operands do.</summary>
    internal static bool FailsItself(IrExpression e) =>
        e is IrMember { TargetMayBeNull: true } or IrElement { Target: not IrTaskResult, IsInRange: false } || (e is IrCallFunction { Function: var function } && IrFunctions.CanFail(function)) || (e is IrParseJson { Text: not IrJsonText } && !IsPayload(e));

    private static bool IsPayload(IrExpression parse) => ((IrParseJson)parse).Text is IrMember { Type: var type } && type.IsTextCarrier();
}
