using System.Globalization;
using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>
/// Our interpreter, on the terms of the engines that it is compared with: a task lasts one tick (100 ns), by which it comes behind
/// everything that takes no time, and time, ids, random numbers and the context object are those of the second engine. In every other
/// order tried, tasks take no time either.
/// </summary>
internal static class InterpreterEngine
{
    public static readonly DateTimeOffset StartTime = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private static readonly TimeSpan TaskDuration = TimeSpan.FromTicks(1);

    /// <param name="machine">The case.</param>
    /// <param name="order">Seed of the order of branches that are due at the same instant; null: that of the definition.</param>
    public static EngineOutcome Run(EngineCase machine, int? order = null)
    {
        int ids = 0;
        ExecutionResult result = StateMachineInterpreter.Parse(machine.Definition.ToJson()).Execute(machine.Input, new ExecutionOptions
        {
            StartTime = StartTime,
            Seed = order,
            Ids = () => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{++ids:D12}")),
            RetryIntervalPasses = _ => machine.RetryIntervalsPass,
            Randoms = () => 0.5,
            ExecutionName = "execution",
            StateMachineName = "machine",
            RoleArn = "arn:aws:iam::123456789012:role/role",
            TaskHandler = new ScriptedAnswers(machine.Answers, order % 2 == 1 ? TimeSpan.Zero : TaskDuration),
            RecordHistory = false,
        });
        return Outcome(result);
    }

    /// <summary>What an execution did, as the comparison sees it.</summary>
    public static EngineOutcome Outcome(ExecutionResult result) => new(
        result.Status == ExecutionStatus.Succeeded, result.Output, result.Error, result.Cause,
        [.. result.Calls.Select(call => EngineOutcome.Call(call.StateName, call.Parameters))], result.Path)
    {
        HadFailure = result.Status != ExecutionStatus.Succeeded || result.Transitions.Any(t => t.Edge.Kind is EdgeKind.Catch or EdgeKind.Retry or EdgeKind.Fail),
    };

    /// <summary>
    /// What differs from another engine; null when nothing does. Which of several branches that are due at one instant goes first, and so which
    /// failure comes first and how far its siblings have come, nothing decides: every order is right, and some are tried.
    /// </summary>
    /// <param name="machine">The case.</param>
    /// <param name="expected">The other engine's outcome.</param>
    /// <param name="orders">How many other orders to try.</param>
    public static (string? Difference, bool InOtherOrder) Compare(EngineCase machine, EngineOutcome expected, int orders)
    {
        if (Run(machine).DifferenceFrom(expected, !machine.IsConcurrent) is not { } difference) return (null, false);
        return machine.IsConcurrent && Enumerable.Range(0, orders).Any(order => Run(machine, order).DifferenceFrom(expected, inOrder: false) is null)
            ? (null, true)
            : (difference, false);
    }
}
