using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Traces that were not recorded span by span.</content>
public sealed partial class MlflowTracer
{
    /// <summary>
    /// Puts a finished trace beneath a span that runs here: for a service that returns the trace of its work with its answer. Its spans get new ids and keep names, values and times;
    /// its tags and metadata are those of this trace too, unless this trace has the key itself.
    /// </summary>
    /// <param name="trace">A finished trace.</param>
    /// <param name="parent">The span above; default the current one, and with none the trace becomes one of its own, beneath a root <c>Remote Trace &lt;name&gt;</c>.</param>
    public void AddTrace(MlflowTrace trace, MlflowSpan? parent = null)
    {
        if (!IsEnabled) return;
        Guarded.Run("add trace", (Tracer: this, Trace: trace, Parent: parent), static add => TraceMerge.Add(add.Tracer, add.Trace, add.Parent));
    }

    /// <summary>Records a trace of one span, for work that was measured elsewhere.</summary>
    /// <param name="name">Name of the trace and its span.</param>
    /// <param name="request">The inputs, any value.</param>
    /// <param name="response">The outputs, any value.</param>
    /// <param name="attributes">Named values of the span.</param>
    /// <param name="tags">Tags of the trace.</param>
    /// <param name="startTime">Default: <paramref name="duration"/> before now.</param>
    /// <param name="duration">Default: up to now when <paramref name="startTime"/> is given, else none. A negative one is none.</param>
    /// <returns>The trace's id; <see langword="null"/> while tracing is off or when sampling left the trace out.</returns>
    public string? LogTrace(
        string name = "Task",
        object? request = null,
        object? response = null,
        IEnumerable<KeyValuePair<string, object?>>? attributes = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        DateTimeOffset? startTime = null,
        TimeSpan? duration = null)
    {
        if (!IsEnabled) return null;
        var now = Options.TimeProvider.GetUtcNow();
        var start = startTime ?? (duration > now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now - (duration > TimeSpan.Zero ? duration.Value : TimeSpan.Zero));
        var span = StartDetachedSpan(name, SpanType.Unknown, parent: null, request, attributes, tags, startTime: start);
        if (response is not null) span.SetOutputs(response);
        if (duration is { } lasted) span.End(TraceClock.After(start, lasted));
        else span.End();
        return span.TraceId is { Length: > 0 } id ? id : null;
    }
}
