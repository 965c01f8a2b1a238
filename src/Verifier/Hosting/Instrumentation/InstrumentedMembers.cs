using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Hosting.Instrumentation;

/// <summary>The members of the base class library whose uses in user code are redirected to the harness.</summary>
internal static class InstrumentedMembers
{
    public const string Shim = "global::LambdaLift.Harness.Shim";

    public const string HttpGate = "global::LambdaLift.Harness.HttpGate";

    /// <summary>Static members by containing type and name → expression that replaces the reference.</summary>
    private static readonly Dictionary<string, string> Statics = new(StringComparer.Ordinal)
    {
        ["System.DateTime.UtcNow"] = Shim + ".UtcNow",
        ["System.DateTime.Now"] = Shim + ".Now",
        ["System.DateTime.Today"] = Shim + ".Today",
        ["System.DateTimeOffset.UtcNow"] = Shim + ".OffsetNow",
        ["System.DateTimeOffset.Now"] = Shim + ".OffsetNow",
        ["System.TimeProvider.System"] = Shim + ".Time",
        ["System.Guid.NewGuid"] = Shim + ".NewGuid",
        ["System.Guid.CreateVersion7"] = Shim + ".NewGuid",
        ["System.Random.Shared"] = Shim + ".SharedRandom",
        ["System.Environment.TickCount"] = Shim + ".TickCount",
        ["System.Environment.TickCount64"] = Shim + ".TickCount64",
        ["System.Environment.GetEnvironmentVariable"] = Shim + ".GetEnvironmentVariable",
        ["System.Environment.GetEnvironmentVariables"] = Shim + ".GetEnvironmentVariables",
        ["System.Environment.Exit"] = Shim + ".Exit",
        ["System.Environment.FailFast"] = Shim + ".FailFast",
        ["System.Threading.Tasks.Parallel.ForEachAsync"] = "global::LambdaLift.Harness.ParallelLoop.ForEachAsync",
        ["System.Threading.Tasks.Task.Delay"] = Shim + ".Delay",
        ["System.Threading.Tasks.Task.Run"] = Shim + ".Run",
        ["System.Threading.Thread.Sleep"] = Shim + ".Sleep",
    };

