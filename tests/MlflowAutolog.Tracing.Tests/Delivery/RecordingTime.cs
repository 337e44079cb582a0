using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>Fake time that keeps what its timers were set to.</summary>
internal sealed class RecordingTime : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _set = new();

    public IReadOnlyList<TimeSpan> Set => [.. _set];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new Recorded(base.CreateTimer(callback, state, dueTime, period), _set);

    private sealed class Recorded(ITimer timer, ConcurrentQueue<TimeSpan> set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            set.Enqueue(dueTime);
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
