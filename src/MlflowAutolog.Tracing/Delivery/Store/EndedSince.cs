using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>
/// Takes out of spooled traces what was written as <c>not ended</c> when the process heard a signal, and ended and was delivered after all: sent again, it would undo the real end.
/// </summary>
internal sealed class EndedSince(ITraceSink sink)
{
    /// <returns>What is to be sent of the trace; <see langword="null"/> when the server has it all.</returns>
    /// <exception cref="MlflowException">The server did not answer.</exception>
    public async Task<TraceData?> TakeOutAsync(TraceData trace, CancellationToken cancellationToken)
    {
        if (!trace.Spans.Any(span => span.StatusMessage == MlflowSpan.NotEnded) || await StoredAsync(trace.Id, cancellationToken).ConfigureAwait(false) is not { } stored) return trace;
        var ended = stored.Spans.Where(span => span.StatusMessage != MlflowSpan.NotEnded).Select(span => span.SpanId).ToHashSet();
        // As long as the root is not there, the info that this one brings is the best there is, and it is about all its spans.
        if (trace.Root is { } root && !ended.Contains(root.SpanId.ToHexString())) return trace;
        var left = trace.Spans.Where(span => !ended.Contains(span.SpanId.ToHexString())).ToList();
        return left.Count == 0 ? null : trace with { Spans = left, Root = null };
    }

    private async Task<MlflowTrace?> StoredAsync(string traceId, CancellationToken cancellationToken)
    {
        try
        {
            return await sink.GetAsync(traceId, cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException refused) when (refused.StatusCode is not null)
        {
            // It answers, but not this: better an old state of the trace than none.
            return null;
        }
    }
}
