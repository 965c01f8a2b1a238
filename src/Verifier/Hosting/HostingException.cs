using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Hosting;

/// <summary>The user's code cannot be compiled, loaded or constructed; the message is one sentence for its author.</summary>
public class HostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HostingException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public HostingException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A project does not compile: none of its handlers can run.</summary>
public sealed class CompilationFailedException : HostingException
{
    /// <summary>Creates the exception.</summary>
    public CompilationFailedException(Compilation compilation, string message) : base(message) => Compilation = compilation;

    /// <summary>The project's code as it was given.</summary>
    public Compilation Compilation { get; }
}

/// <summary>The user's version of the SDK does not have an exception that the newest service model has: it cannot happen to this handler.</summary>
public sealed class MissingSdkTypeException : HostingException
{
    /// <summary>Creates the exception.</summary>
    public MissingSdkTypeException(string message) : base(message) { }
}

/// <summary>Stops a handler that must not go on (too long, too much memory, <c>Environment.Exit</c>). User code may catch it once, not for ever.</summary>
public sealed class HandlerStoppedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HandlerStoppedException(string message) : base(message) { }
}
