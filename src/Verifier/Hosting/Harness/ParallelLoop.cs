#nullable disable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LambdaLift.Harness
{
    /// <summary>
    /// <c>Parallel.ForEachAsync</c> on the handler's own thread: as many workers as it allows take one item after the other, none takes another one once
    /// an item has failed. On the thread pool the order of calls would be a matter of chance.
    /// </summary>
    public static class ParallelLoop
    {
        // What functions of less than 3 GB have. The number must not be that of the machine which verifies.
        private const int Processors = 2;

        public static Task ForEachAsync<T>(IEnumerable<T> source, Func<T, CancellationToken, ValueTask> body) { return ForEachAsync(source, new ParallelOptions(), body); }

        public static Task ForEachAsync<T>(IEnumerable<T> source, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body)
        {
            return ForEachAsync(source, new ParallelOptions { CancellationToken = cancellationToken }, body);
        }

        public static Task ForEachAsync<T>(IEnumerable<T> source, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body)
        {
            Check(source, parallelOptions, body);
            return RunAsync(Asynchronous(source), parallelOptions, body);
        }

        public static Task ForEachAsync<T>(IAsyncEnumerable<T> source, Func<T, CancellationToken, ValueTask> body) { return ForEachAsync(source, new ParallelOptions(), body); }

        public static Task ForEachAsync<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body)
        {
            return ForEachAsync(source, new ParallelOptions { CancellationToken = cancellationToken }, body);
        }

        public static Task ForEachAsync<T>(IAsyncEnumerable<T> source, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body)
        {
            Check(source, parallelOptions, body);
            return RunAsync(source, parallelOptions, body);
        }

        private static void Check(object source, ParallelOptions parallelOptions, object body)
        {
            if (source == null) throw new ArgumentNullException("source");
            if (parallelOptions == null) throw new ArgumentNullException("parallelOptions");
            if (body == null) throw new ArgumentNullException("body");
        }

#pragma warning disable CS1998 // Nothing to wait for.
        private static async IAsyncEnumerable<T> Asynchronous<T>(IEnumerable<T> source)
        {
            foreach (var item in source) yield return item;
        }
#pragma warning restore CS1998

        private static Task RunAsync<T>(IAsyncEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body)
        {
            if (options.CancellationToken.IsCancellationRequested) return Task.FromCanceled(options.CancellationToken);
            var failures = new List<Exception>();
            var ended = new TaskCompletionSource<bool>();
            Finish(WorkAsync(source, options, body, failures), options.CancellationToken, failures, ended);
            return ended.Task;
        }

        private static async Task WorkAsync<T>(IAsyncEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body, List<Exception> failures)
        {
            using (var stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken))
            {
                var items = source.GetAsyncEnumerator(stop.Token);
                try
                {
                    var taking = new Gate(1);
                    var workers = new List<Task>();
                    var most = options.MaxDegreeOfParallelism < 0 ? Processors : options.MaxDegreeOfParallelism;
                    for (var i = 0; i < most; i++) workers.Add(TakeAsync(items, taking, body, stop, failures));
                    await Task.WhenAll(workers).ConfigureAwait(false);
                }
                finally
                {
                    await items.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        private static async Task TakeAsync<T>(IAsyncEnumerator<T> items, Gate taking, Func<T, CancellationToken, ValueTask> body, CancellationTokenSource stop, List<Exception> failures)
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    T item;
                    await taking.WaitAsync().ConfigureAwait(false);
                    try
                    {
                        if (stop.IsCancellationRequested || !await items.MoveNextAsync().ConfigureAwait(false)) return;
                        item = items.Current;
                    }
                    finally
                    {
                        taking.Release();
                    }

                    await body(item, stop.Token).ConfigureAwait(false);
                }
            }
            catch (Exception failure)
            {
                lock (failures) failures.Add(failure);
                stop.Cancel();
            }
        }

        private static async void Finish(Task work, CancellationToken cancellationToken, List<Exception> failures, TaskCompletionSource<bool> ended)
        {
            try
            {
                await work.ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }

            if (failures.Count > 0 && !(cancellationToken.IsCancellationRequested && failures.TrueForAll(f => f is OperationCanceledException))) ended.TrySetException(failures);
            else if (cancellationToken.IsCancellationRequested) ended.TrySetCanceled(cancellationToken);
            else ended.TrySetResult(true);
        }
    }
}
