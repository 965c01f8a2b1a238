using System.Collections.Concurrent;
using System.Collections.Immutable;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analysis.Handlers;
using LambdaLift.Analysis.Relevance;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis;

/// <summary>
/// Handlers, call graph and service calls of one compilation: what rules, scan and converter ask. Everything is computed on first use and cached;
/// safe for concurrent use.
/// </summary>
public sealed class LambdaProgram
{
    private readonly HandlerDiscoveryOptions _options;
    private readonly SourceModels _models;
    private readonly MethodSummaries _summaries;
    private readonly CallResolver _resolver;
    private readonly ConcurrentDictionary<LambdaHandler, HandlerReach> _reaches = new(HandlerIdentity.Instance);
    private readonly ConcurrentDictionary<ServiceCallSite, InvokeSite> _invokes = new();
    private readonly object _gate = new();
    private readonly bool _onlyRelevant;
    private readonly SharedWork _reading;
    private readonly Lazy<LambdaProgram> _whole;
    private RelevantMembers? _relevant;
    private Candidates? _candidates;
    private State? _state;
    private ImmutableArray<(LambdaHandler, InvokeSite)>? _allInvokes;

    /// <summary>Prepares the analysis; does no work yet.</summary>
    public LambdaProgram(LambdaSymbols symbols, HandlerDiscoveryOptions? options = null)
        : this(symbols, options, onlyRelevant: false)
    {
    }

    private LambdaProgram(LambdaSymbols symbols, HandlerDiscoveryOptions? options, bool onlyRelevant)
    {
        Symbols = symbols;
        _options = options ?? HandlerDiscoveryOptions.Default;
        _onlyRelevant = onlyRelevant;
        Recognizer = new ServiceCallRecognizer(symbols);
        _models = new SourceModels(symbols.Compilation);
        _summaries = new MethodSummaries(_models, Recognizer);
        _resolver = new CallResolver(_models);
        _reading = new SharedWork(_models.Trees.Length, (i, token) => SourceMembers.Of(_models.Trees[i], token));
        _whole = new Lazy<LambdaProgram>(() => new LambdaProgram(symbols, options));
    }

    /// <summary>The compilation's Lambda and SDK symbols.</summary>
    public LambdaSymbols Symbols { get; }

    /// <summary>Recognizes service calls.</summary>
    public ServiceCallRecognizer Recognizer { get; }

    /// <summary>The analysis of a compilation; null when it knows neither Lambda nor the AWS SDK.</summary>
    public static LambdaProgram? TryCreate(Compilation compilation, HandlerDiscoveryOptions? options = null) =>
        LambdaSymbols.TryCreate(compilation) is { } symbols ? new LambdaProgram(symbols, options) : null;

    /// <summary>
    /// The analysis for rules: code that cannot come to a service call, as far as its text tells, is not bound and not part of any reach. What is said
    /// of the rest is the same.
    /// </summary>
    public static LambdaProgram ForRules(LambdaSymbols symbols, HandlerDiscoveryOptions? options = null) => new(symbols, options, onlyRelevant: true);

    /// <summary>The semantic model by which a source file was analysed: asking it again costs no second binding. Null for a file of another program.</summary>
    public SemanticModel? GetSemanticModel(SyntaxTree tree) => _models.For(tree);

    /// <summary>The handlers, in order of their handler strings.</summary>
    public ImmutableArray<LambdaHandler> GetHandlers(CancellationToken cancellationToken = default) => GetState(cancellationToken).Handlers;

    /// <summary>The handlers whose code starts in that method; several when concrete classes share an inherited one.</summary>
    public IEnumerable<LambdaHandler> GetHandlers(IMethodSymbol method, CancellationToken cancellationToken = default) =>
        GetState(cancellationToken).HandlersByMethod[method.BodyDefinition()];

    /// <summary>What a method with a body in source does by itself.</summary>
    public MethodSummary GetSummary(IMethodSymbol method, CancellationToken cancellationToken = default) => _summaries.Get(method, cancellationToken);

    /// <summary>All code that the handler can run.</summary>
    public HandlerReach GetReach(LambdaHandler handler, CancellationToken cancellationToken = default) =>
        _reaches.TryGetValue(handler, out var known) ? known : _reaches.GetOrAdd(handler, Walk(handler, cancellationToken));

    /// <summary>The reaches of all handlers that can run the method, nearest handler first.</summary>
    public ImmutableArray<HandlerReach> GetReachesOf(IMethodSymbol method, CancellationToken cancellationToken = default) =>
        GetState(cancellationToken).ReachesByMethod.TryGetValue(method.BodyDefinition(), out var reaches) ? reaches : ImmutableArray<HandlerReach>.Empty;

    /// <summary>The calls to the method from code that some handler can run.</summary>
    public ImmutableArray<CallEdge> GetCallers(IMethodSymbol method, CancellationToken cancellationToken = default)
    {
        // Code that was left out may call a method that was left out.
        if (!IsRelevant(method.BodyDefinition(), cancellationToken))
        {
            return _whole.Value.GetCallers(method, cancellationToken);
        }

        return GetState(cancellationToken).Callers.Value.TryGetValue(method.BodyDefinition(), out var callers) ? callers : ImmutableArray<CallEdge>.Empty;
    }

