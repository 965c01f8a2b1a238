using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>Calls of services and functions as tasks.</summary>
internal sealed partial class FlowBuilder
{
    private AwsOperation InvokeOperation => _catalogue.FindOperation("lambda:Invoke") ?? throw new InvalidOperationException("The catalogue has no lambda:Invoke.");

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
        var task = new FlowTask(integration, call.Operation, call.Request, next, call.Origin) { NameHint = StateNames.ForCall(call.Operation, call.Origin), Pattern = IntegrationPatterns.Sync, Retry = call.Retry, Polling = call.Polling };
        AddServiceErrors(task, scope, integration, call.Origin, job.NotStarted is { Error: var notStarted } ? [notStarted] : []);
        if (call.Result is not { } description)
        {
            task.Catchers.Add(new FlowCatcher(["States.TaskFailed"], next, call.Origin));
            return task;
        }

        var failure = new IrVariable("jobFailure", null) { IsError = true };
        task.Assignments.Add(new FlowAssignment(description, new IrTaskResult(description.Type, call.Origin)));
        var cause = new IrParseJson(new IrMember(new IrRead(failure, call.Origin), ExceptionMembers.Message, null, call.Origin), call.Origin) { Type = description.Type };
        var failed = new FlowAssign(next, call.Origin) { Assignments = [new FlowAssignment(description, cause)] };
        task.Catchers.Add(new FlowCatcher(["States.TaskFailed"], failed, call.Origin) { Assignments = [new FlowAssignment(failure, new IrCaughtError(null, call.Origin))] });
        return task;
    }

    private FlowTask Invoke(IrInvoke invoke, FlowNode next, Scope scope)
    {
        var operation = InvokeOperation;
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
}
