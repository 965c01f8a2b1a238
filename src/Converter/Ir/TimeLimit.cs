namespace LambdaLift.Converter.Ir;

/// <summary>How long the code waits for an answer.</summary>
/// <param name="Seconds">The time, at least 1.</param>
/// <param name="TimedOut">Receives whether the time was over first; then the call has no result.</param>
public sealed record TimeLimit(int Seconds, IrVariable TimedOut);
