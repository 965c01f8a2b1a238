using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Frontend;
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

    /// <summary>A call that is given up after a time goes on without a result.</summary>
    private FlowTask Limited(FlowTask task, TimeLimit? limit, FlowNode next)
    {
        if (limit is null)
            return task;
        FlowAssignment Says(bool timedOut) => new(limit.TimedOut, new IrConstant(timedOut, limit.TimedOut.Type, task.Origin));
        if (task.TimeoutSeconds is { } own)
            _report(Diagnostic.Create(LiftDescriptors.UnsupportedConstruct, task.Origin.Location, $"A time limit on a call whose client has one of its own ({own} s)", "set one of the two"));
        task.TimeoutSeconds = limit.Seconds;
        task.Assignments.Add(Says(false));
        task.Catchers.Insert(0, new FlowCatcher(["States.Timeout"], next, task.Origin) { Assignments = [Says(true)] });
        return task;
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

    private FlowNode Try(IrTry statement, FlowNode next, Scope scope)
    {
        var protectedScope = scope;
        if (!statement.Finally.IsEmpty)
        {
            next = Block(statement.Finally, 0, next, scope with { Pending = null });
            var pending = scope.Pending ?? new IrVariable("failure", null) { IsError = true };
            protectedScope = scope with { Frames = scope.Frames.Add(new Frame(ImmutableArray<Clause>.Empty, statement.Finally) { Pending = pending }), Pending = pending };
        }

        var handlerScope = protectedScope;
        var clauses = statement.Catches
            .Select(c => new Clause(c, new Lazy<FlowNode>(() => Block(c.Body, 0, next, handlerScope))))
            .ToImmutableArray();
        var bodyScope = clauses.IsEmpty ? protectedScope : protectedScope with { Frames = protectedScope.Frames.Add(new Frame(clauses, [])) };
        return Block(statement.Body, 0, next, bodyScope);
    }

    /// <summary>A throw is a jump: to the clause that catches it, or to a Fail state.</summary>
    private FlowNode Raise(IrException exception, INamedTypeSymbol type, Scope scope, Origin origin)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            for (var position = 0; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                if (clause.Catches(type))
                    return Enter(clause, exception, type, scope.Until(depth + 1), position + 1, origin);
            }

            if (frame.Finally.Length > 0)
            {
                // The message is made before the finally block runs.
                var kept = frame.Pending!;
                var next = Block(frame.Finally, 0, RaiseAgain(kept, type, scope.Until(depth), origin), scope.Cleaning(depth));
                return new FlowAssign(next, origin) { Assignments = [new FlowAssignment(kept, exception)] };
            }
        }

        return new FlowFail(new IrConstant(exception.TypeName, null, origin), exception.Message, type, origin);
    }

    /// <summary>Throws on an exception whose type is only known to be <paramref name="type"/> or derived from it.</summary>
    private FlowNode RaiseAgain(IrVariable caught, INamedTypeSymbol type, Scope scope, Origin origin, int firstClause = 0)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--, firstClause = 0)
        {
            var frame = scope.Frames[depth];
            for (var position = firstClause; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                var value = new IrRead(caught, origin);
                if (clause.Catches(type))
                    return Enter(clause, value, type, scope.Until(depth + 1), position + 1, origin);
                if (clause.Type is not null && clause.Type.DerivesFrom(type.FullName()) && PossibleErrors(clause.Type).Count > 0)
                {
                    // Whether the clause catches it is only known by the error's name.
                    var otherwise = RaiseAgain(caught, type, scope.Until(depth + 1), origin, position + 1);
                    var entered = Enter(clause, value, type, scope.Until(depth + 1), position + 1, origin);
                    return new FlowChoice([new FlowRule(IsOneOf(value, PossibleErrors(clause.Type), origin), entered, origin)], otherwise, origin);
                }
            }

            if (frame.Finally.Length > 0)
            {
                // All exceptions that leave the block wait in one variable, so that the ways out are the same.
                var kept = frame.Pending!;
                var cleanup = Block(frame.Finally, 0, RaiseAgain(kept, type, scope.Until(depth), origin), scope.Cleaning(depth));
                return ReferenceEquals(caught, kept) ? cleanup : new FlowAssign(cleanup, origin) { Assignments = [new FlowAssignment(kept, new IrRead(caught, origin))] };
            }
        }

        var read = new IrRead(caught, origin);
        return new FlowFail(new IrMember(read, ExceptionMembers.ErrorName, null, origin), new IrMember(read, ExceptionMembers.Message, null, origin), null, origin);
    }

    /// <summary>Goes to a clause that catches the exception if its filter holds, else on to the clauses behind it.</summary>
    private FlowAssign Enter(Clause clause, IrExpression exception, INamedTypeSymbol type, Scope scope, int nextClause, Origin origin) =>
        new(Filtered(clause, type, scope, nextClause, origin), origin) { Assignments = [new FlowAssignment(clause.Variable, exception)] };

    private FlowNode Filtered(Clause clause, INamedTypeSymbol? type, Scope scope, int nextClause, Origin origin) => clause.Catch.Filter is { } filter
        ? new FlowChoice(
            [new FlowRule(filter, clause.Entry.Value, clause.Catch.Origin)],
            RaiseAgain(clause.Variable, type ?? clause.Type!, scope, origin, nextClause),
            clause.Catch.Origin)
        : clause.Entry.Value;

    private static IrExpression IsOneOf(IrExpression error, IEnumerable<string> names, Origin origin)
    {
        IrExpression name = new IrMember(error, ExceptionMembers.ErrorName, null, origin);
        return names
            .Select(n => n.EndsWith("*", StringComparison.Ordinal)
                ? new IrCallFunction(IrFunction.StartsWith, [name, new IrConstant(n.Substring(0, n.Length - 1), null, origin)], null, origin)
                : (IrExpression)new IrBinary(IrOperator.Equal, name, new IrConstant(n, null, origin), null, origin))
            .Aggregate((l, r) => new IrBinary(IrOperator.Or, l, r, null, origin));
    }

    /// <summary>What the code asks of an exception, as questions about the names of errors.</summary>
    private IrExpression ResolveErrors(IrExpression expression) => expression.Rewrite(e =>
    {
        switch (e)
        {
            case IrIsException test when test.ExceptionType.Is("System.Exception"):
                return new IrConstant(true, test.Type, test.Origin);
            case IrIsException test:
                return PossibleErrors(test.ExceptionType) is { Count: > 0 } names ? IsOneOf(test.Value, names, test.Origin) : new IrConstant(false, test.Type, test.Origin);
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: IrMember { Name: ExceptionMembers.Code, Target: var error }, Right: IrConstant { Value: string code } } comparison when Errors.IsError(error):
                var named = ErrorsOfCode(code);
                if (named.Count == 0)
                    return e;
                var isOne = IsOneOf(error, named, comparison.Origin);
                return comparison.Operator == IrOperator.Equal ? isOne : new IrNot(isOne, comparison.Type, comparison.Origin);
            case IrBinary { Operator: IrOperator.Equal or IrOperator.NotEqual, Left: IrMember { Name: ExceptionMembers.Status, Target: var failed }, Right: IrConstant { Value: null or int } status } comparison when Errors.IsError(failed):
                var hasStatus = status.Value is int number
                    ? IsOneOf(failed, [HttpTask.StatusError(number)], comparison.Origin)
                    : new IrNot(IsOneOf(failed, [HttpTask.StatusErrorPrefix + "*"], comparison.Origin), comparison.Type, comparison.Origin);
                return comparison.Operator == IrOperator.Equal ? hasStatus : new IrNot(hasStatus, comparison.Type, comparison.Origin);
            default:
                return e;
        }
    });

    private List<string> ErrorsOfCode(string code) => _program.Body.Descendants()
        .OfType<IrServiceCall>()
        .SelectMany(c => c.Integration?.Errors.Modelled ?? [])
        .Where(e => e.Shape is { } shape && (shape.ErrorCode ?? shape.Name) == code)
        .Select(e => e.ErrorName)
        .Distinct()
        .ToList();

    private FlowTask Call(IrServiceCall call, FlowNode next, Scope scope)
    {
        var integration = call.Integration!;
        if (call.Job is { } job)
            return Job(call, job, integration, next, scope);
        var task = new FlowTask(integration, call.Operation, call.Request, next, call.Origin) { NameHint = StateNames.ForCall(call.Operation, call.Origin), Retry = call.Retry };
        if (call.Result is not null)
            task.Assignments.Add(new FlowAssignment(call.Result, new IrTaskResult(call.Result.Type, call.Origin)));
        AddCatchers(task, scope, type => integration.Errors.ForDotNetType(type.FullName()).Select(e => e.ErrorName));
        return task;
    }

    /// <summary>
    /// A job that failed fails its task, with the job's description as the cause: the code, which looks at the description, goes on with that. Failures to
    /// start the job are the service's, and go where the code catches them.
    /// </summary>
    private FlowTask Job(IrServiceCall call, JobIntegration job, StepFunctionsIntegration integration, FlowNode next, Scope scope)
    {
        var task = new FlowTask(integration, call.Operation, call.Request, next, call.Origin) { NameHint = StateNames.ForCall(call.Operation, call.Origin), Pattern = IntegrationPatterns.Sync, Retry = call.Retry };
        AddServiceErrors(task, scope, integration, call.Origin, job.NotStarted is { Error: var notStarted } ? [notStarted] : []);
        var failure = new IrVariable("jobFailure", null) { IsError = true };
        var description = call.Result!;
        task.Assignments.Add(new FlowAssignment(description, new IrTaskResult(description.Type, call.Origin)));
        var cause = new IrParseJson(new IrMember(new IrRead(failure, call.Origin), ExceptionMembers.Message, null, call.Origin), call.Origin) { Type = description.Type };
        var failed = new FlowAssign(next, call.Origin) { Assignments = [new FlowAssignment(description, cause)] };
        task.Catchers.Add(new FlowCatcher(["States.TaskFailed"], failed, call.Origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, call.Origin))] });
        return task;
    }

    private FlowTask Invoke(IrInvoke invoke, FlowNode next, Scope scope)
    {
        var operation = _catalogue.FindOperation("lambda:Invoke") ?? throw new InvalidOperationException("The catalogue has no lambda:Invoke.");
        var integration = operation.StepFunctions.Preferred!;
        var members = ImmutableArray.CreateBuilder<IrNewMember>();
        members.Add(new IrNewMember("FunctionName", invoke.FunctionName));
        if (invoke.Asynchronous)
            members.Add(new IrNewMember("InvocationType", new IrConstant("Event", null, invoke.Origin)));
        if (invoke.Argument is not null)
            members.Add(new IrNewMember("Payload", invoke.Argument));
        var task = new FlowTask(integration, operation, new IrNew(members.ToImmutable(), null, invoke.Origin), next, invoke.Origin) { NameHint = StateNames.ForInvoke(invoke), Retry = invoke.Retry };
        if (invoke.Payload is not null)
            task.Assignments.Add(new FlowAssignment(invoke.Payload, new IrJsonMember(new IrTaskResult(null, invoke.Origin), "Payload", invoke.Origin)));
        if (invoke.FunctionError is not null)
            task.Assignments.Add(new FlowAssignment(invoke.FunctionError, new IrConstant(null, invoke.FunctionError.Type, invoke.Origin)));

        IEnumerable<string> Names(INamedTypeSymbol type) => integration.Errors.ForDotNetType(type.FullName()).Select(e => e.ErrorName);
        if (invoke.FunctionError is null)
        {
            AddCatchers(task, scope, Names);
            return task;
        }

        // Failures of the service are thrown by the SDK: they go where the code catches them, else they end the execution as they are.
        // Everything else is the function's own failure, which the code finds in FunctionError.
        AddServiceErrors(task, scope, integration, invoke.Origin);
        var failure = new IrVariable("functionError", null) { IsError = true };
        var onError = new FlowAssign(next, invoke.Origin) { Assignments = [new FlowAssignment(invoke.FunctionError, new IrConstant("Unhandled", invoke.FunctionError.Type, invoke.Origin))] };
        if (invoke.Payload is not null)
        {
            // The error document is the cause: JSON text.
            var cause = new IrMember(new IrRead(failure, invoke.Origin), ExceptionMembers.Message, null, invoke.Origin);
            onError.Assignments.Add(new FlowAssignment(invoke.Payload, new IrParseJson(cause, invoke.Origin)));
        }

        task.Catchers.Add(new FlowCatcher(["States.ALL"], onError, invoke.Origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, invoke.Origin))] });
        return task;
    }

    /// <summary>The catchers of errors that the service reports, all of them: what is behind them catches everything else.</summary>
    private void AddServiceErrors(FlowTask task, Scope scope, StepFunctionsIntegration integration, Origin origin, IEnumerable<string>? others = null)
    {
        AddCatchers(task, scope, type => integration.Errors.ForDotNetType(type.FullName()).Select(e => e.ErrorName), catchAll: false);
        var handled = new HashSet<string>(task.Catchers.SelectMany(c => c.Errors), StringComparer.Ordinal);
        var serviceErrors = integration.Errors.All.Where(e => e.DotNetType is not null).Select(e => e.ErrorName).Concat(others ?? []).Where(handled.Add).ToList();
        if (serviceErrors.Count == 0)
            return;
        var thrown = new IrVariable("error", null) { IsError = true };
        var (around, clause) = WayOut(scope);
        FlowNode target = clause is { Catch.Filter: null }
            ? new FlowAssign(clause.Entry.Value, origin) { Assignments = [new FlowAssignment(clause.Variable, new IrRead(thrown, origin))] }
            : RaiseAgain(thrown, ExceptionTypes.Find(origin.Method)!, around, origin);
        task.Catchers.Add(new FlowCatcher(serviceErrors, target, origin) { Assignments = [new FlowAssignment(thrown, new IrCaughtError(null, origin))] });
    }

    /// <summary>
    /// A generated function is invoked like any other; but what it throws was thrown by the handler, so it reaches the clauses, and the
    /// caller, by the exception's name and message, which Lambda reports inside of a document.
    /// </summary>
    private FlowTask Residual(IrResidual residual, FlowNode next, Scope scope)
    {
        var origin = residual.Origin;
        var operation = _catalogue.FindOperation("lambda:Invoke") ?? throw new InvalidOperationException("The catalogue has no lambda:Invoke.");
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

    /// <summary>
    /// Where an exception goes that no typed clause around catches: to the innermost clause for everything, or on from a finally block in front of any.
    /// </summary>
    /// <returns>What is around from there on: all of it for a clause, which may have a filter, that finally block and what is outside, or nothing; and that clause, null without one.</returns>
    private static (Scope Around, Clause? Clause) WayOut(Scope scope)
    {
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            if (frame.Clauses.FirstOrDefault(c => c.CatchesEverything) is { } clause)
                return (scope, clause);
            if (frame.Finally.Length > 0)
                return (scope.Until(depth + 1), null);
        }

        return (scope.Until(0), null);
    }

    private FlowParallel Parallel(IrParallel statement, FlowNode next, Scope scope)
    {
        var branches = statement.Branches.Select(b => Subgraph(b.Body, b.Origin)).ToList();
        var parallel = new FlowParallel(branches, next, statement.Origin) { NameHint = StateNames.ForParallel(branches) };
        for (var i = 0; i < statement.Branches.Length; i++)
        {
            if (statement.Branches[i].Result is { } result)
                parallel.Assignments.Add(new FlowAssignment(result, new IrElement(new IrTaskResult(null, statement.Origin), new IrConstant(i, null, statement.Origin), result.Type, statement.Origin)));
        }

        AddCatchers(parallel, scope, type => ErrorsInside(branches, type));
        if (branches.Any(CanFail))
            _report(Diagnostic.Create(LiftDescriptors.FanOutCancelsSiblings, statement.Origin.Location));
        return parallel;
    }

    private FlowMap Map(IrMap statement, FlowNode next, Scope scope)
    {
        var iteration = Subgraph(statement.Body, statement.Origin);
        var entry = new FlowAssign(iteration.Entry, statement.Origin);
        iteration.Entry = entry;
        var map = new FlowMap(statement.Items, iteration, next, statement.Origin) { NameHint = StateNames.ForMap(statement.Item, iteration), MaxConcurrency = statement.MaxConcurrency, IsDistributed = statement.IsDistributed };
        if (statement.IsDistributed)
        {
            Select(map, entry, statement);
        }
        else
        {
            entry.Assignments.Add(new FlowAssignment(statement.Item, new IrInput(statement.Origin)));
            if (statement.Index is not null)
                entry.Assignments.Add(new FlowAssignment(statement.Index, new IrMapIndex(statement.Index.Type, statement.Origin)));
        }

        if (statement.Result is not null)
            map.Assignments.Add(new FlowAssignment(statement.Result, new IrTaskResult(statement.Result.Type, statement.Origin)));
        AddCatchers(map, scope, type => ErrorsInside([iteration], type));
        if (CanFail(iteration))
            _report(Diagnostic.Create(LiftDescriptors.FanOutCancelsSiblings, statement.Origin.Location));
        return map;
    }

    /// <summary>An execution of its own gets what it reads as members of its input.</summary>
    private static void Select(FlowMap map, FlowAssign entry, IrMap statement)
    {
        var origin = statement.Origin;
        Add(statement.Item, new IrMapItem(statement.Item.Type, origin));
        if (statement.Index is { } index)
            Add(index, new IrMapIndex(index.Type, origin));
        foreach (var passed in statement.Passed)
            Add(passed.Variable, passed.Value);

        void Add(IrVariable variable, IrExpression value)
        {
            var name = variable.Name;
            for (var n = 2; map.Selector.Exists(s => s.Name == name); n++)
                name = variable.Name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            map.Selector.Add((name, value));
            entry.Assignments.Add(new FlowAssignment(variable, new IrJsonMember(new IrInput(origin), name, origin) { Type = variable.Type, IsPresent = true }));
        }
    }

    private static bool CanFail(FlowGraph graph) =>
        graph.AllNodes().Any(n => n is FlowFail || (n is FlowTask task && !task.Catchers.Any(c => c.Errors.Contains("States.ALL"))));

    private FlowGraph Subgraph(ImmutableArray<IrStatement> body, Origin origin)
    {
        static FlowNode End(IrExpression? value, Origin at) => new FlowEnd(value, at);
        var scope = Scope.Outermost(End);
        var outer = _residualFailure;
        _residualFailure = null;
        var graph = new FlowGraph(Block(body, 0, End(null, origin), scope));
        _residualFailure = outer;
        return graph;
    }

    /// <summary>The names under which this program can report exceptions of a type: those that it throws, and those of the services that it calls.</summary>
    private HashSet<string> PossibleErrors(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in _program.Body.Descendants())
        {
            if (statement is IrThrow thrown && thrown.ExceptionType.DerivesFrom(type.FullName()))
                names.Add(thrown.ExceptionType.Name);
            if (statement is IrAttempt attempt && attempt.ExceptionType.DerivesFrom(type.FullName()))
                names.Add(attempt.ErrorName);
            if (statement is IrResidual residual)
                names.UnionWith(residual.Function.ErrorNames(type));
            if (statement is IrServiceCall { Integration: { } integration })
                names.UnionWith(integration.Errors.ForDotNetType(type.FullName()).Select(e => e.ErrorName));
            if (statement is IrHttpCall http)
                names.UnionWith(HttpTask.ErrorPatterns(type.FullName(), !http.ThrowsOnFailureStatus));
        }

        return names;
    }

    private static IEnumerable<string> ErrorsInside(IEnumerable<FlowGraph> graphs, INamedTypeSymbol type)
    {
        var nodes = graphs.SelectMany(g => g.AllNodes()).ToList();
        var throwsAgain = nodes.Any(n => n is FlowFail { ExceptionType: null });
        foreach (var node in nodes)
        {
            if (node is FlowFail { ExceptionType: { } thrown } && thrown.DerivesFrom(type.FullName()))
                yield return node is FlowFail { Error: IrConstant { Value: string name } } ? name : thrown.Name;
            if (node is not FlowTask task)
                continue;
            var reported = task.Residual is { } function ? function.ErrorNames(type)
                : task.Operation is null ? HttpTask.KnownErrorNames(type.FullName(), task.AnswersFailureStatus)
                : task.ErrorNames(type.FullName());
            foreach (var error in reported)
            {
                // What a branch catches comes out of it only if the branch throws on.
                if (throwsAgain || !task.Catchers.Any(c => c.Errors.Contains(error) || c.Errors.Contains("States.ALL")))
                    yield return error;
            }
        }
    }

    /// <summary>The catchers of a step, innermost clause first, as C# looks for one.</summary>
    /// <param name="node">The step.</param>
    /// <param name="scope">What is around it.</param>
    /// <param name="names">The names under which the step can report exceptions of a type.</param>
    /// <param name="catchAll">Whether clauses for all exceptions become <c>States.ALL</c>.</param>
    private void AddCatchers(FlowFallible node, Scope scope, Func<INamedTypeSymbol, IEnumerable<string>> names, bool catchAll = true)
    {
        var handled = new HashSet<string>(StringComparer.Ordinal);
        for (var depth = scope.Frames.Count - 1; depth >= 0; depth--)
        {
            var frame = scope.Frames[depth];
            for (var position = 0; position < frame.Clauses.Length; position++)
            {
                var clause = frame.Clauses[position];
                if (clause.CatchesEverything)
                {
                    if (catchAll)
                        node.Catchers.Add(Catcher(["States.ALL"], clause, node, scope.Until(depth + 1), position + 1));
                    return;
                }

                var errors = names(clause.Type!).Distinct().Where(handled.Add).ToList();
                if (errors.Count > 0)
                    node.Catchers.Add(Catcher(errors, clause, node, scope.Until(depth + 1), position + 1));
            }

            if (frame.Finally.Length > 0)
            {
                if (!catchAll)
                    return;
                var kept = frame.Pending!;
                var exception = ExceptionTypes.Find(node.Origin.Method);
                var cleanup = exception is null ? null : Block(frame.Finally, 0, RaiseAgain(kept, exception, scope.Until(depth), node.Origin), scope.Cleaning(depth));
                if (cleanup is not null)
                    node.Catchers.Add(new FlowCatcher(["States.ALL"], cleanup, node.Origin) { Assignments = [new FlowAssignment(kept, new IrCaughtError(null, node.Origin))] });
                return;
            }
        }
    }

    private FlowCatcher Catcher(IReadOnlyList<string> errors, Clause clause, FlowNode node, Scope scope, int nextClause) =>
        new(errors, Filtered(clause, null, scope, nextClause, node.Origin), clause.Catch.Origin) { Assignments = [new FlowAssignment(clause.Variable, new IrCaughtError(clause.Type, node.Origin))] };

    /// <summary>What is around a statement.</summary>
    private sealed record Scope(ImmutableList<Frame> Frames, ImmutableDictionary<IrLabel, (FlowNode Target, ImmutableList<Frame> Frames)> Labels, Func<IrExpression?, Origin, FlowNode> End)
    {
        /// <summary>The values that are returned while finally blocks are still to run.</summary>
        public required PendingResults Results { get; init; }

        /// <summary>
        /// Where the exceptions of try statements around are kept while their finally blocks run; null outside of any. Try statements inside one
        /// another share it, because what is inside has been left when an exception passes what is around it.
        /// </summary>
        public IrVariable? Pending { get; init; }

        /// <summary>The scope of a whole graph.</summary>
        public static Scope Outermost(Func<IrExpression?, Origin, FlowNode> end) =>
            new(ImmutableList<Frame>.Empty, ImmutableDictionary<IrLabel, (FlowNode, ImmutableList<Frame>)>.Empty, end) { Results = new PendingResults() };

        /// <summary>The scope outside of the frames from a depth on.</summary>
        public Scope Until(int depth) => this with { Frames = Frames.RemoveRange(depth, Frames.Count - depth) };

        /// <summary>The scope of the finally block at a depth: what is under way is not touched by try statements in it.</summary>
        public Scope Cleaning(int depth) => Until(depth) with { Pending = null };
    }

    /// <summary>One variable per type of value that a graph returns over finally blocks: only one return is under way at a time.</summary>
    private sealed class PendingResults
    {
        private readonly List<IrVariable> _variables = [];

        public IrVariable For(ITypeSymbol? type)
        {
            var known = _variables.Find(v => SymbolEqualityComparer.IncludeNullability.Equals(v.Type, type));
            if (known is null)
                _variables.Add(known = new IrVariable("result", type));
            return known;
        }
    }

    /// <summary>A try statement seen from inside: either its catch clauses or its finally block.</summary>
    private sealed record Frame(ImmutableArray<Clause> Clauses, ImmutableArray<IrStatement> Finally)
    {
        /// <summary>Holds the exception that is under way while the finally block runs; null for catch clauses.</summary>
        public IrVariable? Pending { get; init; }
    }

    private sealed record Clause(IrCatch Catch, Lazy<FlowNode> Entry)
    {
        public INamedTypeSymbol? Type => Catch.ExceptionType;

        public IrVariable Variable => Catch.Variable;

        public bool CatchesEverything => Catch.Kind == IrCatchKind.FunctionError || Type.Is("System.Exception");

        public bool Catches(INamedTypeSymbol thrown) => Catch.Kind == IrCatchKind.FunctionError || thrown.DerivesFrom(Type!.FullName());
    }
}
