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

    /// <summary>Where the problem is.</summary>
    public TemplateLocation Location { get; }
}
