namespace LambdaLift.ServiceCatalogue;

/// <summary>A resource that a Task state can name, and what its parameters, result and errors look like.</summary>
public sealed class StepFunctionsIntegration
{
    /// <summary>What precedes the service in a resource of the public partition.</summary>
    public const string ResourcePrefix = "arn:aws:states:::";

    private readonly IReadOnlyDictionary<string, ValueForm> _parameterForms;
    private readonly IReadOnlyDictionary<string, ValueForm> _resultForms;

    internal StepFunctionsIntegration(
        IntegrationKind kind,
        string service,
        string action,
        IReadOnlyList<AwsOperation> operations,
        bool hasApiParameters,
        IntegrationPatterns patterns,
        IntegrationPatterns expressPatterns,
        IReadOnlyList<string>? parameters,
        IReadOnlyDictionary<string, ValueForm> parameterForms,
        IReadOnlyDictionary<string, ValueForm> resultForms,
        IReadOnlyList<string> parameterNotes,
        IReadOnlyList<string> resultNotes,
        string errorPrefix,
        string fallbackError,
        FactConfidence errorConfidence,
        FactConfidence confidence)
    {
        Kind = kind;
        Service = service;
        Action = action;
        Operations = operations;
        HasApiParameters = hasApiParameters;
        Patterns = patterns;
        ExpressPatterns = expressPatterns;
        Parameters = parameters;
        _parameterForms = parameterForms;
        _resultForms = resultForms;
        ParameterNotes = parameterNotes;
        ResultNotes = resultNotes;
        ErrorPrefix = errorPrefix;
        FallbackError = fallbackError;
        ErrorConfidence = errorConfidence;
        Confidence = confidence;
        Errors = new IntegrationErrors(this);
    }

    /// <summary>Optimized, or the generic SDK form.</summary>
    public IntegrationKind Kind { get; }

    /// <summary>The service as the resource names it: <c>dynamodb</c>, <c>states</c>, <c>cloudwatchlogs</c>.</summary>
    public string Service { get; }

    /// <summary>The action as the resource names it: <c>putItem</c>.</summary>
    public string Action { get; }

    /// <summary>The resource of the request-response pattern in the public partition.</summary>
    public string Resource => ResourceFor(IntegrationPatterns.RequestResponse);

    /// <summary>The API operation that runs; null for integrations that are no operation of a service model (<c>http:invoke</c>, <c>eks:runJob</c>).</summary>
    public AwsOperation? Operation => Operations.Count > 0 ? Operations[0] : null;

    /// <summary>All operations that this integration stands for.</summary>
    public IReadOnlyList<AwsOperation> Operations { get; }

    /// <summary>Whether the parameters and the request-response result are those of <see cref="Operation"/>; false where Step Functions has its own (EMR's <c>addStep</c>).</summary>
    public bool HasApiParameters { get; }

    /// <summary>The patterns in Standard workflows.</summary>
    public IntegrationPatterns Patterns { get; }

    /// <summary>The patterns in Express workflows: request-response only.</summary>
    public IntegrationPatterns ExpressPatterns { get; }

    /// <summary>The parameters that are accepted, where Step Functions takes fewer than the API; null when it takes all.</summary>
    public IReadOnlyList<string>? Parameters { get; }

    /// <summary>What else is to know of the parameters.</summary>
    public IReadOnlyList<string> ParameterNotes { get; }

    /// <summary>What else is to know of the result.</summary>
    public IReadOnlyList<string> ResultNotes { get; }

    /// <summary>The first part of the error names.</summary>
    public string ErrorPrefix { get; }

    /// <summary>The error name of a failure without a modelled error, for example <c>SNS.AmazonSNSException</c> or <c>Sns.SnsException</c>; empty where there is none.</summary>
    public string FallbackError { get; }

    /// <summary>The error name of a failure before the service answered, for example <c>SNS.SdkClientException</c>; empty where there is none.</summary>
    public string ClientError => ErrorPrefix.Length == 0 || FallbackError.Length == 0 ? "" : ErrorPrefix + ".SdkClientException";

    /// <summary>How well the error names are founded.</summary>
    public FactConfidence ErrorConfidence { get; }

    /// <summary>How well the integration itself is founded.</summary>
    public FactConfidence Confidence { get; }

    /// <summary>The errors that a task can fail with.</summary>
    public IntegrationErrors Errors { get; }

    /// <summary>The resource of a pattern.</summary>
    /// <param name="pattern">One pattern.</param>
    /// <param name="partition">The AWS partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</param>
    /// <exception cref="NotSupportedException">The integration does not have the pattern.</exception>
    public string ResourceFor(IntegrationPatterns pattern, string partition = "aws")
    {
        if ((Patterns & pattern) == 0)
            throw new NotSupportedException($"{Service}:{Action} has no {pattern} pattern.");
        var service = Kind == IntegrationKind.AwsSdk ? "aws-sdk:" + Service : Service;
        return $"arn:{partition}:states:::{service}:{Action}{Suffix(pattern)}";
    }

    /// <summary>Whether a top-level parameter, in this integration's spelling, is accepted.</summary>
    public bool AcceptsParameter(string name) => Parameters is not null
        ? Parameters.Contains(name, StringComparer.Ordinal)
        : Operation?.Input?.Members.Any(m => m.NameFor(Kind) == name) ?? false;

    /// <summary>Whether all the given members of the operation's input can be passed.</summary>
    public bool Accepts(IEnumerable<ShapeMember> topLevelMembers) => HasApiParameters && topLevelMembers.All(m => AcceptsParameter(m.NameFor(Kind)));

    /// <summary>How the value of a parameter is written, by its API path with dots and without list indices: <c>Payload</c>, <c>Entries.Detail</c>.</summary>
    public ValueForm ParameterForm(string apiPath, Shape shape) => Form(_parameterForms, apiPath, shape, isResult: false);

    /// <summary>How the value of a result field reads, by its API path.</summary>
    public ValueForm ResultForm(string apiPath, Shape shape) => Form(_resultForms, apiPath, shape, isResult: true);

    /// <summary>The API paths of the parameters, or of the result fields, whose API value is bytes or text that holds JSON by contract.</summary>
    internal IEnumerable<string> JsonPaths(bool isResult) => (isResult ? _resultForms : _parameterForms).Where(f => f.Value == ValueForm.Json).Select(f => f.Key);

    /// <inheritdoc/>
    public override string ToString() => Resource;

    internal static string Suffix(IntegrationPatterns pattern) => pattern switch
    {
        IntegrationPatterns.Sync => ".sync",
        IntegrationPatterns.Sync2 => ".sync:2",
        IntegrationPatterns.WaitForTaskToken => ".waitForTaskToken",
        _ => "",
    };

    private ValueForm Form(IReadOnlyDictionary<string, ValueForm> forms, string apiPath, Shape shape, bool isResult)
    {
        if (forms.TryGetValue(apiPath, out var form))
            return form;
        if (shape.Kind != ShapeKind.Blob)
            return !isResult && shape.Kind == ShapeKind.String && Kind == IntegrationKind.AwsSdk ? ValueForm.TextOrJson : ValueForm.Plain;
        // DynamoDB documents base64 for B and BS; nothing is documented for request blobs of aws-sdk integrations.
        return Kind == IntegrationKind.Optimized ? ValueForm.Base64 : isResult ? ValueForm.Utf8Text : ValueForm.UnsettledBlob;
    }
}
