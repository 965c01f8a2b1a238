using LambdaLift.Cli.Output;
using LambdaLift.Converter;

namespace LambdaLift.Cli.Reports;

/// <summary>Writes which state comes from which code: <c>name.source-map.json</c>.</summary>
internal static class SourceMapJson
{
    /// <param name="map">The source map.</param>
    /// <param name="place">Shortens source paths.</param>
    internal static string Write(SourceMap map, Func<string, string> place) => JsonOutput.Write(new
    {
        schemaVersion = 1,
        states = map.Entries.Select(entry => new
        {
            state = entry.State,
            file = place(entry.File),
            line = entry.Line,
            column = entry.Column,
            endLine = entry.EndLine,
            endColumn = entry.EndColumn,
            method = entry.Method,
            transitions = entry.Transitions.Select(transition => new { kind = transition.Kind, index = transition.Index, file = place(transition.File), line = transition.Line }),
        }),
    }) + "\n";
}
