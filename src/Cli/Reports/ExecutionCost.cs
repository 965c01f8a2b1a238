using System.Globalization;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Cli.Reports;

/// <summary>
/// Estimates what an execution costs. Source: AWS Step Functions pricing, us-east-1: 0.025 USD per 1,000 state transitions of a
/// Standard workflow; an Express workflow is billed by requests and duration.
/// </summary>
internal static class ExecutionCost
{
    private const double UsdPerTransition = 0.000025;

    /// <summary>A sentence; <see langword="null"/> if the number of transitions has no bound that the definition tells.</summary>
    internal static string? Of(StateMachine machine, bool isExpress)
    {
        if (isExpress)
        {
            return "An Express execution costs 1.00 USD per million requests, plus its duration times memory; what its tasks call costs what it cost before.";
        }

        // The transition into the first state counts too.
        return Longest(machine) is { } transitions
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"At most {transitions} state transitions per execution without retries: {transitions * UsdPerTransition * 1_000_000:0.##} USD per million executions in us-east-1; what its tasks call costs what it cost before.")
            : null;
    }

    /// <summary>The most transitions on a way through a graph; <see langword="null"/> if there is a loop or a Map.</summary>
    private static int? Longest(StateGraph graph)
    {
        var known = new Dictionary<string, int?>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        return From(graph.StartAt);

        int? From(string? name)
        {
            if (name is null || !graph.States.TryGetValue(name, out var state))
            {
                return 0;
            }

            if (known.TryGetValue(name, out var result))
            {
                return result;
            }

            if (!open.Add(name) || state is MapState)
            {
                return null;
            }

            var inner = state.Subgraphs.Select(Longest).ToList();
            var next = Successors(state).Select(From).ToList();
            var longest = inner.Contains(null) || next.Contains(null) ? null : 1 + inner.Sum() + (next.Count == 0 ? 0 : next.Max());
            open.Remove(name);
            return known[name] = longest;
        }
    }

    private static IEnumerable<string?> Successors(State state)
    {
        var catchers = state is FallibleState fallible ? fallible.Catch.Select(catcher => (string?)catcher.Next) : [];
        return state switch
        {
            ChoiceState choice => choice.Choices.Select(rule => (string?)rule.Next).Append(choice.Default),
            TransitionState transition => catchers.Append(transition.Next),
            _ => [],
        };
    }
}
