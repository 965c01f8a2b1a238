using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LambdaLift.Analysis;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Templates;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer;

/// <summary>
/// Base of all rules: resolves the context once per compilation, shares the analysis between the rules, and registers nothing where there is no
/// Lambda code (no symbols, or a project of tests).
/// </summary>
public abstract class LambdaDiagnosticAnalyzer(params DiagnosticDescriptor[] descriptors) : DiagnosticAnalyzer
{
    // One program per compilation, shared by all rules, gone with the compilation.
    private static readonly ConditionalWeakTable<Compilation, ProgramHolder> Programs = new();

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = descriptors.ToImmutableArray();

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated files are not analyzed. In the others, ReachedOperation looks for [GeneratedCode]: without ReportDiagnostics the compiler would, and
        // to do so visit every token of a file at the first finding in it, which took more time than all rules together.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var (program, templates) = Programs.GetValue(start.Compilation, _ => Create(start.Compilation, start.Options));
            if (program is not null)
            {
                var rule = new RuleContext(program, templates, SupportedDiagnostics[0].Category == Descriptors.Orchestration);
                Register(rule);
                start.RegisterSemanticModelAction(rule.Run);
            }
        });
    }

    /// <summary>Registers the rule's actions; called only for compilations that can hold Lambda handlers.</summary>
    protected abstract void Register(RuleContext context);

    private static ProgramHolder Create(Compilation compilation, AnalyzerOptions options)
    {
        if (LambdaSymbols.TryCreate(compilation) is not { IsTestProject: false, HasSdk: true } symbols)
        {
            return new ProgramHolder(null, NoTemplates);
        }

        var templates = options.AdditionalFiles.Where(IsTemplate).Select(f => f.GetText()?.ToString()).OfType<string>().ToList();
        var discovery = new HandlerDiscoveryOptions
        {
            HandlerStrings = templates.SelectMany(HandlerStrings.FindAll).Distinct().ToList(),
            HandlerAttributes = RuleOptions.HandlerAttributes.Read(options, compilation),
            HandlerBaseTypes = RuleOptions.HandlerBaseTypes.Read(options, compilation),
        };
        var canHoldHandlers = symbols.HasLambda || discovery.HandlerStrings.Count + discovery.HandlerAttributes.Count + discovery.HandlerBaseTypes.Count > 0;
        return canHoldHandlers ? new ProgramHolder(LambdaProgram.ForRules(symbols, discovery), TemplateFunctions.Read(templates)) : new ProgramHolder(null, NoTemplates);
    }

    // SAM, CloudFormation and serverless templates and aws-lambda-tools-defaults.json; other additional files are other analyzers' business.
    private static bool IsTemplate(AdditionalText file) =>
        new[] { ".yaml", ".yml", ".json", ".template" }.Any(e => file.Path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static TemplateFunctions NoTemplates { get; } = TemplateFunctions.Read([]);

    private sealed record ProgramHolder(LambdaProgram? Program, TemplateFunctions Templates);
}
