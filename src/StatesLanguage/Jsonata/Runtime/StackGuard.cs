using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Keeps deep recursion from overflowing the stack, which no program survives.</summary>
internal static class StackGuard
{
    /// <summary>Whether the stack has room for a few dozen more levels.</summary>
    public static bool HasRoom()
    {
#if NET
        return RuntimeHelpers.TryEnsureSufficientExecutionStack();
#else
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
#endif
    }

    /// <summary>For recursion over data: an error where the data nests deeper than the stack allows.</summary>
    public static void Ensure()
    {
        if (!HasRoom())
        {
            throw new JsonataException(JsonataErrors.LimitExceeded, -1, null, "nested values");
        }
    }

    /// <summary>Runs code on the fresh stack of a thread of its own and waits for it.</summary>
    public static TResult RunOnNewStack<T, TResult>(T state, Func<T, TResult> body, int size)
    {
        TResult result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = body(state);
                }
#pragma warning disable CA1031 // Whatever it is, it belongs to the waiting thread.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            size)
        {
            IsBackground = true,
            Name = "JSONata",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
