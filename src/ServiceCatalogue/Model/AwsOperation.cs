namespace LambdaLift.ServiceCatalogue;

/// <summary>An operation of a service's API.</summary>
public sealed class AwsOperation
{
    private DotNetOperation? _dotNet;
    private OperationIntegrations? _integrations;

    internal AwsOperation(AwsService service, string name, Shape? input, Shape? output, IReadOnlyList<Shape> errors, bool isDeprecated)
    {
        Service = service;
        Name = name;
        Input = input;
        Output = output;
        Errors = errors;
        IsDeprecated = isDeprecated;
    }

    /// <summary>The service.</summary>
    public AwsService Service { get; }

    /// <summary>The name in the service model, for example <c>PutItem</c>.</summary>
    public string Name { get; }

    /// <summary><c>service:Operation</c> with the service's catalogue id, for example <c>dynamodb:PutItem</c>.</summary>
    public string Id => Service.Id + ":" + Name;

    /// <summary>The structure of the parameters, or null when the operation takes none.</summary>
    public Shape? Input { get; }

    /// <summary>The structure of the result, or null when there is none.</summary>
    public Shape? Output { get; }

    /// <summary>The errors modelled for this operation.</summary>
    public IReadOnlyList<Shape> Errors { get; }

    /// <summary>Whether the service model calls it deprecated.</summary>
    public bool IsDeprecated { get; }

    /// <summary>How the AWS SDK for .NET offers the operation.</summary>
    public DotNetOperation DotNet => _dotNet ??= Service.DotNet.CreateOperation(this);

    /// <summary>How Step Functions offers the operation.</summary>
    public OperationIntegrations StepFunctions => _integrations ??= Service.Catalogue.IntegrationTable.Of(this);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
