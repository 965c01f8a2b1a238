using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure;

/// <summary>A Lambda function that a template deploys, with the template's global settings already applied.</summary>
public sealed class TemplateFunction
{
    /// <summary>The resource's logical id; for a Serverless Framework service, the key under <c>functions</c>.</summary>
    public required string LogicalId { get; init; }

    /// <summary>The logical id in the CloudFormation template that is deployed. Differs from <see cref="LogicalId"/> for the Serverless Framework only.</summary>
    public required string ResourceId { get; init; }

    /// <summary>
    /// <c>Assembly::Namespace.Type::Method</c>, or the assembly's name for an executable function;
    /// <see langword="null"/> if the template gives none or not as a literal.
    /// </summary>
    public string? Handler { get; init; }

    /// <summary>The explicit function name; <see langword="null"/> if CloudFormation generates one.</summary>
    public TemplateValue? FunctionName { get; init; }

    /// <summary>Where the function's code is.</summary>
    public TemplateValue? CodeUri { get; init; }

    /// <summary>The Lambda runtime, <c>dotnet8</c> for instance.</summary>
    public string? Runtime { get; init; }

    /// <summary>The function's timeout in seconds; <see langword="null"/> if the template leaves Lambda's default of 3.</summary>
    public int? Timeout { get; init; }

    /// <summary>The memory in MB; <see langword="null"/> if the template leaves Lambda's default of 128.</summary>
    public int? MemorySize { get; init; }

    /// <summary>Environment variables, globals included.</summary>
    public ImmutableDictionary<string, TemplateValue> Environment { get; init; } = ImmutableDictionary<string, TemplateValue>.Empty;

    /// <summary>Event sources in the order in which they are written.</summary>
    public ImmutableArray<TemplateEvent> Events { get; init; } = [];

    /// <summary>SAM's <c>Policies</c>: one name, or a list of names, statements and policy templates.</summary>
    public TemplateValue? Policies { get; init; }

    /// <summary>All properties as written, without globals.</summary>
    public required TemplateMap Properties { get; init; }

    /// <summary>Where the function is declared.</summary>
    public TemplateLocation Location => Properties.Location;

    /// <inheritdoc/>
    public override string ToString() => LogicalId;
}

/// <summary>What starts a function.</summary>
/// <param name="Name">The event's name in the template.</param>
/// <param name="Type">SAM's event type: <c>Api</c>, <c>HttpApi</c>, <c>SQS</c>, <c>Schedule</c>, <c>EventBridgeRule</c>…</param>
/// <param name="Properties">Its properties; <see langword="null"/> if it has none.</param>
public sealed record TemplateEvent(string Name, string Type, TemplateMap? Properties);

/// <summary>Any resource of a template that is not a function.</summary>
/// <param name="LogicalId">The logical id.</param>
/// <param name="Type">The CloudFormation type, <c>AWS::DynamoDB::Table</c> for instance.</param>
/// <param name="Properties">The properties; <see langword="null"/> if it has none.</param>
public sealed record TemplateResource(string LogicalId, string Type, TemplateMap? Properties);

/// <summary>A parameter of a template.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Type">Its CloudFormation type.</param>
/// <param name="Default">Its default, if it has one.</param>
public sealed record TemplateParameter(string Name, string Type, string? Default);
