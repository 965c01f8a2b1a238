using System.Collections.Immutable;
using LambdaLift.Analysis;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Converter.Frontend;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Converter;

/// <summary>The compiler: C# compilations in, state machines out.</summary>
public sealed class WorkflowConverter
{
    private readonly ConversionInput _input;
    private readonly FrontendContext _frontend;
    private readonly ImmutableArray<LambdaHandler> _handlers;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Prepares conversions of the same code with different options: what they need to know of it is found once.</summary>
    /// <param name="input">The code; its options are those of <see cref="Convert(ConversionInput, CancellationToken)"/> alone.</param>
    /// <param name="cancellationToken">Ends conversions as well.</param>
    public WorkflowConverter(ConversionInput input, CancellationToken cancellationToken = default)
    {
        if (input is null) throw new ArgumentNullException(nameof(input));
        input = input with { Compilations = OneProgram.Of(input.Compilations) };
        _input = input;
        _cancellationToken = cancellationToken;
        var discovery = new HandlerDiscoveryOptions { HandlerStrings = input.Templates.SelectMany(t => t.Functions).Select(f => f.Handler).OfType<string>().ToList() };
        Programs = input.Compilations.Select(c => LambdaProgram.TryCreate(c, discovery)).OfType<LambdaProgram>().ToImmutableArray();
        _frontend = new FrontendContext(input.Compilations, Programs, AwsCatalogue.Default);
        _handlers = Programs.SelectMany(p => p.GetHandlers(cancellationToken)).ToImmutableArray();
    }

    private WorkflowConverter(WorkflowConverter other, ConversionOptions options)
    {
        _input = other._input with { Options = options };
        _cancellationToken = other._cancellationToken;
        _frontend = other._frontend;
        Programs = other.Programs;
        _handlers = other._handlers;
    }

    private ImmutableArray<LambdaProgram> Programs { get; }

    /// <summary>The methods of the base library and of JSON libraries that have a meaning of their own in a conversion.</summary>
    public static IReadOnlyList<KnownMember> KnownMethods => Lowering.KnownMethods.Members;

    /// <summary>Converts the handler that the options name, or every handler that orchestrates others.</summary>
    public static ConversionResult Convert(ConversionInput input, CancellationToken cancellationToken = default)
    {
        if (input is null) throw new ArgumentNullException(nameof(input));
        return new WorkflowConverter(input, cancellationToken).Convert(input.Options);
    }

    /// <summary>Converts the handler that the options name, or every handler that orchestrates others.</summary>
    public ConversionResult Convert(ConversionOptions options)
    {
        if (options is null) throw new ArgumentNullException(nameof(options));
        var converter = new WorkflowConverter(this, options);
        return new ConversionResult(converter.Wanted().Select(h => converter.Compile(h).Finish()).ToImmutableArray(), _handlers);
    }

    /// <summary>The handlers that <see cref="Convert(ConversionInput, CancellationToken)"/> converts, lowered and no further.</summary>
    internal static ImmutableArray<HandlerCompilation> Lower(ConversionInput input, CancellationToken cancellationToken = default)
    {
        var converter = new WorkflowConverter(input, cancellationToken);
        return converter.Wanted().Select(converter.Compile).ToImmutableArray();
    }

    private HandlerCompilation Compile(LambdaHandler handler) => new(_input, _frontend, _handlers, handler, _cancellationToken);

    private IEnumerable<LambdaHandler> Wanted() => _input.Options.Handler is { } name ? HandlerStrings.Match(_handlers, name) : _handlers.Where(IsOrchestrator);

    /// <summary>A handler that invokes another function synchronously, or calls services at two places or more.</summary>
    private bool IsOrchestrator(LambdaHandler handler)
    {
        if (handler.IsDurable)
            return false;
        var program = Programs.First(p => p.GetHandlers(_cancellationToken).Contains(handler));
        var calls = program.GetReach(handler, _cancellationToken).ServiceCalls;
        return calls.Length > 1 || calls.Any(c => program.GetInvokeSite(c, _cancellationToken)?.IsSynchronous == true);
    }
}
