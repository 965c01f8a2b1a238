using System.Collections.Concurrent;

namespace LambdaLift.Verifier.Hosting;

/// <summary>One run to make.</summary>
public sealed record HandlerRunRequest
{
    /// <summary>Name of the function under test, one of <see cref="HostingRequest.Functions"/>.</summary>
    public required string Function { get; init; }

    /// <summary>The event as JSON text.</summary>
    public required string Payload { get; init; }

    /// <summary>Answers the service calls.</summary>
    public required SdkResponder Responder { get; init; }

    /// <summary>Seed of ids and random numbers.</summary>
    public long Seed { get; init; }

    /// <summary>The clock, ids and random numbers of the execution that this run is a part of; null for a run that stands alone.</summary>
    public VirtualWorld? World { get; init; }

    /// <summary>Index of a call that ends as late as it can: whatever starts meanwhile does not wait for it.</summary>
    public int? HeldBackCall { get; init; }

    /// <summary>Whether calls carry the user's source line; costs about a tenth of a millisecond per call.</summary>
    public bool CaptureCallers { get; init; }

    /// <summary>Whether the JSON text that the code writes by System.Text.Json is spelled as Step Functions spells it.</summary>
    public bool SpellsJsonAsStepFunctions { get; init; }
}

/// <summary>
/// Runs handlers of the user's project in this process, with every AWS SDK call answered by a script, on a virtual clock. The code
/// runs with the rights of the current user; files and raw sockets are not intercepted.
/// </summary>
public sealed class HandlerHost : IDisposable
{
    /// <summary>How much longer than its limit an invocation may take to notice that it has to stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly HostingRequest _request;
    private readonly UserAssemblies _assemblies;
    private readonly UserLoadContext _context;
    private readonly Dictionary<string, LoadedFunction> _functions;
    private readonly HashSet<string> _userAssemblies;
    private readonly ProcessIsolation _isolation;
    private readonly BlockingCollection<Action> _work = [];
    private string? _lost;

    private HandlerHost(HostingRequest request, UserAssemblies assemblies)
    {
        _request = request;
        _assemblies = assemblies;
        _userAssemblies = [.. assemblies.UserAssemblyNames];
        _isolation = new ProcessIsolation(request.Functions.SelectMany(function => function.EnvironmentVariables));
        _context = assemblies.Load();
        try
        {
            var harness = assemblies.Libraries.Harness;
            _functions = request.Functions.ToDictionary(
                function => FunctionName.Plain(function.Name), function => LoadedFunction.Resolve(function, _context, harness.CreateContext), StringComparer.Ordinal);
        }
        catch
        {
            _isolation.Dispose();
            _context.Unload();
            throw;
        }

        // A thread-pool thread's stack; unwinding a much larger one, filled by endless recursion, takes seconds.
        new Thread(Work, maxStackSize: 1536 * 1024) { IsBackground = true, Name = "LambdaLift handler" }.Start();
    }

    /// <summary>Compiles, instruments and loads.</summary>
    /// <exception cref="HostingException">The project does not compile, or a handler does not exist.</exception>
    public static HandlerHost Load(HostingRequest request, CancellationToken cancellationToken = default) =>
        new(request, UserAssemblies.Build(request, cancellationToken));

    /// <summary>A second host on the same compiled code with static state of its own.</summary>
    public HandlerHost Fresh() => new(_request, _assemblies);

    /// <summary>Whether a handler that could not be interrupted has left the host unable to run anything.</summary>
    public bool IsLost => _lost is not null;

    /// <summary>The type that a function's handler takes as its event; null if it takes none, or a raw stream.</summary>
    public Type? EventType(string function) => _functions.GetValueOrDefault(FunctionName.Plain(function))?.EventType;

    /// <summary>Runs one invocation to its end.</summary>
    /// <exception cref="HostingException">A scripted answer does not fit the SDK's types, or the handler cannot be called.</exception>
    public HandlerRun Run(HandlerRunRequest request)
    {
        if (_lost is not null) return new HandlerRun(new HandlerOutcome.Stopped(_lost));
        if (!_functions.TryGetValue(FunctionName.Plain(request.Function), out var function))
            throw new HostingException($"There is no function '{request.Function}' among those given.");
        var done = new TaskCompletionSource<HandlerRun>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.TrySetResult(new Invocation(_functions, request, _userAssemblies, _request).Run(function));
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        });
        if (Task.WhenAny(done.Task, Task.Delay(_request.InvocationTimeLimit + Grace)).GetAwaiter().GetResult() == done.Task)
            return done.Task.GetAwaiter().GetResult();
        // A thread cannot be ended from outside: it is left behind, and nothing more is run beside it.
        _lost = $"The handler was stopped: it did not end within {_request.InvocationTimeLimit.TotalSeconds:0.#} seconds, in code that cannot be interrupted.";
        return new HandlerRun(new HandlerOutcome.Stopped(_lost));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.CompleteAdding();
        _isolation.Dispose();
        Sdk.SdkShape.Forget(_context.Owns);
        _context.Unload();
    }

    private void Work()
    {
        foreach (var action in _work.GetConsumingEnumerable()) action();
    }
}
