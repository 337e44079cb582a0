using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>
/// Keeps back a model call without a span above that failed in a way that SDKs retry: with nothing above, each attempt is a trace of its own until the next one shows that it was none.
/// </summary>
/// <remarks>Used by the delivery loop alone.</remarks>
internal sealed class AttemptHold(TimeProvider time, Func<string, bool> isRunning)
{
    // SDKs wait up to some seconds between attempts when the server does not say how long.
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(10);
    // No SDK sleeps longer, whatever a server asks for; the call must not stay unseen for that.
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BeyondRetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Held> _held = [];

    public long? NextDue => _held.Count == 0 ? null : _held.Values.Min(held => held.Due);

    public int Count => _held.Count;

    public long Bytes => _held.Values.Sum(held => held.Trace.Size);

    /// <summary>The trace that can go now: this one, joined with the failed attempts before it; <see langword="null"/> when it is kept back in turn.</summary>
    public RecordedTrace? Offer(RecordedTrace trace, List<RecordedTrace> ready)
    {
        if (Alone(trace) is not { Call: { } call } span || (_held.Count == 0 && !call.MayBeRepeated)) return trace;
        // Attempts beneath a span of another process have that one in common, roots have nothing.
        var key = span.IsRoot ? call.Key : $"{call.Key} {span.TraceId} {span.ParentSpanId}";
        if (_held.Remove(key, out var held))
        {
            if (AttemptFold.IsAttemptOf(held.Trace.Spans[0], span)) trace = Join(held.Trace, trace);
            else ready.Add(held.Trace);
        }

        if (!call.MayBeRepeated) return trace;
        _held[key] = new Held(trace, call.Key, DueIn(WaitFor(call.RetryAfter)));
        return null;
    }

    public void Release(bool all, List<RecordedTrace> ready)
    {
        var now = time.GetTimestamp();
        foreach (var (key, held) in _held.ToArray())
        {
            if (!all && held.Due > now) continue;
            if (!all && isRunning(held.CallKey))
            {
                // The next attempt is on its way; its answer may take longer than any wait.
                _held[key] = held with { Due = DueIn(WhileRunning) };
                continue;
            }

            _held.Remove(key);
            ready.Add(held.Trace);
        }
    }

    /// <summary>The span of a trace, or of a part of one, that has nothing above it in this process and nothing beneath.</summary>
    private static SpanData? Alone(RecordedTrace trace) => trace.Spans.Count == 1 && (trace.Root is not null || trace.IsContinued) ? trace.Spans[0] : null;

    private static RecordedTrace Join(RecordedTrace earlier, RecordedTrace later)
    {
        var call = AttemptFold.Merge(earlier.Spans[0], later.Spans[0]);
        // One call: sent when any attempt of it was sampled in.
        return later with { Root = later.Root is null ? null : call, Spans = [call], Size = earlier.Size + later.Size, Held = earlier.Held is null ? null : later.Held };
    }

    private static TimeSpan WaitFor(TimeSpan retryAfter)
    {
        if (retryAfter > AtMost - BeyondRetryAfter) return AtMost;
        var wait = retryAfter + BeyondRetryAfter;
        return wait > AtLeast ? wait : AtLeast;
    }

    private long DueIn(TimeSpan wait) => time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private readonly record struct Held(RecordedTrace Trace, string CallKey, long Due);
}
