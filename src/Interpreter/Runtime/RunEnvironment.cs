using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>Gives JSONata the run's virtual time and its repeatable random values.</summary>
internal sealed class RunEnvironment(ExecutionRun run) : JsonataEnvironment
{
    public override DateTimeOffset UtcNow => run.Scheduler.Now;

    public override Guid NewGuid() => run.Random.NextGuid();

    public override double NextDouble() => run.Random.NextDouble();
}
