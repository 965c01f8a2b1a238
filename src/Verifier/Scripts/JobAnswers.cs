using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Machines;

namespace LambdaLift.Verifier.Scripts;

/// <summary>What is true of every service that tells of jobs, whatever a script says: the answer is about the job that was asked for.</summary>
internal static class JobAnswers
{
    /// <summary>The behaviour, with the job's id as the question has it.</summary>
    public static ServiceBehaviour AboutTheJob(ServiceCall question, ServiceBehaviour behaviour)
    {
        if (behaviour is ServiceBehaviour.Responds { Body: DataObject answer } && JobIntegration.TryGet(question.Operation, out var job) && job.Result.Count > 0)
            return new ServiceBehaviour.Responds(job.Question.Where(part => part.Source == JobValueSource.StartResponse).Aggregate(answer, (told, part) => JobStatus.At(told, part.Path) is null ? With(told, part.Path, 0) : told));
        if (behaviour is not ServiceBehaviour.Responds { Body: var body } || JobIntegration.All.FirstOrDefault(job => job.Ask == question.Operation) is not { } asked)
            return behaviour;
        foreach (var part in asked.Question.Where(part => part.Source == JobValueSource.StartResponse))
        {
            var id = (question.Request as DataObject)?.Get(part.Member);
            if (part.IsList)
                id = (id as DataArray) is { Count: 1 } only ? only[0] : null;
            if (id is not null && asked.Same.FirstOrDefault(same => same.Started.SequenceEqual(part.Path)).Asked is { } place)
                body = Set(body, place, 0, id);
        }

        return new ServiceBehaviour.Responds(body);
    }

    /// <summary>A document that tells of the job that was started, which every answer of such a service does.</summary>
    private static DataObject With(DataObject? holder, IReadOnlyList<string> path, int from) => JsonData.Object(
    [
        .. (holder ?? JsonData.Object()).Where(member => member.Key != path[from]).Select(member => (member.Key, member.Value)),
        (path[from], from == path.Count - 1 ? JsonData.String("job-1") : With(holder?.Get(path[from]) as DataObject, path, from + 1)),
    ]);

    /// <summary>The value with another one at a place, if what holds the place is there.</summary>
    private static JsonData Set(JsonData value, IReadOnlyList<string> path, int from, JsonData leaf)
    {
        if (from == path.Count)
            return leaf;
        return value switch
        {
            DataArray items when int.TryParse(path[from], out var index) => JsonData.Array([.. items.Select((item, i) => i == index ? Set(item, path, from + 1, leaf) : item)]),
            DataObject members when from == path.Count - 1 => JsonData.Object([.. members.Where(member => member.Key != path[from]).Select(member => (member.Key, member.Value)), (path[from], leaf)]),
            DataObject members when members.Get(path[from]) is not null => JsonData.Object([.. members.Select(member => (member.Key, member.Key == path[from] ? Set(member.Value, path, from + 1, leaf) : member.Value))]),
            _ => value,
        };
    }
}
