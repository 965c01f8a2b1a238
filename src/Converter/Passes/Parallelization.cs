using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// On request, runs calls at the same time that the code makes one after the other, where none needs what another one gives or changes:
/// calls that only read, and calls of different services. The order of their effects, and which of them are made when one fails, is then
/// no longer the code's (LIFT3012).
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
            if (statement is IrServiceCall call)
            {
                if (!run.All(earlier => AreIndependent(earlier, call)))
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

    private static bool AreIndependent(IrServiceCall earlier, IrServiceCall later) =>
        (earlier.Result is null || !later.Request.Reads().Contains(earlier.Result))
        && (IsRead(earlier) && IsRead(later) || earlier.Operation.Service.Id != later.Operation.Service.Id);

    private static bool IsRead(IrServiceCall call) =>
        call.Operation.Name.StartsWith("Get", StringComparison.Ordinal) || call.Operation.Name.StartsWith("List", StringComparison.Ordinal) || call.Operation.Name.StartsWith("Describe", StringComparison.Ordinal)
        || call.Operation.Name.StartsWith("Head", StringComparison.Ordinal) || call.Operation.Name.StartsWith("BatchGet", StringComparison.Ordinal) || call.Operation.Name is "Query" or "Scan";

    private static IrBranch Branch(IrServiceCall call)
    {
        if (call.Result is null)
            return new IrBranch([call, new IrReturn(null, call.Origin)], null, call.Origin);
        var inner = new IrVariable(call.Result.Name, call.Result.Type) { IsTemporary = true };
        return new IrBranch([call with { Result = inner }, new IrReturn(new IrRead(inner, call.Origin), call.Origin)], call.Result, call.Origin);
    }
}
