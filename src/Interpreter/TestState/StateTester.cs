using LambdaLift.Interpreter.Compilation;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.Interpreter.States;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.TestState;

/// <summary>Runs one attempt of one state by itself.</summary>
internal static class StateTester
{
    public static StateTestResult Run(CompiledMachine machine, StateTest test)
    {
        StateNode node = test.StateName is null
            ? machine.Graph.Start
            : machine.Nodes.Values.FirstOrDefault(n => n.Name == test.StateName)
                ?? throw new ArgumentException($"The definition has no state '{test.StateName}'.", nameof(test));
        var options = new ExecutionOptions { Type = StateMachineType.Express, RoleArn = null, TaskHandler = test.TaskHandler };
        var mock = new StateMock(test);
        if (test.MockResult is not null || test.MockError is not null) options = options with { TaskHandler = mock };
        var inspection = new Inspection();
        var run = new ExecutionRun(machine, options) { Inspection = inspection, Mock = mock, ContextOverride = test.Context };
        string name = run.Random.NextGuid().ToString();
        var scope = new ExecutionScope(options, StateMachineType.Express, name, options.StateMachineName, test.Input, options.StartTime, keepHistory: false);
        var variables = new VariableScope(null);
        variables.Assign(test.Variables);
        var branch = new BranchRun(run, scope, BranchPath.Root, variables, null, 0, (_, _) => { });
        var frame = new StateFrame(branch, node, test.Input, 0, 0, options.StartTime);
        inspection.Set("input", test.Input);
        if (test.Variables.Count > 0) inspection.Set("variables", test.Variables);

        StateStep step = BranchRun.Guard(frame, static f => f.Node.Execute(f));
        if (step.IsSuspended) throw new MissingMockException($"State '{node.Name}' waits for something; a test of one state needs a mocked result.");
        if (step.Failure is null && run.CheckOutcome(frame, step.Outcome) is { } tooLarge) step = StateStep.Fail(tooLarge);
        return step.Failure is { } failure ? Failed(frame, failure, test, inspection) : Succeeded(StateTestStatus.Succeeded, step, inspection);
    }

    private static StateTestResult Succeeded(StateTestStatus status, StateStep step, Inspection inspection, StateFailure? failure = null) => new()
    {
        Status = status,
        Output = step.Outcome.Output,
        Error = failure?.Error,
        Cause = failure?.Cause,
        NextState = step.Exit!.NextName,
        InspectionData = inspection.Build(),
    };

    private static StateTestResult Failed(StateFrame frame, StateFailure failure, StateTest test, Inspection inspection)
    {
        StateNode node = frame.Node;
        var details = new DataObjectBuilder(2);
        StateTestStatus status = StateTestStatus.Failed;
        int retrier = Array.FindIndex(node.Retriers, r => ErrorNames.Matches(r.ErrorEquals, failure));
        if (retrier >= 0)
        {
            details.Set("retryIndex", retrier);
            if (test.RetrierRetryCount < node.Retriers[retrier].MaxAttempts)
            {
                details.Set("retryBackoffIntervalSeconds", node.Retriers[retrier].Interval(test.RetrierRetryCount));
                status = StateTestStatus.Retriable;
            }
        }

        if (status == StateTestStatus.Failed && node.FindCatcher(failure) is { } catcher)
        {
            StateStep caught = BranchRun.Guard(frame, f => catcher.Catch(f, failure));
            if (caught.Failure is { } again)
            {
                failure = again;
            }
            else
            {
                details.Set("catchIndex", catcher.Index);
                inspection.Set("errorDetails", details.Build());
                return Succeeded(StateTestStatus.CaughtError, caught, inspection, failure);
            }
        }

        if (details.Count > 0) inspection.Set("errorDetails", details.Build());
        return new StateTestResult { Status = status, Error = failure.Error, Cause = failure.Cause, InspectionData = inspection.Build() };
    }
}

/// <summary>Stands in for what the tested state runs.</summary>
internal sealed class StateMock(StateTest test) : ITaskHandler
{
    /// <summary>The items that a reader would have read; null when the test gives none.</summary>
    public DataArray? ReaderData => test.MapItemReaderData;

    /// <summary>How many iterations of a Map failed.</summary>
    public int FailureCount => test.MapIterationFailureCount;

    public TaskResponse Handle(TaskRequest request) =>
        test.MockError is { } error ? TaskResponse.Failure(error.Error, error.Cause) : TaskResponse.Success(test.MockResult!);

    /// <summary>The result of the branches or iterations of the tested state.</summary>
    public JsonData Result(string stateName)
    {
        if (test.MockError is { } error) throw new StateFailureException(new StateFailure(error.Error, error.Cause));
        return test.MockResult ?? throw new MissingMockException($"A test of the state '{stateName}' alone needs a mocked result.");
    }
}
