using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Machines;

/// <summary>Reads the answers that tell of a job.</summary>
internal static class JobStatus
{
    /// <summary>The job's status in an answer to <see cref="JobIntegration.Ask"/>; null if it says none.</summary>
    public static string? Of(JobIntegration job, JsonData answer) => At(answer, job.Status) is DataString { Value: var status } ? status : null;

    /// <summary>Whether the task returns the description of a job that has ended; otherwise it fails with it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="status">Its status.</param>
    /// <param name="description">What the task returns, by API names.</param>
    public static bool IsSuccess(JobIntegration job, string status, JsonData description) =>
        job.Succeeded.Contains(status)
        && (job.ExitCodes is not [var list, var code] || At(description, [list]) is not DataArray items || items.All(item => At(item, [code]) is not DataNumber { Value: not 0 }));

    /// <summary>The value under a path of API names and positions in lists; null if there is none.</summary>
    public static JsonData? At(JsonData value, IReadOnlyList<string> path)
    {
        JsonData? found = value;
        foreach (var name in path)
        {
            found = found switch
            {
                DataObject members => members.Get(name),
                DataArray items when int.TryParse(name, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return found;
    }
}
