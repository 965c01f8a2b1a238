namespace LambdaLift.ServiceCatalogue;

/// <summary>Finds an integration that is no operation of a service model (<c>http:invoke</c>, <c>eks:call</c>) by a name that a person types.</summary>
internal static class IntegrationName
{
    public static StepFunctionsIntegration? Find(AwsCatalogue catalogue, string name)
    {
        var found = name.StartsWith("arn:", StringComparison.Ordinal)
            ? catalogue.TryParseResource(name, out var parsed, out _) ? parsed.Integration : null
            : name.LastIndexOfAny(OperationName.Separators) is > 0 and var separator ? Find(catalogue, name.Substring(0, separator), name.Substring(separator + 1)) : null;
        return found is { Operation: null } ? found : null;
    }

    private static StepFunctionsIntegration? Find(AwsCatalogue catalogue, string type, string action) => HttpCalls.FindNamed(type, action) is not null
        ? HttpTask.Integration(catalogue)
        : catalogue.IntegrationTable.FindOptimized(type.ToLowerInvariant(), JavaNaming.LowerFirst(action));
}
