using LambdaLift.Analysis;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Converter;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Residual;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Hosting;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Conversion;

/// <summary>Makes the verification of a conversion: what the converter knows about functions, environment, source and deviations is what the verifier needs.</summary>
public static class ConversionVerification
{
    private static readonly Dictionary<string, DeviationKind> Kinds = new(StringComparer.Ordinal)
    {
        ["LIFT3001"] = DeviationKind.FunctionErrorFailsTask,
        ["LIFT3002"] = DeviationKind.SiblingsAreCancelled,
        ["LIFT3005"] = DeviationKind.CrashHasAnotherName,
        ["LIFT3012"] = DeviationKind.CallsRunInParallel,
        ["LIFT3013"] = DeviationKind.JobIsWaitedFor,
        ["LIFT3016"] = DeviationKind.StartedCallsDiffer,
        ["LIFT3019"] = DeviationKind.FirstFailureInOrder,
        ["LIFT3018"] = DeviationKind.ItemsAreStartedAfterAFailure,
        ["LIFT3007"] = DeviationKind.DeclaredMembersMustBePresent,
        ["LIFT3020"] = DeviationKind.NumbersDoNotWrap,
        ["LIFT3025"] = DeviationKind.JsonTextEscapes,
        ["LIFT3030"] = DeviationKind.WaitWrapsFailure,
        ["LIFT3040"] = DeviationKind.LogLineFails,
        ["LIFT3050"] = DeviationKind.HttpFailuresDiffer,
        ["LIFT3054"] = DeviationKind.UrlIsNotHttps,
        ["LIFT3033"] = DeviationKind.UnreadableBodyFails,
        ["LIFT3036"] = DeviationKind.UnreadableJsonHasAnotherMessage,
        ["LIFT3039"] = DeviationKind.CallsRunInParallel,
        ["LIFT3038"] = DeviationKind.CollectionsHaveAnotherOrder,
        ["LIFT3042"] = DeviationKind.BinarySecretFails,
    };

    /// <summary>The request that verifies one converted handler.</summary>
    /// <param name="input">What was converted.</param>
    /// <param name="conversion">The result for the handler.</param>
    /// <param name="payloads">Events to start from.</param>
    /// <param name="definition">Another definition than the converted one, such as the one in a file; null: the converted one.</param>
    /// <param name="options">How far to go; the conversion's deviations are added.</param>
    /// <exception cref="ArgumentException">The handler was refused, so there is nothing to verify.</exception>
    public static VerificationRequest Request(
        ConversionInput input, HandlerConversion conversion, IReadOnlyList<Payload> payloads, StateMachine? definition = null, VerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(conversion);
        var machine = definition ?? conversion.Definition ?? throw new ArgumentException($"{conversion.Handler.HandlerString} was not converted.", nameof(conversion));
        var values = new DeployedValues(input.Templates);
        var environment = conversion.Function is { } function ? values.EnvironmentOf(function) : [];
        var substitutions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var substitution in conversion.Substitutions)
        {
            // Without a template, any value will do, as long as both sides have it.
            var value = substitution.Value is { } known && (substitution.Kind != SubstitutionKind.Url || known is TemplateLiteral) ? values.TextOf(known) : ValueFor(substitution);
            substitutions[substitution.Name] = value;
            if (substitution.Kind != SubstitutionKind.Connection)
                environment[substitution.EnvironmentVariable] = substitution.Kind == SubstitutionKind.Url ? value : environment.GetValueOrDefault(substitution.EnvironmentVariable, value);
        }

        foreach (var residual in conversion.Residuals)
            substitutions[residual.SubstitutionName] = residual.Name;
        options ??= new VerificationOptions();
        return new VerificationRequest
        {
            Compilations = input.Compilations,
            Handler = new HostedFunction(conversion.Function is { } own ? values.NameOf(own) : conversion.Name, conversion.Handler.HandlerString, environment) { Bootstrap = EntryOf(conversion.Handler) },
            InlinedFunctions = [.. conversion.InlinedFunctions.Select(inlined => Inlined(input, values, inlined)).OfType<HostedFunction>()],
            GeneratedFunctions = [.. conversion.Residuals.Select(residual => new GeneratedFunction(
                new HostedFunction(residual.Name, residual.Handler, environment), ResidualSource.Compile(residual, ResidualSource.Write(residual))))],
            StateMachine = machine,
            Tables = [.. conversion.StoredClasses.Select(StoredTable.Of)],
            JobPatience = conversion.Calls.Where(call => call.Polling is not null).ToDictionary(call => call.State, call => new JobPatience(call.Polling!.Attempts, call.Polling.Ignored), StringComparer.Ordinal),
            Substitutions = substitutions,
            Payloads = payloads,
            SourceMap = conversion.SourceMap.Entries.GroupBy(entry => entry.State).ToDictionary(group => group.Key, group => new SourceLine(group.First().File, group.First().Line), StringComparer.Ordinal),
            BranchSourceMap = conversion.SourceMap.Entries.SelectMany(entry => entry.Transitions.Select(transition => (entry.State, Transition: transition)))
                .GroupBy(pair => (pair.State, pair.Transition.Kind, pair.Transition.Index))
                .ToDictionary(group => group.Key, group => new SourceLine(group.First().Transition.File, group.First().Transition.Line)),
            Options = options with { Deviations = [.. options.Deviations, .. conversion.Deviations.Where(deviation => Kinds.ContainsKey(deviation.Id)).Select(Deviation)] },
        };
    }

    private static string ValueFor(Substitution substitution) => substitution.Kind switch
    {
        SubstitutionKind.Url => $"https://{substitution.Name.ToLowerInvariant()}.example.com",
        SubstitutionKind.Connection => $"arn:aws:events:us-east-1:123456789012:connection/{substitution.Name}/1f0c7d1e-3c5b-4d36-9a53-0d7e2f4b6c88",
        _ => substitution.EnvironmentVariable + "-value",
    };

    private static BootstrapEntry? EntryOf(LambdaHandler handler) => handler.Evidence.HasFlag(HandlerEvidence.Bootstrap)
        ? new BootstrapEntry(handler.InputType is INamedTypeSymbol { IsGenericType: false } type ? type.MetadataFullName() : null)
        : null;

    private static HostedFunction? Inlined(ConversionInput input, DeployedValues values, InlinedFunction inlined)
    {
        var function = input.Templates.SelectMany(template => template.Functions)
            .FirstOrDefault(candidate => inlined.LogicalId is { } id ? candidate.LogicalId == id : candidate.Handler == inlined.Handler);
        return function is null ? null : new HostedFunction(values.NameOf(function), inlined.Handler, values.EnvironmentOf(function));
    }

    private static DeviationInForce Deviation(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return new DeviationInForce(
            diagnostic.Id, Kinds[diagnostic.Id], diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            span.IsValid ? new SourceLine(span.Path, span.StartLinePosition.Line + 1) : null);
    }
}
