using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Sends what earlier processes could not deliver; a segment goes when all of it is answered for.</summary>
/// <remarks>Past the pipeline: what is on disk already must neither fill its queue nor be written a second time at the end.</remarks>
internal sealed class SpoolReplay(Spool spool, ITraceSink sink, TimeProvider time, DeliveryCounters counters)
{
    private const int TracesAtOnce = 100;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(30);

    private readonly EndedSince _endedSince = new(sink);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            foreach (var batch in spool.AdoptAll())
            {
                foreach (var traces in batch.Traces.Chunk(TracesAtOnce)) await DeliverAsync(traces, stop).ConfigureAwait(false);
                await sink.FlushAsync(stop).ConfigureAwait(false);
                batch.Acknowledge();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process ends: what is not acknowledged stays for the next one.
        }
        catch (Exception failure)
        {
            SelfLog.ReportWords("spool", failure);
        }
    }

    private async Task DeliverAsync(TraceData[] spooled, CancellationToken stop)
    {
        var traces = await WithoutEndedAsync(spooled, stop).ConfigureAwait(false);
        while (traces.Length > 0)
        {
            var results = await sink.DeliverAsync(traces, stop).ConfigureAwait(false);
            for (var i = 0; i < traces.Length; i++)
            {
                if (results[i] == DeliveryResult.Delivered) counters.Recover(traces[i].Spans.Count);
            }

            traces = [.. traces.Where((_, i) => results[i].RetryAfter is not null)];
            if (traces.Length == 0) return;
            await Task.Delay(BetweenTries, time, stop).ConfigureAwait(false);
        }
    }

    private async Task<TraceData[]> WithoutEndedAsync(TraceData[] spooled, CancellationToken stop)
    {
        var left = new List<TraceData>(spooled.Length);
        foreach (var trace in spooled)
        {
            if (await WithoutEndedAsync(trace, stop).ConfigureAwait(false) is { } sent) left.Add(sent);
        }

        return [.. left];
    }

    private async Task<TraceData?> WithoutEndedAsync(TraceData trace, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await _endedSince.TakeOutAsync(trace, stop).ConfigureAwait(false);
            }
            catch (MlflowException)
            {
                // The server cannot be reached, as the sink will say when there is something to deliver.
                await Task.Delay(BetweenTries, time, stop).ConfigureAwait(false);
            }
        }
    }
}
