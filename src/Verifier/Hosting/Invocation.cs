using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Nodes;
using LambdaLift.Verifier.Hosting.Sdk;

namespace LambdaLift.Verifier.Hosting;

/// <summary>One run of the handler under test: its calls, its scheduler, and why it was stopped if it was.</summary>
internal sealed class Invocation
{
    private readonly IReadOnlyDictionary<string, LoadedFunction> _functions;
    private readonly HandlerRunRequest _request;
    private readonly HashSet<string> _userAssemblies;
    private readonly HostingRequest _limits;
    private readonly List<Observation> _calls = [];
    private readonly List<(int Call, Type Type)> _reads = [];
    private readonly Lock _gate = new();
    private readonly DateTime _deadline;
    private readonly long _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    private static readonly AsyncLocal<Invocation?> Ambient = new();
    private Exception? _fault;
    private bool _isOver;
    private bool _isRespelled;

    public Invocation(IReadOnlyDictionary<string, LoadedFunction> functions, HandlerRunRequest request, HashSet<string> userAssemblies, HostingRequest limits)
    {
        _functions = functions;
        _request = request;
        _userAssemblies = userAssemblies;
        _limits = limits;
        _deadline = DateTime.UtcNow + limits.InvocationTimeLimit;
        World = request.World ?? new VirtualWorld(request.Seed);
        Scheduler = new VirtualScheduler(World, request.HeldBackCall, _deadline);
    }

    /// <summary>The invocation whose code is running; it flows to whatever that code starts.</summary>
    /// <exception cref="HandlerStoppedException">The invocation has ended.</exception>
    public static Invocation Running => Ambient.Value is { _isOver: false } running
        ? running : throw new HandlerStoppedException("code of the handler runs after the handler has ended");

    public VirtualWorld World { get; }

    public VirtualScheduler Scheduler { get; }

    /// <summary>The function whose code is running: each has its own environment variables.</summary>
    public AsyncLocal<LoadedFunction?> Current { get; } = new();

    /// <summary>Runs the handler to its end on this thread.</summary>
    public HandlerRun Run(LoadedFunction function)
    {
        HandlerOutcome outcome;
        Ambient.Value = this;
        try
        {
            var task = Start(function, _request.Payload);
            Scheduler.PumpUntil(task);
            outcome = new HandlerOutcome.Returned(task.GetAwaiter().GetResult());
        }
        catch (Exception error)
        {
            outcome = new HandlerOutcome.Threw(
                error.GetType().Name, error.Message, new Lazy<string>(() => error.StackTrace ?? ""), SdkTypes.IsSdkException(error.GetType()));
            if (error is HostingException or HandlerStoppedException) _fault ??= error;
        }
        finally
        {
            _isOver = true;
            Ambient.Value = null;
        }

        // A handler may swallow the exception that stops it; what it did afterwards means nothing.
        if (_fault is HostingException) ExceptionDispatchInfo.Throw(_fault);
        if (_fault is not null) outcome = new HandlerOutcome.Stopped($"The handler was stopped: {_fault.Message}.");
        lock (_gate) return new HandlerRun([.. _calls.Select(call => call.ToCall())], outcome, [.. _reads]) { IsRespelled = _isRespelled };
    }

    /// <summary>What every intercepted SDK client calls.</summary>
    public Task<object> Call(object request, Type? responseType, CancellationToken cancellationToken)
    {
        if (_fault is not null) return Task.FromException<object>(_fault);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<object>(cancellationToken);
        try
        {
            var type = request.GetType();
            var call = new SdkCall(
                SdkTypes.ServiceNamespace(type), SdkTypes.OperationName(type), SdkObjectWriter.WriteRequest(request), _request.CaptureCallers ? Caller() : null);
            responseType ??= SdkTypes.ResponseType(type);
            if (_limits.Tables.Count > 0 && call is { Namespace: "Amazon.DynamoDBv2", Operation: "DescribeTable" })
                return Task.FromResult(SdkObjectReader.ReadResponse(StoredTable.Describe(call.Request["TableName"]?.GetValue<string>(), _limits.Tables), responseType));
            return LocalCallee(call) is { } callee ? InvokeLocally(callee, call, responseType)
                // Built now, so that an answer that does not fit is reported at the call that it was for.
                : Ask(call, answer => SdkObjectReader.ReadResponse(answer.Body, responseType), error => SdkExceptionFactory.Create(error, type), cancellationToken);
        }
        catch (HostingException error)
        {
            _fault ??= error;
            throw;
        }
    }

