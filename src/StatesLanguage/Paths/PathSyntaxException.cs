using System.Globalization;

namespace LambdaLift.StatesLanguage.Paths;

/// <summary>A text is no path, or no intrinsic call.</summary>
public sealed class PathSyntaxException : FormatException
{
    /// <summary>Creates the error.</summary>
    public PathSyntaxException(string problem, string text, int offset)
        : base(string.Format(CultureInfo.InvariantCulture, "{0} at character {1} of '{2}'", problem, offset + 1, text))
    {
        Problem = problem;
        Offset = offset;
    }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>Where, counted from 0 in characters of the text.</summary>
    public int Offset { get; }
}
