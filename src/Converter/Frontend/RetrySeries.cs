namespace LambdaLift.Converter.Frontend;

/// <summary>The waits between the attempts of a retry, as Step Functions counts them: a first interval that grows by a rate up to a limit.</summary>
/// <param name="Interval">Seconds before the first retry, at least 1.</param>
/// <param name="Rate">By how much each wait is longer than the one before, at least 1.</param>
/// <param name="MaxDelay">The longest wait in seconds; null for none.</param>
/// <param name="IsExact">Whether these are the code's own waits.</param>
internal sealed record RetrySeries(int Interval, double Rate, int? MaxDelay, bool IsExact)
{
    private const double Tolerance = 0.001;

    /// <summary>The series of waits; null when they grow in another way.</summary>
    /// <param name="delays">Seconds of each wait, in order.</param>
    public static RetrySeries? Of(IReadOnlyList<double> delays)
    {
        if (delays.Count == 0)
            return new RetrySeries(1, 1, null, true);
        var rate = delays.Count > 1 && delays[0] > 0 ? delays[1] / delays[0] : 1;
        if (rate < 1)
            return null;
        double? limit = null;
        for (var i = 1; i < delays.Count; i++)
        {
            var expected = delays[0] * Math.Pow(rate, i);
            if (limit is null && Math.Abs(delays[i] - expected) > Tolerance && delays[i] < expected && delays[i] >= delays[i - 1])
                limit = delays[i];
            if (Math.Abs(delays[i] - Math.Min(expected, limit ?? double.MaxValue)) > Tolerance)
                return null;
        }

        var isExact = delays.All(d => d >= 1 && Math.Abs(d - Math.Round(d)) < Tolerance);
        return new RetrySeries(Math.Max(1, (int)Math.Ceiling(delays[0])), rate, limit is { } max ? Math.Max(1, (int)Math.Ceiling(max)) : null, isExact);
    }
}
