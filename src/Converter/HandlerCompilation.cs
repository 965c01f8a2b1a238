using System.Collections.Immutable;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Emit;
using LambdaLift.Converter.Emit.JsonPath;
using LambdaLift.Converter.Emit.Jsonata;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter;

/// <summary>
/// One handler on its way through the compiler: lowered when it is made, then passes, flow graph and back end, which change nothing in it and can run again.
/// </summary>
internal sealed class HandlerCompilation
{
    private readonly ConversionInput _input;
    private readonly AwsCatalogue _catalogue = AwsCatalogue.Default;
    private readonly FrontendContext _frontend;
    private readonly ImmutableArray<LambdaHandler> _handlers;
    private readonly LambdaHandler _handler;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, Substitution> _substitutions = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<StoredClass> _stored = [];
    private readonly IrProgram _program;

    /// <summary>Lowers the handler.</summary>
    /// <param name="input">The code, its templates and the options.</param>
    /// <param name="frontend">What the frontend knows of the code.</param>
    /// <param name="handlers">All handlers of the code: invocations of their functions can be inlined.</param>
    /// <param name="handler">The one to convert.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public HandlerCompilation(ConversionInput input, FrontendContext frontend, ImmutableArray<LambdaHandler> handlers, LambdaHandler handler, CancellationToken cancellationToken)
    {
        _input = input;
        _frontend = frontend;
        _handlers = handlers;
        _handler = handler;
        _cancellationToken = cancellationToken;
        _program = Lower(handler, handler.Type.Name, _substitutions, _diagnostics, _stored, input.Options.AllowResiduals);
    }

    /// <summary>Runs everything behind the frontend, and returns the state machine or the reasons why there is none.</summary>
    public HandlerConversion Finish()
    {
        var diagnostics = new List<Diagnostic>(_diagnostics);
        var substitutions = new Dictionary<string, Substitution>(_substitutions, StringComparer.Ordinal);
        var inlined = new List<InlinedFunction>();
        var kept = new List<KeptFunction>();
        var function = FunctionOf(_handler);
        var stored = new List<StoredClass>(_stored);
        string? dump = null;
        ImmutableArray<IrResidual> residuals = [];
        var notExpress = new List<(Origin Origin, string Problem)>();
        HandlerConversion Result(StateMachine? definition = null, SourceMap? map = null, ImmutableArray<ConvertedCall> calls = default)
        {
            var (type, reason) = ChooseType(function, notExpress);
            return new HandlerConversion
            {
                Handler = _handler,
                Name = _handler.Type.Name,
                Function = function,
                Definition = definition,
                SourceMap = map ?? new SourceMap([]),
                Diagnostics = InOrder(diagnostics),
                Calls = calls.IsDefault ? [] : calls,
                Substitutions = substitutions.Values.Where(s => definition is null || IsUsed(s, definition)).OrderBy(s => s.Name, StringComparer.Ordinal).ToImmutableArray(),
                InlinedFunctions = inlined.Distinct().ToImmutableArray(),
                Residuals = definition is null ? [] : residuals.Select(r => r.Function).ToImmutableArray(),
                KeptFunctions = kept.GroupBy(k => k.Handler).Select(g => g.First()).ToImmutableArray(),
                StoredClasses = stored.ToImmutableArray(),
                Type = type,
                TypeReason = reason,
                Dump = dump,
            };
        }

        Callee? Resolve(IrExpression functionName)
        {
            var callee = ResolveCallee(functionName, substitutions);
            if (callee is null)
                return null;
            var obstacles = new List<Diagnostic>();

            // A function that is more than the state machine can express stays a function; it is not cut into pieces.
            var lowered = Lower(callee, callee.Type.Name, substitutions, obstacles, stored, allowResiduals: false);
            if (obstacles.Any(IsRefusal))
            {
                kept.Add(new KeptFunction(callee.HandlerString, obstacles.Where(IsRefusal).ToImmutableArray()));
                return new Callee(callee.HandlerString, null, obstacles);
            }

            diagnostics.AddRange(obstacles);
            inlined.Add(new InlinedFunction(callee.HandlerString, FunctionOf(callee)?.LogicalId));
            return new Callee(callee.HandlerString, lowered, obstacles);
        }

        if (diagnostics.Any(IsRefusal))
            return Result();
        var context = new PassContext(_input.Options, _catalogue, diagnostics.Add, Resolve);
        var program = PassPipeline.Run(_program, context, (pass, ir) => dump = string.Equals(pass, _input.Options.DumpAfter, StringComparison.OrdinalIgnoreCase) ? IrPrinter.Print(ir) : dump);
        if (diagnostics.Any(IsRefusal))
            return Result();

        residuals = program.Body.Descendants().OfType<IrResidual>().ToImmutableArray();
        ReportResiduals(residuals, diagnostics);
        var graph = FlowBuilder.Build(program, _catalogue, _input.Options.QueryLanguage, diagnostics.Add);
        FlowOptimizer.Run(graph);
        LimitationCheck.Run(graph, _catalogue, _input.Options.QueryLanguage, diagnostics.Add);
        Offers.Report(program, graph, diagnostics.Add);
        notExpress.AddRange(ExpressLimits.Obstacles(graph));
        if (_input.Options.Type == WorkflowType.Express)
            diagnostics.AddRange(notExpress.Select(o => Diagnostic.Create(LiftDescriptors.NotExpress, o.Origin.Location, o.Problem)));
        if (diagnostics.Any(IsRefusal))
            return Result();

        var sources = new SourceMapBuilder();
        var comment = $"Converted from {_handler.HandlerString}";
        if (_input.Options.QueryLanguage == TargetLanguage.Jsonata)
        {
            var definition = JsonataBackend.Write(graph, comment, _catalogue, sources);
            return Result(definition, sources.Build(), CallsOf(definition, sources));
        }

        var (classic, required) = JsonPathBackend.Write(graph, comment, _catalogue, sources, diagnostics.Add);
        return diagnostics.Any(IsRefusal)
            ? Result()
            : Result(classic, sources.Build(), CallsOf(classic, sources)) with { RequiredMembers = required.ToImmutableArray(), HasExactNames = true };
    }

