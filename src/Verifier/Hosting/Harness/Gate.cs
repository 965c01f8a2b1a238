#nullable disable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace LambdaLift.Harness
{
    /// <summary>
    /// A <c>SemaphoreSlim</c> that lets waiting code go on on the handler's own thread, at its next wait, and in the order in which it came: the
    /// original hands it to the thread pool, which makes the order of calls a matter of chance.
    /// </summary>
    public class Gate : SemaphoreSlim
    {
        private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new LinkedList<TaskCompletionSource<bool>>();
        private readonly int _most;
        private int _free;

        public Gate(int initialCount) : this(initialCount, int.MaxValue) { }

        public Gate(int initialCount, int maxCount) : base(initialCount, maxCount)
        {
            _free = initialCount;
            _most = maxCount;
        }

        public new int CurrentCount { get { return _free; } }

        public new Task WaitAsync() { return Enter(Timeout.InfiniteTimeSpan, CancellationToken.None); }
        public new Task WaitAsync(CancellationToken cancellationToken) { return Enter(Timeout.InfiniteTimeSpan, cancellationToken); }
        public new Task<bool> WaitAsync(int millisecondsTimeout) { return Enter(TimeSpan.FromMilliseconds(millisecondsTimeout), CancellationToken.None); }
        public new Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken cancellationToken) { return Enter(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken); }
        public new Task<bool> WaitAsync(TimeSpan timeout) { return Enter(timeout, CancellationToken.None); }
        public new Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) { return Enter(timeout, cancellationToken); }

        public new void Wait() { Pumped(Enter(Timeout.InfiniteTimeSpan, CancellationToken.None)); }
        public new void Wait(CancellationToken cancellationToken) { Pumped(Enter(Timeout.InfiniteTimeSpan, cancellationToken)); }
        public new bool Wait(int millisecondsTimeout) { return Pumped(Enter(TimeSpan.FromMilliseconds(millisecondsTimeout), CancellationToken.None)); }
        public new bool Wait(int millisecondsTimeout, CancellationToken cancellationToken) { return Pumped(Enter(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken)); }
        public new bool Wait(TimeSpan timeout) { return Pumped(Enter(timeout, CancellationToken.None)); }
        public new bool Wait(TimeSpan timeout, CancellationToken cancellationToken) { return Pumped(Enter(timeout, cancellationToken)); }

        public new int Release() { return Release(1); }

        public new int Release(int releaseCount)
        {
            if (releaseCount < 1) throw new ArgumentOutOfRangeException("releaseCount");
            lock (_waiting)
            {
                if (releaseCount > _most - _free) throw new SemaphoreFullException();
                var before = _free;
                _free += releaseCount;
                while (_free > 0 && _waiting.Count > 0)
                {
                    var next = _waiting.First.Value;
                    _waiting.RemoveFirst();
                    _free--;
                    Shim.Post(() => next.TrySetResult(true));
                }

                return before;
            }
        }

        private static bool Pumped(Task<bool> entered)
        {
            Shim.Pump(entered);
            return entered.GetAwaiter().GetResult();
        }

        private Task<bool> Enter(TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);
            lock (_waiting)
            {
                if (_free > 0)
                {
                    _free--;
                    return Task.FromResult(true);
                }

                if (timeout == TimeSpan.Zero) return Task.FromResult(false);
                var place = _waiting.AddLast(new TaskCompletionSource<bool>());
                if (timeout != Timeout.InfiniteTimeSpan) Shim.Delays(timeout, CancellationToken.None).ContinueWith(_ => { if (Leave(place)) place.Value.TrySetResult(false); }, TaskContinuationOptions.ExecuteSynchronously);
                if (cancellationToken.CanBeCanceled) cancellationToken.Register(() => { if (Leave(place)) place.Value.TrySetCanceled(cancellationToken); });
                return place.Value.Task;
            }
        }

        // Whether it was still waiting.
        private bool Leave(LinkedListNode<TaskCompletionSource<bool>> place)
        {
            lock (_waiting)
            {
                if (place.List == null) return false;
                _waiting.Remove(place);
                return true;
            }
        }
    }
}