    /// <summary>What every intercepted <c>HttpClient</c> calls.</summary>
    public async Task<KeyValuePair<int, string>> CallHttp(string method, string url, IDictionary<string, string> headers, string? body, double limit, CancellationToken cancellationToken)
    {
        if (_fault is not null) throw _fault;
        cancellationToken.ThrowIfCancellationRequested();
        var call = HttpCallReader.Read(method, url, headers, body, _request.CaptureCallers ? Caller() : null);
        return (KeyValuePair<int, string>)await Ask(
            call,
            answer => HttpCallReader.Response(answer),
            answer => HttpCallReader.Failure(answer, limit),
            CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Notes that user code reads some JSON as a type: if a call brought it, the type says what such answers look like.</summary>
    public void Reading(Type type, object? source)
    {
        var text = source switch
        {
            string content => content,
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            MemoryStream stream => Encoding.UTF8.GetString(stream.ToArray()),
            _ => null,
        };
        if (text is null) return;
        lock (_gate)
        {
            var call = _calls.FindLastIndex(call => call.Answer is SdkAnswer.Response { Body: var body }
                && (body[HttpCallReader.Body] is JsonValue content ? content.GetValue<string>() == text : body["Payload"] is JsonValue payload && Encoding.UTF8.GetString(Convert.FromBase64String(payload.GetValue<string>())) == text));
            if (call >= 0) _reads.Add((call, type));
        }
    }

    /// <summary>JSON text that user code has written, in the spelling of this run.</summary>
    public string Spelled(string json)
    {
        if (!_request.SpellsJsonAsStepFunctions) return json;
        var spelled = JsonSpelling.OfStepFunctions(json);
        _isRespelled |= spelled != json;
        return spelled;
    }

    /// <summary>Checked inside loops.</summary>
    public void Watch()
    {
        if (DateTime.UtcNow > _deadline) Stop($"it did not end within {_limits.InvocationTimeLimit.TotalSeconds:0.#} seconds");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > _limits.InvocationAllocationLimit)
            Stop($"it allocated more than {_limits.InvocationAllocationLimit / (1024 * 1024)} MiB");
    }

    /// <summary>Ends the handler.</summary>
    public void Stop(string reason)
    {
        _fault ??= new HandlerStoppedException(reason);
        throw _fault;
    }

    private async Task<JsonNode?> Start(LoadedFunction function, string payload)
    {
        Current.Value = function;
        object? instance;
        try
        {
            instance = function.CreateInstance();
        }
        catch (Exception error) when (error is not (HostingException or HandlerStoppedException))
        {
            var cause = error is TypeInitializationException { InnerException: { } inner } ? inner : error;
            _fault ??= new HandlerStoppedException($"constructing it threw {cause.GetType().Name}: {cause.Message}");
            throw;
        }

        var returned = function.Invoke(instance, payload);
        if (returned is ValueTask pending) returned = pending.AsTask();
        else if (returned?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = type.GetMethod("AsTask")!.Invoke(returned, null);
        if (returned is Task task) await task.ConfigureAwait(false);
        return function.Serialize(LoadedFunction.ResultOf(returned));
    }

    private Task<object> Ask(SdkCall call, Func<SdkAnswer.Response, object> respond, Func<SdkAnswer.Error, Exception?> fail, CancellationToken cancellationToken)
    {
        Observation observation;
        int index;
        lock (_gate)
        {
            index = _calls.Count;
            observation = new Observation(call, _request.Responder(call), World.Now);
            _calls.Add(observation);
        }

        var response = observation.Answer is SdkAnswer.Response answer ? respond(answer) : null;
        var exception = observation.Answer is SdkAnswer.Error error ? fail(error) : null;
        // Continuations run at once, on the thread that completes the call: that is what keeps a run on one thread.
        var source = new TaskCompletionSource<object>();
        observation.Started = Scheduler.Started(index, position =>
        {
            observation.Completed = position;
            if (observation.Answer is SdkAnswer.Response { IsLate: true } && cancellationToken.CanBeCanceled)
            {
                Cancel(cancellationToken);
                source.TrySetCanceled(cancellationToken);
            }
            // An answer that comes too late is one that nobody reads.
            else if (exception is null) source.TrySetResult(response ?? KeyValuePair.Create(200, ""));
            else source.TrySetException(exception);
        });
        return source.Task;
    }

    /// <summary>The time of the token's source is over: nothing else cancels a call here, since the clock of the run is not the source's.</summary>
    private static void Cancel(CancellationToken token) =>
        (typeof(CancellationToken).GetField("_source", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)?.GetValue(token) as CancellationTokenSource)?.Cancel();

    private LoadedFunction? LocalCallee(SdkCall call)
    {
        if (call is not { Namespace: "Amazon.Lambda", Operation: "Invoke" }) return null;
        // Without an invocation type, Lambda invokes synchronously.
        if (call.Request["InvocationType"] is { } kind && kind.GetValue<string>() != "RequestResponse") return null;
        return call.Request["FunctionName"]?.GetValue<string>() is { } name ? _functions.GetValueOrDefault(FunctionName.Plain(name)) : null;
    }

    private async Task<object> InvokeLocally(LoadedFunction callee, SdkCall call, Type responseType)
    {
        var body = new JsonObject { ["StatusCode"] = 200 };
        try
        {
            var result = await Start(callee, call.Request["Payload"]?.GetValue<string>() ?? "null").ConfigureAwait(false);
            body["Payload"] = Base64(result);
        }
        catch (Exception error) when (error is not (HostingException or HandlerStoppedException))
        {
            body["FunctionError"] = "Unhandled";
            body["Payload"] = Base64(FunctionErrorPayload.Of(error));
        }

        return SdkObjectReader.ReadResponse(body, responseType);
    }

    private static string Base64(JsonNode? json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null"));

    private SourceLine? Caller()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is not { Length: > 0 } file) continue;
            if (frame.GetMethod()?.Module.Assembly.GetName().Name is { } assembly && _userAssemblies.Contains(assembly))
                return new SourceLine(file, frame.GetFileLineNumber());
        }

        return null;
    }

    private sealed class Observation(SdkCall call, SdkAnswer answer, DateTimeOffset startedAt)
    {
        public SdkAnswer Answer => answer;

        public int Started { get; set; }

        public int Completed { get; set; } = int.MaxValue;

        public ObservedSdkCall ToCall() => new(call, answer, Started, Completed, startedAt);
    }
}
