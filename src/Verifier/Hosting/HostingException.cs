namespace LambdaLift.Verifier.Hosting;

/// <summary>The user's code cannot be compiled, loaded or constructed; the message is one sentence for its author.</summary>
public sealed class HostingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HostingException(string message) : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public HostingException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>Stops a handler that must not go on (too long, too much memory, <c>Environment.Exit</c>). User code may catch it once, not for ever.</summary>
public sealed class HandlerStoppedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HandlerStoppedException(string message) : base(message) { }
}
