using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Hosting;

/// <summary>A Lambda function of the user's application that runs in process.</summary>
/// <param name="Name">The function's name as callers pass it to <c>Invoke</c>; any label for the handler under test.</param>
/// <param name="Handler">Handler string <c>Assembly::Namespace.Type::Method</c>.</param>
/// <param name="EnvironmentVariables">The function's variables, as its template sets them.</param>
public sealed record HostedFunction(string Name, string Handler, IReadOnlyDictionary<string, string> EnvironmentVariables)
{
    /// <summary>Creates a function without environment variables.</summary>
    public HostedFunction(string name, string handler) : this(name, handler, new Dictionary<string, string>()) { }

    /// <summary>For a function that starts itself (<c>LambdaBootstrapBuilder</c>): what it hands to the runtime; null for class libraries.</summary>
    public BootstrapEntry? Bootstrap { get; init; }
}

/// <summary>How a function starts that is a program.</summary>
/// <param name="EventType">Full metadata name of the event's type in the function's assembly; null when it takes none, or one of another assembly.</param>
public sealed record BootstrapEntry(string? EventType);

/// <summary>What is compiled and loaded into one process, as one set of functions.</summary>
public sealed record HostingRequest
{
    /// <summary>The compilations that hold the handlers; compilations they reference are found by themselves.</summary>
    public required IReadOnlyList<Compilation> Compilations { get; init; }

    /// <summary>The functions that can be run, the one under test among them.</summary>
    public required IReadOnlyList<HostedFunction> Functions { get; init; }

    /// <summary>Paths of assemblies needed at run time that the compilations do not reference directly.</summary>
    public IReadOnlyList<string> RuntimeAssemblies { get; init; } = [];

    /// <summary>Tables of DynamoDB's object persistence model, which the SDK asks for a description of.</summary>
    public IReadOnlyList<StoredTable> Tables { get; init; } = [];

    /// <summary>Longest time one invocation may take on the wall clock.</summary>
    public TimeSpan InvocationTimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes that one invocation may allocate.</summary>
    public long InvocationAllocationLimit { get; init; } = 512L * 1024 * 1024;
}
