using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Cli.Scanning;

/// <summary>What <c>lambdalift scan</c> found. The JSON form of this is part of the tool's contract.</summary>
/// <param name="SchemaVersion">The version of this shape.</param>
/// <param name="Path">What was scanned.</param>
/// <param name="Handlers">The Lambda handlers.</param>
/// <param name="Findings">What the rules say, in order of place.</param>
internal sealed record ScanReport(int SchemaVersion, string Path, ImmutableArray<ScannedHandler> Handlers, ImmutableArray<ScanFinding> Findings)
{
    /// <summary>Whether a rule reports a warning or an error.</summary>
    internal bool HasFindings => Findings.Any(finding => finding.Severity is "warning" or "error");
}

/// <summary>A Lambda handler.</summary>
/// <param name="Name"><c>Type.Method</c>.</param>
/// <param name="Handler"><c>Assembly::Namespace.Type::Method</c>.</param>
/// <param name="Function">The logical id of the function that a template deploys it as, if one does.</param>
/// <param name="Project">The project file.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="IsOrchestrator">Whether it decides between calls to several services, or waits for another function.</param>
/// <param name="Decisions">How many branches, loops and catches hold service calls.</param>
/// <param name="Calls">The service calls that it can make.</param>
/// <param name="Findings">The ids of the rules that report something about it.</param>
internal sealed record ScannedHandler(
    string Name,
    string Handler,
    string? Function,
    string Project,
    string File,
    int Line,
    bool IsOrchestrator,
    int Decisions,
    ImmutableArray<ScannedCall> Calls,
    ImmutableArray<string> Findings);

/// <summary>A service call.</summary>
/// <param name="Service">The service's short name.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Target">For an invocation: the function it calls.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The line, counted from 1.</param>
internal sealed record ScannedCall(string Service, string Operation, string? Target, string File, int Line);

/// <summary>What a rule reports.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="File">The source file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="EndLine">The line of the end.</param>
/// <param name="EndColumn">The column behind the end.</param>
/// <param name="Title">The rule's title.</param>
/// <param name="HelpLink">The rule's page.</param>
internal sealed record ScanFinding(
    string Id, string Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn, string Title, string HelpLink)
{
    internal static ScanFinding Of(Diagnostic diagnostic, AppHost host)
    {
        var place = diagnostic.Location.GetLineSpan();
        return new ScanFinding(
            diagnostic.Id,
            diagnostic.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "info" },
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            host.Display(place.Path),
            place.StartLinePosition.Line + 1,
            place.StartLinePosition.Character + 1,
            place.EndLinePosition.Line + 1,
            place.EndLinePosition.Character + 1,
            diagnostic.Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture),
            diagnostic.Descriptor.HelpLinkUri);
    }
}
