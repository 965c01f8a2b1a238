using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Hosting;

/// <summary>Hosts for a series of verifications: handlers of the same compilations are compiled and loaded together, the first time that one is wanted.</summary>
internal sealed class SharedHosts(IReadOnlyList<VerificationRequest> requests) : IDisposable
{
    private readonly List<Shared> _shared = [];
    private readonly List<CompilationFailedException> _failed = [];

    /// <summary>The host that runs a request's functions.</summary>
    /// <exception cref="HostingException">The project does not compile, or a handler does not exist.</exception>
    public HandlerHost For(VerificationRequest request, CancellationToken cancellationToken)
    {
        var known = _shared.Find(shared => shared.Requests.Contains(request));
        if (known is null)
        {
            // What does not compile once does not compile for the next handler either.
            if (_failed.Find(failed => request.Compilations.Contains(failed.Compilation)) is { } error) ExceptionDispatchInfo.Throw(error);
            var together = Together(request);
            try
            {
                known = new Shared(together, Load(together, cancellationToken));
            }
            catch (CompilationFailedException failure)
            {
                _failed.Add(failure);
                throw;
            }

            _shared.Add(known);
        }

        if (known.Host.IsLost) known.Renew();
        return known.Host;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var shared in _shared) shared.Host.Dispose();
    }

    private static HandlerHost Load(IReadOnlyList<VerificationRequest> together, CancellationToken cancellationToken) => HandlerHost.Load(
        new HostingRequest
        {
            Compilations = [.. together[0].Compilations, .. together.SelectMany(request => request.GeneratedFunctions).Select(generated => generated.Code)],
            Functions = [.. together.SelectMany(FunctionsOf).DistinctBy(function => FunctionName.Plain(function.Name))],
            RuntimeAssemblies = together[0].RuntimeAssemblies,
            Tables = [.. together.SelectMany(request => request.Tables)],
            InvocationTimeLimit = together[0].Options.InvocationTimeLimit,
        }, cancellationToken);

    /// <summary>The requests that can share one host with the given one, which comes first.</summary>
    private List<VerificationRequest> Together(VerificationRequest request)
    {
        var functions = FunctionsOf(request).ToDictionary(function => FunctionName.Plain(function.Name), StringComparer.Ordinal);
        // Generated code belongs to one conversion; another one may have other code under the same name.
        var generated = request.GeneratedFunctions.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var together = new List<VerificationRequest> { request };
        foreach (var other in requests)
        {
            if (ReferenceEquals(other, request) || _shared.Exists(shared => shared.Requests.Contains(other)) || !IsSameProgram(request, other)) continue;
            // A name means one function with one environment.
            if (FunctionsOf(other).Any(function => functions.TryGetValue(FunctionName.Plain(function.Name), out var taken) && !IsSame(taken, function))) continue;
            if (generated.Overlaps(other.GeneratedFunctions.Select(NameOf))) continue;
            generated.UnionWith(other.GeneratedFunctions.Select(NameOf));
            foreach (var function in FunctionsOf(other)) functions.TryAdd(FunctionName.Plain(function.Name), function);
            together.Add(other);
        }

        return together;
    }

    private static bool IsSameProgram(VerificationRequest one, VerificationRequest other) =>
        one.Compilations.SequenceEqual<Compilation>(other.Compilations, ReferenceEqualityComparer.Instance)
        && one.RuntimeAssemblies.SequenceEqual(other.RuntimeAssemblies, StringComparer.Ordinal)
        && one.Options.InvocationTimeLimit == other.Options.InvocationTimeLimit;

    private static string NameOf(GeneratedFunction generated) => FunctionName.Plain(generated.Function.Name);

    private static bool IsSame(HostedFunction one, HostedFunction other) =>
        one.Handler == other.Handler && one.EnvironmentVariables.Count == other.EnvironmentVariables.Count && !one.EnvironmentVariables.Except(other.EnvironmentVariables).Any();

    private static IEnumerable<HostedFunction> FunctionsOf(VerificationRequest request) => request.InlinedFunctions.Prepend(request.Handler).Concat(request.GeneratedFunctions.Select(generated => generated.Function));

    private sealed class Shared(IReadOnlyList<VerificationRequest> together, HandlerHost host)
    {
        public HandlerHost Host { get; private set; } = host;

        public IReadOnlySet<VerificationRequest> Requests { get; } = new HashSet<VerificationRequest>(together, ReferenceEqualityComparer.Instance);

        /// <summary>Gives up a host whose thread is stuck, and goes on with one of the same compiled code.</summary>
        public void Renew()
        {
            var fresh = Host.Fresh();
            Host.Dispose();
            Host = fresh;
        }
    }
}
