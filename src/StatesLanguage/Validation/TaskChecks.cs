using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>What only Task states have: resource, credentials, timeouts.</summary>
internal static class TaskChecks
{
    public static void Check(Findings findings, StateSite site, TaskState task, AslValidationOptions options)
    {
        if (task.Resource.Length > 0)
        {
            Resource(findings, site.Place.Field("Resource"), task.Resource, options);
        }

        StateChecks.Exclusive(findings, site.Place, "TimeoutSeconds", "TimeoutSecondsPath");
        StateChecks.Exclusive(findings, site.Place, "HeartbeatSeconds", "HeartbeatSecondsPath");
        NumberChecks.Check(findings, site.Place, site.IsJsonata, "TimeoutSeconds", task.TimeoutSeconds, NumberRange.Seconds);
        NumberChecks.Check(findings, site.Place, site.IsJsonata, "HeartbeatSeconds", task.HeartbeatSeconds, NumberRange.Seconds);
        if (task is { TimeoutSeconds.Number: { } timeout, HeartbeatSeconds.Number: { } heartbeat } && heartbeat >= timeout)
        {
            findings.Add(AslRules.LongHeartbeat, site.Place.Field("HeartbeatSeconds"), heartbeat, timeout);
        }

        Credentials(findings, site, task);
    }

    public static void Resource(Findings findings, Place place, string resource, AslValidationOptions options)
    {
        if (Substitutions.Occur(resource))
        {
            return;
        }

        if (TaskResource.Parse(resource) is not { } parsed)
        {
            findings.Add(AslRules.InvalidResource, place, resource, resource.StartsWith("arn:", StringComparison.Ordinal) ? " of a function, an activity or an integration" : "");
            return;
        }

        if (options.Type == WorkflowType.Express)
        {
            Express(findings, place, parsed);
        }

        if (options.Catalogue?.FindProblem(parsed, resource) is { } problem)
        {
            findings.Add(AslRules.UnknownResource, place, problem);
        }
    }

    private static void Express(Findings findings, Place place, TaskResource resource)
    {
        if (resource.Kind == TaskResourceKind.Activity)
        {
            findings.Add(AslRules.NotInExpress, place, "activities");
        }
        else if (resource.Pattern is TaskPattern.Sync or TaskPattern.SyncV2)
        {
            findings.Add(AslRules.NotInExpress, place, "'.sync' service integrations");
        }
        else if (resource.Pattern == TaskPattern.WaitForTaskToken)
        {
            findings.Add(AslRules.NotInExpress, place, "'.waitForTaskToken' service integrations");
        }
    }

    private static void Credentials(Findings findings, StateSite site, TaskState task)
    {
        if (task.Credentials is null || (site.IsJsonata && task.Credentials is DataString text && JsonataText.IsExpression(text.Value)))
        {
            return;
        }

        var place = site.Place.Field("Credentials");
        if (task.Credentials is not DataObject credentials)
        {
            findings.Add(AslRules.WrongType, place, "Credentials", "an object");
        }
        else if (!credentials.ContainsKey("RoleArn") && (site.IsJsonata || !credentials.ContainsKey("RoleArn.$")))
        {
            findings.Add(AslRules.MissingField, place, "RoleArn", "Credentials");
        }
    }
}
