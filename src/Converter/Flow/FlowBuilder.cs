using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// Turns structured IR into a graph of states. Statements are built backwards, each with the node that follows it; what is around a
/// statement (catch clauses, finally blocks, labels, the way out) travels in a <see cref="Scope"/>.
/// </summary>
internal sealed partial class FlowBuilder
{
    private readonly IrProgram _program;
    private readonly AwsCatalogue _catalogue;
    private readonly Action<Diagnostic> _report;
    private readonly string _evaluationError;
    private readonly bool _returnsSeveral;
    private (IrVariable Failure, FlowNode Entry)? _residualFailure;

    private FlowBuilder(IrProgram program, AwsCatalogue catalogue, TargetLanguage language, Action<Diagnostic> report)
    {
        _evaluationError = language == TargetLanguage.Jsonata ? "States.QueryEvaluationError" : "States.IntrinsicFailure";
        _program = program;
        _returnsSeveral = program.Body.Descendants().Count(s => s is IrReturn { Value: not null }) > 1;
        _catalogue = catalogue;
        _report = report;
    }

    /// <summary>Builds the graph of a program.</summary>
    public static FlowGraph Build(IrProgram program, AwsCatalogue catalogue, TargetLanguage language, Action<Diagnostic> report)
    {
        var asked = new FlowBuilder(program, catalogue, language, report);
        program = program with { Body = program.Body.RewriteExpressions(asked.ResolveErrors).RewriteExpressions(ResolveStatus(program)) };
        var builder = new FlowBuilder(program, catalogue, language, report);
        FlowNode End(IrExpression? value, Origin origin) => new FlowEnd(value is null ? null : new IrToJson(value, program.OutputContract, value.Origin), origin);
        var scope = Scope.Outermost(End);
        return new FlowGraph(builder.Block(program.Body, 0, End(null, program.Origin), scope));
    }

    private FlowNode Block(ImmutableArray<IrStatement> block, int start, FlowNode next, Scope scope)
    {
        for (var i = block.Length - 1; i >= start; i--)
            next = Statement(block[i], next, scope);
        return next;
    }

    private FlowNode Statement(IrStatement statement, FlowNode next, Scope scope)
    {
        switch (statement)
        {
            case IrAssign s:
                return new FlowAssign(next, s.Origin) { Assignments = [new FlowAssignment(s.Variable, s.Value)] };
            case IrAttempt s:
                return Attempt(s, next, scope);
            case IrServiceCall s:
                return Limited(Call(s, next, scope), s.Limit, next);
            case IrHttpCall s:
                return Limited(Http(s, next, scope), s.Limit, next);
            case IrInvoke s:
                return Limited(Invoke(s, next, scope), s.Limit, next);
            case IrResidual s:
                return Residual(s, next, scope);
            case IrIf s:
                return new FlowChoice([new FlowRule(s.Condition, Block(s.Then, 0, next, scope), s.Origin)], Block(s.Else, 0, next, scope), s.Origin);
            case IrLabeled s:
                return Block(s.Body, 0, next, scope with { Labels = scope.Labels.SetItem(s.Label, (next, scope.Frames)) });
            case IrLoop s:
                return Loop(s, scope);
            case IrLeave s:
                var (target, frames) = scope.Labels[s.Label];
                return Unwind(scope, frames, target);
            case IrReturn s:
                return Return(s, scope);
            case IrThrow s:
                return Raise(s.Exception, s.ExceptionType, scope, s.Origin);
            case IrRethrow s:
                return RaiseAgain(s.Caught, s.CaughtType, scope, s.Origin);
            case IrUnreachable s:
                return new FlowUnreachable(s);
            case IrTry s:
                return Try(s, next, scope);
            case IrParallel s:
                return Parallel(s, next, scope);
            case IrMap s:
                return Map(s, next, scope);
            case IrWait s:
                return new FlowWait(s.Seconds, next, s.Origin);
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    /// <summary>The end of the body leads back to its beginning, through an empty node that goes when the graph is complete.</summary>
    private FlowNode Loop(IrLoop loop, Scope scope)
    {
        var start = new FlowAssign(null!, loop.Origin);
        start.Next = Block(loop.Body, 0, start, scope);
        return start;
    }

    private FlowNode Return(IrReturn statement, Scope scope)
    {
        if (!scope.Frames.Any(f => f.Finally.Length > 0) || statement.Value is null || (statement.Value is IrConstant && !_returnsSeveral))
            return Unwind(scope, ImmutableList<Frame>.Empty, scope.End(statement.Value, statement.Origin));

        // The value is taken before the finally blocks run, which may change what it reads.
        var kept = scope.Results.For(statement.Value.Type);
        var end = Unwind(scope, ImmutableList<Frame>.Empty, scope.End(new IrRead(kept, statement.Origin), statement.Origin));
        return new FlowAssign(end, statement.Origin) { Assignments = [new FlowAssignment(kept, statement.Value)] };
    }

    /// <summary>Leaves the frames that are in <paramref name="scope"/> but not in <paramref name="outer"/>: their finally blocks run, innermost first.</summary>
    private FlowNode Unwind(Scope scope, ImmutableList<Frame> outer, FlowNode target)
    {
        // Built from the outermost inwards, because each node needs the one that follows it.
        for (var depth = outer.Count; depth < scope.Frames.Count; depth++)
        {
            var frame = scope.Frames[depth];
            if (frame.Finally.Length > 0)
                target = Block(frame.Finally, 0, target, scope.Cleaning(depth));
        }

        return target;
    }
}
