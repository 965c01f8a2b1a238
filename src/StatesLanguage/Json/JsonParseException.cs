using System.Globalization;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>A text is not one JSON document, or exceeds a limit.</summary>
public sealed class JsonParseException : FormatException
{
    /// <summary>Creates the error with its place.</summary>
    public JsonParseException(string problem, int line, int column, Exception? inner = null)
        : base(string.Format(CultureInfo.InvariantCulture, "Line {0}, column {1}: {2}", line, column, problem), inner)
    {
        Problem = problem;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters (UTF-16 units), counted from 1.</summary>
    public int Column { get; }
}
