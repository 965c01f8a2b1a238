namespace LambdaLift.ServiceCatalogue;

/// <summary>The integrations of one operation, or the reason why Step Functions cannot call it.</summary>
public sealed class OperationIntegrations
{
    internal OperationIntegrations(AwsOperation operation, IReadOnlyList<StepFunctionsIntegration> optimized, StepFunctionsIntegration? sdk, string? refusal)
    {
        Operation = operation;
        Optimized = optimized;
        AwsSdk = sdk;
        Refusal = refusal;
    }

    /// <summary>The operation.</summary>
    public AwsOperation Operation { get; }

    /// <summary>The optimized integrations; mostly none or one.</summary>
    public IReadOnlyList<StepFunctionsIntegration> Optimized { get; }

    /// <summary>The generic integration, or null with a <see cref="Refusal"/>.</summary>
    public StepFunctionsIntegration? AwsSdk { get; }

    /// <summary>Why there is no generic integration: one sentence; null when there is one.</summary>
    public string? Refusal { get; }

    /// <summary>The integration to use when nothing is known of the parameters: optimized if it takes the API's parameters, else generic; null if there is none.</summary>
    public StepFunctionsIntegration? Preferred => Optimized.FirstOrDefault(i => i.HasApiParameters) ?? AwsSdk;

    /// <summary>
    /// The integration to use for a call that sets the given members of the input: optimized if it accepts them all, else generic; null if Step Functions
    /// cannot make the call, which <see cref="Refusal"/> explains.
    /// </summary>
    public StepFunctionsIntegration? Choose(IEnumerable<ShapeMember> topLevelMembers, IntegrationPatterns pattern = IntegrationPatterns.RequestResponse)
    {
        var members = topLevelMembers.ToArray();
        return Optimized.FirstOrDefault(i => (i.Patterns & pattern) != 0 && i.Accepts(members))
            ?? (AwsSdk is not null && (AwsSdk.Patterns & pattern) != 0 ? AwsSdk : null);
    }
}
