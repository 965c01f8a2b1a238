using System.Collections.Immutable;

namespace LambdaLift.Converter.Ir;

/// <summary>How the code asked for a job that a task waits for now, where it gave up at some time.</summary>
/// <param name="Attempts">How often it asked before it gave up.</param>
/// <param name="Ignored">The statuses of a job that has ended for which it went on asking all the same.</param>
public sealed record JobPolling(int Attempts, ImmutableArray<string> Ignored);
