using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>What a deployment template needs to know about a converted handler.</summary>
public sealed class StateMachineDeployment
{
    /// <summary>The state machine's name in code and reports, <c>DistributeMessage</c> for instance.</summary>
    public required string Name { get; init; }

    /// <summary>The definition's path relative to the folder of the template that is written.</summary>
    public required string DefinitionUri { get; init; }

    /// <summary>The workflow type.</summary>
    public required WorkflowType Type { get; init; }

    /// <summary>Why it is this type, in a sentence.</summary>
    public required string TypeReason { get; init; }

    /// <summary>The function that the state machine stands in for; <see langword="null"/> if the template does not deploy it.</summary>
    public TemplateFunction? Orchestrator { get; init; }

    /// <summary>Values for the definition's <c>${Name}</c> placeholders.</summary>
    public ImmutableArray<DefinitionSubstitution> Substitutions { get; init; } = [];

    /// <summary>What the state machine's role may do.</summary>
    public ImmutableArray<PermissionStatement> Permissions { get; init; } = [];

    /// <summary>Whether it starts executions of itself, for the items of a distributed Map state.</summary>
    public bool HasDistributedMap { get; init; }

    /// <summary>Functions that hold what Step Functions cannot express.</summary>
    public ImmutableArray<ResidualDeployment> Residuals { get; init; } = [];
}

/// <summary>A placeholder of a definition and what is put there when it is deployed.</summary>
/// <param name="Name">The placeholder's name, without <c>${}</c>.</param>
/// <param name="Value">The value; <see langword="null"/> if no template says it, so that it becomes a parameter.</param>
/// <param name="Description">What the value is, for the parameter.</param>
public sealed record DefinitionSubstitution(string Name, TemplateValue? Value, string Description);

/// <summary>A statement of the state machine's role.</summary>
/// <param name="Sid">What it is for; letters and digits only.</param>
/// <param name="Actions">IAM actions.</param>
/// <param name="Resources">ARNs that the actions are allowed on.</param>
public sealed record PermissionStatement(string Sid, ImmutableArray<string> Actions, ImmutableArray<TemplateValue> Resources)
{
    /// <summary>What a request must match besides, by condition key: patterns of <c>StringLike</c>.</summary>
    public ImmutableArray<KeyValuePair<string, TemplateValue>> StringLike { get; init; } = [];
}

/// <summary>A generated function.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Handler">Lambda's <c>Handler</c> setting.</param>
/// <param name="CodeUri">Its project's folder, relative to the template that is written.</param>
public sealed record ResidualDeployment(string LogicalId, string Handler, string CodeUri)
{
    /// <summary>Lambda's runtime.</summary>
    public string Runtime { get; init; } = "dotnet8";

    /// <summary>The environment variables that the code reads.</summary>
    public ImmutableArray<DefinitionSubstitution> Environment { get; init; } = [];

    /// <summary>What the function may do besides writing its log.</summary>
    public ImmutableArray<PermissionStatement> Permissions { get; init; } = [];
}

/// <summary>A template that was written, and what a reviewer must know about it.</summary>
/// <param name="Text">The template's text.</param>
/// <param name="FileName">The name that it should have.</param>
/// <param name="StateMachineId">The state machine's logical id.</param>
/// <param name="Notes">What was carried over, what was not, and what to do about it.</param>
public sealed record SamTemplate(string Text, string FileName, string StateMachineId, ImmutableArray<string> Notes);
