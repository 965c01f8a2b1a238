using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LambdaLift.Converter;
using LambdaLift.Converter.Infrastructure.Sam;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Cli.Reports;

/// <summary>Collects what is known about a conversion into its report.</summary>
internal static class ReportBuilder
{
    private const int MaximumDefinitionBytes = 1024 * 1024;

    /// <param name="conversion">The conversion; it has a definition.</param>
    /// <param name="text">The definition's text.</param>
    /// <param name="verification">What the verification found, if there was one.</param>
    /// <param name="template">The template that was written, if one was.</param>
    /// <param name="place">Shortens source paths.</param>
    /// <param name="files">The files that are written.</param>
    internal static ConversionReport Build(
        HandlerConversion conversion,
        string text,
        VerificationReport? verification,
        SamTemplate? template,
        Func<string, string> place,
        ImmutableArray<string> files)
    {
        var definition = conversion.Definition!;
        var states = definition.AllStates().Select(pair => pair.State).ToList();
        var isExpress = conversion.Type == WorkflowType.Express;
        var tasks = states.OfType<TaskState>().ToList();
        var functionTasks = tasks.Count(IsFunctionCall);
        return new ConversionReport
        {
            Tool = "lambdalift " + typeof(ReportBuilder).Assembly.GetName().Version!.ToString(3),
            Name = conversion.Name,
            Handler = conversion.Handler.HandlerString,
            Function = conversion.Function?.LogicalId,
            Source = PlaceOf(conversion.Handler.Method.Locations.FirstOrDefault(), place) ?? new ReportPlace("", 0),
            QueryLanguage = definition.QueryLanguage == QueryLanguage.Jsonata ? "JSONata" : "JSONPath",
            Type = conversion.Type.ToString(),
            TypeReason = conversion.TypeReason,
            Statistics = new ReportStatistics(states.Count, tasks.Count, tasks.Count - functionTasks, functionTasks, conversion.InlinedFunctions.Length, conversion.Residuals.Length),
            States = [.. states.Select(state => StateOf(state, conversion.SourceMap, place))],
            InlinedFunctions = [.. conversion.InlinedFunctions.Select(inlined => new ReportFunction(inlined.Handler, inlined.LogicalId, null))],
            KeptFunctions = [.. conversion.KeptFunctions.Select(kept => new ReportFunction(kept.Handler, null, Reason(kept, place)))],
            ResidualFunctions = [.. conversion.Residuals.Select(residual => ResidualOf(residual, place))],
            Deviations = [.. conversion.Deviations.Select(deviation => DiagnosticOf(deviation, place))],
            Offers = [.. conversion.Offers.Select(offer => DiagnosticOf(offer, place))],
            Substitutions = [.. conversion.Substitutions.Select(substitution =>
                new ReportSubstitution(substitution.Name, substitution.EnvironmentVariable, substitution.Value?.ToString()))],
            VerificationReport = verification is null ? null : RelativePlaces.Of(verification, place),
            Quotas = Quotas(definition, text, isExpress),
            Cost = ExecutionCost.Of(definition, isExpress),
            Deployment = Deployment(conversion, template),
            Files = files,
        };
    }

    /// <summary>A diagnostic with its place.</summary>
    internal static ReportDiagnostic DiagnosticOf(Diagnostic diagnostic, Func<string, string> place) =>
        new(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), PlaceOf(diagnostic.Location, place));

    private static ReportResidual ResidualOf(ResidualFunction residual, Func<string, string> place) => new(
        residual.Name,
        residual.Handler,
        residual.Purpose,
        [.. residual.Sources.Select(source => source.GetLineSpan()).Select(span => new ReportPlace(place(span.Path), span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1))],
        [.. residual.Inputs.Select(value => $"{value.TypeText} {value.Name}")],
        [.. residual.Outputs.Select(value => $"{value.TypeText} {value.Name}")],
        [.. residual.Calls.Select(call => call.Id)]);

    private static bool IsFunctionCall(TaskState task) =>
        task.Resource.Contains(":lambda:", StringComparison.Ordinal);

    private static ReportState StateOf(State state, SourceMap map, Func<string, string> place)
    {
        var entry = map.Find(state.Name);
        return new ReportState(
            state.Name,
            state.Type.ToString(),
            (state as TaskState)?.Resource,
            entry is null ? null : new ReportPlace(place(entry.File), entry.Line, entry.EndLine),
            entry?.Method);
    }

    private static ReportPlace? PlaceOf(Location? location, Func<string, string> place)
    {
        if (location is not { IsInSource: true })
        {
            return null;
        }

        var span = location.GetLineSpan();
        return new ReportPlace(place(span.Path), span.StartLinePosition.Line + 1);
    }

    private static string Reason(KeptFunction kept, Func<string, string> place) =>
        string.Join(" ", kept.Reasons.Select(reason => $"{PlaceOf(reason.Location, place)}: {reason.GetMessage(CultureInfo.InvariantCulture)}"));

    private static ImmutableArray<ReportQuota> Quotas(StateMachine definition, string text, bool isExpress)
    {
        var longestName = definition.AllStates().Max(pair => pair.State.Name.Length);
        return
        [
            new("definition size", $"{Encoding.UTF8.GetByteCount(text):N0} bytes", $"{MaximumDefinitionBytes:N0} bytes"),
            new("length of a state's name", $"{longestName} characters at most", "80 characters"),
            new("data of a state or an execution", "depends on the event", "262,144 bytes (256 KiB)"),
            isExpress ? new("duration", "depends on the calls", "5 minutes") : new("history", "depends on loops and retries", "25,000 events"),
        ];
    }

    private static ReportDeployment Deployment(HandlerConversion conversion, SamTemplate? template) => new(
        template?.FileName,
        template?.StateMachineId,
        template?.Notes ?? [],
        [.. new[] { conversion.Function?.LogicalId }.Concat(conversion.InlinedFunctions.Select(inlined => inlined.LogicalId)).OfType<string>().Distinct(StringComparer.Ordinal)]);
}
