// Compiled at run time against the user's own references and loaded beside the user's code. Only types of the base
// class library cross to the verifier: everything here forwards to delegates that the verifier sets.
#nullable disable
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LambdaLift.Harness
{
    /// <summary>What instrumented user code calls in place of the clock, ids, random numbers, environment and threads.</summary>
    public static class Shim
    {
        public static Func<DateTimeOffset> Clock;
        public static Func<Guid> Ids;
        public static Func<double> Randoms;
        public static Func<string, string> Variables;
        public static Func<IDictionary<string, string>> AllVariables;
        public static Func<TimeSpan, CancellationToken, Task> Delays;
        public static Action<Task> Pump;
        public static Action<Action> Post;
        public static Action Watch;
        public static Action StackExhausted;
        public static Action<int> Exits;
        public static Action<Type, object> Reading;
        public static Func<string, string> Spelling;

        [ThreadStatic]
        private static int s_ticks;

        public static DateTime UtcNow { get { return Clock().UtcDateTime; } }
        // Lambda runs in UTC, so local time is universal time there.
        public static DateTime Now { get { return DateTime.SpecifyKind(Clock().UtcDateTime, DateTimeKind.Local); } }
        public static DateTime Today { get { return Now.Date; } }
        public static DateTimeOffset OffsetNow { get { return Clock(); } }
        public static long TickCount64 { get { return Clock().ToUnixTimeMilliseconds(); } }
        public static int TickCount { get { return unchecked((int)Clock().ToUnixTimeMilliseconds()); } }
        public static TimeProvider Time { get { return VirtualTime.Instance; } }

        public static Guid NewGuid() { return Ids(); }
        public static Random NewRandom() { return new VirtualRandom(); }
        public static Random SharedRandom { get { return VirtualRandom.Instance; } }

        public static string GetEnvironmentVariable(string variable) { return Variables(variable); }
        public static string GetEnvironmentVariable(string variable, EnvironmentVariableTarget target) { return Variables(variable); }
        public static System.Collections.IDictionary GetEnvironmentVariables() { return new System.Collections.Hashtable((System.Collections.IDictionary)AllVariables()); }
        public static void Exit(int exitCode) { Exits(exitCode); }
        public static void FailFast(string message) { Exits(-1); }
        public static void FailFast(string message, Exception exception) { Exits(-1); }

        // What the real method refuses, it refuses by its own exception.
        public static Task Delay(int millisecondsDelay) { return Delay(millisecondsDelay, CancellationToken.None); }
        public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken) { return millisecondsDelay < -1 ? Task.Delay(millisecondsDelay, cancellationToken) : Delays(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken); }
        public static Task Delay(TimeSpan delay) { return Delays(delay, CancellationToken.None); }
        public static Task Delay(TimeSpan delay, CancellationToken cancellationToken) { return Delays(delay, cancellationToken); }
        public static void Sleep(int millisecondsTimeout) { if (millisecondsTimeout < -1) Thread.Sleep(millisecondsTimeout); Pump(Delays(TimeSpan.FromMilliseconds(millisecondsTimeout), CancellationToken.None)); }
        public static void Sleep(TimeSpan timeout) { if ((long)timeout.TotalMilliseconds < -1) Thread.Sleep(timeout); Pump(Delays(timeout, CancellationToken.None)); }

        // The message is that of Task.WaitAsync.
        public static async Task WaitAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken = default(CancellationToken))
        {
            if (await Task.WhenAny(task, Delays(timeout, cancellationToken)).ConfigureAwait(false) != task && !task.IsCompleted) { cancellationToken.ThrowIfCancellationRequested(); throw new TimeoutException(); }
            await task.ConfigureAwait(false);
        }

        public static async Task<T> WaitAsync<T>(Task<T> task, TimeSpan timeout, CancellationToken cancellationToken = default(CancellationToken))
        {
            await WaitAsync((Task)task, timeout, cancellationToken).ConfigureAwait(false);
            return await task.ConfigureAwait(false);
        }

        // Work handed to the thread pool runs on the handler's own thread, at its next wait: one order, every time.
        public static Task Run(Action action) { return Queue(new Task(action)); }
        public static Task Run(Action action, CancellationToken cancellationToken) { return Queue(new Task(action, cancellationToken)); }
        public static Task<T> Run<T>(Func<T> function) { return (Task<T>)Queue(new Task<T>(function)); }
        public static Task<T> Run<T>(Func<T> function, CancellationToken cancellationToken) { return (Task<T>)Queue(new Task<T>(function, cancellationToken)); }
        public static Task Run(Func<Task> function) { return ((Task<Task>)Queue(new Task<Task>(function))).Unwrap(); }
        public static Task Run(Func<Task> function, CancellationToken cancellationToken) { return ((Task<Task>)Queue(new Task<Task>(function, cancellationToken))).Unwrap(); }
        public static Task<T> Run<T>(Func<Task<T>> function) { return ((Task<Task<T>>)Queue(new Task<Task<T>>(function))).Unwrap(); }
        public static Task<T> Run<T>(Func<Task<T>> function, CancellationToken cancellationToken) { return ((Task<Task<T>>)Queue(new Task<Task<T>>(function, cancellationToken))).Unwrap(); }

        private static Task Queue(Task task)
        {
            Post(() => { if (!task.IsCompleted) task.RunSynchronously(TaskScheduler.Default); });
            return task;
        }

        // A blocking wait lets service calls and timers proceed while it waits, as other threads would.
        public static Task Waited(Task task) { Pump(task); return task; }
        public static Task<T> Waited<T>(Task<T> task) { Pump(task); return task; }
        public static Task[] WaitedAll(params Task[] tasks) { Pump(Task.WhenAll(tasks)); return tasks; }
        public static Task[] WaitedAny(params Task[] tasks) { Pump(Task.WhenAny(tasks)); return tasks; }
        public static ValueTask Waited(ValueTask task) { var waited = task.AsTask(); Pump(waited); return new ValueTask(waited); }
        public static ValueTask<T> Waited<T>(ValueTask<T> task) { var waited = task.AsTask(); Pump(waited); return new ValueTask<T>(waited); }

        public static ConfiguredTaskAwaitable Waited(ConfiguredTaskAwaitable task) { Pump(AsTask(task)); return task; }
        public static ConfiguredTaskAwaitable<T> Waited<T>(ConfiguredTaskAwaitable<T> task) { Pump(AsTask(task)); return task; }
        private static async Task AsTask(ConfiguredTaskAwaitable task) { await task; }
        private static async Task AsTask<T>(ConfiguredTaskAwaitable<T> task) { await task; }

        // What a program hands to the runtime; its bootstrap returns at once instead of asking for events.
        public static readonly List<KeyValuePair<Delegate, object>> Handlers = new List<KeyValuePair<Delegate, object>>();
        public static T Handler<T>(T handler, object serializer) where T : Delegate { Handlers.Add(new KeyValuePair<Delegate, object>(handler, serializer)); return handler; }
        public static Task Started(object bootstrap) { return Task.CompletedTask; }

        // Told before user code reads JSON as a type: that is how the verifier learns what answers should look like.
        public static T Reads<T>(Type type, T source) { Reading(type, source); return source; }
        public static ReadOnlySpan<byte> Reads(Type type, ReadOnlySpan<byte> source) { Reading(type, source.ToArray()); return source; }

        // JSON text that user code has written: its characters are spelled as the state machine does where a deviation says that both differ.
        public static string Written(string json) { return Spelling(json); }
        public static byte[] Written(byte[] json) { return System.Text.Encoding.UTF8.GetBytes(Spelling(System.Text.Encoding.UTF8.GetString(json))); }

        /// <summary>At the head of every loop body: lets the verifier stop a handler that does not end.</summary>
        public static void Tick()
        {
            if ((++s_ticks & 15) == 0) Watch();
        }

        /// <summary>At the head of every method: a stack overflow would end the whole process, so it is stopped before.</summary>
        public static void Enter()
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) StackExhausted();
        }

        private sealed class VirtualTime : TimeProvider
        {
            public static readonly VirtualTime Instance = new VirtualTime();
            public override DateTimeOffset GetUtcNow() { return Clock(); }
            public override long GetTimestamp() { return Clock().UtcTicks; }
            public override long TimestampFrequency { get { return TimeSpan.TicksPerSecond; } }
            public override TimeZoneInfo LocalTimeZone { get { return TimeZoneInfo.Utc; } }
        }
    }

    /// <summary>Every number is derived from one draw of the shared sequence, as <c>$random()</c> of the state machine is.</summary>
    public sealed class VirtualRandom : Random
    {
        public static readonly VirtualRandom Instance = new VirtualRandom();
        protected override double Sample() { return Shim.Randoms(); }
        public override double NextDouble() { return Shim.Randoms(); }
        public override float NextSingle() { return (float)Shim.Randoms(); }
        public override int Next() { return (int)(Shim.Randoms() * int.MaxValue); }
        public override int Next(int maxValue) { return (int)(Shim.Randoms() * maxValue); }
        public override int Next(int minValue, int maxValue) { return (int)(minValue + Math.Floor(Shim.Randoms() * ((double)maxValue - minValue))); }
        public override long NextInt64() { return (long)(Shim.Randoms() * long.MaxValue); }
        public override long NextInt64(long maxValue) { return (long)(Shim.Randoms() * maxValue); }
        public override long NextInt64(long minValue, long maxValue) { return minValue + (long)(Shim.Randoms() * ((double)maxValue - minValue)); }
        public override void NextBytes(byte[] buffer) { for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)Next(256); }
        public override void NextBytes(Span<byte> buffer) { for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)Next(256); }
    }

    /// <summary><c>System.Diagnostics.Stopwatch</c> on the virtual clock.</summary>
    public sealed class Stopwatch
    {
        public static readonly long Frequency = TimeSpan.TicksPerSecond;
        public static readonly bool IsHighResolution = true;
        private long _elapsed;
        private long _started;

        public bool IsRunning { get; private set; }
        public TimeSpan Elapsed { get { return TimeSpan.FromTicks(ElapsedTicks); } }
        public long ElapsedMilliseconds { get { return ElapsedTicks / TimeSpan.TicksPerMillisecond; } }
        public long ElapsedTicks { get { return _elapsed + (IsRunning ? GetTimestamp() - _started : 0); } }

        public static long GetTimestamp() { return Shim.Clock().UtcTicks; }
        public static TimeSpan GetElapsedTime(long startingTimestamp) { return TimeSpan.FromTicks(GetTimestamp() - startingTimestamp); }
        public static TimeSpan GetElapsedTime(long startingTimestamp, long endingTimestamp) { return TimeSpan.FromTicks(endingTimestamp - startingTimestamp); }
        public static Stopwatch StartNew() { var watch = new Stopwatch(); watch.Start(); return watch; }
        public void Start() { if (!IsRunning) { _started = GetTimestamp(); IsRunning = true; } }
        public void Stop() { _elapsed = ElapsedTicks; IsRunning = false; }
        public void Reset() { _elapsed = 0; IsRunning = false; }
        public void Restart() { Reset(); Start(); }
        public override string ToString() { return Elapsed.ToString(); }
    }

    /// <summary>A source that the machine's clock does not cancel: whether a time is over is what the script of the services says.</summary>
    public class TokenSource : CancellationTokenSource
    {
        public TokenSource() { }

        public TokenSource(int millisecondsDelay) { }

        public TokenSource(TimeSpan delay) { }

        public new void CancelAfter(int millisecondsDelay) { }

        public new void CancelAfter(TimeSpan delay) { }

        public static new TokenSource CreateLinkedTokenSource(CancellationToken token) { return CreateLinkedTokenSource(new[] { token }); }

        public static new TokenSource CreateLinkedTokenSource(CancellationToken first, CancellationToken second) { return CreateLinkedTokenSource(new[] { first, second }); }

        public static new TokenSource CreateLinkedTokenSource(params CancellationToken[] tokens)
        {
            var source = new TokenSource();
            foreach (var token in tokens) token.Register(source.Cancel);
            return source;
        }
    }
}
