namespace LambdaLift.ServiceCatalogue;

/// <summary>How <c>aws-sdk</c> integrations name a service.</summary>
public sealed class SdkServiceIntegration
{
    private readonly string[] _unsupported;

    internal SdkServiceIntegration(string name, string errorPrefix, bool isDocumented, string[] unsupportedOperations)
    {
        Name = name;
        ErrorPrefix = errorPrefix;
        IsDocumented = isDocumented;
        _unsupported = unsupportedOperations;
    }

    /// <summary>The service's part of <c>arn:aws:states:::aws-sdk:&lt;service&gt;:…</c>, for example <c>cloudwatchlogs</c>.</summary>
    public string Name { get; }

    /// <summary>The first part of error names, for example <c>CloudWatchLogs</c>.</summary>
    public string ErrorPrefix { get; }

    /// <summary>Whether the Step Functions documentation lists the service; otherwise the name follows the rule that reproduces all listed ones.</summary>
    public bool IsDocumented { get; }

    /// <summary>Operations that the documentation excludes.</summary>
    public IReadOnlyCollection<string> UnsupportedOperations => _unsupported;

    /// <summary>Whether the documentation excludes the operation.</summary>
    public bool IsUnsupported(string operation) => Array.IndexOf(_unsupported, operation) >= 0;
}
