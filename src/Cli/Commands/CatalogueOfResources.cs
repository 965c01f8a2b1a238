using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Validation;
using TaskResource = LambdaLift.StatesLanguage.Model.TaskResource;
using TaskResourceKind = LambdaLift.StatesLanguage.Model.TaskResourceKind;

namespace LambdaLift.Cli.Commands;

/// <summary>The service catalogue as the validator asks it: is there such an integration?</summary>
internal sealed class CatalogueOfResources : ITaskResourceCatalogue
{
    /// <inheritdoc/>
    public string? FindProblem(TaskResource resource, string text)
    {
        // Functions and activities are the user's own: only integrations are listed.
        var isIntegration = resource.Kind is TaskResourceKind.Optimized or TaskResourceKind.AwsSdk;
        return isIntegration && !AwsCatalogue.Default.TryParseResource(text, out _, out var problem) ? problem : null;
    }
}
