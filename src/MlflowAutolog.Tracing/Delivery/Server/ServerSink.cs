using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Delivers to an MLflow server: version, experiment, spans, then infos.</summary>
internal sealed class ServerSink : ITraceSink
{
    private readonly MlflowHttp _http;
    private readonly ServerTurn _turn = new();
    private readonly VersionGate _version;
    private readonly ExperimentResolver _experiments;
    private readonly SpanUploader _spans;
    private readonly InfoUploader _infos;
    private readonly PromptLinker _prompts;
    private readonly AttachmentUploader _attachments;
    private readonly long _maxValueBytes;
    private readonly DeliveryCounters _counters;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <param name="options">Resolved, with a tracking URI.</param>
    /// <param name="counters">Shared with the pipeline.</param>
    /// <param name="deadLetter">Gets what the server refused, and its words.</param>
    /// <param name="trouble">Says what a person has to put right.</param>
    public ServerSink(MlflowOptions options, DeliveryCounters counters, Action<TraceData, string>? deadLetter = null, ServerTrouble? trouble = null)
    {
        trouble ??= new ServerTrouble();
        _counters = counters;
        _http = new MlflowHttp(options);
        Rest = new MlflowRestClient(_http, options.MaxRetries!.Value, options.TimeProvider);
        _version = new VersionGate(_http, trouble);
        _experiments = new ExperimentResolver(_http, trouble, options);
        _spans = new SpanUploader(_http, _version, _experiments, trouble, counters, _turn, deadLetter);
        _prompts = new PromptLinker(Rest);
        Server = new MlflowServer(Rest, _version, options, () => _experiments.Known, _experiments.GetAsync);
        _infos = new InfoUploader(_http, new ArtifactUploader(_http, _turn), new OverridingAssessments(Server.Assessments, counters), trouble, counters, _turn, options);
        _attachments = new AttachmentUploader(_http, counters.Attachments, _turn, options);
        _maxValueBytes = options.MaxValueBytes!.Value;
    }

    /// <summary>For explicit calls beside the delivery.</summary>
    public MlflowRestClient Rest { get; }

    public MlflowServer Server { get; }

    /// <summary>Servers before 3.6 read spans from one file, which is written once.</summary>
    public bool TakesParts => _version.Latest is { } server && server.ReadsSpansBack;

    public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<TraceData> traces, CancellationToken cancellationToken)
    {
        var results = new DeliveryResult[traces.Count];
        // Until the server has answered for it a trace is to be offered again, whatever happens in between.
        Array.Fill(results, DeliveryResult.Later(null));
        try
        {
            // The pipeline's loop and the replay of an earlier process's traces take turns.
            await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return results;
        }

        try
        {
            var server = await _version.GetAsync(cancellationToken).ConfigureAwait(false);
            if (!server.ShowsAttachments) traces = [.. traces.Select(trace => trace.Attachments.Count == 0 ? trace : new InlineAgain(trace, _maxValueBytes).Run())];
            var experiment = await _experiments.GetAsync(cancellationToken).ConfigureAwait(false);
            foreach (var group in Enumerable.Range(0, traces.Count).GroupBy(index => traces[index].ExperimentId))
                await DeliverAsync([.. group], traces, results, new UploadTarget(group.Key ?? experiment, group.Key is not null, server), cancellationToken).ConfigureAwait(false);
        }
        catch (ServerUnavailableException unavailable)
        {
            _counters.Retry();
            Array.Fill(results, DeliveryResult.Later(unavailable.RetryAfter));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Shutdown: what was acknowledged so far stays acknowledged.
        }
        finally
        {
            _oneAtATime.Release();
        }

        return results;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _infos.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _attachments.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync()
    {
        await _infos.StopAsync().ConfigureAwait(false);
        await _attachments.StopAsync().ConfigureAwait(false);
    }

    public Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken) => new TraceReader(Rest).GetAsync(traceId, cancellationToken);

    public async Task<TraceAttachment?> GetAttachmentAsync(AttachmentReference reference, CancellationToken cancellationToken)
    {
        var server = await _version.GetAsync(cancellationToken).ConfigureAwait(false);
        return await new AttachmentReader(Rest, server).GetAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    public string? Locate(string traceId)
        => _experiments.Known is { } experiment ? $"{_http.Server}#/experiments/{experiment}/traces?selectedEvaluationId={traceId}" : null;

    public async ValueTask DisposeAsync()
    {
        await _infos.DisposeAsync().ConfigureAwait(false);
        await _attachments.DisposeAsync().ConfigureAwait(false);
        _http.Dispose();
        _turn.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task DeliverAsync(int[] group, IReadOnlyList<TraceData> traces, DeliveryResult[] results, UploadTarget target, CancellationToken cancellationToken)
    {
        var uploaded = await _spans.UploadAsync([.. group.Select(index => traces[index])], target, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < group.Length; i++)
        {
            results[group[i]] = uploaded[i].Result;
            if (uploaded[i].Stored is not { } stored) continue;
            _counters.RejectSpans(traces[group[i]].Spans.Count - stored.Spans.Count);
            var attach = await _attachments.AdmitAsync(stored, cancellationToken).ConfigureAwait(false);
            if (traces[group[i]].Root is not null || (traces[group[i]].Early is { IsFirst: true } && target.Server.ReadsSpansBack))
                await _infos.EnqueueAsync(stored, target, uploaded[i].InOneRequest, attach, cancellationToken).ConfigureAwait(false);
            else
                attach?.Invoke(null);
            await _prompts.LinkAsync(stored, target.Server, cancellationToken).ConfigureAwait(false);
        }
    }
}
