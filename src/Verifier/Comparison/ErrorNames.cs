using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Comparison;

/// <summary>Which names mean the same error: <c>DynamoDB.ConditionalCheckFailedException</c> is .NET's <c>ConditionalCheckFailedException</c>.</summary>
internal sealed class ErrorNames
{
    private readonly HashSet<(string DotNet, string StepFunctions)> _same = [];
    private readonly bool _hasHttp;

    /// <param name="catalogue">Names of services' errors.</param>
    /// <param name="resources">The resources that the definition uses.</param>
    public ErrorNames(AwsCatalogue catalogue, IEnumerable<string> resources)
    {
        foreach (var resource in resources)
        {
            if (!catalogue.TryParseResource(resource, out var parsed, out _) || parsed.Integration is not { } integration) continue;
            _hasHttp |= integration is { Service: "http", Action: "invoke" };
            foreach (var error in integration.Errors.All)
            {
                if (error.DotNetName is { } name) _same.Add((name, error.ErrorName));
            }
        }
    }

    public bool Same(string dotNet, string stepFunctions) => dotNet == stepFunctions || _same.Contains((dotNet, stepFunctions)) || (_hasHttp && dotNet switch
    {
        nameof(HttpRequestException) => stepFunctions == HttpTask.SocketError || stepFunctions.StartsWith(HttpTask.StatusErrorPrefix, StringComparison.Ordinal),
        nameof(TaskCanceledException) => stepFunctions == HttpTask.TimeoutError,
        _ => false,
    });

    /// <summary>The message in a cause: a failed Lambda function's is the JSON of its error payload.</summary>
    public static string Message(string cause) =>
        JsonData.TryParse(cause, out var json) && json is DataObject payload && payload.TryGetValue("errorMessage", out var message) && message is DataString text
            ? text.Value : cause;
}
