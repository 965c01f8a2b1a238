using System.Collections.Immutable;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// <c>try { … return a; … } finally { … } return b;</c> becomes <c>try { … return a; … return b; } finally { … }</c>, where what <c>finally</c> does
/// does not show in <c>b</c>: then one copy of the finally block serves both ways out.
/// </summary>
internal sealed class ReturnsIntoTry : WorkflowPass
{
    public override string Name => "ReturnsIntoTry";

    public override IrProgram Run(IrProgram program, PassContext context) => program with { Body = Move(program.Body) };

    private static ImmutableArray<IrStatement> Move(ImmutableArray<IrStatement> block)
    {
        for (var i = 0; i + 1 < block.Length; i++)
        {
            if (block[i] is IrTry { Finally.IsEmpty: false } statement && block[i + 1] is IrReturn { Value: { } value } after && IsSettled(value, statement.Finally) && ReturnsValue(statement))
            {
                // What stands behind a return is never reached.
                block = block.RemoveRange(i, block.Length - i).Add(statement with
                {
                    Body = statement.Body.Add(after),
                    Catches = statement.Catches.Select(c => c with { Body = c.Body.Add(after) }).ToImmutableArray(),
                });
            }
        }

        return block.Select(s => s.MapBlocks(Move)).ToImmutableArray();
    }

    private static bool IsSettled(IrExpression value, ImmutableArray<IrStatement> cleanup) =>
        !CopyPropagation.CanFail(value) && !value.IsVolatile() && !value.DescendantsAndSelf().Any(e => e is IrInput) && !value.Reads().Overlaps(cleanup.Descendants().SelectMany(s => s.Defines()));

    private static bool ReturnsValue(IrTry statement) =>
        statement.Body.AddRange(statement.Catches.SelectMany(c => c.Body)).Any(ReturnsValue);

    private static bool ReturnsValue(IrStatement statement)
    {
        if (statement is IrReturn { Value: not null })
            return true;

        // Branches and iterations return to the code around them.
        if (statement is IrParallel or IrMap)
            return false;
        var found = false;
        statement.MapBlocks(block =>
        {
            found |= block.Any(ReturnsValue);
            return block;
        });
        return found;
    }
}
