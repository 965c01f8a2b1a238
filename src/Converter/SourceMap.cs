using System.Collections.Immutable;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter;

/// <summary>Ties states to the C# that they come from.</summary>
/// <param name="Entries">One entry per state, in the order of the definition.</param>
public sealed record SourceMap(ImmutableArray<SourceMapEntry> Entries)
{
    /// <summary>The entry of a state; names are unique in the whole definition.</summary>
    public SourceMapEntry? Find(string state) => Entries.FirstOrDefault(e => e.State == state);
}

/// <summary>Where a state comes from.</summary>
/// <param name="State">The state's name.</param>
/// <param name="File">The source file's path as the compilation knows it.</param>
/// <param name="Line">First line, from 1.</param>
/// <param name="Column">First column, from 1.</param>
/// <param name="EndLine">Last line, from 1.</param>
/// <param name="EndColumn">Last column, exclusive, from 1.</param>
/// <param name="Method">The method that holds it.</param>
/// <param name="Transitions">For a decision or a step with catchers: where each outcome comes from.</param>
public sealed record SourceMapEntry(string State, string File, int Line, int Column, int EndLine, int EndColumn, string Method, ImmutableArray<SourceMapTransition> Transitions);

/// <summary>Where one outcome of a state comes from.</summary>
/// <param name="Kind"><c>choice</c> or <c>catch</c>.</param>
/// <param name="Index">The rule's or catcher's position, from 0.</param>
/// <param name="File">The source file's path.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record SourceMapTransition(string Kind, int Index, string File, int Line);

/// <summary>Collects the source map while a back end writes.</summary>
internal sealed class SourceMapBuilder
{
    private readonly ImmutableArray<SourceMapEntry>.Builder _entries = ImmutableArray.CreateBuilder<SourceMapEntry>();

    /// <summary>How the code gave up waiting for jobs, by the state that waits.</summary>
    public Dictionary<string, JobPolling> Polled { get; } = new(StringComparer.Ordinal);

    public void Add(string state, Origin origin, FlowNode node)
    {
        if (node is FlowTask { Polling: { } polling })
            Polled.Add(state, polling);
        var span = origin.Location.GetMappedLineSpan();
        var transitions = node switch
        {
            FlowChoice choice => choice.Rules.Select((r, i) => Transition("choice", i, r.Origin)),
            FlowFallible fallible => fallible.Catchers.Select((c, i) => Transition("catch", i, c.Origin)),
            _ => [],
        };
        _entries.Add(new SourceMapEntry(
            state,
            span.Path,
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1,
            span.EndLinePosition.Character + 1,
            origin.Method?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) ?? "",
            transitions.ToImmutableArray()));
    }

    public SourceMap Build() => new(_entries.ToImmutable());

    private static SourceMapTransition Transition(string kind, int index, Origin origin)
    {
        var span = origin.Location.GetMappedLineSpan();
        return new SourceMapTransition(kind, index, span.Path, span.StartLinePosition.Line + 1);
    }
}
