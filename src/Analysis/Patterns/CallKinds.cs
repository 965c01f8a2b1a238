using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>Calls that do nothing to the work itself.</summary>
public static class CallKinds
{
    /// <summary>Whether the call writes to the console or to a log.</summary>
    public static bool IsLogging(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { } type
        && (type.HasMetadataName("System.Console") || type.Name.IndexOf("Log", StringComparison.Ordinal) >= 0 || call.TargetMethod.Name.StartsWith("Log", StringComparison.Ordinal));

    /// <summary>Whether the call lets time pass: <c>Task.Delay</c>, <c>Thread.Sleep</c>.</summary>
    public static bool IsDelay(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return (method.Name == "Delay" && method.ContainingType.HasMetadataName("System.Threading.Tasks.Task"))
            || (method.Name == "Sleep" && method.ContainingType.HasMetadataName("System.Threading.Thread"));
    }
}
