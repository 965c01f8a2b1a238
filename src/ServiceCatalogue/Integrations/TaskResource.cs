using System.Diagnostics.CodeAnalysis;

namespace LambdaLift.ServiceCatalogue;

/// <summary>What the <c>Resource</c> of a Task state names.</summary>
public enum TaskResourceKind
{
    /// <summary>A service integration, optimized or generic.</summary>
    Integration,

    /// <summary>A Lambda function by its ARN, the form older than <c>lambda:invoke</c>.</summary>
    LambdaFunction,

    /// <summary>An activity that a worker polls.</summary>
    Activity,

    /// <summary>An object store access of a distributed Map's reader or writer (<c>arn:aws:states:::s3:getObject</c>).</summary>
    MapReaderOrWriter,
}

/// <summary>A parsed <c>Resource</c>.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Integration">The integration; null for the other kinds.</param>
/// <param name="Pattern">The pattern; request-response unless a suffix says otherwise.</param>
public sealed record TaskResource(TaskResourceKind Kind, StepFunctionsIntegration? Integration, IntegrationPatterns Pattern)
{
    // States Language names these three in the ItemReader and ResultWriter fields only.
    private static readonly HashSet<string> MapResources = new(StringComparer.Ordinal) { "s3:getObject", "s3:listObjectsV2", "s3:putObject" };

    internal static bool TryParse(AwsCatalogue catalogue, string resource, [NotNullWhen(true)] out TaskResource? result, [NotNullWhen(false)] out string? problem)
    {
        result = null;
        problem = null;
        var parts = resource.Split(new[] { ':' }, 6);
        if (parts.Length < 6 || parts[0] != "arn")
        {
            problem = $"'{resource}' is not an ARN.";
            return false;
        }
        if (parts[2] == "lambda" && parts[5].StartsWith("function:", StringComparison.Ordinal))
            result = new TaskResource(TaskResourceKind.LambdaFunction, null, IntegrationPatterns.RequestResponse);
        else if (parts[2] != "states")
            problem = $"'{resource}' names neither a Step Functions integration, nor a Lambda function, nor an activity.";
        else if (parts[5].StartsWith("activity:", StringComparison.Ordinal))
            result = new TaskResource(TaskResourceKind.Activity, null, IntegrationPatterns.RequestResponse);
        else if (parts[3].Length != 0 || parts[4].Length != 0)
            problem = $"'{resource}' has a region or an account; integrations have none.";
        else if (MapResources.Contains(parts[5]))
            result = new TaskResource(TaskResourceKind.MapReaderOrWriter, null, IntegrationPatterns.RequestResponse);
        else
            result = ParseIntegration(catalogue, parts[5], out problem);
        return result is not null;
    }

    private static TaskResource? ParseIntegration(AwsCatalogue catalogue, string text, out string? problem)
    {
        const string sdkPrefix = "aws-sdk:";
        var isSdk = text.StartsWith(sdkPrefix, StringComparison.Ordinal);
        var rest = isSdk ? text.Substring(sdkPrefix.Length) : text;
        var pattern = TakePattern(ref rest);
        var colon = rest.IndexOf(':');
        if (pattern is null || colon < 0 || rest.IndexOf(':', colon + 1) >= 0)
        {
            problem = $"'{text}' is not of the form service:action with an optional .sync, .sync:2 or .waitForTaskToken.";
            return null;
        }
        var service = rest.Substring(0, colon);
        var action = rest.Substring(colon + 1);
        var integration = isSdk ? FindSdk(catalogue, service, action, out problem) : FindOptimized(catalogue, service, action, out problem);
        if (integration is null)
            return null;
        if ((integration.Patterns & pattern.Value) == 0)
        {
            problem = $"{service}:{action} has no {StepFunctionsIntegration.Suffix(pattern.Value)} pattern.";
            return null;
        }
        return new TaskResource(TaskResourceKind.Integration, integration, pattern.Value);
    }

    private static StepFunctionsIntegration? FindOptimized(AwsCatalogue catalogue, string service, string action, out string? problem)
    {
        var found = catalogue.IntegrationTable.FindOptimized(service, action);
        problem = found is null ? $"There is no optimized integration {service}:{action}." : null;
        return found;
    }

    private static StepFunctionsIntegration? FindSdk(AwsCatalogue catalogue, string service, string action, out string? problem)
    {
        problem = null;
        var found = catalogue.FindServiceBySdkName(service);
        if (found is null)
            problem = $"There is no service '{service}' in aws-sdk integrations.";
        else if (found.OperationCount == 0)
            problem = $"The service '{service}' has been retired by AWS; its operations are not known any more.";
        else if (action.Length == 0 || char.IsUpper(action[0]))
            problem = $"The action '{action}' must begin with a small letter.";
        else if (found.FindOperation(action) is not { } operation)
            problem = $"The service '{service}' has no operation '{action}'.";
        else
        {
            var integrations = operation.StepFunctions;
            problem = integrations.Refusal;
            return integrations.AwsSdk;
        }
        return null;
    }

    // Null when the suffix is not one that exists.
    private static IntegrationPatterns? TakePattern(ref string text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
            return IntegrationPatterns.RequestResponse;
        var suffix = text.Substring(dot);
        text = text.Substring(0, dot);
        foreach (var pattern in new[] { IntegrationPatterns.Sync, IntegrationPatterns.Sync2, IntegrationPatterns.WaitForTaskToken })
        {
            if (StepFunctionsIntegration.Suffix(pattern) == suffix)
                return pattern;
        }
        return null;
    }
}