    /// <summary>The methods in a source file that some handler can run.</summary>
    public ImmutableArray<MethodSummary> GetReachedMethods(SyntaxTree tree, CancellationToken cancellationToken = default) =>
        GetState(cancellationToken).MethodsByTree.TryGetValue(tree, out var methods) ? methods : ImmutableArray<MethodSummary>.Empty;

    /// <summary>All calls by which some handler invokes another Lambda function, with the nearest handler of each.</summary>
    public ImmutableArray<(LambdaHandler Handler, InvokeSite Site)> GetInvokes(CancellationToken cancellationToken = default)
    {
        var state = GetState(cancellationToken);
        lock (_gate)
        {
            return _allInvokes ??= state.ReachesByMethod.Values.Select(r => r[0])
                .Distinct()
                .SelectMany(r => r.ServiceCalls.Where(c => c.IsLambdaInvoke).Select(c => (r.Handler, GetInvokeSite(c, cancellationToken)!)))
                .ToImmutableArray();
        }
    }

    /// <summary>The facts about a call that invokes another Lambda function; null for any other call.</summary>
    public InvokeSite? GetInvokeSite(ServiceCallSite site, CancellationToken cancellationToken = default)
    {
        if (!site.IsLambdaInvoke)
        {
            return null;
        }

        if (_invokes.TryGetValue(site, out var known))
        {
            return known;
        }

        return _invokes.GetOrAdd(site, new InvokeSiteReader(this, cancellationToken).Read(site));
    }

    /// <summary>The operation of an expression anywhere in the source that the analysis sees; null when there is none.</summary>
    internal IOperation? GetOperation(SyntaxNode node, CancellationToken cancellationToken) =>
        _models.For(node.SyntaxTree)?.GetOperation(node, cancellationToken);

    private State GetState(CancellationToken cancellationToken)
    {
        if (_state is { } known)
        {
            return known;
        }

        // The long work is shared by all threads that come here; of the short rest one thread does each step and the others wait for it. A cancelled
        // step leaves nothing behind.
        if (_onlyRelevant)
        {
            _reading.Help(cancellationToken);
        }

        Candidates candidates;
        lock (_gate)
        {
            candidates = _candidates ??= FindCandidates(cancellationToken);
        }

        candidates.Walking.Help(cancellationToken);
        lock (_gate)
        {
            return _state ??= ComputeState(candidates.Handlers, cancellationToken);
        }
    }

    private Candidates FindCandidates(CancellationToken cancellationToken)
    {
        var handlers = Symbols.HasLambda || _options.HandlerStrings.Count > 0
            ? new HandlerDiscovery(Symbols, _models, _options, Relevant(cancellationToken)).Find(cancellationToken).Where(h => IsRelevant(h.Method.BodyDefinition(), cancellationToken)).ToImmutableArray()
            : ImmutableArray<LambdaHandler>.Empty;
        return new Candidates(handlers, new SharedWork(handlers.Length, (i, token) => GetReach(handlers[i], token)));
    }

    private bool IsRelevant(IMethodSymbol method, CancellationToken cancellationToken) => Relevant(cancellationToken)?.Contains(method) != false;

    /// <summary>The members that are part of the analysis; null for all.</summary>
    private RelevantMembers? Relevant(CancellationToken cancellationToken)
    {
        if (_onlyRelevant && _relevant is null)
        {
            lock (_gate)
            {
                _relevant ??= new RelevantMembers(_models.Trees, ServiceMemberNames.HashesOf(Symbols.Compilation), cancellationToken);
            }
        }

        return _relevant;
    }

    private State ComputeState(ImmutableArray<LambdaHandler> candidates, CancellationToken cancellationToken)
    {
        var handlers = WithoutHelpers(candidates, cancellationToken);
        var all = new List<HandlerReach>(handlers.Length);
        var reaches = new Dictionary<IMethodSymbol, List<HandlerReach>>(SymbolEqualityComparer.Default);
        var methods = new Dictionary<SyntaxTree, List<MethodSummary>>();
        foreach (var handler in handlers)
        {
            var reach = GetReach(handler, cancellationToken);
            all.Add(reach);
            foreach (var summary in reach.Methods)
            {
                var known = GetOrAdd(reaches, summary.Method);
                known.Add(reach);
                if (known.Count == 1 && summary.Body is { } body)
                {
                    GetOrAdd(methods, body.Syntax.SyntaxTree).Add(summary);
                }
            }
        }

        return new State(
            handlers,
            handlers.ToLookup(h => h.Method.BodyDefinition(), SymbolEqualityComparer.Default),
            Ordered(reaches, (method, found) => found.OrderBy(r => r.PathTo(method).Length).ThenBy(r => r.Handler.HandlerString, StringComparer.Ordinal)),
            new Lazy<Dictionary<IMethodSymbol, ImmutableArray<CallEdge>>>(() => FindCallers(all)),
            Ordered(methods, (_, found) => found.OrderBy(s => s.Body!.Syntax.SpanStart)));
    }

