using System.Text.RegularExpressions;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>What kind of thing a Task calls.</summary>
public enum TaskResourceKind
{
    /// <summary>A Lambda function by its own ARN.</summary>
    Lambda,

    /// <summary>An activity.</summary>
    Activity,

    /// <summary>An optimized integration, for instance <c>sns:publish</c>.</summary>
    Optimized,

    /// <summary>An AWS SDK integration, for instance <c>aws-sdk:s3:getObject</c>.</summary>
    AwsSdk,

    /// <summary>An ARN of another kind.</summary>
    Other,
}

/// <summary>How a Task waits for what it calls.</summary>
public enum TaskPattern
{
    /// <summary>For the response.</summary>
    RequestResponse,

    /// <summary><c>.sync</c>: for the job to end.</summary>
    Sync,

    /// <summary><c>.sync:2</c>: for the job to end, with parsed output.</summary>
    SyncV2,

    /// <summary><c>.waitForTaskToken</c>: for somebody to return the token.</summary>
    WaitForTaskToken,
}

/// <summary>The parts of a Task's <c>Resource</c>.</summary>
/// <param name="Kind">What is called.</param>
/// <param name="Service">The service, for instance <c>dynamodb</c>; "lambda" for a function's ARN; "" for an activity.</param>
/// <param name="Action">The action, for instance <c>putItem</c>; the function's or activity's name for those.</param>
/// <param name="Pattern">How the Task waits.</param>
public sealed record TaskResource(TaskResourceKind Kind, string Service, string Action, TaskPattern Pattern)
{
    private static readonly Regex Lambda = new(
        @"^arn:aws[a-zA-Z-]*:lambda:[^:]*:[^:]*:function:(?<name>[^:]+)(:(?<alias>\$LATEST|[a-zA-Z0-9_-]+))?$", RegexOptions.CultureInvariant);

    private static readonly Regex Activity = new(@"^arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:activity:(?<name>[^:]+)$", RegexOptions.CultureInvariant);

    private static readonly Regex Integration = new(
        @"^arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:(?<sdk>aws-sdk:)?(?<service>[a-zA-Z0-9_-]+):(?<action>[a-zA-Z0-9_]+)(?<pattern>\.sync(:2)?|\.waitForTaskToken)?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex AnyArn = new(@"^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Takes a resource apart; null if it is no ARN, or one of a malformed function.</summary>
    public static TaskResource? Parse(string resource)
    {
        if (Lambda.Match(resource) is { Success: true } lambda)
        {
            return new TaskResource(TaskResourceKind.Lambda, "lambda", lambda.Groups["name"].Value, TaskPattern.RequestResponse);
        }

        if (Activity.Match(resource) is { Success: true } activity)
        {
            return new TaskResource(TaskResourceKind.Activity, "", activity.Groups["name"].Value, TaskPattern.RequestResponse);
        }

        if (Integration.Match(resource) is { Success: true } integration)
        {
            return new TaskResource(
                integration.Groups["sdk"].Success ? TaskResourceKind.AwsSdk : TaskResourceKind.Optimized,
                integration.Groups["service"].Value,
                integration.Groups["action"].Value,
                integration.Groups["pattern"].Value switch
                {
                    ".sync" => TaskPattern.Sync,
                    ".sync:2" => TaskPattern.SyncV2,
                    ".waitForTaskToken" => TaskPattern.WaitForTaskToken,
                    _ => TaskPattern.RequestResponse,
                });
        }

        var isFunction = resource.Split(':') is { Length: > 5 } parts && parts[2] == "lambda" && parts[5] == "function";
        return AnyArn.IsMatch(resource) && !isFunction ? new TaskResource(TaskResourceKind.Other, resource.Split(':')[2], "", TaskPattern.RequestResponse) : null;
    }
}
