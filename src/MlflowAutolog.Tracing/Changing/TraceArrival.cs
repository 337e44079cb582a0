using System.Diagnostics;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Changing;

/// <summary>One tracer's traces between their end and the server: a call about one that is on its way waits until it has arrived.</summary>
internal sealed class TraceArrival(MlflowOptions options, LiveTraces live, RecentTraces recent, ITracePipeline pipeline)
{
    private bool AnythingWaits => pipeline.Statistics is var statistics && statistics.Pending + statistics.InfosPending > 0;

    /// <summary>A span that is not recorded has an empty trace id: then nothing is done, so that code works the same with tracing off or sampled out.</summary>
    public static bool IsNotRecorded(string traceId, string kind)
    {
        if (!string.IsNullOrEmpty(traceId)) return false;
        SelfLog.Report(kind, "The trace id is empty, which is that of a span that is not recorded; nothing is done.");
        return true;
    }

    /// <summary>Ids of Databricks (<c>trace:/…</c>) and of other lengths are never those of a trace of this process.</summary>
    public static ActivityTraceId IdOf(string traceId)
    {
        if (string.IsNullOrWhiteSpace(traceId)) throw new MlflowException("A trace id is needed, 'tr-' and 32 hex digits: MlflowSpan.TraceId, Mlflow.LastTraceId or TraceInfo.TraceId.");
        return WireIds.TryParseTraceId(traceId, out var id) ? id : default;
    }

    /// <summary>Whether the trace runs, or went out, from here.</summary>
    public bool Knows(string traceId) => WireIds.TryParseTraceId(traceId, out var id) && (live.TryChange(id, static _ => { }) || recent.MayContain(id));

    /// <summary>Asks the server, for a trace that does not run here.</summary>
    public async Task<T> OnceStoredAsync<T>(ActivityTraceId id, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await WaitAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (MlflowException missing) when (missing.StatusCode == 404 && (AnythingWaits || recent.MayContain(id)))
        {
            // Handed over at this moment, or so long ago that it is no recent one, and waiting still.
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            return await call().ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="OnceStoredAsync{T}" />
    public async Task OnceStoredAsync(ActivityTraceId id, Func<Task> call, CancellationToken cancellationToken)
    {
        await OnceStoredAsync(id, Done, cancellationToken).ConfigureAwait(false);

        async Task<bool> Done()
        {
            await call().ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Waits for a trace that may still be on its way. Before its info, too: MLflow 3.6 refuses the info of a trace that has an assessment already.</summary>
    public async Task WaitAsync(ActivityTraceId id, CancellationToken cancellationToken)
    {
        if (AnythingWaits && recent.MayContain(id)) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No longer than a request may take: a server that is down is to be told as such.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout!.Value, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await pipeline.FlushAsync(either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
