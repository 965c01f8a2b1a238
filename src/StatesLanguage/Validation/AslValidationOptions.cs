using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>The type of a state machine, which is not part of its definition.</summary>
public enum WorkflowType
{
    /// <summary>Standard: exactly once, up to a year.</summary>
    Standard,

    /// <summary>Express: at least once, up to five minutes, without <c>.sync</c>, <c>.waitForTaskToken</c> and activities.</summary>
    Express,
}

/// <summary>Knows which integrations AWS offers.</summary>
public interface ITaskResourceCatalogue
{
    /// <summary>What is wrong with a resource, one sentence; null if nothing is.</summary>
    /// <param name="resource">The resource's parts.</param>
    /// <param name="text">The resource as it stands in the definition.</param>
    string? FindProblem(TaskResource resource, string text);
}

/// <summary>What the validator assumes.</summary>
public sealed record AslValidationOptions
{
    /// <summary>The defaults.</summary>
    public static AslValidationOptions Default { get; } = new();

    /// <summary>The type of the state machine.</summary>
    public WorkflowType Type { get; init; } = WorkflowType.Standard;

    /// <summary>Which integrations there are; null leaves that unchecked.</summary>
    public ITaskResourceCatalogue? Catalogue { get; init; }
}
