using LambdaLift.Interpreter.Scheduling;
using Model = LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.States;

/// <summary>
/// A retrier with its defaults filled in. Source of the defaults: https://states-language.net/#errors
/// and https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.
/// </summary>
internal sealed class RetrierNode(Model.Retrier retrier)
{
    public IReadOnlyList<string> ErrorEquals { get; } = retrier.ErrorEquals;

    public double MaxAttempts { get; } = retrier.MaxAttempts ?? 3;

    private readonly double _interval = retrier.IntervalSeconds ?? 1;
    private readonly double _backoff = retrier.BackoffRate ?? 2;
    private readonly double? _maxDelay = retrier.MaxDelaySeconds;
    private readonly bool _fullJitter = retrier.JitterStrategy == "FULL";

    /// <summary>Seconds before the next retry, without jitter.</summary>
    /// <param name="used">How often this retrier was used in this entry.</param>
    public double Interval(int used)
    {
        double seconds = _interval * Math.Pow(_backoff, used);
        return _maxDelay is double max && seconds > max ? max : seconds;
    }

    /// <summary>How long to wait before the next retry; with full jitter a random part of the interval.</summary>
    public TimeSpan Delay(int used, DeterministicRandom random)
    {
        double seconds = Interval(used);
        if (_fullJitter) seconds *= random.NextDouble();
        return seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
    }
}
