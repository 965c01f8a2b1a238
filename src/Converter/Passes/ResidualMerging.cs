using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Residual;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Residual functions that follow one another, with nothing between them that has an effect, become one: one invocation instead of two.
/// Values that the state machine computes between them move behind or before the call; calls of services never do.
/// </summary>
internal sealed class ResidualMerging : WorkflowPass
{
    public override string Name => "ResidualMerging";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        if (!program.Body.Descendants().Any(s => s is IrResidual))
            return program;

        // A failure of the second function must not hide from a catch clause what was set before it.
        var tries = program.Body.Descendants().OfType<IrTry>().ToList();
        var cleanup = tries.SelectMany(t => t.Catches.SelectMany(c => c.Body.Descendants()).Concat(t.Finally.Descendants()));
        var observed = new HashSet<IrVariable>(cleanup.SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()));
        return program with { Body = Merge(program.Body, observed) };
    }

    private static ImmutableArray<IrStatement> Merge(ImmutableArray<IrStatement> block, HashSet<IrVariable> observed)
    {
        block = block.Select(s => s.MapBlocks(b => Merge(b, observed))).ToImmutableArray();
        for (var i = 0; i < block.Length; i++)
        {
            if (block[i] is not IrResidual first)
                continue;
            var between = new List<IrAssign>();
            for (var j = i + 1; j < block.Length; j++)
            {
                if (block[j] is IrAssign assign)
                {
                    between.Add(assign);
                    continue;
                }

                if (block[j] is IrResidual second && !first.Defines().Concat(between.Select(b => b.Variable)).Any(observed.Contains) && Merge(first, between, second) is { } merged)
                {
                    block = block.RemoveRange(i, j - i + 1).InsertRange(i, merged);
                    i--;
                }

                break;
            }
        }

        return block;
    }

    private static IEnumerable<IrStatement>? Merge(IrResidual first, List<IrAssign> between, IrResidual second)
    {
        // What the first one sets, and what is computed from it, is only known after the call; everything else is known before.
        var late = new HashSet<IrVariable>(first.Defines());
        var before = new List<IrStatement>();
        var after = new List<IrStatement>();
        foreach (var assign in between)
        {
            // Time and ids keep their order with those of the functions.
            var reordersVolatile = assign.Value.IsVolatile() && (!first.Function.Volatile.IsEmpty || !second.Function.Volatile.IsEmpty);
            if (reordersVolatile || CopyPropagation.CanFail(assign.Value))
                return null;
            if (assign.Value.Reads().Overlaps(late) || late.Contains(assign.Variable) || first.Inputs.Any(i => i.Value.Reads().Contains(assign.Variable)))
            {
                late.Add(assign.Variable);
                after.Add(assign);
            }
            else
            {
                before.Add(assign);
            }
        }

        // Two residuals that set the same variable, or one that sets what is computed between: the order of the assignments matters.
        if (second.Defines().Any(v => between.Any(a => ReferenceEquals(a.Variable, v) || a.Value.Reads().Contains(v))))
            return null;
        var wiring = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in second.Inputs)
        {
            var passed = input.Value is IrToJson written ? written.Value : input.Value;
            var output = first.Outputs.FirstOrDefault(o => passed is IrRead read && ReferenceEquals(o.Variable, read.Variable));
            if (output is not null)
                wiring[input.Name] = output.Name;
            else if (input.Value.Reads().Overlaps(late))
                return null;
        }

        if (ResidualComposition.Compose(first, second, wiring) is not { } composed)
            return null;
        return [.. before, composed, .. after];
    }
}