    /// <summary>Type uses that are replaced as a whole.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["System.Diagnostics.Stopwatch"] = "global::LambdaLift.Harness.Stopwatch",
        ["System.Threading.CancellationTokenSource"] = "global::LambdaLift.Harness.TokenSource",
        ["System.Threading.SemaphoreSlim"] = "global::LambdaLift.Harness.Gate",
        ["AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement.SsmProvider"] = "global::LambdaLift.Harness.UncachedSsmProvider",
        ["AWS.Lambda.Powertools.Parameters.SecretsManager.SecretsProvider"] = "global::LambdaLift.Harness.UncachedSecretsProvider",
        ["Amazon.SecretsManager.Extensions.Caching.SecretsManagerCache"] = "global::LambdaLift.Harness.UncachedSecrets",
    };

    /// <summary>Identifiers worth a question to the semantic model.</summary>
    public static readonly HashSet<string> Names =
        [.. Statics.Keys.Concat(Types.Keys).Select(key => key[(key.LastIndexOf('.') + 1)..])];

    public static string? Replacement(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => Types.GetValueOrDefault(NameOf(type)),
        { IsStatic: true, ContainingType: { } type } when !HasTimeProvider(symbol) => Statics.GetValueOrDefault(NameOf(type) + "." + symbol.Name),
        _ => null,
    };

    /// <summary>A blocking wait on a task, for which other work must go on.</summary>
    public static bool IsBlockingWait(ISymbol symbol) =>
        symbol is { IsStatic: false, Name: "Wait" or "Result" or "GetAwaiter", ContainingType: { } type }
        && ((type.Name is "Task" or "ValueTask" && NameOf(type.ContainingNamespace) == "System.Threading.Tasks")
            || (type.Name is "ConfiguredTaskAwaitable" && NameOf(type.ContainingNamespace) == "System.Runtime.CompilerServices"))
        && symbol is not IMethodSymbol { Parameters.Length: > 0 };

    /// <summary>A wait with a time limit, <c>Task.WaitAsync(TimeSpan)</c>.</summary>
    public static bool IsLimitedWait(ISymbol symbol) =>
        symbol is IMethodSymbol { IsStatic: false, Name: "WaitAsync", ContainingType: { Name: "Task" } type, Parameters: [{ Type.Name: "TimeSpan" }, ..] }
        && NameOf(type.ContainingNamespace) == "System.Threading.Tasks" && !HasTimeProvider(symbol);

    public static bool IsWaitOnMany(ISymbol symbol) =>
        symbol is IMethodSymbol { IsStatic: true, Name: "WaitAll" or "WaitAny", Parameters.Length: 1, ContainingType: { Name: "Task" } type }
        && symbol is IMethodSymbol { Parameters: [{ Type: IArrayTypeSymbol }] }
        && NameOf(type.ContainingNamespace) == "System.Threading.Tasks";

    /// <summary>A generic method that reads JSON as its type argument: of System.Text.Json, Newtonsoft.Json or a Lambda serializer.</summary>
    public static bool IsJsonRead(ISymbol symbol) =>
        symbol is IMethodSymbol { Name: "Deserialize" or "DeserializeAsync" or "DeserializeObject", TypeArguments: [{ TypeKind: not TypeKind.Dynamic }], Parameters.Length: > 0 } method
        && (NameOf(method.ContainingType) is "System.Text.Json.JsonSerializer" or "Newtonsoft.Json.JsonConvert" or "Amazon.Lambda.Core.ILambdaSerializer"
            || method.ContainingType.AllInterfaces.Any(contract => NameOf(contract) == "Amazon.Lambda.Core.ILambdaSerializer"));

    /// <summary>A method of System.Text.Json that gives JSON text.</summary>
    public static bool IsJsonText(ISymbol symbol) =>
        symbol is IMethodSymbol { Name: "Serialize" or "SerializeToUtf8Bytes", ReturnsVoid: false, ContainingType: { } serializer, ReturnType: { SpecialType: SpecialType.System_String } or IArrayTypeSymbol } && NameOf(serializer) == "System.Text.Json.JsonSerializer"
        || symbol is IMethodSymbol { Name: "ToJsonString", ContainingType: { } node } && NameOf(node) == "System.Text.Json.Nodes.JsonNode";

    /// <summary>A method that sends an HTTP request, called on its client.</summary>
    public static bool IsHttpCall(IMethodSymbol method) =>
        ServiceCatalogue.HttpCalls.Find(NameOf(method.ContainingType), method.Name) is not null && !(method is { IsStatic: true, ReducedFrom: null });

    /// <summary>The reading of an HTTP answer's JSON, called on its content.</summary>
    public static bool IsHttpRead(IMethodSymbol method) =>
        method is { Name: "ReadFromJsonAsync", ReducedFrom: not null } && NameOf(method.ContainingType) == "System.Net.Http.Json.HttpContentJsonExtensions";

    /// <summary>The methods that take a program's handler: the first parameter is the delegate.</summary>
    public static bool TakesHandler(ISymbol symbol) =>
        symbol is IMethodSymbol { IsStatic: true, Name: "Create" or "GetHandlerWrapper", Parameters: [{ Type.TypeKind: TypeKind.Delegate }, ..] } method
        && NameOf(method.ContainingType) is "Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder" or "Amazon.Lambda.RuntimeSupport.HandlerWrapper";

    /// <summary>The loop that asks the runtime for events.</summary>
    public static bool IsRuntimeLoop(ISymbol symbol) =>
        symbol is IMethodSymbol { IsStatic: false, Name: "RunAsync" } method && NameOf(method.ContainingType) == "Amazon.Lambda.RuntimeSupport.LambdaBootstrap";

    /// <summary><c>new Random()</c>, whose seed would be the machine's.</summary>
    public static bool IsUnseededRandom(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0, ContainingType: { Name: "Random" } type }
        && NameOf(type) == "System.Random";

    // A delay on the caller's own clock is the caller's.
    private static bool HasTimeProvider(ISymbol symbol) =>
        symbol is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.Name == "TimeProvider");

    private static string NameOf(ISymbol symbol) =>
        symbol is INamedTypeSymbol { ContainingNamespace: { IsGlobalNamespace: false } space } type ? NameOf(space) + "." + type.Name
        : symbol is INamespaceSymbol { ContainingNamespace: { IsGlobalNamespace: false } outer } inner ? NameOf(outer) + "." + inner.Name
        : symbol.Name;
}
