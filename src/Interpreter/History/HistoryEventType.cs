namespace LambdaLift.Interpreter.History;

/// <summary>Types of history events; the names are those of the <c>HistoryEvent</c> data type of the AWS Step Functions API.</summary>
public enum HistoryEventType
{
    /// <summary>Execution started.</summary>
    ExecutionStarted,

    /// <summary>Execution succeeded.</summary>
    ExecutionSucceeded,

    /// <summary>Execution failed.</summary>
    ExecutionFailed,

    /// <summary>Execution timed out.</summary>
    ExecutionTimedOut,

    /// <summary>Pass state entered.</summary>
    PassStateEntered,

    /// <summary>Pass state exited.</summary>
    PassStateExited,

    /// <summary>Choice state entered.</summary>
    ChoiceStateEntered,

    /// <summary>Choice state exited.</summary>
    ChoiceStateExited,

    /// <summary>Wait state entered.</summary>
    WaitStateEntered,

    /// <summary>Wait state exited.</summary>
    WaitStateExited,

    /// <summary>Wait state aborted.</summary>
    WaitStateAborted,

    /// <summary>Succeed state entered.</summary>
    SucceedStateEntered,

    /// <summary>Succeed state exited.</summary>
    SucceedStateExited,

    /// <summary>Fail state entered.</summary>
    FailStateEntered,

    /// <summary>Task state entered.</summary>
    TaskStateEntered,

    /// <summary>Task state exited.</summary>
    TaskStateExited,

    /// <summary>Task state aborted.</summary>
    TaskStateAborted,

    /// <summary>Task scheduled.</summary>
    TaskScheduled,

    /// <summary>Task started.</summary>
    TaskStarted,

    /// <summary>Task submitted.</summary>
    TaskSubmitted,

    /// <summary>Task succeeded.</summary>
    TaskSucceeded,

    /// <summary>Task failed.</summary>
    TaskFailed,

    /// <summary>Task timed out.</summary>
    TaskTimedOut,

    /// <summary>Lambda function scheduled.</summary>
    LambdaFunctionScheduled,

    /// <summary>Lambda function started.</summary>
    LambdaFunctionStarted,

    /// <summary>Lambda function succeeded.</summary>
    LambdaFunctionSucceeded,

    /// <summary>Lambda function failed.</summary>
    LambdaFunctionFailed,

    /// <summary>Lambda function timed out.</summary>
    LambdaFunctionTimedOut,

    /// <summary>Activity scheduled.</summary>
    ActivityScheduled,

    /// <summary>Activity started.</summary>
    ActivityStarted,

    /// <summary>Activity succeeded.</summary>
    ActivitySucceeded,

    /// <summary>Activity failed.</summary>
    ActivityFailed,

    /// <summary>Activity timed out.</summary>
    ActivityTimedOut,

    /// <summary>Parallel state entered.</summary>
    ParallelStateEntered,

    /// <summary>Parallel state started.</summary>
    ParallelStateStarted,

    /// <summary>Parallel state succeeded.</summary>
    ParallelStateSucceeded,

    /// <summary>Parallel state failed.</summary>
    ParallelStateFailed,

    /// <summary>Parallel state aborted.</summary>
    ParallelStateAborted,

    /// <summary>Parallel state exited.</summary>
    ParallelStateExited,

    /// <summary>Map state entered.</summary>
    MapStateEntered,

    /// <summary>Map state started.</summary>
    MapStateStarted,

    /// <summary>Map state succeeded.</summary>
    MapStateSucceeded,

    /// <summary>Map state failed.</summary>
    MapStateFailed,

    /// <summary>Map state aborted.</summary>
    MapStateAborted,

    /// <summary>Map state exited.</summary>
    MapStateExited,

    /// <summary>Map iteration started.</summary>
    MapIterationStarted,

    /// <summary>Map iteration succeeded.</summary>
    MapIterationSucceeded,

    /// <summary>Map iteration failed.</summary>
    MapIterationFailed,

    /// <summary>Map iteration aborted.</summary>
    MapIterationAborted,

    /// <summary>Map run started.</summary>
    MapRunStarted,

    /// <summary>Map run succeeded.</summary>
    MapRunSucceeded,

    /// <summary>Map run failed.</summary>
    MapRunFailed,

    /// <summary>Map run aborted.</summary>
    MapRunAborted,

    /// <summary>Evaluation failed.</summary>
    EvaluationFailed,
}
