namespace LambdaLift.CodeFixes;

/// <summary>When a finding may stand: the reason that each rule's page gives under "When to suppress". A test compares.</summary>
public static class SuppressionReasons
{
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["LIFT1001"] = "The callee is another team's API that exists only as a function.",
        ["LIFT1002"] = "The workflow is mostly business code with few native calls.",
        ["LIFT1003"] = "The callee reports failures inside its result and never throws.",
        ["LIFT1004"] = "In a constructor that must have a value before the first invocation.",
        ["LIFT1006"] = "A delay of milliseconds that a downstream rate limit demands.",
        ["LIFT1007"] = "Two quick reads side by side whose latency matters to a caller who waits.",
        ["LIFT1008"] = "The loop waits for a state that the service reports as an error, and no waiter exists for it.",
        ["LIFT1009"] = "The function is the boundary of a permission or an account that its callers must not have.",
        ["LIFT1010"] = "The recursion has a proven bound, such as one re-invocation for warming up.",
        ["LIFT1011"] = "The list is bounded by design, such as the regions of an account.",
        ["LIFT1012"] = "The call is a best effort, such as a metric, and the comment says so.",
        ["LIFT1013"] = "The later reads are expensive and the first one fails often.",
    };

    /// <summary>The reason; null for a rule that has none, whose findings are defects wherever they stand.</summary>
    public static string? For(string id) => Reasons.TryGetValue(id, out var reason) ? reason : null;
}
