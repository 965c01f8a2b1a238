using System.Collections.Immutable;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter;

/// <summary>What a conversion works on. The converter reads no files: everything comes in as compilations and text.</summary>
public sealed record ConversionInput
{
    /// <summary>The projects; calls are followed from one into another.</summary>
    public required ImmutableArray<Compilation> Compilations { get; init; }

    /// <summary>The deployment templates found beside the projects.</summary>
    public ImmutableArray<DeploymentTemplate> Templates { get; init; } = [];

    /// <summary>What the user asked for.</summary>
    public ConversionOptions Options { get; init; } = new();
}

/// <summary>What a conversion gives.</summary>
/// <param name="Handlers">One entry per handler that was to be converted.</param>
/// <param name="AllHandlers">Every handler found, orchestrator or not.</param>
public sealed record ConversionResult(ImmutableArray<HandlerConversion> Handlers, ImmutableArray<LambdaHandler> AllHandlers);

/// <summary>The conversion of one handler.</summary>
public sealed record HandlerConversion
{
    /// <summary>The handler.</summary>
    public required LambdaHandler Handler { get; init; }

    /// <summary>The name of the state machine.</summary>
    public required string Name { get; init; }

    /// <summary>The function in the template, if there is one.</summary>
    public TemplateFunction? Function { get; init; }

    /// <summary>The state machine; null when the handler was refused: all or nothing.</summary>
    public StateMachine? Definition { get; init; }

    /// <summary>Ties states to code.</summary>
    public SourceMap SourceMap { get; init; } = new([]);

    /// <summary>Refusals (<c>LIFT2xxx</c>, errors) and deviations (<c>LIFT3xxx</c>, information), by place.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The deviations among <see cref="Diagnostics"/>.</summary>
    public IEnumerable<Diagnostic> Deviations => Diagnostics.Where(d => d.Id.StartsWith("LIFT3", StringComparison.Ordinal) && d.Descriptor.Category != LiftDescriptors.OfferCategory);

    /// <summary>What Step Functions has besides what the conversion takes.</summary>
    public IEnumerable<Diagnostic> Offers => Diagnostics.Where(d => d.Descriptor.Category == LiftDescriptors.OfferCategory);

    /// <summary>Whether the handler was refused.</summary>
    public bool IsRefused => Definition is null;

    /// <summary>The service calls of the state machine, one per Task state.</summary>
    public ImmutableArray<ConvertedCall> Calls { get; init; } = [];

    /// <summary>The values that the definition gets at deployment.</summary>
    public ImmutableArray<Substitution> Substitutions { get; init; } = [];

    /// <summary>The functions whose bodies were placed inline of their invocation: handler strings.</summary>
    public ImmutableArray<InlinedFunction> InlinedFunctions { get; init; } = [];

    /// <summary>Generated functions that hold what the state machine cannot express.</summary>
    public ImmutableArray<ResidualFunction> Residuals { get; init; } = [];

    /// <summary>Functions that could not be placed inline and stay behind <c>lambda:invoke</c>, with the reason.</summary>
    public ImmutableArray<KeptFunction> KeptFunctions { get; init; } = [];

    /// <summary>Members of the event, as dotted JSON names, that the definition needs to be there and not null (LIFT3007).</summary>
    public ImmutableArray<string> RequiredMembers { get; init; } = [];

    /// <summary>Whether the definition reads the event's names exactly as the serializer writes them (LIFT3004).</summary>
    public bool HasExactNames { get; init; }

    /// <summary>The classes whose objects the handler loads and stores through DynamoDB's object persistence model.</summary>
    public ImmutableArray<StoredClass> StoredClasses { get; init; } = [];

    /// <summary>The workflow type, and why.</summary>
    public WorkflowType Type { get; init; } = WorkflowType.Standard;

    /// <summary>Why <see cref="Type"/> was chosen.</summary>
    public string TypeReason { get; init; } = "";

    /// <summary>The IR as text after the pass that the options name; null when none was asked for.</summary>
    public string? Dump { get; init; }
}

/// <summary>A Task state's call.</summary>
/// <param name="State">The state.</param>
/// <param name="Operation">The operation; null for an integration that is none of a service's, the HTTP task.</param>
/// <param name="Integration">How Step Functions calls it.</param>
/// <param name="Parameters">The state's <c>Arguments</c> or <c>Parameters</c>, for working out permissions.</param>
/// <param name="Pattern">How the state waits; waiting for a job needs more permissions.</param>
public sealed record ConvertedCall(
    string State,
    AwsOperation? Operation,
    StepFunctionsIntegration Integration,
    LambdaLift.StatesLanguage.Json.JsonData Parameters,
    IntegrationPatterns Pattern = IntegrationPatterns.RequestResponse)
{
    /// <summary>How the code gave up waiting for the job that the state waits for; null when it waited for as long as the job runs, and without a job.</summary>
    public LambdaLift.Converter.Ir.JobPolling? Polling { get; init; }

    /// <summary>Whether the state calls a service directly; false for an invocation of a function.</summary>
    public bool IsNative => Operation?.Id != "lambda:Invoke";
}

/// <summary>A function that was placed inline.</summary>
/// <param name="Handler">Its handler string.</param>
/// <param name="LogicalId">Its logical id in the template; null without one.</param>
public sealed record InlinedFunction(string Handler, string? LogicalId);

/// <summary>A function that stays a function.</summary>
/// <param name="Handler">Its handler string.</param>
/// <param name="Reasons">The obstacles, located in its source.</param>
public sealed record KeptFunction(string Handler, ImmutableArray<Diagnostic> Reasons);
