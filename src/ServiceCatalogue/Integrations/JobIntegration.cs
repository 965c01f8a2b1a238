using System.Diagnostics.CodeAnalysis;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Where a part of the question for a job comes from.</summary>
public enum JobValueSource
{
    /// <summary>The request that started the job.</summary>
    StartRequest,

    /// <summary>The answer to that request.</summary>
    StartResponse,
}

/// <summary>One member of the request that asks for a job.</summary>
/// <param name="Member">Its API name.</param>
/// <param name="Source">Whose value it is.</param>
/// <param name="Path">API names, and positions in lists, from there to the value.</param>
/// <param name="IsList">Whether the value stands in a list of one.</param>
public sealed record JobQuestionPart(string Member, JobValueSource Source, IReadOnlyList<string> Path, bool IsList);

/// <summary>
/// A job that <c>.sync</c> waits for: how one asks for it, and what the task returns. Success gives the description of the job as the task's result; a job
/// that failed gives <c>States.TaskFailed</c> with the description as JSON text in the cause.
/// </summary>
/// <remarks>
/// Results of <c>states:startExecution.sync</c> and <c>ecs:runTask.sync</c>: Step Functions developer guide, and recorded executions; of Glue, Batch and Athena:
/// the guide's sample projects ("Manage a batch job", "Start an Athena query") and the API references that the guide names; of CodeBuild: the guide's page about it, whose
/// definition reads <c>$.Build</c>; of SageMaker: the guide's sample projects ("Train a machine learning model"). Jobs of other services are not here because it is not documented
/// what their tasks return (EMR, EMR Serverless, EMR on EKS, MediaConvert, DataBrew, customization of Bedrock models). Names of API members are those of the service's model; a
/// position in a list is a number.
/// </remarks>
public sealed class JobIntegration
{
    private static readonly JobIntegration[] Known =
    [
        new("stepfunctions:StartExecution", "stepfunctions:DescribeExecution")
        {
            Question = [new("executionArn", JobValueSource.StartResponse, ["executionArn"], false)],
            Same = [(["executionArn"], ["executionArn"])],
            Status = ["status"],
            Running = ["RUNNING"],
            Succeeded = ["SUCCEEDED"],
            Failed = ["FAILED", "TIMED_OUT", "ABORTED"],
        },
        new("glue:StartJobRun", "glue:GetJobRun")
        {
            Question = [new("JobName", JobValueSource.StartRequest, ["JobName"], false), new("RunId", JobValueSource.StartResponse, ["JobRunId"], false)],
            Description = ["JobRun"],
            Same = [(["JobRunId"], ["JobRun", "Id"])],
            Status = ["JobRun", "JobRunState"],
            Running = ["STARTING", "RUNNING", "STOPPING", "WAITING"],
            Succeeded = ["SUCCEEDED"],
            Failed = ["STOPPED", "FAILED", "TIMEOUT", "ERROR", "EXPIRED"],
        },
        new("batch:SubmitJob", "batch:DescribeJobs")
        {
            Question = [new("jobs", JobValueSource.StartResponse, ["jobId"], true)],
            Description = ["jobs", "0"],
            Same = [(["jobId"], ["jobs", "0", "jobId"])],
            Status = ["jobs", "0", "status"],
            Running = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING"],
            Succeeded = ["SUCCEEDED"],
            Failed = ["FAILED"],
        },
        new("ecs:RunTask", "ecs:DescribeTasks")
        {
            Question = [new("cluster", JobValueSource.StartRequest, ["cluster"], false), new("tasks", JobValueSource.StartResponse, ["tasks", "0", "taskArn"], true)],
            Description = ["tasks", "0"],
            Same = [(["tasks", "0", "taskArn"], ["tasks", "0", "taskArn"])],
            Status = ["tasks", "0", "lastStatus"],
            Running = ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING"],
            Succeeded = ["STOPPED"],
            Failed = [],
            ExitCodes = ["containers", "exitCode"],
            NotStarted = new("failures", "AmazonECS.Unknown"),
        },
        new("athena:StartQueryExecution", "athena:GetQueryExecution")
        {
            Question = [new("QueryExecutionId", JobValueSource.StartResponse, ["QueryExecutionId"], false)],
            Same = [(["QueryExecutionId"], ["QueryExecution", "QueryExecutionId"])],
            Status = ["QueryExecution", "Status", "State"],
            Running = ["QUEUED", "RUNNING"],
            Succeeded = ["SUCCEEDED"],
            Failed = ["FAILED", "CANCELLED"],
        },
        Build("StartBuild", "BatchGetBuilds", "build", "builds", "buildStatus"),
        Build("StartBuildBatch", "BatchGetBuildBatches", "buildBatch", "buildBatches", "buildBatchStatus"),
        SageMaker("Training", ["Deleting"]),
        SageMaker("Transform", []),
        SageMaker("Processing", []),
        SageMaker("HyperParameterTuning", ["Deleting"], "DeleteFailed"),
        SageMaker("Labeling", ["Initializing"]),
    ];

