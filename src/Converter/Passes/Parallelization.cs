using System.Collections.Immutable;
using LambdaLift.Analysis.Patterns;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// On request, runs calls at the same time that the code makes one after the other, where none needs what another one gives or changes. What
/// counts as such is what rule LIFT1013 reports (<see cref="IndependentCalls"/>). Which of them are made when one fails is then no longer
/// the code's (LIFT3012).
/// </summary>
internal sealed class Parallelization : WorkflowPass
{
    public override string Name => "Parallelization";

    public override IrProgram Run(IrProgram program, PassContext context) =>
        context.Options.Parallelize ? program with { Body = Group(program.Body, context) } : program;

    private static ImmutableArray<IrStatement> Group(ImmutableArray<IrStatement> block, PassContext context)
    {
        var result = ImmutableArray.CreateBuilder<IrStatement>();
        var run = new List<IrServiceCall>();
        foreach (var statement in block.Select(s => s.MapBlocks(b => Group(b, context))))
        {
            if (statement is IrServiceCall { Job: null } call)
            {
                if (run.Count > 0 && !CanJoin(call, run))
                    Close();
                run.Add(call);
                continue;
            }

            Close();
            result.Add(statement);
        }

        Close();
        return result.ToImmutable();

        void Close()
        {
            if (run.Count < 2)
            {
                result.AddRange(run);
            }
            else
            {
                context.ReportAt(LiftDescriptors.CallsRunInParallel, run[0].Origin, string.Join(", ", run.Select(c => c.Operation.Id)));
                result.Add(new IrParallel(run.Select(Branch).ToImmutableArray(), run[0].Origin));
            }

            run.Clear();
        }
    }

    /// <summary>The later call needs nothing of the earlier ones, cannot fail before it is made, and its effect leaves the order open.</summary>
    private static bool CanJoin(IrServiceCall later, List<IrServiceCall> run) =>
        IndependentCalls.HaveNoOrder(run[0].Operation.Name, later.Operation.Name, run[0].Operation.Service.Id == later.Operation.Service.Id)
        && !later.Request.Reads().Overlaps(run.Select(c => c.Result).OfType<IrVariable>())
        && !CopyPropagation.CanFail(later.Request) && !later.Request.IsVolatile();

    private static IrBranch Branch(IrServiceCall call)
    {
        if (call.Result is null)
            return new IrBranch([call, new IrReturn(null, call.Origin)], null, call.Origin);
        var inner = new IrVariable(call.Result.Name, call.Result.Type) { IsTemporary = true };
        return new IrBranch([call with { Result = inner }, new IrReturn(new IrRead(inner, call.Origin), call.Origin)], call.Result, call.Origin);
    }
}
