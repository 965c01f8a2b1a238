using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analyzer;

/// <summary>The band LIFT1xxx: anti-patterns found in code. One table; each rule takes its descriptor from here.</summary>
public static class Descriptors
{
    private const string Orchestration = "Orchestration";

    /// <summary>A handler waits for another Lambda function.</summary>
    public static readonly DiagnosticDescriptor SynchronousInvoke = Create(
        "LIFT1001",
        Orchestration,
        "Handler waits for another Lambda function",
        "Handler '{0}' waits for function '{1}'{2}{3}; {4}",
        "A function that synchronously invokes another one pays for the time of both, is throttled and timed out together with it, and hides the workflow "
        + "in code. An unset InvocationType means RequestResponse, so the call waits.");

    /// <summary>A handler orchestrates several services.</summary>
    public static readonly DiagnosticDescriptor ServiceOrchestration = Create(
        "LIFT1002",
        Orchestration,
        "Handler orchestrates several service calls",
        "Handler '{0}' orchestrates {1} service calls with {2} between them ({3}); lift the workflow into a state machine with 'lambdalift convert --handler {0}'",
        "Branches, loops and error handling between service calls are a workflow. In a state machine each call is a native integration with its own "
        + "retries, and a failure shows where it happened.");

    /// <summary>All descriptors in order of id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(SynchronousInvoke, ServiceOrchestration);

    /// <summary>Where the page of a rule is published.</summary>
    public static string HelpLink(string id) => $"https://github.com/lambdalift/lambdalift/blob/main/docs/rules/{id}.md";

    private static DiagnosticDescriptor Create(
        string id, string category, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpLink(id));
}