    private static Dictionary<IMethodSymbol, ImmutableArray<CallEdge>> FindCallers(List<HandlerReach> reaches)
    {
        var callers = new Dictionary<IMethodSymbol, List<CallEdge>>(SymbolEqualityComparer.Default);
        foreach (var reach in reaches)
        {
            foreach (var summary in reach.Methods)
            {
                var targets = reach.TargetsOf(summary);
                for (var i = 0; i < targets.Length; i++)
                {
                    if (targets[i] is { } target)
                    {
                        GetOrAdd(callers, target).Add(summary.Calls[i]);
                    }
                }
            }
        }

        return Ordered(callers, (_, found) => found.Distinct().OrderBy(e => e.Site.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(e => e.Site.Syntax.SpanStart));
    }

    private static TValue GetOrAdd<TKey, TValue>(Dictionary<TKey, TValue> map, TKey key)
        where TValue : new()
    {
        if (!map.TryGetValue(key, out var value))
        {
            map[key] = value = new TValue();
        }

        return value;
    }

    // Most lists have one element and are in order.
    private static Dictionary<TKey, ImmutableArray<TValue>> Ordered<TKey, TValue>(Dictionary<TKey, List<TValue>> map, Func<TKey, List<TValue>, IEnumerable<TValue>> order)
    {
        var ordered = new Dictionary<TKey, ImmutableArray<TValue>>(map.Count, map.Comparer);
        foreach (var entry in map)
        {
            ordered.Add(entry.Key, entry.Value.Count == 1 ? ImmutableArray.Create(entry.Value[0]) : order(entry.Key, entry.Value).ToImmutableArray());
        }

        return ordered;
    }

    /// <summary>
    /// A public method with a context parameter that another handler calls is that handler's helper, unless something stronger than its signature
    /// says otherwise.
    /// </summary>
    private ImmutableArray<LambdaHandler> WithoutHelpers(ImmutableArray<LambdaHandler> candidates, CancellationToken cancellationToken)
    {
        var helpers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var caller in candidates)
        {
            var methods = GetReach(caller, cancellationToken).Methods;
            for (var i = 1; i < methods.Length; i++)
            {
                helpers.Add(methods[i].Method);
            }
        }

        var roots = candidates.Where(c => c.Evidence != HandlerEvidence.Signature || !helpers.Contains(c.Method.BodyDefinition())).ToImmutableArray();

        // Candidates that only call each other: all of them stay.
        return roots.IsEmpty ? candidates : roots;
    }

    private HandlerReach Walk(LambdaHandler handler, CancellationToken cancellationToken)
    {
        var steps = new Dictionary<IMethodSymbol, HandlerReach.Step>(SymbolEqualityComparer.Default);
        var pending = new Queue<(IMethodSymbol Method, IMethodSymbol? Caller)>();
        pending.Enqueue((handler.Method.BodyDefinition(), null));
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (method, caller) = pending.Dequeue();
            if (steps.ContainsKey(method))
            {
                continue;
            }

            var summary = _summaries.Get(method, cancellationToken);
            var targets = summary.Calls.IsEmpty ? ImmutableArray<IMethodSymbol?>.Empty : summary.Calls.Select(e => _resolver.Resolve(e, handler.Type)).ToImmutableArray();
            steps.Add(method, new HandlerReach.Step(summary, caller, targets));
            foreach (var target in targets)
            {
                if (target is not null && !steps.ContainsKey(target) && IsRelevant(target, cancellationToken))
                {
                    pending.Enqueue((target, method));
                }
            }
        }

        return new HandlerReach(handler, steps) { Resolver = _resolver };
    }

    private sealed record State(
        ImmutableArray<LambdaHandler> Handlers,
        ILookup<ISymbol?, LambdaHandler> HandlersByMethod,
        Dictionary<IMethodSymbol, ImmutableArray<HandlerReach>> ReachesByMethod,
        Lazy<Dictionary<IMethodSymbol, ImmutableArray<CallEdge>>> Callers,
        Dictionary<SyntaxTree, ImmutableArray<MethodSummary>> MethodsByTree);

    private sealed record Candidates(ImmutableArray<LambdaHandler> Handlers, SharedWork Walking);

    private sealed class HandlerIdentity : IEqualityComparer<LambdaHandler>
    {
        public static readonly HandlerIdentity Instance = new();

        public bool Equals(LambdaHandler? x, LambdaHandler? y) =>
            SymbolEqualityComparer.Default.Equals(x?.Method, y?.Method) && SymbolEqualityComparer.Default.Equals(x?.Type, y?.Type);

        public int GetHashCode(LambdaHandler obj) => SymbolEqualityComparer.Default.GetHashCode(obj.Method);
    }
}
