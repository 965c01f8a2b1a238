using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// On request, keeps <c>Task.WhenAll</c>'s way with failures: every branch and iteration runs to its end and reports its failure as a
/// value; after the join the first failure in order is thrown. Without it a failing branch ends its siblings (LIFT3002). A distributed Map state, which is another
/// request, says only that iterations have failed: so its iterations always report their failures like that.
/// </summary>
internal sealed class ExactFanOut : WorkflowPass
{
    private const string Value = "Value";
    private const string Failure = "Failure";

    public override string Name => "ExactFanOut";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        var options = context.Options;
        if (!(options.ExactFanOut || options.DistributedMap) || FindException(program) is not { } exception)
            return program;
        return program with { Body = Rewrite(program.Body, isIteration: false) };

        // An iteration is an execution of its own already: what it fans out runs inside of it.
        ImmutableArray<IrStatement> Rewrite(ImmutableArray<IrStatement> block, bool isIteration) => block
            .SelectMany(statement => statement.MapBlocks(b => Rewrite(b, isIteration || statement is IrMap)) switch
            {
                IrMap map when options.DistributedMap && !isIteration && CanDistribute(map, context) => Reported(map, RewriteMap(map with { IsDistributed = true }, exception)),
                IrMap map when options.ExactFanOut => Reported(map, RewriteMap(map, exception)),
                IrParallel parallel when options.ExactFanOut => Reported(parallel, RewriteParallel(parallel, exception)),
                var other => [other],
            })
            .ToImmutableArray();

        IEnumerable<IrStatement> Reported(IrStatement fanOut, IEnumerable<IrStatement> rewritten)
        {
            if (SeveralCanFail(fanOut))
                context.ReportAt(LiftDescriptors.FirstFailureInOrder, fanOut.Origin);
            return rewritten;
        }
    }

    private static bool SeveralCanFail(IrStatement statement) => statement switch
    {
        IrMap map => CanFail(map.Body),
        IrParallel parallel => parallel.Branches.Count(branch => CanFail(branch.Body)) > 1,
        _ => false,
    };

    private static bool CanFail(ImmutableArray<IrStatement> body) => body.Descendants().Any(statement => statement is IrCall or IrThrow or IrRethrow or IrResidual);

    // The list of outcomes is gone through for the first failure.
    private static bool CanDistribute(IrMap map, PassContext context)
    {
        if (context.Options.QueryLanguage == TargetLanguage.Jsonata)
            return true;
        context.ReportAt(LiftDescriptors.NotInJsonPath, map.Origin, "A distributed Map state, whose iterations report failures as values,");
        return false;
    }

    private static INamedTypeSymbol? FindException(IrProgram program) => ExceptionTypes.Find(program.Origin.Method);

    private static IEnumerable<IrStatement> RewriteParallel(IrParallel parallel, INamedTypeSymbol exception)
    {
        var after = new List<IrStatement>();
        var values = new List<IrStatement>();
        var branches = parallel.Branches.Select(branch =>
        {
            var outcome = new IrVariable("outcome", null) { IsTemporary = true };
            var read = new IrRead(outcome, branch.Origin);
            after.AddRange(ThrowIfFailed(new IrMember(read, Failure, null, branch.Origin), exception, parallel.Origin));
            if (branch.Result is { } result)
                values.Add(new IrAssign(result, new IrMember(read, Value, result.Type, branch.Origin), branch.Origin));
            return branch with { Body = Contain(branch.Body, exception, branch.Origin), Result = outcome };
        }).ToImmutableArray();
        return [parallel with { Branches = branches }, .. after, .. values];
    }

    private static IEnumerable<IrStatement> RewriteMap(IrMap map, INamedTypeSymbol exception)
    {
        var origin = map.Origin;
        var outcomes = new IrVariable("outcomes", null) { IsTemporary = true };
        var read = new IrRead(outcomes, origin);
        var item = new IrVariable("outcome", null);
        IrMember Part(string name, ITypeSymbol? type = null) => new(new IrRead(item, origin), name, type, origin);
        var failed = new IrLambda([item], new IrBinary(IrOperator.NotEqual, Part(Failure), new IrConstant(null, null, origin), null, origin), origin);
        var failures = new IrVariable("failures", null);
        var first = new IrMember(new IrElement(new IrRead(failures, origin), new IrConstant(0, null, origin), null, origin), Failure, null, origin);
        var thrown = new IrVariable("failure", exception) { IsError = true };
        var result = new List<IrStatement>
        {
            map with { Body = Contain(map.Body, exception, origin), Result = outcomes },
            new IrAssign(failures, new IrCallFunction(IrFunction.Where, [read, failed], null, origin), origin),
            new IrIf(
                new IrCallFunction(IrFunction.Any, [new IrRead(failures, origin)], null, origin),
                [new IrAssign(thrown, new IrAsError(first, exception, origin), origin), new IrRethrow(thrown, exception, origin)],
                [],
                origin),
        };
        if (map.Result is { } results)
            result.Add(new IrAssign(results, new IrCallFunction(IrFunction.Select, [read, new IrLambda([item], Part(Value), origin)], results.Type, origin), origin));
        return result;
    }

    private static IEnumerable<IrStatement> ThrowIfFailed(IrExpression failure, INamedTypeSymbol exception, Origin origin)
    {
        var thrown = new IrVariable("failure", exception) { IsError = true };
        yield return new IrIf(
            new IrBinary(IrOperator.NotEqual, failure, new IrConstant(null, null, origin), null, origin),
            [new IrAssign(thrown, new IrAsError(failure, exception, origin), origin), new IrRethrow(thrown, exception, origin)],
            [],
            origin);
    }

    /// <summary>The body with its outcome as a value: <c>{ Value, Failure }</c>, one of them null.</summary>
    private static ImmutableArray<IrStatement> Contain(ImmutableArray<IrStatement> body, INamedTypeSymbol exception, Origin origin)
    {
        var caught = new IrVariable("failure", exception) { IsError = true };
        IrNew Outcome(IrExpression? value, IrExpression? failure) => new(
            [
                new IrNewMember(Value, value ?? new IrConstant(null, null, origin)),
                new IrNewMember(Failure, failure ?? new IrConstant(null, null, origin)),
            ],
            null,
            origin);
        var contained = ReplaceReturns(body, value => new IrReturn(Outcome(value, null), origin));
        return [new IrTry(contained, [new IrCatch(IrCatchKind.ExceptionType, exception, caught, [new IrReturn(Outcome(null, new IrRead(caught, origin)), origin)], origin)], [], origin)];
    }

    private static ImmutableArray<IrStatement> ReplaceReturns(ImmutableArray<IrStatement> block, Func<IrExpression?, IrReturn> replacement) =>
        block.Select(statement => statement switch
        {
            IrReturn r => replacement(r.Value),
            IrParallel or IrMap => statement,
            _ => statement.MapBlocks(b => ReplaceReturns(b, replacement)),
        }).ToImmutableArray();
}
