namespace LambdaLift.Verifier;

/// <summary>
/// How long the state machine waits for a job in terms of the handler's questions, which the time limit of its task stands for: Step Functions asks as often
/// as it likes, and the verifier as often as the code.
/// </summary>
/// <param name="Attempts">How often the code asks before it gives up.</param>
/// <param name="Ignored">The statuses of a job that has ended for which the code goes on asking.</param>
public sealed record JobPatience(int Attempts, IReadOnlyList<string> Ignored);
