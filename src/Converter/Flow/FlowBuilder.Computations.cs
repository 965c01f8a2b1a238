using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Flow;

/// <summary>Computations that can fail: in a generated function, or in a branch of their own.</summary>
internal sealed partial class FlowBuilder
{
    /// <summary>
    /// A generated function is invoked like any other; but what it throws was thrown by the handler, so it reaches the clauses, and the
    /// caller, by the exception's name and message, which Lambda reports inside of a document.
    /// </summary>
    private FlowTask Residual(IrResidual residual, FlowNode next, Scope scope)
    {
        var origin = residual.Origin;
        var operation = InvokeOperation;
        var request = new IrNew(
            [
                new IrNewMember("FunctionName", new IrSubstitution(residual.Function.SubstitutionName, null, origin)),
                new IrNewMember("Payload", new IrNew(residual.Inputs, null, origin)),
            ],
            null,
            origin);
        var task = new FlowTask(operation.StepFunctions.Preferred!, operation, request, next, origin) { NameHint = residual.Function.Purpose, Residual = residual.Function };
        IrExpression payload = new IrJsonMember(new IrTaskResult(null, origin), "Payload", origin);
        foreach (var output in residual.Outputs)
            task.Assignments.Add(new FlowAssignment(output.Variable, new IrJsonMember(payload, output.Name, origin) { Type = output.Variable.Type, IsPresent = true, IsKnownNotNull = output.IsNeverNull }));
        AddCatchers(task, scope, residual.Function.ErrorNames);
        foreach (var catcher in task.Catchers)
        {
            if (catcher.Assignments is not [{ Value: IrCaughtError, Variable: var caught }])
                continue;
            var failure = new IrVariable("failure", null) { IsError = true };
            var document = new IrVariable("failureDocument", null);
            catcher.Target = Documented(failure, document, origin, new FlowAssign(catcher.Target, origin) { Assignments = [new FlowAssignment(caught, Exception(failure, document, origin))] });
            catcher.Assignments = [new FlowAssignment(failure, new IrCaughtError(null, origin))];
        }

        if (!task.Catchers.Any(c => c.Errors.Contains("States.ALL")))
        {
            var (failure, entry) = _residualFailure ??= Unhandled(origin);
            task.Catchers.Add(new FlowCatcher(["States.ALL"], entry, origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, origin))] });
        }

        return task;

        static FlowAssign Documented(IrVariable failure, IrVariable document, Origin at, FlowNode then) =>
            new(then, at) { Assignments = [new FlowAssignment(document, new IrParseJson(new IrMember(new IrRead(failure, at), ExceptionMembers.Message, null, at), at))] };

        static IrExpression Exception(IrVariable failure, IrVariable document, Origin at)
        {
            var parts = new IrNew(
                [
                    new IrNewMember("Error", new IrMember(new IrRead(failure, at), ExceptionMembers.ErrorName, null, at)),
                    new IrNewMember("Cause", new IrJsonMember(new IrRead(document, at), "errorMessage", at) { IsPresent = true, IsKnownNotNull = true }),
                ],
                null,
                at);
            return new IrAsError(parts, null, at);
        }

        // All functions of a graph that nobody catches end it in one place.
        static (IrVariable Failure, FlowNode Entry) Unhandled(Origin at)
        {
            var failure = new IrVariable("failure", null) { IsError = true };
            var document = new IrVariable("failureDocument", null);
            var fail = new FlowFail(new IrMember(new IrRead(failure, at), ExceptionMembers.ErrorName, null, at), new IrJsonMember(new IrRead(document, at), "errorMessage", at) { IsPresent = true, IsKnownNotNull = true }, null, at);
            return (failure, Documented(failure, document, at, fail));
        }
    }

    /// <summary>A value that may fail is computed in a branch of its own, because only tasks and fan-outs have catchers.</summary>
    private FlowParallel Attempt(IrAttempt attempt, FlowNode next, Scope scope)
    {
        var origin = attempt.Origin;
        var parallel = new FlowParallel([new FlowGraph(new FlowEnd(attempt.Value, origin) { NameHint = "Read JSON" })], next, origin) { NameHint = StateNames.ForAttempt(attempt) };
        parallel.Assignments.Add(new FlowAssignment(attempt.Variable, new IrElement(new IrTaskResult(null, origin), new IrConstant(0, null, origin), attempt.Variable.Type, origin)));
        AddCatchers(parallel, scope, type => attempt.ExceptionType.DerivesFrom(type.FullName()) ? [_evaluationError] : []);
        IrExpression Thrown(IrExpression error) => new IrAsError(
            new IrNew(
                [
                    new IrNewMember("Error", new IrConstant(attempt.ErrorName, null, origin)),
                    new IrNewMember("Cause", new IrMember(error, ExceptionMembers.Message, null, origin)),
                ],
                null,
                origin),
            null,
            origin);
        foreach (var catcher in parallel.Catchers)
        {
            if (catcher.Assignments is not [{ Value: IrCaughtError, Variable: var caught }])
                continue;
            var failure = new IrVariable("failure", null) { IsError = true };
            catcher.Target = new FlowAssign(catcher.Target, origin) { Assignments = [new FlowAssignment(caught, Thrown(new IrRead(failure, origin)))] };
            catcher.Assignments = [new FlowAssignment(failure, new IrCaughtError(null, origin))];
        }

        // A branch or an iteration ends with the exception, which the code around catches.
        if (!parallel.Catchers.Any(c => c.Errors.Contains("States.ALL") || c.Errors.Contains(_evaluationError)))
        {
            var failure = new IrVariable("failure", null) { IsError = true };
            var fail = new FlowFail(new IrConstant(attempt.ErrorName, null, origin), new IrMember(new IrRead(failure, origin), ExceptionMembers.Message, null, origin), attempt.ExceptionType, origin);
            parallel.Catchers.Add(new FlowCatcher([_evaluationError], fail, origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, origin))] });
        }

        return parallel;
    }
}
