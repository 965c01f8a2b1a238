using System.Diagnostics;

namespace LambdaLift.StateMachineSpeed;

/// <summary>Time and allocation of warm runs of one action.</summary>
/// <param name="Median">Milliseconds.</param>
/// <param name="Best">Milliseconds.</param>
/// <param name="AllocatedBytes">Bytes allocated by one run.</param>
internal sealed record Measurement(double Median, double Best, long AllocatedBytes)
{
    public static Measurement Of(Action action, int warmups, int runs)
    {
        for (int i = 0; i < warmups; i++) action();
        var times = new double[runs];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        long allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / runs;
        return Of(times, allocated);
    }

    public static Measurement Of(double[] times, long allocatedBytes)
    {
        double[] sorted = [.. times.Order()];
        return new Measurement(sorted[sorted.Length / 2], sorted[0], allocatedBytes);
    }
}
