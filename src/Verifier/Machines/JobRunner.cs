using System.Text.Json.Nodes;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Machines;

/// <summary>
/// Does what Step Functions does for a task that waits for a job (<c>.sync</c>): asks the scripted service until the job has ended. What it asks counts as
/// calls, so that they pair with those of a handler that polls.
/// </summary>
internal sealed class JobRunner(AwsCatalogue catalogue, IReadOnlyDictionary<string, JobPatience> patience)
{
    // A script in which a job never ends must not keep the verifier.
    private const int MostQuestions = 200;

    /// <summary>The job that a task waits for; null for every other task.</summary>
    public JobIntegration? JobOf(string resource) =>
        catalogue.TryParseResource(resource, out var parsed, out _) && parsed is { Pattern: IntegrationPatterns.Sync, Integration.Operation.Id: var start } && JobIntegration.TryGet(start, out var job) ? job : null;

    /// <summary>What the task gives, once the service has answered that the job is started.</summary>
    /// <param name="job">The job.</param>
    /// <param name="start">The call that started it.</param>
    /// <param name="started">The answer, by API names.</param>
    /// <param name="script">The services' behaviour.</param>
    /// <param name="state">The state that waits.</param>
    /// <param name="observe">Receives the questions.</param>
    public TaskResponse Wait(JobIntegration job, ServiceCall start, JsonData started, ScriptPlayer script, string state, Action<ServiceCall, int, ServiceBehaviour> observe)
    {
        if (job.NotStarted is { } refusal && (JobStatus.At(started, [refusal.Member]) is DataArray { Count: > 0 } || job.Question.Any(part => part.Source == JobValueSource.StartResponse && JobStatus.At(started, part.Path) is null)))
            return TaskResponse.Failure(refusal.Error, started.ToString());
        var operation = catalogue.FindOperation(job.Ask) ?? throw new InvalidOperationException($"The catalogue has no {job.Ask}.");
        var question = Normalization.Call(operation, Question(job, start, started));
        var limit = patience.GetValueOrDefault(state);
        TaskResponse? ended = null;
        for (var asked = 0; asked < (limit?.Attempts ?? MostQuestions); asked++)
        {
            var (occurrence, behaviour) = script.Next(question);
            observe(question, occurrence, behaviour);
            // Step Functions asks again when asking fails.
            if (behaviour is not ServiceBehaviour.Responds { Body: var answer })
                continue;
            var status = JobStatus.Of(job, answer);
            if (status is not null && job.Running.Contains(status))
                continue;
            var description = JobStatus.At(answer, job.Description) ?? JsonData.Object();
            var result = Result(operation, job, answer);
            ended = status is not null && JobStatus.IsSuccess(job, status, description) ? TaskResponse.Success(result) : TaskResponse.Failure("States.TaskFailed", result.ToString());
            // The code did not see that it had ended.
            if (limit is null || status is null || !limit.Ignored.Contains(status))
                return ended;
        }

        if (limit is not null)
            return ended ?? TaskResponse.Failure("States.Timeout", "");
        return TaskResponse.Failure("States.TaskFailed", "{}");
    }

    private static JsonObject Question(JobIntegration job, ServiceCall start, JsonData started)
    {
        var question = new JsonObject();
        foreach (var part in job.Question)
        {
            if (JobStatus.At(part.Source == JobValueSource.StartRequest ? start.Request : started, part.Path) is not { } value)
                continue;
            var node = JsonNode.Parse(value.ToString());
            question[part.Member] = part.IsList ? new JsonArray(node) : node;
        }

        return question;
    }

    /// <summary>The description in the spelling of Step Functions.</summary>
    private static JsonData Result(AwsOperation operation, JobIntegration job, JsonData answer)
    {
        var integration = operation.StepFunctions.AwsSdk ?? throw new InvalidOperationException($"Step Functions cannot call {operation.Id}.");
        var result = JsonData.Parse(StepFunctionsJson.ApiToResult(integration, JsonNode.Parse(answer.ToString()) as JsonObject ?? []).Json.ToJsonString());
        var description = JobStatus.At(result, [.. job.Description.Select(InResult)]) ?? JsonData.Object();
        return job.Result.Reverse().Aggregate(description, (inner, name) => JsonData.Object([(InResult(name), inner)]));

        static string InResult(string name) => int.TryParse(name, out _) ? name : char.ToUpperInvariant(name[0]) + name[1..];
    }
}