    private static void ReportResiduals(ImmutableArray<IrResidual> residuals, List<Diagnostic> diagnostics)
    {
        foreach (var function in residuals.Select(r => r.Function))
        {
            var notes = new List<string>();
            if (!function.Volatile.IsEmpty)
                notes.Add($"; it reads {string.Join(", ", function.Volatile)} when it runs");
            if (!function.Assumed.IsEmpty)
                notes.Add($"; {string.Join(", ", function.Assumed)} is taken to have no effect");
            if (function.Inputs.Concat(function.Outputs).Any(v => PassableTypes.HoldsDecimals(v.Type)))
                notes.Add("; decimals travel as text, and leave the state machine as JSON numbers");
            foreach (var source in function.Sources)
                diagnostics.Add(Diagnostic.Create(LiftDescriptors.Residual, source, function.Purpose, function.Name, string.Concat(notes)));
            foreach (var call in function.Calls)
                diagnostics.Add(Diagnostic.Create(LiftDescriptors.ResidualCall, function.Sources[0], call.Id == "s3:PutObject" ? $"{call.Id} is given text that is no JSON, which a state machine would store in quotes" : $"The answer of {call.Id} is a stream, which cannot pass through state", function.Name));
        }
    }

    private IrProgram Lower(LambdaHandler handler, string name, IDictionary<string, Substitution> substitutions, List<Diagnostic> diagnostics, List<StoredClass> stored, bool allowResiduals)
    {
        var environment = new EnvironmentReader(FunctionOf(handler)?.Environment, substitutions, _input.Templates);
        var contract = SerializerOptionsReader.ForLambda(handler.Serializer);
        if (contract is null)
        {
            diagnostics.Add(Diagnostic.Create(LiftDescriptors.UnsupportedConstruct, handler.Method.Locations.FirstOrDefault() ?? Location.None, $"The serializer '{handler.Serializer?.Name}'", "use one of Amazon's serializers"));
            contract = JsonContract.LambdaDefault;
        }

        var lowering = new Lowering(_frontend, environment, _input.Options, diagnostics, allowResiduals, _cancellationToken);
        var program = lowering.LowerHandler(handler.Method, handler.Type, name, contract);
        stored.AddRange(lowering.StoredClasses);
        return program;
    }

    /// <summary>The handler behind a function name: through the substitution's template value, or the name itself.</summary>
    private LambdaHandler? ResolveCallee(IrExpression functionName, Dictionary<string, Substitution> substitutions)
    {
        var function = functionName switch
        {
            IrSubstitution { Name: var name } when substitutions.TryGetValue(name, out var substitution) && substitution.Value is { } value =>
                _input.Templates.Select(t => t.ResolveFunction(value)).FirstOrDefault(f => f is not null),
            IrConstant { Value: string name } => _input.Templates.Select(t => t.ResolveFunction(name)).FirstOrDefault(f => f is not null),
            _ => null,
        };
        return function?.Handler is { } handler ? _handlers.FirstOrDefault(h => h.HandlerString == handler) : null;
    }

    private TemplateFunction? FunctionOf(LambdaHandler handler) =>
        _input.Templates.SelectMany(t => t.FunctionsOf(handler.HandlerString)).FirstOrDefault();

    private ImmutableArray<ConvertedCall> CallsOf(StateMachine definition, SourceMapBuilder sources) => definition.AllStates()
        .Select(s => s.State)
        .OfType<TaskState>()
        .Select(task => _catalogue.TryParseResource(task.Resource, out var resource, out _) && resource.Integration is { } integration
            ? new ConvertedCall(task.Name, integration.Operation, integration, task.Arguments ?? task.Parameters ?? JsonData.Object(), resource.Pattern) { Polling = sources.Polled.TryGetValue(task.Name, out var polling) ? polling : null }
            : null)
        .OfType<ConvertedCall>()
        .ToImmutableArray();

    private (WorkflowType Type, string Reason) ChooseType(TemplateFunction? function, List<(Origin Origin, string Problem)> notExpress)
    {
        if (_input.Options.Type is { } wanted)
            return (wanted, "asked for by --type");
        var synchronous = function?.Events.FirstOrDefault(e => e.Type is "Api" or "HttpApi");
        if (synchronous is not null && notExpress.Count > 0)
            return (WorkflowType.Standard, $"event source '{synchronous.Name}' waits for the answer, but an Express workflow ends after five minutes, which does not go with {notExpress[0].Problem}");
        return synchronous is not null
            ? (WorkflowType.Express, $"event source '{synchronous.Name}' waits for the answer, which only an Express workflow gives synchronously")
            : (WorkflowType.Standard, "its calls have effects that must not happen twice, and Standard workflows run each state exactly once");
    }

    private static bool IsUsed(Substitution substitution, StateMachine definition) =>
        AslWriter.Write(definition).Contains("${" + substitution.Name + "}");

    private static bool IsRefusal(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .GroupBy(d => (d.Id, d.Location, Message: d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
        .Select(g => g.First())
        .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(d => d.Location.SourceSpan.Start)
        .ThenBy(d => d.Id, StringComparer.Ordinal)
        .ToImmutableArray();
}
