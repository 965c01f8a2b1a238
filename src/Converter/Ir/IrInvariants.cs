using System.Collections.Immutable;

namespace LambdaLift.Converter.Ir;

/// <summary>What holds of every program between passes. A violation is an error of ours, never of the user's code.</summary>
public static class IrInvariants
{
    /// <summary>Checks a program.</summary>
    /// <exception cref="InvalidOperationException">The program breaks an invariant; the message names the pass.</exception>
    public static void Check(IrProgram program, string pass)
    {
        var defined = new HashSet<IrVariable>();
        Collect(program.Body, defined);
        foreach (var statement in program.Body.Descendants())
        {
            if (statement is IrResidual residual)
                CheckResidual(residual, pass);
            foreach (var read in statement.Expressions().SelectMany(e => e.Reads()))
            {
                if (!defined.Contains(read))
                    throw new InvalidOperationException($"After {pass}: variable '{read.Name}' is read but never set.");
            }
        }

        CheckLabels(program.Body, ImmutableHashSet<IrLabel>.Empty, pass);
    }

    private static void CheckResidual(IrResidual residual, string pass)
    {
        var missing = residual.Function.Inputs.Select(i => i.Name).Except(residual.Inputs.Select(i => i.Name)).FirstOrDefault()
            ?? residual.Outputs.Select(o => o.Name).Except(residual.Function.Outputs.Select(o => o.Name)).FirstOrDefault();
        if (missing is not null)
            throw new InvalidOperationException($"After {pass}: '{missing}' of the residual function {residual.Function.Name} does not fit its signature.");
    }

    private static void Collect(ImmutableArray<IrStatement> block, HashSet<IrVariable> defined)
    {
        foreach (var statement in block.Descendants())
        {
            defined.UnionWith(statement.Defines());
            defined.UnionWith(statement.Binds());
        }
    }

    private static void CheckLabels(ImmutableArray<IrStatement> block, ImmutableHashSet<IrLabel> labels, string pass)
    {
        foreach (var statement in block)
        {
            if (statement is IrLeave leave && !labels.Contains(leave.Label))
                throw new InvalidOperationException($"After {pass}: '{leave.Label.Name}' is left from outside.");
            var inner = statement switch
            {
                IrLabeled labeled => labels.Add(labeled.Label),
                IrParallel or IrMap => ImmutableHashSet<IrLabel>.Empty,
                _ => labels,
            };
            statement.MapBlocks(b =>
            {
                CheckLabels(b, inner, pass);
                return b;
            });
        }
    }
}
