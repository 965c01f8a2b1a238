using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>Gives JSONata the run's virtual time and its ids and random numbers, repeatable with the seed unless they come from the options.</summary>
internal sealed class RunEnvironment(ExecutionRun run) : JsonataEnvironment
{
    public override DateTimeOffset UtcNow => run.Scheduler.Now;

    public override Guid NewGuid() => run.Options.Ids?.Invoke() ?? run.Random.NextGuid();

    public override double NextDouble() => run.Options.Randoms?.Invoke() ?? run.Random.NextDouble();
}