    private JobIntegration(string start, string ask)
    {
        Start = start;
        Ask = ask;
    }

    private static JobIntegration Build(string start, string ask, string one, string several, string status) => new($"codebuild:{start}", $"codebuild:{ask}")
    {
        Question = [new("ids", JobValueSource.StartResponse, [one, "id"], true)],
        Description = [several, "0"],
        Result = [one],
        Same = [([one, "id"], [several, "0", "id"]), ([one, "arn"], [several, "0", "arn"])],
        Status = [several, "0", status],
        Running = ["IN_PROGRESS"],
        Succeeded = ["SUCCEEDED"],
        Failed = ["FAILED", "FAULT", "TIMED_OUT", "STOPPED"],
    };

    private static JobIntegration SageMaker(string kind, string[] running, params string[] failed) => new($"sagemaker:Create{kind}Job", $"sagemaker:Describe{kind}Job")
    {
        Question = [new($"{kind}JobName", JobValueSource.StartRequest, [$"{kind}JobName"], false)],
        Same = [([$"{kind}JobArn"], [$"{kind}JobArn"])],
        Status = [$"{kind}JobStatus"],
        Running = [.. running, "InProgress", "Stopping"],
        Succeeded = ["Completed"],
        Failed = ["Failed", "Stopped", .. failed],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JobIntegration> All => Known;

    /// <summary>The catalogue id of the operation that starts the job.</summary>
    public string Start { get; }

    /// <summary>The catalogue id of the operation that asks for it.</summary>
    public string Ask { get; }

    /// <summary>The members of the request that asks; members whose source has no value are left out.</summary>
    public IReadOnlyList<JobQuestionPart> Question { get; private init; } = [];

    /// <summary>From the answer of <see cref="Ask"/> to what the task returns; empty: the answer itself.</summary>
    public IReadOnlyList<string> Description { get; private init; } = [];

    /// <summary>
    /// Where the description is in what the task returns, by members that the answer of <see cref="Start"/> has as well: then the task returns a document of that form;
    /// empty where it returns the description itself.
    /// </summary>
    public IReadOnlyList<string> Result { get; private init; } = [];

    /// <summary>What the answer of <see cref="Start"/> says that the answer of <see cref="Ask"/> says as well.</summary>
    public IReadOnlyList<(IReadOnlyList<string> Started, IReadOnlyList<string> Asked)> Same { get; private init; } = [];

    /// <summary>From the answer of <see cref="Ask"/> to the job's status.</summary>
    public IReadOnlyList<string> Status { get; private init; } = [];

    /// <summary>The statuses of a job that has not ended.</summary>
    public IReadOnlyList<string> Running { get; private init; } = [];

    /// <summary>The statuses after which the task returns the description, if <see cref="ExitCodes"/> have nothing against it.</summary>
    public IReadOnlyList<string> Succeeded { get; private init; } = [];

    /// <summary>The statuses after which the task fails.</summary>
    public IReadOnlyList<string> Failed { get; private init; } = [];

    /// <summary>In what the task returns: a list, and the member of its elements that is not zero in a job that failed; empty where the status says it all.</summary>
    public IReadOnlyList<string> ExitCodes { get; private init; } = [];

    /// <summary>The member of the answer of <see cref="Start"/> that is not empty when the job was not started, and the error that the task then fails with; null where failing to start is an error of the operation.</summary>
    public (string Member, string Error)? NotStarted { get; private init; }

    /// <summary>All statuses of a job that has ended.</summary>
    public IEnumerable<string> Ended => Succeeded.Concat(Failed);

    /// <summary>The job that an operation starts.</summary>
    /// <param name="operation">Catalogue id, such as <c>glue:StartJobRun</c>.</param>
    /// <param name="job">The job.</param>
    public static bool TryGet(string operation, [NotNullWhen(true)] out JobIntegration? job)
    {
        job = Array.Find(Known, k => k.Start == operation);
        return job is not null;
    }
}
