namespace LambdaLift.ServiceCatalogue;

/// <summary>The two families of Step Functions service integrations.</summary>
public enum IntegrationKind
{
    /// <summary><c>arn:aws:states:::dynamodb:putItem</c>: made for Step Functions, API spelling, more patterns.</summary>
    Optimized,

    /// <summary><c>arn:aws:states:::aws-sdk:dynamodb:putItem</c>: any API operation, Java SDK v2 spelling.</summary>
    AwsSdk,
}

/// <summary>How a task waits.</summary>
[Flags]
public enum IntegrationPatterns
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Continues with the service's answer; no suffix.</summary>
    RequestResponse = 1,

    /// <summary>Waits for the job to end: <c>.sync</c>.</summary>
    Sync = 2,

    /// <summary>As <see cref="Sync"/> with parsed input and output: <c>.sync:2</c>, for <c>states:startExecution</c> only.</summary>
    Sync2 = 4,

    /// <summary>Waits for SendTaskSuccess or SendTaskFailure: <c>.waitForTaskToken</c>.</summary>
    WaitForTaskToken = 8,
}

/// <summary>How a parameter or result field of an integration differs from the plain JSON of its API type.</summary>
public enum ValueForm
{
    /// <summary>The API type's JSON: text, number, truth value, object, array; timestamps as ISO 8601 text.</summary>
    Plain,

    /// <summary>The API has text or bytes holding JSON, Step Functions the parsed value (<c>lambda:invoke</c>'s <c>Payload</c>).</summary>
    Json,

    /// <summary>The API has text; Step Functions takes that text, or an object or array that it sends as its JSON text.</summary>
    TextOrJson,

    /// <summary>Bytes as base64 text.</summary>
    Base64,

    /// <summary>Bytes as the text that they are in UTF-8.</summary>
    Utf8Text,

    /// <summary>The value is stored as its JSON text, a string with its quotes (<c>aws-sdk:s3:putObject</c>'s <c>Body</c>): plain text cannot be passed faithfully.</summary>
    JsonSerialized,

    /// <summary>Bytes whose JSON form AWS does not document for this parameter.</summary>
    UnsettledBlob,
}

/// <summary>How well a fact is founded.</summary>
public enum FactConfidence
{
    /// <summary>Derived, and nobody has seen it confirmed.</summary>
    Low,

    /// <summary>Follows a rule that holds wherever it could be checked.</summary>
    Medium,

    /// <summary>Documented by AWS, recorded from AWS, or read from a released SDK.</summary>
    High,
}
