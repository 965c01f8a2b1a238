using System.Reflection;

namespace LambdaLift.Verifier.Hosting;

/// <summary>Connects the harness beside the user's SDK with the invocation that is running.</summary>
internal sealed class HarnessBinding
{
    private readonly Type _shim;
    private readonly Type _http;
    private readonly Type? _gate;
    private readonly MethodInfo _createContext;

    /// <summary>Connects a harness with whichever invocation runs the code that calls it.</summary>
    public HarnessBinding(Assembly harness)
    {
        _shim = harness.GetType("LambdaLift.Harness.Shim", throwOnError: true)!;
        _http = harness.GetType("LambdaLift.Harness.HttpGate", throwOnError: true)!;
        _gate = harness.GetType("LambdaLift.Harness.SdkGate");
        _createContext = harness.GetType("LambdaLift.Harness.ContextStub", throwOnError: true)!
            .GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(Type), typeof(IDictionary<string, object>)])!;
        Connect(() => Invocation.Running);
        harness.GetType("LambdaLift.Harness.UncachedParameters")?.GetMethod("Install")!.Invoke(null, null);
    }

    private void Connect(Func<Invocation> current)
    {
        Set(_shim, "Clock", () => current().World.Now);
        Set(_shim, "Ids", () => current().World.NextId());
        Set(_shim, "Randoms", () => current().World.NextRandom());
        Set<Func<string, string?>>(_shim, "Variables", name => Variable(current(), name));
        Set<Func<IDictionary<string, string>>>(_shim, "AllVariables", () => AllVariables(current()));
        Set<Func<TimeSpan, CancellationToken, Task>>(_shim, "Delays", (delay, token) => current().Scheduler.Delay(delay, token));
        Set<Action<Task>>(_shim, "Pump", task => current().Scheduler.PumpUntil(task));
        Set<Action<Action>>(_shim, "Post", action => current().Scheduler.Post(action));
        Set<Action>(_shim, "Watch", () => current().Watch());
        Set<Action>(_shim, "StackExhausted", () => current().Stop("it recurses without end, which would end the process by a stack overflow"));
        Set<Action<int>>(_shim, "Exits", code => current().Stop($"it called Environment.Exit or FailFast with code {code}"));
        Set<Action<Type, object?>>(_shim, "Reading", (type, source) => current().Reading(type, source));
        Set<Func<string, string>>(_shim, "Spelling", json => current().Spelled(json));
        Set<Func<string, string, IDictionary<string, string>, string?, double, CancellationToken, Task<KeyValuePair<int, string>>>>(
            _http, "Call", (method, url, headers, body, limit, token) => current().CallHttp(method, url, headers, body, limit, token));
        Set<Action<Type, object?>>(_http, "Reading", (type, source) => current().Reading(type, source));
        if (_gate is null) return;
        Set<Func<object, Type?, CancellationToken, Task<object>>>(_gate, "Call", (request, type, token) => current().Call(request, type, token));
        Set<Action<Task>>(_gate, "Pump", task => current().Scheduler.PumpUntil(task));
        _gate.GetMethod("Install")!.Invoke(null, null);
    }

    /// <summary>An <c>ILambdaContext</c> of the user's own Amazon.Lambda.Core.</summary>
    public object CreateContext(string function, Type contextInterface) => _createContext.Invoke(null, [contextInterface, new Dictionary<string, object>
    {
        ["AwsRequestId"] = ExecutionIdentity.RequestId,
        ["FunctionName"] = function,
        ["FunctionVersion"] = "$LATEST",
        ["InvokedFunctionArn"] = ExecutionIdentity.StateMachineArn(function),
        ["LogGroupName"] = $"/aws/lambda/{function}",
        ["LogStreamName"] = "2026/01/05/[$LATEST]00000000000000000000000000000000",
        ["MemoryLimitInMB"] = 512,
        ["RemainingTime"] = TimeSpan.FromMinutes(15),
    }])!;

    private static void Set<T>(Type type, string field, T value) =>
        type.GetField(field, BindingFlags.Public | BindingFlags.Static)!.SetValue(null, value);

    private static string? Variable(Invocation invocation, string name)
    {
        if (invocation.Current.Value is { } function && function.EnvironmentVariables.TryGetValue(name, out var own)) return own;
        // Lambda gives a function its template's variables and its own, and nothing of the machine that verifies.
        return name == "AWS_LAMBDA_FUNCTION_NAME" ? invocation.Current.Value?.Name : ProcessIsolation.Variables.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> AllVariables(Invocation invocation)
    {
        var all = ProcessIsolation.Variables.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        foreach (var (name, value) in invocation.Current.Value?.EnvironmentVariables ?? new Dictionary<string, string>()) all[name] = value;
        return all;
    }
}

/// <summary>The identity that both sides give their execution, since requests may carry it.</summary>
public static class ExecutionIdentity
{
    /// <summary><c>ILambdaContext.AwsRequestId</c>, and the name of the execution.</summary>
    public const string RequestId = "7d3c6a52-0f4e-4c1b-9a7e-3b1d5f0c2e11";

    /// <summary><c>ILambdaContext.InvokedFunctionArn</c>, and the ARN of the state machine of the function's name, as the interpreter makes it.</summary>
    public static string StateMachineArn(string name) => $"arn:aws:states:us-east-1:123456789012:stateMachine:{name}";
}
