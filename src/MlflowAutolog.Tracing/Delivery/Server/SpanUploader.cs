using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Wire.Otlp;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Sends spans to <c>/v1/traces</c>. What the server refuses for good also goes to the dead letter, with the server's words.</summary>
internal sealed class SpanUploader(
    MlflowHttp http, VersionGate version, ExperimentResolver experiments, ServerTrouble trouble, DeliveryCounters counters, ServerTurn turn, Action<TraceData, string>? deadLetter)
{
    private static readonly BatchLimits Limits = new();

    public async Task<UploadedTrace[]> UploadAsync(IReadOnlyList<TraceData> traces, UploadTarget target, CancellationToken cancellationToken)
    {
        var upload = new SpanUpload(part => PostAsync(part, target, cancellationToken), traces, Limits);
        var outcomes = await upload.RunAsync(oneTraceARequest: !target.Server.TakesManyTracesInOneRequest).ConfigureAwait(false);
        foreach (var (part, words) in upload.Refused)
        {
            // A trace that is offered again has its bad spans refused again, and is reported then.
            if (outcomes[part.Index].Result.RetryAfter is null) Report(part.Data, words);
        }

        if (upload.Doubt is { } doubt) trouble.Say($"MLflow at {http.Server} fails at everything it is sent ({doubt}). Traces are kept and tried again.");
        return outcomes;
    }

    private async Task<SpanVerdict> PostAsync(IReadOnlyList<TraceData> traces, UploadTarget target, CancellationToken cancellationToken)
    {
        var body = new ProtobufWriter();
        try
        {
            OtlpTraceWriter.Write(body, traces, target.Server.ReadsTraceFacts, target.Server.TakesALayerOffTexts);
        }
        catch (Exception exception)
        {
            // A defect of ours with one trace must not hold up the others: it is treated like a refusal, halved and named.
            return new SpanVerdict(SpanVerdictKind.Refused, $"could not be written: {exception.Message}");
        }

        var call = new MlflowCall(HttpMethod.Post, "v1/traces") { Body = body.Written, ContentType = MlflowCall.Protobuf, ExperimentId = target.ExperimentId };
        var reply = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (reply.Status == 500)
        {
            counters.Retry();
            reply = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        }

        // Only then has surely all of it been sent; a buffer of a request that broke off is left to the garbage collector.
        if (reply.IsSuccess) body.Dispose();
        return Judge(reply, target);
    }

    private async Task<MlflowReply> SendAsync(MlflowCall call, CancellationToken cancellationToken)
    {
        using (await turn.TakeAsync(cancellationToken).ConfigureAwait(false)) return await http.SendAsync(call, cancellationToken).ConfigureAwait(false);
    }

    private SpanVerdict Judge(MlflowReply reply, UploadTarget target)
    {
        if (reply.IsSuccess)
        {
            trouble.Over();
            return new SpanVerdict(SpanVerdictKind.Stored, "");
        }

        var words = reply.Words;
        var text = $"{reply.Status}: {words.Message}";
        if (reply.Status is 400 or 413 or 422) return new SpanVerdict(SpanVerdictKind.Refused, text);
        if (reply.Status == 404 && words.ErrorCode is not null)
        {
            if (target.ChosenByTrace) return new SpanVerdict(SpanVerdictKind.Refused, text);
            // Deleted for good since it was looked up: the next look says so.
            experiments.Forget();
            return new SpanVerdict(SpanVerdictKind.Later, text);
        }

        if (reply.Status == 500 || (reply.Status is > 404 and < 500 && !reply.IsPassing)) return new SpanVerdict(SpanVerdictKind.Doubtful, text);
        counters.Retry();
        if (reply.Status == 0) version.Forget();
        trouble.Say(ReplyAdvice.Explain(reply, http.Server));
        return new SpanVerdict(SpanVerdictKind.Later, text, ReplyAdvice.PauseAfter(reply));
    }

    private void Report(TraceData spans, string words)
    {
        SelfLog.Warn("rejected", $"MLflow refused {spans.Spans.Count} span(s) of trace {spans.Id}, '{spans.Spans[0].Name}' first ({words}). They are dropped.");
        try
        {
            deadLetter?.Invoke(spans, words);
        }
        catch (Exception exception)
        {
            SelfLog.Report("dead_letter", exception);
        }
    }
}
