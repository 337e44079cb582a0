using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>Whether a trace failed, for <see cref="KeepOnError"/>.</summary>
/// <param name="mode">Whose failure counts.</param>
/// <param name="attemptsWait">Whether failed calls without a span above wait for their next attempt: then an answered call may be that attempt, and has to be looked at in the background.</param>
internal sealed class FailureRule(KeepOnError mode, Func<bool> attemptsWait)
{
    public KeepOnError Mode { get; } = mode;

    /// <param name="spans">What has ended.</param>
    /// <param name="root">The root, when it is among them.</param>
    /// <param name="stated">The state that the application set.</param>
    /// <param name="isFolded">Content is read and attempts are joined: there is always an answer then, if the root is there.</param>
    /// <returns><see langword="null"/> while it depends on content that is not read yet, or on a root that has not ended.</returns>
    public bool? Failed(IReadOnlyList<SpanData> spans, SpanData? root, TraceState stated, bool isFolded)
    {
        if (stated == TraceState.Error) return true;
        if (root is null) return null;
        if (!isFolded && root.Deferred is not null && attemptsWait()) return null;
        if (Mode == KeepOnError.AnySpan) return AnyFailed(spans, isFolded);
        return stated == TraceState.Ok ? false : Failed(root, isFolded);
    }

    private bool? AnyFailed(IReadOnlyList<SpanData> spans, bool isFolded)
    {
        bool? any = false;
        // By index: this runs at the end of every trace that is kept back, and an enumerator is an object more.
        for (var i = 0; i < spans.Count; i++)
        {
            var failed = Failed(spans[i], isFolded);
            if (failed == true) return true;
            if (failed is null) any = null;
        }

        return any;
    }

    private bool? Failed(SpanData span, bool isFolded)
    {
        if (span.Deferred is { } deferred) return deferred.MayHaveFailed ? null : false;
        // What was closed because the process ended is not known to have failed.
        var failed = span.Status == SpanStatusCode.Error && span.StatusMessage != MlflowSpan.NotEnded;
        if (Mode == KeepOnError.AnySpan && !failed && span.Events.Count > 0) failed = span.Events.Any(item => item.Name == WireNames.ExceptionEvent);
        // A call may turn out to be an attempt whose repetition was answered.
        return failed && !isFolded && span.Call is { MayBeRepeated: true } ? null : failed;
    }
}
