using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Passes;

/// <summary>
/// Replaces the invocation of a function whose source is at hand by its body, so that a function that only wraps a service call
/// becomes that service's integration. The callee's failures reach the caller as Lambda reports them: <c>FunctionError</c> is set and
/// the payload is the error document.
/// </summary>
/// <remarks>Error document: <c>errorType</c> is the exception's <c>GetType().Name</c>, <c>errorMessage</c> its message (Lambda runtime for .NET).</remarks>
internal sealed class WrapperInlining : WorkflowPass
{
    public override string Name => "WrapperInlining";

    public override IrProgram Run(IrProgram program, PassContext context)
    {
        if (!context.Options.InlineWrappers)
            return program;
        return program with { Body = Inline(program.Body, context, ImmutableHashSet<string>.Empty) };
    }

    private static ImmutableArray<IrStatement> Inline(ImmutableArray<IrStatement> body, PassContext context, ImmutableHashSet<string> active) =>
        body.RewriteStatements(statement =>
        {
            if (statement is not IrInvoke { Asynchronous: false, Retry: null, Limit: null } invoke
                || context.ResolveCallee(invoke.FunctionName) is not { Program: { } callee } target
                || active.Contains(target.Name))
                return [statement];

            // The callee's own requests and invocations are brought into shape as the caller's were.
            callee = new CopyPropagation().Run(callee, context);
            callee = new RequestParts().Run(callee, context);
            callee = new InvokeRecognition().Run(callee, context);
            return [Place(invoke, callee with { Body = Inline(callee.Body, context, active.Add(target.Name)) })];
        });

    private static IrStatement Place(IrInvoke invoke, IrProgram callee)
    {
        var origin = invoke.Origin;
        var label = new IrLabel(callee.Name);
        var argument = invoke.Argument ?? new IrConstant(null, null, origin);
        var body = ReplaceInput(callee.Body, argument);
        body = ReplaceReturns(body, value => Succeed(invoke, value, callee, label)).AddRange(Succeed(invoke, null, callee, label));
        if (invoke.FunctionError is null)
            return new IrLabeled(label, body, callee.Origin);

        var exception = new IrVariable("functionError", null) { IsError = true };
        var document = new IrNew(
            [
                new IrNewMember("errorType", new IrMember(new IrRead(exception, origin), "Error", null, origin)),
                new IrNewMember("errorMessage", new IrMember(new IrRead(exception, origin), "Message", null, origin)),
            ],
            null,
            origin);
        var onError = ImmutableArray.CreateBuilder<IrStatement>();
        onError.Add(new IrAssign(invoke.FunctionError, new IrConstant("Unhandled", invoke.FunctionError.Type, origin), origin));
        if (invoke.Payload is not null)
            onError.Add(new IrAssign(invoke.Payload, document, origin));
        var handler = new IrCatch(IrCatchKind.FunctionError, null, exception, onError.ToImmutable(), origin);
        return new IrLabeled(label, [new IrTry(body, [handler], [], origin)], callee.Origin);
    }

    private static ImmutableArray<IrStatement> Succeed(IrInvoke invoke, IrExpression? value, IrProgram callee, IrLabel label)
    {
        var statements = ImmutableArray.CreateBuilder<IrStatement>();
        if (invoke.Payload is not null)
        {
            IrExpression result = value is null
                ? new IrConstant(null, null, invoke.Origin)
                : new IrToJson(value, callee.OutputContract, value.Origin);
            statements.Add(new IrAssign(invoke.Payload, result, invoke.Origin));
        }

        if (invoke.FunctionError is not null)
            statements.Add(new IrAssign(invoke.FunctionError, new IrConstant(null, invoke.FunctionError.Type, invoke.Origin), invoke.Origin));
        statements.Add(new IrLeave(label, invoke.Origin));
        return statements.ToImmutable();
    }

    private static ImmutableArray<IrStatement> ReplaceInput(ImmutableArray<IrStatement> body, IrExpression argument) =>
        body.RewriteExpressions(e => ExpressionSimplifier.Simplify(e.Rewrite(x => x is IrInput ? argument : x)));

    /// <summary>Replaces the handler's returns; those of branches and iterations end only the branch or iteration.</summary>
    private static ImmutableArray<IrStatement> ReplaceReturns(ImmutableArray<IrStatement> block, Func<IrExpression?, ImmutableArray<IrStatement>> replacement) =>
        block.SelectMany(statement => statement switch
        {
            IrReturn r => replacement(r.Value),
            IrParallel or IrMap => [statement],
            _ => [statement.MapBlocks(b => ReplaceReturns(b, replacement))],
        }).ToImmutableArray();
}
