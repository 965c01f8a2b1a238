namespace LambdaLift.Converter.Infrastructure;

/// <summary>A deployment template that cannot be read. The message is one sentence that starts with file and line.</summary>
public sealed class TemplateFormatException : Exception
{
    /// <summary>Creates the exception for one place in a template.</summary>
    public TemplateFormatException(TemplateLocation location, string problem, Exception? innerException = null)
        : base(location + ": " + problem, innerException)
    {
        Location = location;
    }

    /// <summary>Whether the file is well-formed but of no kind that is known, so that a caller who guessed at it may pass over it.</summary>
    public bool IsUnknownKind { get; init; }

    /// <summary>Where the problem is.</summary>
    public TemplateLocation Location { get; }
}
