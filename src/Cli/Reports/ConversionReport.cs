using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Reporting;

namespace LambdaLift.Cli.Reports;

/// <summary>What <c>report.json</c> holds. Its shape is part of the tool's contract: members are added, never renamed.</summary>
internal sealed record ConversionReport
{
    /// <summary>The version of this shape.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The tool and its version.</summary>
    public required string Tool { get; init; }

    /// <summary>The state machine's name.</summary>
    public required string Name { get; init; }

    /// <summary><c>Assembly::Namespace.Type::Method</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>The handler's logical id in the template.</summary>
    public string? Function { get; init; }

    /// <summary>Where the handler is.</summary>
    public required ReportPlace Source { get; init; }

    /// <summary><c>JSONata</c> or <c>JSONPath</c>.</summary>
    public required string QueryLanguage { get; init; }

    /// <summary><c>Standard</c> or <c>Express</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Why.</summary>
    public required string TypeReason { get; init; }

    /// <summary>Numbers.</summary>
    public required ReportStatistics Statistics { get; init; }

    /// <summary>The states, in the order of the definition.</summary>
    public required ImmutableArray<ReportState> States { get; init; }

    /// <summary>Functions whose code became states.</summary>
    public required ImmutableArray<ReportFunction> InlinedFunctions { get; init; }

    /// <summary>Functions that stay behind <c>lambda:invoke</c>.</summary>
    public required ImmutableArray<ReportFunction> KeptFunctions { get; init; }

    /// <summary>Generated functions with code that a state machine cannot express.</summary>
    public required ImmutableArray<ReportResidual> ResidualFunctions { get; init; }

    /// <summary>Where the state machine deliberately differs from the handler.</summary>
    public required ImmutableArray<ReportDiagnostic> Deviations { get; init; }

    /// <summary>What Step Functions has besides what the conversion takes.</summary>
    public required ImmutableArray<ReportDiagnostic> Offers { get; init; }

    /// <summary>The definition's placeholders.</summary>
    public required ImmutableArray<ReportSubstitution> Substitutions { get; init; }

    /// <summary>What the verification showed, as the verifier writes it; absent if there was none.</summary>
    public JsonNode? Verification => VerificationReport is null ? null : JsonNode.Parse(VerificationReportJson.Write(VerificationReport).ToJson());

    /// <summary>The same for the other reports.</summary>
    [JsonIgnore]
    public VerificationReport? VerificationReport { get; init; }

    /// <summary>Quotas of Step Functions that the definition could come near to.</summary>
    public required ImmutableArray<ReportQuota> Quotas { get; init; }

    /// <summary>What an execution costs, in a sentence; absent if it cannot be told from the definition.</summary>
    public string? Cost { get; init; }

    /// <summary>What to deploy and what to look after.</summary>
    public required ReportDeployment Deployment { get; init; }

    /// <summary>The files that were written beside this one.</summary>
    public required ImmutableArray<string> Files { get; init; }
}

/// <summary>A place in source code.</summary>
/// <param name="File">The file, relative to the project's folder.</param>
/// <param name="Line">The first line, counted from 1.</param>
/// <param name="EndLine">The last line.</param>
internal sealed record ReportPlace(string File, int Line, int? EndLine = null)
{
    /// <inheritdoc/>
    public override string ToString() => EndLine is { } end && end != Line ? $"{File}:{Line}–{end}" : $"{File}:{Line}";
}

/// <summary>Numbers about a conversion.</summary>
/// <param name="States">All states, those in branches included.</param>
/// <param name="Tasks">Task states.</param>
/// <param name="NativeTasks">Task states that call a service directly.</param>
/// <param name="FunctionTasks">Task states that invoke a function.</param>
/// <param name="InlinedFunctions">Functions whose code became states.</param>
/// <param name="ResidualTasks">Task states that call a generated function; they count as function tasks too.</param>
internal sealed record ReportStatistics(int States, int Tasks, int NativeTasks, int FunctionTasks, int InlinedFunctions, int ResidualTasks);

/// <summary>A generated function.</summary>
/// <param name="Name">Its name, folder and logical id.</param>
/// <param name="Handler">Its handler.</param>
/// <param name="Purpose">What it does.</param>
/// <param name="Sources">The code that it holds.</param>
/// <param name="Inputs">The values that go in.</param>
/// <param name="Outputs">The values that come out.</param>
/// <param name="Calls">The service calls inside.</param>
internal sealed record ReportResidual(
    string Name, string Handler, string Purpose, ImmutableArray<ReportPlace> Sources, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableArray<string> Calls);

/// <summary>A state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Resource">For a Task: what it calls.</param>
/// <param name="Source">The code that it comes from.</param>
/// <param name="Method">The method that holds that code.</param>
internal sealed record ReportState(string Name, string Type, string? Resource, ReportPlace? Source, string? Method);

/// <summary>A function.</summary>
/// <param name="Handler">Its handler.</param>
/// <param name="Function">Its logical id.</param>
/// <param name="Reason">Why it is what it is; absent for an inlined one.</param>
internal sealed record ReportFunction(string Handler, string? Function, string? Reason);

/// <summary>A diagnostic.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Message">The message.</param>
/// <param name="Source">The place.</param>
internal sealed record ReportDiagnostic(string Id, string Message, ReportPlace? Source);

/// <summary>A placeholder of the definition.</summary>
/// <param name="Name">The name in <c>${Name}</c>.</param>
/// <param name="EnvironmentVariable">The environment variable that the code reads.</param>
/// <param name="Value">What the template says; absent if it must be given when deploying.</param>
internal sealed record ReportSubstitution(string Name, string EnvironmentVariable, string? Value);

/// <summary>A quota.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Value">What the definition uses.</param>
/// <param name="Limit">The limit.</param>
internal sealed record ReportQuota(string Name, string Value, string Limit);

/// <summary>Deployment.</summary>
/// <param name="Template">The template that was written.</param>
/// <param name="StateMachine">The state machine's logical id in it.</param>
/// <param name="Notes">What was carried over, what was not, and what to do about it.</param>
/// <param name="NoLongerNeeded">Functions that can go once nothing else calls them.</param>
internal sealed record ReportDeployment(string? Template, string? StateMachine, ImmutableArray<string> Notes, ImmutableArray<string> NoLongerNeeded);
